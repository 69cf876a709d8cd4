#include "insight/effect.h"

#include <cmath>

#include "base/random.h"
#include "insight/test_corpora.h"

namespace kith::insight {
namespace {

struct Study {
    EffectData data;
    EffectData placebo;
};

/// Children who take part the more, the worse they did before; `effect` is what taking part adds.
Study made_study(std::size_t size, double effect, double hidden, std::uint64_t seed) {
    Random random(seed);
    Study study;
    study.data.covariates = {{"before", Scale::Continuous, {}}, {"poor", Scale::Binary, {}}};
    study.placebo.covariates = {{"poor", Scale::Binary, {}}};
    for (std::size_t i = 0; i < size; ++i) {
        const double poor = random.chance(0.4) ? 1 : 0;
        const double unseen = random.normal();
        const double ability = random.normal() - 0.4 * poor - hidden * unseen;
        const double before = ability + 0.3 * random.normal();
        const bool is_treated = random.chance(1 / (1 + std::exp(1.2 - 0.5 * poor - hidden * unseen)));
        study.data.treated.push_back(is_treated ? 1 : 0);
        study.data.outcome.push_back(ability + 0.3 * random.normal() + (is_treated ? effect : 0));
        study.data.covariates[0].values.push_back(before);
        study.data.covariates[1].values.push_back(poor);
        study.placebo.outcome.push_back(before);
        study.placebo.covariates[0].values.push_back(poor);
    }
    study.placebo.treated = study.data.treated;
    return study;
}

EffectReport report_of(const Study& study, const EffectOptions& options = {}) {
    auto report = estimate_effect(study.data, study.placebo, options);
    KITH_CHECK(report.is_ok());
    return *report;
}

TEST(EffectVerdict, SaysHelpedWhereItHelped) {
    const EffectReport report = report_of(made_study(2000, 0.5, 0, 1));
    EXPECT_EQ(report.verdict, Verdict::Helped);
    EXPECT_LT(report.estimate.low(), 0.5);
    EXPECT_GT(report.estimate.high(), 0.5);
    EXPECT_EQ(report.evidence.rating, Rating::MeetsWithReservations);
}

TEST(EffectVerdict, TurnsWithWhatIsBetter) {
    EffectOptions options;
    options.better = Better::Lower;
    EXPECT_EQ(report_of(made_study(2000, 0.5, 0, 1), options).verdict, Verdict::Hurt);
}

TEST(EffectVerdict, SaysNoClearDifferenceOnlyWhenPrecise) {
    EXPECT_EQ(report_of(made_study(4000, 0, 0, 3)).verdict, Verdict::NoClearDifference);
    EffectOptions strict;
    strict.worthwhile_deviations = 0.05;
    const EffectReport small = report_of(made_study(400, 0, 0, 5), strict);
    EXPECT_TRUE(small.has(Concern::Imprecise));
    EXPECT_EQ(small.verdict, Verdict::CannotTell);
}

TEST(EffectVerdict, IsNeverGivenWithoutAPlacebo) {
    const Study study = made_study(2000, 0.5, 0, 1);
    const auto report = estimate_effect(study.data, std::nullopt, {});
    ASSERT_TRUE(report.is_ok());
    EXPECT_EQ(report->verdict, Verdict::CannotTell);
    EXPECT_TRUE(report->has(Concern::NoPlacebo));
}

TEST(EffectVerdict, SeesAnUnseenCauseInThePlacebo) {
    const EffectReport report = report_of(made_study(2000, 0.5, 0.8, 4));
    EXPECT_EQ(report.verdict, Verdict::NotFair);
    EXPECT_TRUE(report.has(Concern::PlaceboFailed));
}

TEST(EffectVerdict, RefusesFewerThanTheMinimum) {
    const Study study = made_study(120, 0.5, 0, 1);
    const auto report = estimate_effect(study.data, study.placebo, {});
    ASSERT_TRUE(report.is_error());
    EXPECT_EQ(report.error().id, "effect.too-few");
}

TEST(EffectVerdict, RefusesAnOutcomeThatNeverVaries) {
    Study study = made_study(500, 0.5, 0, 1);
    study.data.outcome.assign(study.data.size(), 3);
    EXPECT_EQ(estimate_effect(study.data, study.placebo, {}).error().id, "effect.constant");
}

TEST(EffectVerdict, SeesACovariateThatTellsTheGroupsApart) {
    Study study = made_study(600, 0.5, 0, 1);
    Covariate same{"same", Scale::Binary, {}};
    for (const std::uint8_t treated : study.data.treated) same.values.push_back(treated);
    study.data.covariates.push_back(same);
    EXPECT_EQ(report_of(study).verdict, Verdict::NotFair);
}

TEST(EffectVerdict, CoversTheTruthAsOftenAsItSays) {
    int covered = 0;
    constexpr int kStudies = 200;
    for (int i = 0; i < kStudies; ++i) {
        const EffectReport report = report_of(made_study(800, 0.3, 0, 1000 + std::uint64_t(i)));
        if (report.estimate.low() <= 0.3 && report.estimate.high() >= 0.3) ++covered;
    }
    EXPECT_GE(covered, kStudies * 0.90);
}

TEST(EffectVerdict, DoesNotTrustTheSurveysOfLalonde) {
    KITH_NEED_CORPUS("lalonde/nsw_dw.csv");
    for (const std::string controls : {"cps_controls.csv", "psid_controls.csv"}) {
        Rows rows;
        for (auto& row : read_rows("lalonde/nsw_dw.csv")) {
            if (row.at("treat") == "1") rows.push_back(row);
        }
        for (auto& row : read_rows("lalonde/" + controls)) rows.push_back(row);
        const std::vector<std::string> before = {"age",     "education", "black", "hispanic",
                                                 "married", "nodegree",  "re74"};
        std::vector<std::string> all = before;
        all.push_back("re75");
        const auto report =
            estimate_effect(effect_data(rows, "treat", "re78", all), effect_data(rows, "treat", "re75", before), {});
        ASSERT_TRUE(report.is_ok());
        EXPECT_NE(report->verdict, Verdict::Helped) << controls;
        EXPECT_NE(report->verdict, Verdict::NoClearDifference) << controls;
    }
}

TEST(Attrition, EqualsEveryRowOfTheHandbook) {
    KITH_NEED_CORPUS("wwc/attrition_boundary.csv");
    const Rows rows = read_rows("wwc/attrition_boundary.csv");
    ASSERT_EQ(rows.size(), 66U);
    for (const auto& row : rows) {
        const double overall = number_in(row, "overall_pct");
        const std::pair<std::string, Assumption> columns[] = {{"cautious_max_diff_pp", Assumption::Cautious},
                                                              {"optimistic_max_diff_pp", Assumption::Optimistic}};
        for (const auto& [column, assumption] : columns) {
            if (row.at(column).empty()) {
                EXPECT_FALSE(is_attrition_low(overall, 0, assumption));
            } else {
                EXPECT_TRUE(is_attrition_low(overall, number_in(row, column), assumption));
                EXPECT_FALSE(is_attrition_low(overall, number_in(row, column) + 0.05, assumption));
            }
        }
    }
}

TEST(Attrition, JudgesTheThreeCases) {
    EXPECT_TRUE(is_attrition_low(8, 3, Assumption::Cautious));
    EXPECT_FALSE(is_attrition_low(30, 6, Assumption::Cautious));
    EXPECT_TRUE(is_attrition_low(30, 6, Assumption::Optimistic));
    EXPECT_FALSE(is_attrition_low(12, 12, Assumption::Optimistic));
}

}  // namespace
}  // namespace kith::insight
