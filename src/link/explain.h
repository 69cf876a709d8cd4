#pragma once

// Why two records are, or are not, believed to be one child: the weight of each field in log2 odds, which add up to the
// pair's weight (a waterfall). Not for totals over a cluster: explain its edges.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "link/dataset.h"
#include "link/model.h"

namespace kith::link {

struct Step {
    std::string name;   // the comparison, or `prior`, `household`
    std::string level;  // `exact`, `nickname`, ...; `missing` weighs 0
    double weight = 0;
    std::string left;  // the values compared, folded: personal data
    std::string right;
};

struct Explanation {
    std::vector<Step> steps;  // in order; the weights add up to `weight`
    double weight = 0;
    double probability = 0;
    std::string doubt;  // empty, `twins` or `nameless`: not linked without a person, whatever the weight
};

/// Prepared once for a dataset (as costly as reading it over once), then any number of pairs.
class Explainer {
  public:
    /// `model` must come from link() on this same dataset, which must outlive the explainer.
    Explainer(const Dataset& dataset, const Model& model);
    ~Explainer();
    Explainer(const Explainer&) = delete;
    Explainer& operator=(const Explainer&) = delete;

    Explanation explain(std::uint32_t a, std::uint32_t b) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// For one pair.
Explanation explain(const Dataset& dataset, const Model& model, std::uint32_t a, std::uint32_t b);

}  // namespace kith::link
