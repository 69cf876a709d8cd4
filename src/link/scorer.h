#pragma once

// From two records to their weight. Scorer is the fast one: cheap and telling comparisons first, and none of the rest
// once the best that they could still add leaves the pair below the floor. plain_score() is its judge.

#include <vector>

#include "link/comparer.h"
#include "link/weights.h"

namespace kith::link {

/// What a pair's pattern says beside its weight.
enum class Doubt : std::uint8_t {
    None,
    Twins,     // one birth date and household, and clearly two given names: never one child on scores
    Misspelt,  // as twins, but both names are so rare that they may be two misspellings of a third: ask
    Nameless,  // neither given name nor identifier to tell the children of a family apart: ask
};

struct PairScore {
    float weight = 0;
    Doubt doubt = Doubt::None;
};

inline constexpr float kHopeless = -1000;  // the weight of a pair given up early

/// Twins are looked for only where the data has families: in files of unrelated people a pair with one birth date and
/// address and two given names is one person with a wrong name (FEBRL: a tenth of the true pairs).
enum class Families : std::uint8_t { No, Yes };

struct ScoringRules {
    Families families = Families::No;
};

Doubt doubt_of(const Frame& frame, const Comparisons& comparisons, const ScoringRules& rules,
               const Agreement& agreement, std::uint32_t a, std::uint32_t b);

PairScore plain_score(const Frame& frame, const Comparisons& comparisons, const Weights& weights,
                      const ScoringRules& rules, std::uint32_t a, std::uint32_t b);

class Scorer {
  public:
    Scorer(const Frame& frame, const Comparisons& comparisons, const Weights& weights, const ScoringRules& rules);

    /// Exact where the weight is at least `floor`; kHopeless or exact below.
    PairScore score(std::uint32_t a, std::uint32_t b, float floor);

  private:
    const Frame& frame_;
    const Comparisons& comparisons_;
    const Weights& weights_;
    ScoringRules rules_;
    Comparer comparer_;
    std::vector<std::size_t> order_;  // comparisons that are no names, the most telling first
    std::vector<float> gain_max_;     // per comparison: the most it can add to match minus unrelated
    float names_max_ = 0;             // the most that the names can add
    std::vector<float> rest_max_;     // per step of order_: the most that it and all later ones can add
};

}  // namespace kith::link
