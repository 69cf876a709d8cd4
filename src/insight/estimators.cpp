#include "insight/estimators.h"

#include <cmath>
#include <numeric>

#include "base/result.h"
#include "insight/distributions.h"

namespace kith::insight {
namespace {

double mean_at(std::span<const double> values, std::span<const std::uint32_t> rows) {
    double sum = 0;
    for (const std::uint32_t row : rows) sum += values[row];
    return sum / static_cast<double>(rows.size());
}

std::vector<double> values_at(std::span<const double> values, std::span<const std::uint32_t> rows) {
    std::vector<double> picked;
    picked.reserve(rows.size());
    for (const std::uint32_t row : rows) picked.push_back(values[row]);
    return picked;
}

}  // namespace

std::size_t EffectData::treated_count() const {
    return static_cast<std::size_t>(std::accumulate(treated.begin(), treated.end(), std::uint64_t{0}));
}

Matrix EffectData::covariate_matrix() const {
    Matrix x(size(), covariates.size());
    for (std::size_t c = 0; c < covariates.size(); ++c) {
        std::copy(covariates[c].values.begin(), covariates[c].values.end(), x.column(c).begin());
    }
    return x;
}

std::string_view name_of(Estimator estimator) {
    switch (estimator) {
        case Estimator::Difference:
            return "difference";
        case Estimator::LeastSquares:
            return "least_squares";
        case Estimator::OutcomeRegression:
            return "outcome_regression";
        case Estimator::PropensityWeights:
            return "propensity_weights";
        case Estimator::DoublyRobust:
            return "doubly_robust";
        case Estimator::EntropyBalance:
            return "entropy_balance";
        case Estimator::Matched:
            return "matched";
        case Estimator::MatchedAdjusted:
            return "matched_adjusted";
    }
    return "";
}

double Estimate::low() const {
    return value - kNormal975 * standard_error;
}
double Estimate::high() const {
    return value + kNormal975 * standard_error;
}

double effective_size(std::span<const double> weights) {
    double sum = 0;
    double squares = 0;
    for (const double weight : weights) {
        sum += weight;
        squares += weight * weight;
    }
    return squares > 0 ? sum * sum / squares : 0;
}

EffectFits::EffectFits(const EffectData& data) : data_(data) {
    for (std::uint32_t row = 0; row < data.size(); ++row)
        (data.treated[row] != 0 ? treated_rows_ : control_rows_).push_back(row);
    KITH_CHECK(!treated_rows_.empty() && !control_rows_.empty() && data.outcome.size() == data.size());
    const Matrix covariates = data.covariate_matrix();
    design_ = covariates.with_intercept();
    propensity_ = fit_logistic(design_, data.treated);

    // p/(1-p) is exp(linear): no cancellation where p is near 1. Shifted so that nothing overflows.
    double top = propensity_.linear[control_rows_.front()];
    for (const std::uint32_t row : control_rows_) top = std::max(top, propensity_.linear[row]);
    for (const std::uint32_t row : control_rows_)
        propensity_weights_.push_back(std::exp(propensity_.linear[row] - top));
    const double sum = std::accumulate(propensity_weights_.begin(), propensity_weights_.end(), 0.0);
    for (double& weight : propensity_weights_) weight /= sum;

    std::vector<double> targets;
    for (std::size_t c = 0; c < covariates.columns(); ++c)
        targets.push_back(mean_at(covariates.column(c), treated_rows_));
    entropy_weights_ = balance_by_entropy(covariates.rows_at(control_rows_), targets);

    control_fit_ = fit_linear(design_.rows_at(control_rows_), values_at(data.outcome, control_rows_));
    residuals_.resize(data.size());
    for (std::size_t row = 0; row < data.size(); ++row)
        residuals_[row] = data.outcome[row] - design_.dot(row, control_fit_.coefficients);

    const Matrix x = treatment_design(With::Covariates);
    least_squares_fit_ = fit_linear(x, data.outcome);
    least_squares_ = {Estimator::LeastSquares, least_squares_fit_.coefficients[1], hc2_error(least_squares_fit_, x, 1)};
    t_value_ = least_squares_.value / classical_error(least_squares_fit_, 1);
}

/// Intercept, treatment, then the covariates.
Matrix EffectFits::treatment_design(With with) const {
    Matrix x(data_.size(), with == With::Covariates ? design_.columns() + 1 : 2);
    for (std::size_t row = 0; row < data_.size(); ++row) {
        x.at(row, 0) = 1;
        x.at(row, 1) = data_.treated[row];
        for (std::size_t c = 2; c < x.columns(); ++c) x.at(row, c) = design_.at(row, c - 1);
    }
    return x;
}

Estimate EffectFits::difference() const {
    const Matrix x = treatment_design(With::Nothing);
    const LinearFit fit = fit_linear(x, data_.outcome);
    return {Estimator::Difference, fit.coefficients[1], hc2_error(fit, x, 1)};
}

Estimate EffectFits::least_squares() const {
    return least_squares_;
}

Estimate EffectFits::outcome_regression() const {
    const double value = mean_at(residuals_, treated_rows_);
    double spread = 0;
    for (const std::uint32_t row : treated_rows_) spread += (residuals_[row] - value) * (residuals_[row] - value);
    const auto n = static_cast<double>(treated_rows_.size());
    std::vector<double> direction;
    for (std::size_t c = 0; c < design_.columns(); ++c) direction.push_back(mean_at(design_.column(c), treated_rows_));
    const double of_model = hc2_variance_along(control_fit_, design_.rows_at(control_rows_), direction);
    return {Estimator::OutcomeRegression, value, std::sqrt(spread / (n * (n - 1)) + of_model)};
}

Estimate EffectFits::by_propensity() const {
    const double of_treated = mean_at(data_.outcome, treated_rows_);
    double of_controls = 0;
    for (std::size_t i = 0; i < control_rows_.size(); ++i)
        of_controls += propensity_weights_[i] * data_.outcome[control_rows_[i]];
    std::vector<double> gradient(design_.columns(), 0);
    for (std::size_t i = 0; i < control_rows_.size(); ++i) {
        const std::uint32_t row = control_rows_[i];
        const double pull = propensity_weights_[i] * (data_.outcome[row] - of_controls);
        for (std::size_t c = 0; c < gradient.size(); ++c) gradient[c] += pull * design_.at(row, c);
    }
    std::vector<double> through(design_.columns(), 0);
    for (std::size_t c = 0; c < through.size(); ++c) {
        for (std::size_t d = 0; d < through.size(); ++d) through[c] += propensity_.inverse.at(c, d) * gradient[d];
    }
    double variance = 0;
    const auto n = static_cast<double>(treated_rows_.size());
    for (const std::uint32_t row : treated_rows_) {
        const double own = (data_.outcome[row] - of_treated) / n;
        const double score = (1 - propensity_.probabilities[row]) * design_.dot(row, through);
        variance += (own - score) * (own - score);
    }
    for (std::size_t i = 0; i < control_rows_.size(); ++i) {
        const std::uint32_t row = control_rows_[i];
        const double own = propensity_weights_[i] * (data_.outcome[row] - of_controls);
        const double score = -propensity_.probabilities[row] * design_.dot(row, through);
        variance += (own + score) * (own + score);
    }
    return {Estimator::PropensityWeights, of_treated - of_controls, std::sqrt(variance)};
}

/// The mean residual of the treated from the controls' regression, less the weighted mean of the controls' own.
Estimate EffectFits::weighted(Estimator estimator, std::span<const double> weights) const {
    const double of_treated = mean_at(residuals_, treated_rows_);
    double of_controls = 0;
    for (std::size_t i = 0; i < control_rows_.size(); ++i) of_controls += weights[i] * residuals_[control_rows_[i]];
    double variance = 0;
    const auto n = static_cast<double>(treated_rows_.size());
    for (const std::uint32_t row : treated_rows_) variance += std::pow((residuals_[row] - of_treated) / n, 2);
    for (std::size_t i = 0; i < control_rows_.size(); ++i) {
        variance += std::pow(weights[i] * (residuals_[control_rows_[i]] - of_controls), 2);
    }
    return {estimator, of_treated - of_controls, std::sqrt(variance)};
}

Estimate EffectFits::doubly_robust() const {
    return weighted(Estimator::DoublyRobust, propensity_weights_);
}

std::optional<Estimate> EffectFits::by_entropy() const {
    if (!entropy_weights_) return std::nullopt;
    // With balanced means the regression cancels: this is the weighted difference of the outcomes themselves.
    return weighted(Estimator::EntropyBalance, *entropy_weights_);
}

}  // namespace kith::insight
