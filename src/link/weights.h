#pragma once

// The trained numbers a score is made of.
//
// Three kinds of pairs: one child (match), two children of one household (relatives), unrelated. Fellegi and Sunter
// know two; the third is what keeps a family from proving a person (Newcombe 1993): relatives agree on household fields
// as matches do and on the others as strangers do, so that once names of streets agree they say nothing more. How many
// relatives there are is learned, so that files without families lose nothing.
//
// Fields that go together (postcode and city, phone and address) form a forest: the chances of a child comparison
// depend on whether its parent agrees (Chow and Liu 1968; for linkage Daggy et al. 2013).
//
//   weight = log2( P(match) / (P(unrelated) + P(relatives)) ),   P(k) = prior_k * product over comparisons P(level |
//   parent, k)
//
// Frequencies: where a value is shared, its rarity is taken off log2 P(unrelated), and for person evidence off
// P(relatives).

#include <array>
#include <cstdint>
#include <vector>

#include "link/comparer.h"
#include "link/model.h"

namespace kith::link {

enum class Context : std::uint8_t { Alone, ParentAgrees, ParentDiffers };  // Alone: no parent, or missing there
inline constexpr std::size_t kContexts = 3;
inline constexpr int kNoParent = -1;

/// log2 probabilities; the entry of kMissing is 0.
using LevelTable = std::array<float, 16>;
using ContextTables = std::array<LevelTable, kContexts>;

struct ComparisonWeights {
    ContextTables match{};
    ContextTables unrelated{};
    ContextTables relatives{};
    int parent = kNoParent;
    std::uint8_t levels = 0;
    Evidence evidence = Evidence::Person;
};

struct Weights {
    std::vector<ComparisonWeights> comparison;
    float log_match = -20;      // log2 of the share of all pairs
    float log_relatives = -60;  // -60: there are none
    float log_unrelated = 0;
};

/// The sums behind one weight.
struct Sums {
    float match = 0;
    float unrelated = 0;
    float relatives = 0;
};

inline Context context_of(const ComparisonWeights& comparison, const Agreement& agreement) {
    if (comparison.parent == kNoParent) return Context::Alone;
    const std::uint8_t level = agreement.level[static_cast<std::size_t>(comparison.parent)];
    if (level == kMissing) return Context::Alone;
    return level == 0 ? Context::ParentAgrees : Context::ParentDiffers;
}

Sums sums_of(const Weights& weights, const Agreement& agreement);
/// log2 odds of one child against all else.
float weight_of(const Sums& sums);
inline float weight_of(const Weights& weights, const Agreement& agreement) {
    return weight_of(sums_of(weights, agreement));
}
double probability_of(double weight);

/// What the evidence stands for, by the kind of field; and of those, what an agreement means contact with one home.
Evidence evidence_of(FieldKind kind);
bool is_contact(FieldKind kind);

}  // namespace kith::link
