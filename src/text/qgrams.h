#pragma once

// Runs of q neighbouring bytes, for indexing and for the likeness of long text. The text is padded with q-1 `#` on each
// side, so that beginnings and ends weigh as much as middles; a gram of q <= 4 bytes is one integer.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace kith::text {

/// Sorted, each gram once. `q` is 2, 3 or 4; empty text has none. Meant for folded text.
std::vector<std::uint32_t> qgrams(std::string_view folded, std::size_t q = 2);

/// Shared grams over all grams of two sorted sets; 1 for two empty sets.
double jaccard(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);
/// Twice the shared grams over the sum of both sizes; 1 for two empty sets.
double dice(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

}  // namespace kith::text
