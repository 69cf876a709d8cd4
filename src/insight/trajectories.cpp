#include "insight/trajectories.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "base/random.h"
#include "base/result.h"
#include "insight/regression.h"

namespace kith::insight {
namespace {

constexpr double kLogTwoPi = 1.8378770664093453;
constexpr double kShareMin = 0.05;
constexpr double kPosteriorMin = 0.70;

using Posteriors = std::vector<std::vector<double>>;  // by group, then child

/// log of share times density for each group; returns the log of their sum.
double log_parts(const TrajectoryModel& model, const Matrix& curves, std::span<const double> course,
                 std::vector<double>& parts) {
    for (std::size_t g = 0; g < model.groups.size(); ++g) {
        const double deviation = model.groups[g].deviation;
        const double constant = -std::log(deviation) - kLogTwoPi / 2;
        double sum = std::log(std::max(model.groups[g].share, 1e-300));
        for (std::size_t t = 0; t < course.size(); ++t) {
            if (std::isnan(course[t])) continue;
            const double off = (course[t] - curves.at(t, g)) / deviation;
            sum += constant - off * off / 2;
        }
        parts[g] = sum;
    }
    const double top = *std::max_element(parts.begin(), parts.end());
    double sum = 0;
    for (const double part : parts) sum += std::exp(part - top);
    return top + std::log(sum);
}

Matrix curves_of(const TrajectoryModel& model, std::size_t times) {
    Matrix curves(times, model.groups.size());
    for (std::size_t g = 0; g < model.groups.size(); ++g) {
        for (std::size_t t = 0; t < times; ++t) curves.at(t, g) = model.groups[g].at(static_cast<double>(t + 1));
    }
    return curves;
}

double expectation(const Courses& courses, const TrajectoryModel& model, Posteriors& posteriors) {
    const Matrix curves = curves_of(model, courses.times());
    std::vector<double> parts(model.groups.size());
    double likelihood = 0;
    for (std::size_t child = 0; child < courses.size(); ++child) {
        const double sum = log_parts(model, curves, courses.at(child), parts);
        likelihood += sum;
        for (std::size_t g = 0; g < parts.size(); ++g) posteriors[g][child] = std::exp(parts[g] - sum);
    }
    return likelihood;
}

/// Weighted mean, weight and squared deviations of one group at each time: all that least squares needs.
struct TimeSums {
    std::vector<double> weight, sum, squares;
};

TimeSums sums_of(const Courses& courses, const std::vector<double>& weights) {
    TimeSums sums{std::vector<double>(courses.times()), std::vector<double>(courses.times()),
                  std::vector<double>(courses.times())};
    for (std::size_t child = 0; child < courses.size(); ++child) {
        const auto course = courses.at(child);
        for (std::size_t t = 0; t < course.size(); ++t) {
            if (std::isnan(course[t])) continue;
            sums.weight[t] += weights[child];
            sums.sum[t] += weights[child] * course[t];
            sums.squares[t] += weights[child] * course[t] * course[t];
        }
    }
    return sums;
}

/// Least squares on the weighted means of each time: the same coefficients as on all values. The variance is that of
/// flexmix (Leisch 2004): larger by known / (known - coefficients).
Trajectory fit_group(const TimeSums& sums, std::size_t known, const TrajectoryOptions& options) {
    std::vector<std::size_t> times;
    for (std::size_t t = 0; t < sums.weight.size(); ++t) {
        if (sums.weight[t] > 1e-12) times.push_back(t);
    }
    Matrix x(times.size(), options.degree + 1);
    std::vector<double> y;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const double root = std::sqrt(sums.weight[times[i]]);
        double power = root;
        for (std::size_t p = 0; p <= options.degree; ++p, power *= static_cast<double>(times[i] + 1))
            x.at(i, p) = power;
        y.push_back(sums.sum[times[i]] / root);
    }
    Trajectory group;
    group.coefficients.assign(options.degree + 1, 0);
    if (times.empty()) return group;
    group.coefficients = fit_linear(x, y).coefficients;
    double squares = 0;
    double weight = 0;
    for (const std::size_t t : times) {
        const double fitted = group.at(static_cast<double>(t + 1));
        squares += sums.squares[t] - 2 * fitted * sums.sum[t] + fitted * fitted * sums.weight[t];
        weight += sums.weight[t];
    }
    const auto n = static_cast<double>(known);
    const double free = std::max(1.0, n - static_cast<double>(x.columns()));
    group.deviation = std::max(options.deviation_floor, std::sqrt(std::max(0.0, squares / weight * n / free)));
    return group;
}

void maximisation(const Courses& courses, const Posteriors& posteriors, const TrajectoryOptions& options,
                  TrajectoryModel& model) {
    const std::size_t known = courses.known();
    for (std::size_t g = 0; g < posteriors.size(); ++g) {
        const double sum = std::accumulate(posteriors[g].begin(), posteriors[g].end(), 0.0);
        model.groups[g] = fit_group(sums_of(courses, posteriors[g]), known, options);
        model.groups[g].share = sum / static_cast<double>(courses.size());
    }
}

double distance(std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    std::size_t known = 0;
    for (std::size_t t = 0; t < a.size(); ++t) {
        if (std::isnan(a[t]) || std::isnan(b[t])) continue;
        sum += (a[t] - b[t]) * (a[t] - b[t]);
        ++known;
    }
    return known == 0 ? 0 : sum / static_cast<double>(known);
}

/// Children far from one another as seeds (k-means++, Arthur and Vassilvitskii 2007); the others join the nearest.
void begin_near_seeds(const Courses& courses, Random& random, Posteriors& posteriors) {
    std::vector<double> nearest(courses.size(), std::numeric_limits<double>::infinity());
    std::vector<std::size_t> group(courses.size(), 0);
    for (std::size_t g = 0; g < posteriors.size(); ++g) {
        std::size_t seed = random.below(courses.size());
        const double all = g == 0 ? 0 : std::accumulate(nearest.begin(), nearest.end(), 0.0);
        double left = random.unit() * all;
        for (std::size_t child = 0; child < courses.size() && all > 0; ++child) {
            left -= nearest[child];
            if (left > 0) continue;
            seed = child;
            break;
        }
        for (std::size_t child = 0; child < courses.size(); ++child) {
            const double apart = distance(courses.at(child), courses.at(seed));
            if (apart >= nearest[child]) continue;
            nearest[child] = apart;
            group[child] = g;
        }
    }
    for (std::size_t g = 0; g < posteriors.size(); ++g) {
        for (std::size_t child = 0; child < courses.size(); ++child) posteriors[g][child] = group[child] == g ? 1 : 0;
    }
}

TrajectoryModel fit_once(const Courses& courses, std::size_t groups, const TrajectoryOptions& options, Random& random) {
    constexpr int kStepsMax = 2000;
    Posteriors posteriors(groups, std::vector<double>(courses.size()));
    begin_near_seeds(courses, random, posteriors);
    TrajectoryModel model;
    model.groups.resize(groups);
    model.log_likelihood = -std::numeric_limits<double>::infinity();
    for (int step = 0; step < kStepsMax; ++step) {
        maximisation(courses, posteriors, options, model);
        const double reached = expectation(courses, model, posteriors);
        const bool is_done = reached - model.log_likelihood < 1e-9 * std::abs(reached);
        model.log_likelihood = reached;
        if (is_done) break;
    }
    return model;
}

}  // namespace

void Courses::add(std::span<const double> values) {
    KITH_CHECK(values.size() == times_);
    values_.insert(values_.end(), values.begin(), values.end());
}

std::size_t Courses::known() const {
    return static_cast<std::size_t>(
        std::count_if(values_.begin(), values_.end(), [](double value) { return !std::isnan(value); }));
}

double Trajectory::at(double time) const {
    double value = 0;
    for (std::size_t p = coefficients.size(); p-- > 0;) value = value * time + coefficients[p];
    return value;
}

std::vector<double> TrajectoryModel::posterior(std::span<const double> course) const {
    std::vector<double> parts(groups.size());
    const double sum = log_parts(*this, curves_of(*this, course.size()), course, parts);
    for (double& part : parts) part = std::exp(part - sum);
    return parts;
}

TrajectoryModel fit_trajectories(const Courses& courses, std::size_t groups, const TrajectoryOptions& options) {
    KITH_CHECK(groups >= 1 && courses.size() >= groups);
    TrajectoryModel best;
    best.log_likelihood = -std::numeric_limits<double>::infinity();
    for (std::size_t start = 0; start < (groups == 1 ? 1 : options.starts); ++start) {
        Random random(options.seed, start);
        TrajectoryModel model = fit_once(courses, groups, options, random);
        if (model.log_likelihood > best.log_likelihood) best = std::move(model);
    }
    best.degrees_of_freedom = groups * (options.degree + 2) + groups - 1;
    best.bic = -2 * best.log_likelihood +
               static_cast<double>(best.degrees_of_freedom) * std::log(static_cast<double>(courses.known()));
    return best;
}

bool Grouping::is_trustworthy() const {
    for (std::size_t g = 0; g < sizes.size(); ++g) {
        if (static_cast<double>(sizes[g]) < kShareMin * static_cast<double>(group.size())) return false;
        if (mean_posterior[g] < kPosteriorMin) return false;
    }
    return true;
}

Grouping assign(const Courses& courses, TrajectoryModel model) {
    Grouping grouping;
    grouping.sizes.assign(model.groups.size(), 0);
    grouping.mean_posterior.assign(model.groups.size(), 0);
    const Matrix curves = curves_of(model, courses.times());
    std::vector<double> parts(model.groups.size());
    for (std::size_t child = 0; child < courses.size(); ++child) {
        const double sum = log_parts(model, curves, courses.at(child), parts);
        const auto likeliest = static_cast<std::size_t>(std::max_element(parts.begin(), parts.end()) - parts.begin());
        const double certainty = std::exp(parts[likeliest] - sum);
        grouping.group.push_back(static_cast<std::uint32_t>(likeliest));
        grouping.certainty.push_back(certainty);
        ++grouping.sizes[likeliest];
        grouping.mean_posterior[likeliest] += certainty;
    }
    for (std::size_t g = 0; g < grouping.sizes.size(); ++g) {
        if (grouping.sizes[g] > 0) grouping.mean_posterior[g] /= static_cast<double>(grouping.sizes[g]);
    }
    grouping.model = std::move(model);
    return grouping;
}

Grouping choose_trajectories(const Courses& courses, std::size_t groups_max, const TrajectoryOptions& options) {
    Grouping best = assign(courses, fit_trajectories(courses, 1, options));
    for (std::size_t groups = 2; groups <= groups_max && groups <= courses.size(); ++groups) {
        Grouping next = assign(courses, fit_trajectories(courses, groups, options));
        if (next.is_trustworthy() && next.model.bic < best.model.bic) best = std::move(next);
    }
    const auto last = static_cast<double>(courses.times());
    TrajectoryModel sorted = best.model;
    std::stable_sort(sorted.groups.begin(), sorted.groups.end(),
                     [last](const Trajectory& a, const Trajectory& b) { return a.at(last) > b.at(last); });
    return assign(courses, std::move(sorted));
}

std::string_view name_of(Shape shape) {
    switch (shape) {
        case Shape::Steady:
            return "steady";
        case Shape::SteadyLow:
            return "steady_low";
        case Shape::Falling:
            return "falling";
        case Shape::Rising:
            return "rising";
    }
    return "";
}

ShapeOf shape_of(std::span<const double> curve, const ShapeRule& rule) {
    if (curve.empty()) return {};
    const std::size_t third = std::max<std::size_t>(1, curve.size() / 3);
    const auto mean = [](std::span<const double> part) {
        return std::accumulate(part.begin(), part.end(), 0.0) / static_cast<double>(part.size());
    };
    const double change = mean(curve.last(third)) - mean(curve.first(third));
    if (std::abs(change) < rule.change)
        return {mean(curve) <= rule.low ? Shape::SteadyLow : Shape::Steady, std::nullopt};
    // The change began after the last time at which less than a quarter of it had happened.
    const auto [low, high] = std::minmax_element(curve.begin(), curve.end());
    const double quarter = (*high - *low) / 4;
    std::size_t since = 0;
    for (std::size_t t = 0; t < curve.size(); ++t) {
        if (change < 0 ? curve[t] >= *high - quarter : curve[t] <= *low + quarter) since = t + 1;
    }
    return {change < 0 ? Shape::Falling : Shape::Rising, std::min(since, curve.size() - 1)};
}

double adjusted_rand_index(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> both;
    std::map<std::uint32_t, double> in_a, in_b;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ++both[{a[i], b[i]}];
        ++in_a[a[i]];
        ++in_b[b[i]];
    }
    const auto pairs = [](double n) { return n * (n - 1) / 2; };
    const auto sum_of = [&pairs](const auto& counts) {
        double sum = 0;
        for (const auto& [key, count] : counts) sum += pairs(count);
        return sum;
    };
    const double together = sum_of(both);
    const double expected = sum_of(in_a) * sum_of(in_b) / pairs(static_cast<double>(a.size()));
    const double most = (sum_of(in_a) + sum_of(in_b)) / 2;
    return most == expected ? 1 : (together - expected) / (most - expected);
}

}  // namespace kith::insight
