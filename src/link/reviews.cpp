#include "link/reviews.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_set>

namespace kith::link {
namespace {

std::uint64_t pair_key(std::uint32_t x, std::uint32_t y) {
    return static_cast<std::uint64_t>(std::min(x, y)) << 32 | std::max(x, y);
}

/// Bits of doubt: 1 at even odds.
double entropy(double p) {
    if (p <= 0 || p >= 1) return 0;
    return -p * std::log2(p) - (1 - p) * std::log2(1 - p);
}

class ReviewList {
  public:
    ReviewList(const std::vector<std::uint32_t>& cluster, const Dataset& dataset, const Constraints& constraints)
        : cluster_(cluster), dataset_(dataset), size_(cluster.size(), 0) {
        for (const std::uint32_t c : cluster) ++size_[c];
        for (const RecordPair& pair : constraints.different) kept_apart_.insert(clusters_of(pair.a, pair.b));
        unrepeated_.insert(constraints.sources_without_repeats.begin(), constraints.sources_without_repeats.end());
    }

    /// Verdicts that contradict each other.
    void add_conflicts(const Constraints& constraints) {
        for (const RecordPair& pair : constraints.same) {
            if (cluster_[pair.a] != cluster_[pair.b]) add({pair, ReviewReason::VerdictConflict, 0, 0.5F});
        }
    }

    void add_edge(const Edge& edge, Doubt doubt, double cut) {
        if (cluster_[edge.a] == cluster_[edge.b]) return;
        if (kept_apart_.contains(clusters_of(edge.a, edge.b))) return;  // already answered
        ReviewReason reason = ReviewReason::Uncertain;
        if (doubt != Doubt::None) {
            reason = ReviewReason::PossibleTwins;
        } else if (edge.weight >= cut && share_a_source(edge)) {
            reason = ReviewReason::SourceConflict;
        }
        add({{edge.a, edge.b}, reason, edge.weight, edge.probability});
    }

    std::vector<Review> finish(std::uint32_t reviews_max) && {
        const auto gain = [&](const Review& review) {
            const double records = std::min(size_[cluster_[review.pair.a]], size_[cluster_[review.pair.b]]);
            return records * entropy(std::clamp<double>(review.probability, 0.02, 0.98));
        };
        std::stable_sort(reviews_.begin(), reviews_.end(), [&](const Review& x, const Review& y) {
            const double left = gain(x);
            const double right = gain(y);
            if (left != right) return left > right;
            const auto keys = [&](const Review& review) {
                const std::uint64_t a = dataset_.key[review.pair.a];
                const std::uint64_t b = dataset_.key[review.pair.b];
                return std::pair(std::min(a, b), std::max(a, b));
            };
            return keys(x) < keys(y);
        });
        if (reviews_.size() > reviews_max) reviews_.resize(reviews_max);
        return std::move(reviews_);
    }

  private:
    std::uint64_t clusters_of(std::uint32_t a, std::uint32_t b) const { return pair_key(cluster_[a], cluster_[b]); }

    void add(const Review& review) {
        if (asked_.insert(clusters_of(review.pair.a, review.pair.b)).second) reviews_.push_back(review);
    }

    bool share_a_source(const Edge& edge) {
        if (unrepeated_.empty()) return false;
        if (members_.empty()) {
            members_.resize(size_.size());
            for (std::uint32_t r = 0; r < cluster_.size(); ++r) members_[cluster_[r]].push_back(r);
        }
        std::set<std::uint32_t> sources;
        for (const std::uint32_t r : members_[cluster_[edge.a]]) {
            if (unrepeated_.contains(dataset_.source[r])) sources.insert(dataset_.source[r]);
        }
        const auto& others = members_[cluster_[edge.b]];
        return std::any_of(others.begin(), others.end(),
                           [&](std::uint32_t r) { return sources.contains(dataset_.source[r]); });
    }

    const std::vector<std::uint32_t>& cluster_;
    const Dataset& dataset_;
    std::vector<std::uint32_t> size_;
    std::vector<std::vector<std::uint32_t>> members_;
    std::unordered_set<std::uint64_t> kept_apart_;
    std::unordered_set<std::uint64_t> asked_;
    std::unordered_set<std::uint32_t> unrepeated_;
    std::vector<Review> reviews_;
};

}  // namespace

std::vector<Review> list_reviews(const std::vector<Edge>& edges, const std::vector<Doubt>& doubts,
                                 const std::vector<std::uint32_t>& cluster, const Dataset& dataset,
                                 const Constraints& constraints, const ReviewLimits& limits) {
    ReviewList list(cluster, dataset, constraints);
    list.add_conflicts(constraints);
    for (std::size_t i = 0; i < edges.size(); ++i) list.add_edge(edges[i], doubts[i], limits.cut);
    return std::move(list).finish(limits.reviews_max);
}

}  // namespace kith::link
