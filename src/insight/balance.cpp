#include "insight/balance.h"

#include <cmath>
#include <limits>

namespace kith::insight {
namespace {

struct Moments {
    double mean = 0;
    double deviation = 0;
};

Moments moments_at(std::span<const double> values, std::span<const std::uint32_t> rows,
                   std::span<const double> weights) {
    const auto n = static_cast<double>(rows.size());
    const auto weight_of = [&](std::size_t i) { return weights.empty() ? 1 / n : weights[i]; };
    Moments moments;
    for (std::size_t i = 0; i < rows.size(); ++i) moments.mean += weight_of(i) * values[rows[i]];
    double squares = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) squares += weight_of(i) * std::pow(values[rows[i]] - moments.mean, 2);
    moments.deviation = rows.size() > 1 ? std::sqrt(squares * n / (n - 1)) : 0;
    return moments;
}

double ratio(double difference, double deviation) {
    if (std::abs(difference) < 1e-12) return 0;  // what rounding leaves of an exact balance
    return deviation > 0 ? difference / deviation : std::copysign(std::numeric_limits<double>::infinity(), difference);
}

double deviation_of_treated(const GroupMeans& means, Scale scale) {
    return scale == Scale::Binary ? std::sqrt(means.treated * (1 - means.treated)) : means.treated_deviation;
}

}  // namespace

std::string_view name_of(Baseline baseline) {
    switch (baseline) {
        case Baseline::Satisfied:
            return "satisfied";
        case Baseline::NeedsAdjustment:
            return "needs_adjustment";
        case Baseline::NotSatisfied:
            return "not_satisfied";
    }
    return "";
}

Baseline baseline_of(double g) {
    const double size = std::abs(g);
    if (size <= 0.05) return Baseline::Satisfied;
    return size <= 0.25 ? Baseline::NeedsAdjustment : Baseline::NotSatisfied;
}

GroupMeans group_means(std::span<const double> values, const Group& group) {
    const Moments of_treated = moments_at(values, group.treated, {});
    const Moments of_controls = moments_at(values, group.controls, group.control_weights);
    return {of_treated.mean,       of_controls.mean,     of_treated.deviation,
            of_controls.deviation, group.treated.size(), group.controls.size()};
}

double standardised_difference(const GroupMeans& means, Scale scale) {
    return ratio(means.treated - means.control, deviation_of_treated(means, scale));
}

double hedges_g(const GroupMeans& means, Scale scale) {
    if (scale == Scale::Binary) {
        if (std::abs(means.treated - means.control) < 1e-12) return 0;
        const auto logit = [](double p) { return std::log(p) - std::log1p(-p); };
        return (logit(means.treated) - logit(means.control)) / 1.65;
    }
    const auto n1 = static_cast<double>(means.treated_count);
    const auto n0 = static_cast<double>(means.control_count);
    const double pooled = std::sqrt(((n1 - 1) * means.treated_deviation * means.treated_deviation +
                                     (n0 - 1) * means.control_deviation * means.control_deviation) /
                                    (n1 + n0 - 2));
    return ratio(means.treated - means.control, pooled) * (1 - 3 / (4 * (n1 + n0) - 9));
}

std::vector<BalanceRow> balance_table(std::span<const Covariate> covariates, const Group& before, const Group& after) {
    std::vector<BalanceRow> rows;
    for (const Covariate& covariate : covariates) {
        const GroupMeans first = group_means(covariate.values, before);
        const GroupMeans last = group_means(covariate.values, after);
        BalanceRow row;
        row.covariate = covariate.name;
        row.before = standardised_difference(first, covariate.scale);
        row.after = ratio(last.treated - last.control, deviation_of_treated(first, covariate.scale));
        row.g = hedges_g(last, covariate.scale);
        row.baseline = baseline_of(row.g);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace kith::insight
