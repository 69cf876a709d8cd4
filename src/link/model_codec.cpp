#include "link/model_codec.h"

namespace kith::link {
namespace {

constexpr std::size_t kHead = 5;
constexpr std::size_t kTables = 3 * kContexts * 16;
constexpr std::size_t kPerComparison = 3 + kTables;

}  // namespace

std::vector<double> pack_weights(const Weights& weights, const ScoringRules& rules) {
    std::vector<double> out = {static_cast<double>(weights.comparison.size()), weights.log_match, weights.log_relatives,
                               weights.log_unrelated, static_cast<double>(rules.families)};
    for (const ComparisonWeights& comparison : weights.comparison) {
        out.push_back(comparison.parent);
        out.push_back(comparison.levels);
        out.push_back(static_cast<double>(comparison.evidence));
        for (const ContextTables* tables : {&comparison.match, &comparison.unrelated, &comparison.relatives}) {
            for (const LevelTable& table : *tables) out.insert(out.end(), table.begin(), table.end());
        }
    }
    return out;
}

std::optional<UnpackedWeights> unpack_weights(const std::vector<double>& parameters) {
    if (parameters.size() < kHead) return std::nullopt;
    const auto count = static_cast<std::size_t>(parameters[0]);
    if (count > kComparisonsMax || parameters.size() != kHead + count * kPerComparison) return std::nullopt;
    UnpackedWeights result;
    result.weights.log_match = static_cast<float>(parameters[1]);
    result.weights.log_relatives = static_cast<float>(parameters[2]);
    result.weights.log_unrelated = static_cast<float>(parameters[3]);
    result.rules.families = parameters[4] == 0 ? Families::No : Families::Yes;
    const double* next = parameters.data() + kHead;
    for (std::size_t c = 0; c < count; ++c) {
        ComparisonWeights comparison;
        comparison.parent = static_cast<int>(*next++);
        comparison.levels = static_cast<std::uint8_t>(*next++);
        comparison.evidence = *next++ == 0 ? Evidence::Person : Evidence::Household;
        for (ContextTables* tables : {&comparison.match, &comparison.unrelated, &comparison.relatives}) {
            for (LevelTable& table : *tables) {
                for (float& value : table) value = static_cast<float>(*next++);
            }
        }
        result.weights.comparison.push_back(comparison);
    }
    return result;
}

}  // namespace kith::link
