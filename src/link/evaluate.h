#pragma once

// Clusters against known truth: pairwise precision, recall and F1 over final clusters, and B-cubed (Bagga and Baldwin
// 1998). Closure is counted: three records in one cluster are three pairs.

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace kith::link {

inline constexpr std::uint32_t kNoTruth = std::numeric_limits<std::uint32_t>::max();

struct Accuracy {
    std::uint64_t true_pairs = 0;     // in truth
    std::uint64_t found_pairs = 0;    // in the clusters
    std::uint64_t correct_pairs = 0;  // in both
    double precision = 1;             // 1 when nothing was found
    double recall = 1;                // 1 when there is nothing to find
    double f1 = 1;
    double b3_precision = 1;
    double b3_recall = 1;
    double b3_f1 = 1;
};

/// Both per record. Records whose truth is kNoTruth are left out.
Accuracy evaluate(std::span<const std::uint32_t> cluster, std::span<const std::uint32_t> truth);

/// Labels as numbers, in order of first appearance; an empty label is kNoTruth.
std::vector<std::uint32_t> number_labels(std::span<const std::string_view> labels);

}  // namespace kith::link
