#include "link/explain.h"

#include <utility>

#include "base/result.h"
#include "link/comparer.h"
#include "link/frame.h"
#include "link/model_codec.h"
#include "link/scorer.h"

namespace kith::link {
namespace {

std::string text_of(const Frame& frame, std::size_t column, std::uint32_t record) {
    std::string result;
    for (const std::uint32_t code : frame.values_of(column, record)) {
        if (!result.empty()) result += ", ";
        result += frame.text(column, code);
    }
    return result;
}

std::string_view word_of(Doubt doubt) {
    switch (doubt) {
        case Doubt::None:
            return "";
        case Doubt::Twins:
            return "twins";
        case Doubt::Misspelt:
            return "misspelt";
        case Doubt::Nameless:
            return "nameless";
    }
    return "";
}

}  // namespace

struct Explainer::State {
    Frame frame;
    Comparisons comparisons;
    UnpackedWeights unpacked;
};

Explainer::Explainer(const Dataset& dataset, const Model& model) : state_(std::make_unique<State>()) {
    state_->frame = make_frame(dataset);
    state_->comparisons = choose_comparisons(state_->frame);
    auto unpacked = unpack_weights(model.parameters);
    KITH_CHECK(unpacked.has_value() && unpacked->weights.comparison.size() == state_->comparisons.size());
    state_->unpacked = *std::move(unpacked);
}

Explainer::~Explainer() = default;

/// The steps before `household` are log2(match / unrelated); that step is what counting relatives among the
/// alternatives takes off.
Explanation Explainer::explain(std::uint32_t a, std::uint32_t b) const {
    const auto& [frame, comparisons, unpacked] = *state_;
    const Weights& weights = unpacked.weights;
    KITH_CHECK(a < frame.size() && b < frame.size());
    const std::uint32_t x = frame.place[a];
    const std::uint32_t y = frame.place[b];
    Agreement agreement;
    PlainComparer(frame, comparisons).compare(x, y, agreement);

    Explanation result;
    result.steps.push_back({"prior", "", weights.log_match - weights.log_unrelated, "", ""});
    double total = result.steps[0].weight;
    for (std::size_t c = 0; c < comparisons.size(); ++c) {
        const std::size_t column = comparisons.column[c];
        Step step{frame.columns[column].column->name, "missing", 0, text_of(frame, column, x),
                  text_of(frame, column, y)};
        if (const std::uint8_t level = agreement.level[c]; level != kMissing) {
            const ComparisonWeights& comparison = weights.comparison[c];
            const auto context = static_cast<std::size_t>(context_of(comparison, agreement));
            step.level = level_names(frame.columns[column].kind)[level];
            step.weight = comparison.match[context][level] - comparison.unrelated[context][level] + agreement.rarity[c];
        }
        total += step.weight;
        result.steps.push_back(std::move(step));
    }
    result.weight = weight_of(weights, agreement);
    result.steps.push_back({"household", "", result.weight - total, "", ""});
    result.probability = probability_of(result.weight);
    result.doubt = word_of(doubt_of(frame, comparisons, unpacked.rules, agreement, x, y));
    return result;
}

Explanation explain(const Dataset& dataset, const Model& model, std::uint32_t a, std::uint32_t b) {
    return Explainer(dataset, model).explain(a, b);
}

}  // namespace kith::link
