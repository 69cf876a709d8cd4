#pragma once

// Which comparisons go together among records of different children: agreeing on the postcode is agreeing on the city.
// Counted exactly, value pair by value pair, on at most 200,000 records. Not for chances among matches (EM has those).

#include <vector>

#include "link/comparer.h"

namespace kith::link {

struct Dependence {
    int parent = -1;    // a comparison whose values are more specific
    double factor = 1;  // P(both agree) / (P(one agrees) * P(other agrees)), matches taken out
};

/// `match_share` of all pairs are matches, and agree on comparison c with chance match_agreement[c].
std::vector<Dependence> find_dependences(const Frame& frame, const Comparisons& comparisons, double match_share,
                                         const std::vector<double>& match_agreement);

}  // namespace kith::link
