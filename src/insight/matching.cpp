#include "insight/matching.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace kith::insight {
namespace {

/// Controls in the order of their score, each free or taken; finds the nearest free one.
class FreeControls {
  public:
    FreeControls(std::vector<std::uint32_t> rows, std::span<const double> scores)
        : rows_(std::move(rows)), scores_(scores) {
        std::stable_sort(rows_.begin(), rows_.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return scores_[a] < scores_[b]; });
        right_.resize(rows_.size() + 1);
        left_.resize(rows_.size() + 1);
        std::iota(right_.begin(), right_.end(), 0U);
        std::iota(left_.begin(), left_.end(), 0U);
    }

    /// Takes and returns the nearest; of equally near ones the earliest row.
    std::optional<std::uint32_t> take_nearest(double score, std::optional<double> caliper) {
        const std::size_t place = place_of(score);
        const std::uint32_t above = find(right_, static_cast<std::uint32_t>(place));
        const std::uint32_t below = find(left_, static_cast<std::uint32_t>(place));
        const double up = above < rows_.size() ? scores_[rows_[above]] - score : kFar;
        const double down = below > 0 ? score - scores_[rows_[below - 1]] : kFar;
        if (up == kFar && down == kFar) return std::nullopt;
        if (caliper && std::min(up, down) > *caliper) return std::nullopt;
        std::uint32_t chosen = above;
        if (down <= up) {
            const std::uint32_t lowest = first_of_score(below - 1);
            chosen = down < up || rows_[lowest] < rows_[above] ? lowest : above;
        }
        right_[chosen] = chosen + 1;
        left_[chosen + 1] = chosen;
        return rows_[chosen];
    }

  private:
    static constexpr double kFar = std::numeric_limits<double>::infinity();

    std::size_t place_of(double score) const {
        const auto at = std::lower_bound(rows_.begin(), rows_.end(), score,
                                         [&](std::uint32_t row, double s) { return scores_[row] < s; });
        return static_cast<std::size_t>(at - rows_.begin());
    }
    /// The first free control with the score of the one at `place`.
    std::uint32_t first_of_score(std::uint32_t place) {
        return find(right_, static_cast<std::uint32_t>(place_of(scores_[rows_[place]])));
    }
    static std::uint32_t find(std::vector<std::uint32_t>& next, std::uint32_t at) {
        while (next[at] != at) at = next[at] = next[next[at]];
        return at;
    }

    std::vector<std::uint32_t> rows_;
    std::span<const double> scores_;
    std::vector<std::uint32_t> right_;  // the first free place at or after; size() is none
    std::vector<std::uint32_t> left_;   // one past the last free place before; 0 is none
};

std::vector<std::uint32_t> rows_where(std::span<const std::uint8_t> treated, std::uint8_t value) {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < treated.size(); ++row) {
        if (treated[row] == value) rows.push_back(row);
    }
    return rows;
}

}  // namespace

Matching match_nearest(std::span<const std::uint8_t> treated, std::span<const double> scores,
                       std::optional<double> caliper) {
    std::vector<std::uint32_t> order = rows_where(treated, 1);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
    FreeControls controls(rows_where(treated, 0), scores);
    Matching matching;
    for (const std::uint32_t row : order) {
        const auto control = controls.take_nearest(scores[row], caliper);
        if (control) matching.pairs.push_back({row, *control});
    }
    matching.dropped = order.size() - matching.pairs.size();
    return matching;
}

Matching match_mahalanobis(std::span<const std::uint8_t> treated, const Matrix& covariates) {
    const Matrix inverse = inverse_pooled_covariance(covariates, treated);
    const std::vector<std::uint32_t> controls = rows_where(treated, 0);
    Matching matching;
    std::vector<double> apart(covariates.columns());
    for (const std::uint32_t row : rows_where(treated, 1)) {
        double nearest = std::numeric_limits<double>::infinity();
        std::uint32_t chosen = 0;
        for (const std::uint32_t control : controls) {
            for (std::size_t c = 0; c < apart.size(); ++c) apart[c] = covariates.at(row, c) - covariates.at(control, c);
            double distance = 0;
            for (std::size_t c = 0; c < apart.size(); ++c) {
                for (std::size_t d = 0; d < apart.size(); ++d) distance += apart[c] * inverse.at(c, d) * apart[d];
            }
            if (distance < nearest) {
                nearest = distance;
                chosen = control;
            }
        }
        if (!controls.empty()) matching.pairs.push_back({row, chosen});
    }
    return matching;
}

double score_deviation(std::span<const double> scores) {
    const double mean = std::accumulate(scores.begin(), scores.end(), 0.0) / static_cast<double>(scores.size());
    double squares = 0;
    for (const double score : scores) squares += (score - mean) * (score - mean);
    return std::sqrt(squares / static_cast<double>(scores.size() - 1));
}

Estimate matched_difference(const EffectData& data, const Matching& matching) {
    const auto n = static_cast<double>(matching.pairs.size());
    double sum = 0;
    for (const Pair& pair : matching.pairs) sum += data.outcome[pair.treated] - data.outcome[pair.control];
    const double mean = sum / n;
    double squares = 0;
    for (const Pair& pair : matching.pairs) {
        squares += std::pow(data.outcome[pair.treated] - data.outcome[pair.control] - mean, 2);
    }
    return {Estimator::Matched, mean, std::sqrt(squares / (n * (n - 1)))};
}

Estimate matched_adjusted(const EffectData& data, const Matching& matching) {
    const std::size_t pairs = matching.pairs.size();
    Matrix x(2 * pairs, data.covariates.size() + 2);
    std::vector<double> y(2 * pairs);
    std::vector<std::uint32_t> cluster(2 * pairs);
    for (std::uint32_t i = 0; i < 2 * pairs; ++i) {
        const Pair& pair = matching.pairs[i % pairs];
        const std::uint32_t row = i < pairs ? pair.treated : pair.control;
        x.at(i, 0) = 1;
        x.at(i, 1) = i < pairs ? 1 : 0;
        for (std::size_t c = 0; c < data.covariates.size(); ++c) x.at(i, c + 2) = data.covariates[c].values[row];
        y[i] = data.outcome[row];
        cluster[i] = static_cast<std::uint32_t>(i % pairs);
    }
    const LinearFit fit = fit_linear(x, y);
    return {Estimator::MatchedAdjusted, fit.coefficients[1], cluster_error(fit, x, 1, cluster)};
}

}  // namespace kith::insight
