#pragma once

// Groups of children whose values took the same course over time: a mixture of polynomial curves, each group with a
// spread of its own (group-based trajectory modelling: Nagin 1999; fitted by EM from several seeded starts). The number
// of groups is the one with the least BIC, -2 logLik + df ln(number of values), among those that a reader may trust
// (GRoLTS checklist, van de Schoot et al. 2017): every group at least 5 % of the children, mean posterior at least .70.
//
// Missing values are left out, not filled in. A group is described by the shape of its curve, never by a judgement.
//
// Not for predicting one child: a group says what was, and nobody's score comes out of it.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::insight {

/// Children by times, row after row; NaN where nothing is known.
class Courses {
  public:
    explicit Courses(std::size_t times) : times_(times) {}
    void add(std::span<const double> values);
    std::size_t times() const { return times_; }
    std::size_t size() const { return times_ == 0 ? 0 : values_.size() / times_; }
    std::span<const double> at(std::size_t child) const { return {values_.data() + child * times_, times_}; }
    std::size_t known() const;

  private:
    std::size_t times_;
    std::vector<double> values_;
};

struct Trajectory {
    std::vector<double> coefficients;  // of 1, t, t^2, ... with t = 1, 2, ...
    double deviation = 1;
    double share = 0;  // prior
    double at(double time) const;
};

struct TrajectoryModel {
    std::vector<Trajectory> groups;
    double log_likelihood = 0;
    double bic = 0;
    std::size_t degrees_of_freedom = 0;
    /// Posterior of each group.
    std::vector<double> posterior(std::span<const double> course) const;
};

struct TrajectoryOptions {
    std::size_t degree = 2;
    std::size_t starts = 20;
    std::uint64_t seed = 1;
    double deviation_floor = 1e-3;  // a group that fits a few children exactly would be infinitely likely
};

TrajectoryModel fit_trajectories(const Courses& courses, std::size_t groups, const TrajectoryOptions& options = {});

struct Grouping {
    TrajectoryModel model;
    std::vector<std::uint32_t> group;  // of each child, the likeliest
    std::vector<double> certainty;     // its posterior
    std::vector<std::size_t> sizes;
    std::vector<double> mean_posterior;  // of the children assigned to each group
    bool is_trustworthy() const;
};
Grouping assign(const Courses& courses, TrajectoryModel model);

/// The trustworthy grouping of least BIC among 1 to `groups_max`; groups in descending order of their last value.
Grouping choose_trajectories(const Courses& courses, std::size_t groups_max, const TrajectoryOptions& options = {});

enum class Shape : std::uint8_t { Steady, SteadyLow, Falling, Rising };
std::string_view name_of(Shape shape);

struct ShapeOf {
    Shape shape = Shape::Steady;
    std::optional<std::size_t> since;  // the first time of the change, from 0
    bool operator==(const ShapeOf&) const = default;
};

struct ShapeRule {
    double change = 0.04;  // less from the first third to the last is steady
    double low = 0.9;      // steady at or below this is low
};

/// The shape of a curve of shares (1 is best).
ShapeOf shape_of(std::span<const double> curve, const ShapeRule& rule = {});

/// Hubert and Arabie 1985: 1 for equal groupings, about 0 for unrelated ones.
double adjusted_rand_index(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

}  // namespace kith::insight
