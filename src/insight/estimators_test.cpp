#include "insight/estimators.h"

#include <cmath>

#include "base/random.h"
#include "insight/test_corpora.h"

namespace kith::insight {
namespace {

const std::vector<std::string> kLalonde = {"age",     "education", "black", "hispanic",
                                           "married", "nodegree",  "re74",  "re75"};

/// The treated of the experiment beside another survey's people.
Rows joined(const std::string& controls) {
    Rows rows;
    for (auto& row : read_rows("lalonde/nsw_dw.csv")) {
        if (row.at("treat") == "1") rows.push_back(row);
    }
    for (auto& row : read_rows("lalonde/" + controls)) rows.push_back(row);
    for (auto& row : rows) {
        row["u74"] = number_in(row, "re74") == 0 ? "1" : "0";
        row["u75"] = number_in(row, "re75") == 0 ? "1" : "0";
    }
    return rows;
}

constexpr double kPrinted = 6e-7;
constexpr double kPrintedError = 6e-5;

struct Published {
    std::string controls;
    std::size_t n0;
    double difference, ols, ols_error, regression, ipw, aipw, entropy;
};

TEST(Effects, EqualThePublishedLalondeTable) {
    KITH_NEED_CORPUS("lalonde/nsw_dw.csv");
    const std::vector<Published> table = {
        {"cps_controls.csv", 15992, -8497.516148, 699.131678, 618.1657, 689.858037, 1180.407822, 1273.550574,
         1270.734870},
        {"cps_controls3.csv", 429, -635.026250, 1548.243752, 742.1817, 1647.583203, 1214.071173, 1231.044267,
         1273.261767},
        {"psid_controls.csv", 2490, -15204.777421, 751.946356, 785.3307, 790.545161, 1758.850984, 2052.847083,
         2058.096761},
        {"psid_controls3.csv", 128, 1069.849871, 1833.134224, 1049.2698, 1235.962561, 1981.880130, 2163.796233,
         2388.479503},
    };
    for (const Published& row : table) {
        SCOPED_TRACE(row.controls);
        const EffectData data = effect_data(joined(row.controls), "treat", "re78", kLalonde);
        const EffectFits fits(data);
        EXPECT_EQ(fits.treated_rows().size(), 185U);
        EXPECT_EQ(fits.control_rows().size(), row.n0);
        EXPECT_NEAR(fits.difference().value, row.difference, kPrinted);
        EXPECT_NEAR(fits.least_squares().value, row.ols, kPrinted);
        EXPECT_NEAR(fits.least_squares().standard_error, row.ols_error, kPrintedError);
        EXPECT_NEAR(fits.outcome_regression().value, row.regression, kPrinted);
        EXPECT_NEAR(fits.by_propensity().value, row.ipw, kPrinted);
        EXPECT_NEAR(fits.doubly_robust().value, row.aipw, kPrinted);
        ASSERT_TRUE(fits.by_entropy().has_value());
        EXPECT_NEAR(fits.by_entropy()->value, row.entropy, kPrinted);
    }
}

TEST(Effects, EqualTheExperiments) {
    KITH_NEED_CORPUS("lalonde/nsw.csv");
    const std::vector<std::string> without_re74 = {"age",     "education", "black", "hispanic",
                                                   "married", "nodegree",  "re75"};
    const EffectData full = effect_data(read_rows("lalonde/nsw.csv"), "treat", "re78", without_re74);
    const EffectFits of_full(full);
    EXPECT_EQ(of_full.treated_rows().size(), 297U);
    EXPECT_EQ(of_full.control_rows().size(), 425U);
    EXPECT_NEAR(of_full.difference().value, 886.303722, kPrinted);
    EXPECT_NEAR(of_full.difference().standard_error, 488.2045, kPrintedError);
    EXPECT_NEAR(of_full.least_squares().value, 806.511287, kPrinted);

    const EffectData sample = effect_data(read_rows("lalonde/nsw_dw.csv"), "treat", "re78", kLalonde);
    const EffectFits of_sample(sample);
    EXPECT_NEAR(of_sample.difference().value, 1794.342382, kPrinted);
    EXPECT_NEAR(of_sample.difference().standard_error, 670.9965, kPrintedError);
    EXPECT_NEAR(of_sample.least_squares().value, 1676.342625, kPrinted);
    EXPECT_NEAR(of_sample.least_squares().standard_error, 677.0491, kPrintedError);
}

TEST(Effects, EqualTheFiguresWithZeroEarnings) {
    KITH_NEED_CORPUS("lalonde/nsw_dw.csv");
    std::vector<std::string> columns = kLalonde;
    columns.insert(columns.end(), {"u74", "u75"});
    const EffectData cps = effect_data(joined("cps_controls.csv"), "treat", "re78", columns);
    const EffectFits of_cps(cps);
    EXPECT_NEAR(of_cps.least_squares().value, 1066.376321, kPrinted);
    EXPECT_NEAR(of_cps.by_entropy()->value, 1406.304229, kPrinted);
    const EffectData psid = effect_data(joined("psid_controls.csv"), "treat", "re78", columns);
    const EffectFits of_psid(psid);
    EXPECT_NEAR(of_psid.least_squares().value, 4.157964, kPrinted);
    EXPECT_NEAR(of_psid.by_entropy()->value, 2424.660733, kPrinted);
    EXPECT_NEAR(
        effective_size(
            EffectFits(effect_data(joined("psid_controls.csv"), "treat", "re78", kLalonde)).propensity_weights()),
        43, 0.5);
}

TEST(Effects, ShowThePlaceboThatEveryEstimatorFails) {
    KITH_NEED_CORPUS("lalonde/nsw_dw.csv");
    const std::vector<std::string> before = {"age",     "education", "black", "hispanic",
                                             "married", "nodegree",  "re74",  "u74"};
    const std::vector<std::pair<std::string, double>> published = {{"cps_controls.csv", -1134.821093},
                                                                   {"psid_controls.csv", -2757.401967}};
    for (const auto& [file, expected] : published) {
        EXPECT_NEAR(EffectFits(effect_data(joined(file), "treat", "re75", before)).least_squares().value, expected,
                    kPrinted);
    }
    EXPECT_NEAR(EffectFits(effect_data(joined("cps_controls3.csv"), "treat", "re75", before)).least_squares().value,
                505.985, 6e-4);
    EXPECT_NEAR(EffectFits(effect_data(joined("psid_controls3.csv"), "treat", "re75", before)).least_squares().value,
                627.528, 6e-4);
    EXPECT_NEAR(EffectFits(effect_data(joined("cps_controls.csv"), "treat", "re75", before)).difference().value,
                -12118.75, 6e-3);
}

TEST(Effects, StandInfluenceErrorsBesideTheBootstrap) {
    KITH_NEED_CORPUS("lalonde/nsw_dw.csv");
    const EffectData data = effect_data(joined("cps_controls3.csv"), "treat", "re78", kLalonde);
    const EffectFits fits(data);
    Random random(20261123);
    std::vector<double> ipw, aipw, entropy;
    for (int draw = 0; draw < 300; ++draw) {
        EffectData again = data;
        for (std::size_t i = 0; i < data.size(); ++i) {
            const auto& group = data.treated[i] != 0 ? fits.treated_rows() : fits.control_rows();
            const std::size_t from = group[random.below(group.size())];
            again.outcome[i] = data.outcome[from];
            for (std::size_t c = 0; c < data.covariates.size(); ++c)
                again.covariates[c].values[i] = data.covariates[c].values[from];
        }
        const EffectFits drawn(again);
        ipw.push_back(drawn.by_propensity().value);
        aipw.push_back(drawn.doubly_robust().value);
        if (drawn.by_entropy()) entropy.push_back(drawn.by_entropy()->value);
    }
    const auto spread = [](const std::vector<double>& values) {
        double sum = 0, squares = 0;
        for (const double value : values) sum += value;
        for (const double value : values) squares += std::pow(value - sum / double(values.size()), 2);
        return std::sqrt(squares / double(values.size() - 1));
    };
    EXPECT_NEAR(fits.by_propensity().standard_error / spread(ipw), 1, 0.2);
    EXPECT_NEAR(fits.doubly_robust().standard_error / spread(aipw), 1, 0.25);
    EXPECT_NEAR(fits.by_entropy()->standard_error / spread(entropy), 1, 0.25);
}

}  // namespace
}  // namespace kith::insight
