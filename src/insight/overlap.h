#pragma once

// How many different children several organisations serve together, when some links between their records are still
// undecided. Never one unexplained number: a lower and an upper bound that hold whatever a reviewer decides, and what
// to expect by the links' own probabilities.
//
// Confirmed links are taken as right and make clusters. An undecided link may join two clusters, never two that both
// hold a child of one de-duplicated source, nor two that a person has split.
//
// Most distinct children: no undecided link holds. Fewest: within each component of undecided links, no fewer than the
// clusters that share one source; between two organisations exactly the maximum matching (augmenting paths).

#include <cstdint>
#include <span>
#include <vector>

namespace kith::insight {

/// A cluster of confirmed records: the organisations that hold it, as numbers.
struct OverlapCluster {
    std::vector<std::uint32_t> members;  // sorted, each once
};

struct UndecidedLink {
    std::uint32_t a = 0;  // clusters
    std::uint32_t b = 0;
    double probability = 0.5;
};

struct Bounds {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool operator==(const Bounds&) const = default;
};

struct Expected {
    double mean = 0;
    double low = 0;  // 5 % of the draws lie below
    double high = 0;
};

struct PairOverlap {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    Bounds children;
    Expected expected;
    double ratio = 0;  // lower bound over what independence would give
};

struct OverlapReport {
    Bounds distinct;
    Expected distinct_expected;
    std::vector<std::uint64_t> sizes;  // clusters a member holds
    std::vector<PairOverlap> pairs;    // every a < b
};

struct OverlapOptions {
    std::uint32_t draws = 1000;
    std::uint64_t seed = 1;
};

/// `members` is how many organisations there are.
OverlapReport measure_overlap(std::span<const OverlapCluster> clusters, std::span<const UndecidedLink> links,
                              std::uint32_t members, const OverlapOptions& options = {});

/// From counts alone, where no records are shared: max(0, x + y - n) to min(x, y).
Bounds overlap_of_counts(std::uint64_t x, std::uint64_t y, std::uint64_t population);

}  // namespace kith::insight
