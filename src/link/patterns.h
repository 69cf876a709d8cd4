#pragma once

// Agreement patterns and how many candidate pairs show each. Training works on these few thousand numbers: its cost
// does not grow with the pairs (Enamorado, Fifield, Imai 2019).
//
// A pattern is one 64-bit word: four bits a comparison, and above them the pair's rarity in steps of two bits of
// evidence, apart for household and for person evidence, so that training knows that a shared `Smith` says less than
// `Quispe`.

#include <cstdint>
#include <vector>

#include "link/candidates.h"
#include "link/comparer.h"
#include "link/model.h"

namespace kith::link {

struct Pattern {
    std::uint64_t word = 0;
    double count = 0;
};

/// Sorted by word. Counts are scaled up where only a sample (by hash of the pair) was compared.
std::vector<Pattern> count_patterns(const Frame& frame, const Comparisons& comparisons, const Candidates& candidates,
                                    std::uint64_t pairs_max, std::uint64_t seed, ThreadPool& pool);

std::uint64_t pack_pattern(const Agreement& agreement, std::size_t comparisons, const std::vector<Evidence>& evidence);
/// The levels and the two sums of rarity.
struct UnpackedPattern {
    std::array<std::uint8_t, kComparisonsMax> level{};
    float person_rarity = 0;
    float household_rarity = 0;
};
UnpackedPattern unpack_pattern(std::uint64_t word, std::size_t comparisons);

std::vector<Evidence> evidence_of(const Frame& frame, const Comparisons& comparisons);

/// Level counts of random pairs (u by sampling; all pairs where there are few). Index: comparison, level.
struct RandomLevels {
    std::vector<std::array<double, 16>> count;
    double pairs = 0;
};
RandomLevels sample_random_pairs(const Frame& frame, const Comparisons& comparisons, std::uint64_t pairs_max,
                                 std::uint64_t seed, ThreadPool& pool);

}  // namespace kith::link
