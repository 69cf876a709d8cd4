#include "insight/sensitivity.h"

#include <cmath>

#include "insight/balance.h"
#include "insight/distributions.h"
#include "insight/test_corpora.h"

namespace kith::insight {
namespace {

TEST(Sensitivity, EqualsTheWorkedExampleOfDarfur) {
    KITH_NEED_CORPUS("sensitivity/darfur.csv");
    const Rows rows = read_rows("sensitivity/darfur.csv");
    std::vector<std::string> columns = {"age", "farmer_dar", "herder_dar", "pastvoted", "hhsize_darfur", "female"};
    EffectData data = effect_data(rows, "directlyharmed", "peacefactor", columns);
    std::map<std::string, Covariate> villages;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Covariate& village = villages[rows[i].at("village")];
        village.scale = Scale::Binary;
        village.values.resize(rows.size(), 0);
        village.values[i] = 1;
    }
    Matrix x(rows.size(), 2 + columns.size() + villages.size() - 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::size_t column = 0;
        x.at(i, column++) = 1;
        x.at(i, column++) = data.treated[i];
        for (const Covariate& covariate : data.covariates) x.at(i, column++) = covariate.values[i];
        for (auto village = std::next(villages.begin()); village != villages.end(); ++village) {
            x.at(i, column++) = village->second.values[i];
        }
    }
    const LinearFit fit = fit_linear(x, data.outcome);
    const double t = fit.coefficients[1] / classical_error(fit, 1);
    EXPECT_NEAR(fit.coefficients[1], .0973158193, 6e-11);
    EXPECT_NEAR(classical_error(fit, 1), .0232565378, 6e-11);
    EXPECT_NEAR(t, 4.18444998, 6e-9);
    ASSERT_EQ(fit.degrees_of_freedom(), 783U);
    EXPECT_NEAR(partial_r2(t, 783), .02187309, 6e-9);
    EXPECT_NEAR(robustness_value(t, 783), .1387763539, 6e-11);
    EXPECT_NEAR(robustness_value_at(t, 783, 0.05), .0762579655, 6e-11);
}

TEST(Sensitivity, KnowsTheEValuesOfTheLiterature) {
    EXPECT_NEAR(e_value(3.9), 7.263, 5e-4);
    EXPECT_NEAR(e_value(1.8), 3.0, 5e-4);
    EXPECT_NEAR(e_value(1 / 1.8), 3.0, 5e-4);
}

TEST(Sensitivity, HasNoneWhereNothingIsSignificant) {
    EXPECT_EQ(robustness_value_at(1.0, 500, 0.05), 0);
}

TEST(Distributions, KnowStudentsTable) {
    EXPECT_NEAR(student_quantile(0.975, 1), 12.706204736, 1e-8);
    EXPECT_NEAR(student_quantile(0.975, 10), 2.228138852, 1e-8);
    EXPECT_NEAR(student_quantile(0.975, 1e7), kNormal975, 1e-6);
    EXPECT_NEAR(student_probability(-2.228138852, 10), 0.025, 1e-10);
}

TEST(Distributions, GiveWilsonsInterval) {
    // Newcombe 1998, table I: 81 of 263 and 15 of 148.
    EXPECT_NEAR(wilson_interval(81, 263).low, .2553, 6e-5);
    EXPECT_NEAR(wilson_interval(81, 263).high, .3662, 6e-5);
    EXPECT_NEAR(wilson_interval(15, 148).low, .0624, 6e-5);
    EXPECT_NEAR(wilson_interval(15, 148).high, .1605, 6e-5);
    EXPECT_EQ(wilson_interval(0, 20).low, 0);
    EXPECT_EQ(wilson_interval(20, 20).high, 1);
}

TEST(Balance, JudgesBaselinesAsTheHandbook) {
    EXPECT_EQ(baseline_of(0.05), Baseline::Satisfied);
    EXPECT_EQ(baseline_of(-0.051), Baseline::NeedsAdjustment);
    EXPECT_EQ(baseline_of(0.25), Baseline::NeedsAdjustment);
    EXPECT_EQ(baseline_of(-0.2501), Baseline::NotSatisfied);
}

TEST(Balance, FailsACovariateThatOnlyOneGroupHas) {
    EXPECT_EQ(baseline_of(hedges_g({1, 0.5, 0, 0.5, 30, 30}, Scale::Binary)), Baseline::NotSatisfied);
    EXPECT_EQ(hedges_g({1, 1, 0, 0, 30, 30}, Scale::Binary), 0);
    EXPECT_EQ(baseline_of(hedges_g({3, 2, 0, 0, 30, 30}, Scale::Continuous)), Baseline::NotSatisfied);
}

TEST(Balance, CorrectsGForSmallSamples) {
    // Means one pooled deviation apart, 10 and 10 children: 1 - 3/71.
    EXPECT_NEAR(hedges_g({1, 0, 1, 1, 10, 10}, Scale::Continuous), 1 - 3.0 / 71, 1e-12);
}

}  // namespace
}  // namespace kith::insight
