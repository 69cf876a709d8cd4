#include "insight/overlap.h"

#include <algorithm>
#include <numeric>

#include "base/random.h"

namespace kith::insight {
namespace {

bool holds(const OverlapCluster& cluster, std::uint32_t member) {
    return std::binary_search(cluster.members.begin(), cluster.members.end(), member);
}

bool share_member(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    return std::any_of(a.begin(), a.end(),
                       [&](std::uint32_t member) { return std::binary_search(b.begin(), b.end(), member); });
}

/// Clusters joined as a draw goes, each with the members it has come to hold.
class Joining {
  public:
    explicit Joining(std::span<const OverlapCluster> clusters) : parent_(clusters.size()) {
        std::iota(parent_.begin(), parent_.end(), 0U);
        for (const OverlapCluster& cluster : clusters) members_.push_back(cluster.members);
    }
    std::uint32_t root(std::uint32_t at) {
        while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
        return at;
    }
    const std::vector<std::uint32_t>& members(std::uint32_t root) const { return members_[root]; }
    void join(std::uint32_t a, std::uint32_t b) {
        std::vector<std::uint32_t> both;
        std::set_union(members_[a].begin(), members_[a].end(), members_[b].begin(), members_[b].end(),
                       std::back_inserter(both));
        members_[a] = std::move(both);
        parent_[b] = a;
    }

  private:
    std::vector<std::uint32_t> parent_;
    std::vector<std::vector<std::uint32_t>> members_;
};

/// Maximum bipartite matching by augmenting paths (Kuhn 1955).
class Matcher {
  public:
    explicit Matcher(std::vector<std::vector<std::uint32_t>> edges, std::size_t rights)
        : edges_(std::move(edges)), partner_(rights, kNobody) {}
    std::uint64_t run() {
        std::uint64_t size = 0;
        for (std::uint32_t left = 0; left < edges_.size(); ++left) {
            seen_.assign(partner_.size(), false);
            if (augment(left)) ++size;
        }
        return size;
    }

  private:
    static constexpr std::uint32_t kNobody = 0xffffffff;
    bool augment(std::uint32_t left) {
        for (const std::uint32_t right : edges_[left]) {
            if (seen_[right]) continue;
            seen_[right] = true;
            if (partner_[right] != kNobody && !augment(partner_[right])) continue;
            partner_[right] = left;
            return true;
        }
        return false;
    }
    std::vector<std::vector<std::uint32_t>> edges_;
    std::vector<std::uint32_t> partner_;
    std::vector<bool> seen_;
};

/// How many further children of both organisations the undecided links can make.
std::uint64_t further_overlap(std::span<const OverlapCluster> clusters, std::span<const UndecidedLink> links,
                              std::uint32_t a, std::uint32_t b) {
    std::vector<std::uint32_t> number(clusters.size(), 0);
    std::vector<std::vector<std::uint32_t>> edges;
    std::uint32_t rights = 0;
    const auto is_only = [&](std::uint32_t cluster, std::uint32_t in, std::uint32_t not_in) {
        return holds(clusters[cluster], in) && !holds(clusters[cluster], not_in);
    };
    for (const UndecidedLink& link : links) {
        std::uint32_t left = link.a;
        std::uint32_t right = link.b;
        if (!is_only(left, a, b)) std::swap(left, right);
        if (!is_only(left, a, b) || !is_only(right, b, a) ||
            share_member(clusters[left].members, clusters[right].members))
            continue;
        if (number[left] == 0) {
            edges.emplace_back();
            number[left] = static_cast<std::uint32_t>(edges.size());
        }
        if (number[right] == 0) number[right] = ++rights;
        edges[number[left] - 1].push_back(number[right] - 1);
    }
    return Matcher(std::move(edges), rights).run();
}

/// Within a component of undecided links at least as many children stay as clusters of one organisation are in it.
std::uint64_t fewest_distinct(std::span<const OverlapCluster> clusters, std::span<const UndecidedLink> links,
                              std::uint32_t members) {
    std::vector<std::uint32_t> parent(clusters.size());
    std::iota(parent.begin(), parent.end(), 0U);
    const auto root = [&parent](std::uint32_t at) {
        while (parent[at] != at) at = parent[at] = parent[parent[at]];
        return at;
    };
    for (const UndecidedLink& link : links) {
        if (!share_member(clusters[link.a].members, clusters[link.b].members)) parent[root(link.b)] = root(link.a);
    }
    std::vector<std::vector<std::uint32_t>> parts(clusters.size());
    for (std::uint32_t i = 0; i < clusters.size(); ++i) parts[root(i)].push_back(i);
    std::uint64_t fewest = 0;
    std::vector<std::uint64_t> held(members);
    for (const auto& part : parts) {
        if (part.empty()) continue;
        std::fill(held.begin(), held.end(), 0);
        for (const std::uint32_t cluster : part) {
            for (const std::uint32_t member : clusters[cluster].members) ++held[member];
        }
        fewest += std::max<std::uint64_t>(1, held.empty() ? 1 : *std::max_element(held.begin(), held.end()));
    }
    return fewest;
}

Expected expected_of(std::vector<std::uint64_t> draws) {
    if (draws.empty()) return {};
    std::sort(draws.begin(), draws.end());
    double sum = 0;
    for (const std::uint64_t draw : draws) sum += static_cast<double>(draw);
    const std::size_t fifth = draws.size() / 20;
    return {sum / static_cast<double>(draws.size()), static_cast<double>(draws[fifth]),
            static_cast<double>(draws[draws.size() - 1 - fifth])};
}

std::size_t pair_index(std::uint32_t a, std::uint32_t b, std::uint32_t members) {
    return static_cast<std::size_t>(a) * members - a * (a + 1) / 2 + (b - a - 1);
}

struct Draws {
    std::vector<std::uint64_t> distinct;
    std::vector<std::vector<std::uint64_t>> pairs;
};

/// Only what the undecided links change is drawn; the confirmed part is added.
Draws draw_links(std::span<const OverlapCluster> clusters, std::span<const UndecidedLink> links, std::uint32_t members,
                 const std::vector<std::uint64_t>& confirmed, const OverlapOptions& options) {
    std::vector<std::uint32_t> number(clusters.size(), 0);
    std::vector<OverlapCluster> touched;
    std::vector<UndecidedLink> among;
    for (const UndecidedLink& link : links) {
        UndecidedLink local = link;
        for (std::uint32_t* end : {&local.a, &local.b}) {
            if (number[*end] == 0) {
                touched.push_back(clusters[*end]);
                number[*end] = static_cast<std::uint32_t>(touched.size());
            }
            *end = number[*end] - 1;
        }
        among.push_back(local);
    }
    Draws draws;
    draws.pairs.resize(confirmed.size());
    std::vector<std::uint32_t> order(among.size());
    for (std::uint32_t draw = 0; draw < options.draws; ++draw) {
        Random random(options.seed, draw);
        std::iota(order.begin(), order.end(), 0U);
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
        Joining joining(touched);
        std::vector<std::uint64_t> pairs = confirmed;
        std::uint64_t distinct = clusters.size();
        for (const std::uint32_t index : order) {
            const UndecidedLink& link = among[index];
            const bool is_true = random.chance(link.probability);
            const std::uint32_t a = joining.root(link.a);
            const std::uint32_t b = joining.root(link.b);
            if (!is_true || a == b || share_member(joining.members(a), joining.members(b))) continue;
            for (const std::uint32_t x : joining.members(a)) {
                for (const std::uint32_t y : joining.members(b))
                    ++pairs[pair_index(std::min(x, y), std::max(x, y), members)];
            }
            joining.join(a, b);
            --distinct;
        }
        draws.distinct.push_back(distinct);
        for (std::size_t i = 0; i < pairs.size(); ++i) draws.pairs[i].push_back(pairs[i]);
    }
    return draws;
}

}  // namespace

OverlapReport measure_overlap(std::span<const OverlapCluster> clusters, std::span<const UndecidedLink> links,
                              std::uint32_t members, const OverlapOptions& options) {
    OverlapReport report;
    report.sizes.assign(members, 0);
    std::vector<std::uint64_t> confirmed(static_cast<std::size_t>(members) * (members > 0 ? members - 1 : 0) / 2, 0);
    for (const OverlapCluster& cluster : clusters) {
        for (std::size_t i = 0; i < cluster.members.size(); ++i) {
            ++report.sizes[cluster.members[i]];
            for (std::size_t j = i + 1; j < cluster.members.size(); ++j) {
                ++confirmed[pair_index(cluster.members[i], cluster.members[j], members)];
            }
        }
    }
    Draws draws = draw_links(clusters, links, members, confirmed, options);
    report.distinct = {fewest_distinct(clusters, links, members), clusters.size()};
    report.distinct_expected = expected_of(std::move(draws.distinct));
    for (std::uint32_t a = 0; a < members; ++a) {
        for (std::uint32_t b = a + 1; b < members; ++b) {
            const std::size_t index = pair_index(a, b, members);
            PairOverlap pair{
                a, b, {confirmed[index], confirmed[index] + further_overlap(clusters, links, a, b)}, {}, 0};
            pair.expected = expected_of(std::move(draws.pairs[index]));
            const double chance = static_cast<double>(report.sizes[a]) * static_cast<double>(report.sizes[b]);
            if (chance > 0) pair.ratio = static_cast<double>(pair.children.low * clusters.size()) / chance;
            report.pairs.push_back(pair);
        }
    }
    return report;
}

Bounds overlap_of_counts(std::uint64_t x, std::uint64_t y, std::uint64_t population) {
    return {x + y > population ? x + y - population : 0, std::min(x, y)};
}

}  // namespace kith::insight
