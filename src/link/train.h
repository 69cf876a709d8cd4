#pragma once

// Training without labels: u from random pairs, m and the shares of matches and relatives by expectation-maximisation
// over agreement patterns.
//
// The shares are of all pairs of records, and u is that of all pairs, also in the E-step: candidates are only the place
// where matches are looked for. Blocking therefore biases neither (EM over blocked pairs alone would take its u from
// pairs that agree on the blocking key). Stable: u is not learned (only cleaned of the matches among random pairs),
// every m has a prior worth a few pairs, agreement never counts against and disagreement never for a match.

#include <vector>

#include "link/patterns.h"
#include "link/weights.h"

namespace kith::link {

struct TrainingInput {
    const Frame* frame = nullptr;
    const Comparisons* comparisons = nullptr;
    std::vector<Pattern> patterns;
    RandomLevels random;
};

struct ComparisonChances {
    std::array<std::array<double, 16>, kContexts> m{};
    std::array<std::array<double, 16>, kContexts> u{};
    int parent = kNoParent;
    double parent_factor = 1;  // how many times more often both agree than if they were independent
};

struct Trained {
    Weights weights;
    std::vector<ComparisonChances> chances;
    double matches = 0;  // expected number of pairs
    double relatives = 0;
    double pairs = 0;  // all pairs of records
};

Trained train(const TrainingInput& input);

}  // namespace kith::link
