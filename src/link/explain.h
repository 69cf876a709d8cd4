#pragma once

// Why two records are, or are not, believed to be one child: the weight of each field in log2 odds, which add up to the
// pair's weight (a waterfall). Not for totals over a cluster: explain its edges.

#include <cstdint>
#include <string>
#include <vector>

#include "link/dataset.h"
#include "link/model.h"

namespace kith::link {

struct Step {
    std::string name;   // the comparison, or `prior`, `household cap`, `possible twins`
    std::string level;  // `exact`, `nickname`, ...; `missing` weighs 0
    double weight = 0;
    std::string left;  // the values compared, folded: personal data
    std::string right;
};

struct Explanation {
    std::vector<Step> steps;  // in order; the weights add up to `weight`
    double weight = 0;
    double probability = 0;
};

/// `model` must come from link() on this same dataset: frequencies of values are taken from the dataset.
Explanation explain(const Dataset& dataset, const Model& model, std::uint32_t a, std::uint32_t b);

}  // namespace kith::link
