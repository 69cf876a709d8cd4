#pragma once

// How alike two groups are before and after matching, and what the What Works Clearinghouse says of it (Standards
// Handbook 4.1): a baseline difference |g| of at most .05 is satisfied, up to .25 only when the covariate is adjusted
// for, above it fails; one failure fails the comparison.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "insight/estimators.h"

namespace kith::insight {

enum class Baseline : std::uint8_t { Satisfied, NeedsAdjustment, NotSatisfied };
std::string_view name_of(Baseline baseline);
Baseline baseline_of(double g);

/// Means and deviations of one covariate in two groups.
struct GroupMeans {
    double treated = 0;
    double control = 0;
    double treated_deviation = 0;
    double control_deviation = 0;
    std::size_t treated_count = 0;
    std::size_t control_count = 0;
};

/// The rows of two groups. Weights, one a control and summing to 1, are empty where all count the same.
struct Group {
    std::span<const std::uint32_t> treated;
    std::span<const std::uint32_t> controls;
    std::span<const double> control_weights = {};
};
GroupMeans group_means(std::span<const double> values, const Group& group);

/// Difference of means in the treated's standard deviation; sqrt(p(1-p)) for a binary covariate.
double standardised_difference(const GroupMeans& means, Scale scale);

/// Hedges' g: pooled standard deviation, small-sample factor 1 - 3/(4N - 9). For a binary covariate the Cox index,
/// (logit p1 - logit p0) / 1.65; infinite when one share is 0 or 1 and the other is not.
double hedges_g(const GroupMeans& means, Scale scale);

struct BalanceRow {
    std::string covariate;
    double before = 0;  // standardised differences
    double after = 0;
    double g = 0;  // after, as the handbook computes it
    Baseline baseline = Baseline::Satisfied;
};

/// One row a covariate. `after` is in the unit of `before`: the treated's deviation before matching.
std::vector<BalanceRow> balance_table(std::span<const Covariate> covariates, const Group& before, const Group& after);

}  // namespace kith::insight
