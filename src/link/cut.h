#pragma once

// From which weight on pairs are linked, found without labels: the weights are log2 odds, so each pair is a match with
// a known chance, and the cut with the best expected F1 over all pairs can be worked out (fixed cuts fail: the best one
// in hindsight ranged from 0.03 to 0.94 over the reference sets). Never below even odds.

#include <span>

#include "link/engine.h"

namespace kith::link {

struct Cut {
    double weight = 0;
    double expected_precision = 1;
    double expected_recall = 1;
};

/// `matches` is the number of matches that training expects, found or not.
Cut find_cut(std::span<const Edge> edges, double matches);

}  // namespace kith::link
