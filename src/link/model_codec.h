#pragma once

// Weights as a flat list of numbers inside a Model value and back, so that callers can keep a Model without knowing
// what it is made of. Not a stored format: a model belongs to the run that made it.

#include <optional>
#include <vector>

#include "link/scorer.h"

namespace kith::link {

std::vector<double> pack_weights(const Weights& weights, const ScoringRules& rules);

struct UnpackedWeights {
    Weights weights;
    ScoringRules rules;
};
/// Empty where `parameters` were not made by pack_weights().
std::optional<UnpackedWeights> unpack_weights(const std::vector<double>& parameters);

}  // namespace kith::link
