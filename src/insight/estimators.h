#pragma once

// Effects of a programme on those who took part, from those who did not: five estimators that go wrong in different
// ways, so that their disagreement shows. Every one weighs or models the controls until they stand for the treated.
//
// Errors are analytic: HC2 for regressions, influence functions for weights. For weights by propensity the influence
// counts that the propensity was estimated (stacked estimating equations, Lunceford and Davidian 2004).
//
// Not a verdict: effect.h puts these beside balance, overlap and a placebo first.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "insight/regression.h"

namespace kith::insight {

enum class Scale : std::uint8_t { Continuous, Binary };

struct Covariate {
    std::string name;
    Scale scale = Scale::Continuous;
    std::vector<double> values;
};

/// One row a child (or other unit). No missing values.
struct EffectData {
    std::vector<std::uint8_t> treated;  // 1 took part, 0 did not
    std::vector<double> outcome;
    std::vector<Covariate> covariates;

    std::size_t size() const { return treated.size(); }
    std::size_t treated_count() const;
    Matrix covariate_matrix() const;
};

enum class Estimator : std::uint8_t {
    Difference,
    LeastSquares,
    OutcomeRegression,
    PropensityWeights,
    DoublyRobust,
    EntropyBalance,
    Matched,
    MatchedAdjusted,
};
std::string_view name_of(Estimator estimator);

struct Estimate {
    Estimator estimator = Estimator::Difference;
    double value = 0;
    double standard_error = 0;
    double low() const;  // 95 %
    double high() const;
};

/// What all weighting estimators share: one fit of the propensity, one of the controls' outcome.
class EffectFits {
  public:
    explicit EffectFits(const EffectData& data);

    const LogisticFit& propensity() const { return propensity_; }
    /// Of the controls, in the order of control_rows(), summing to 1.
    const std::vector<double>& propensity_weights() const { return propensity_weights_; }
    const std::optional<std::vector<double>>& entropy_weights() const { return entropy_weights_; }
    const std::vector<std::uint32_t>& treated_rows() const { return treated_rows_; }
    const std::vector<std::uint32_t>& control_rows() const { return control_rows_; }

    Estimate difference() const;
    Estimate least_squares() const;
    Estimate outcome_regression() const;
    Estimate by_propensity() const;
    Estimate doubly_robust() const;
    /// None where the controls cannot be weighted to the treated's means.
    std::optional<Estimate> by_entropy() const;

    /// The coefficient of treatment in least_squares() with its classical error, for the robustness value.
    double t_value() const { return t_value_; }
    std::size_t degrees_of_freedom() const { return least_squares_fit_.degrees_of_freedom(); }

  private:
    enum class With : std::uint8_t { Nothing, Covariates };
    Matrix treatment_design(With with) const;
    Estimate weighted(Estimator estimator, std::span<const double> weights) const;

    const EffectData& data_;
    std::vector<std::uint32_t> treated_rows_;
    std::vector<std::uint32_t> control_rows_;
    Matrix design_;  // intercept and covariates
    LogisticFit propensity_;
    std::vector<double> propensity_weights_;
    std::optional<std::vector<double>> entropy_weights_;
    LinearFit control_fit_;
    std::vector<double> residuals_;  // of every row from the controls' regression
    LinearFit least_squares_fit_;
    Estimate least_squares_;
    double t_value_ = 0;
};

/// Kish's effective sample size (sum w)^2 / sum w^2.
double effective_size(std::span<const double> weights);

}  // namespace kith::insight
