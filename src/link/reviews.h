#pragma once

// What a person should look at: pairs in the band, and strong pairs that were kept apart. One question per two
// clusters, the pair that says most; what would join more records and is nearest to even odds comes first.

#include <cstdint>
#include <vector>

#include "link/engine.h"
#include "link/scorer.h"

namespace kith::link {

struct ReviewLimits {
    double cut = 0;
    std::uint32_t reviews_max = 0;
};

/// `edges` strongest first, with their doubts; indices of the dataset.
std::vector<Review> list_reviews(const std::vector<Edge>& edges, const std::vector<Doubt>& doubts,
                                 const std::vector<std::uint32_t>& cluster, const Dataset& dataset,
                                 const Constraints& constraints, const ReviewLimits& limits);

}  // namespace kith::link
