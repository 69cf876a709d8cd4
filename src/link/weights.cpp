#include "link/weights.h"

#include <algorithm>
#include <cmath>

namespace kith::link {

Sums sums_of(const Weights& weights, const Agreement& agreement) {
    Sums sums{weights.log_match, weights.log_unrelated, weights.log_relatives};
    for (std::size_t c = 0; c < weights.comparison.size(); ++c) {
        const ComparisonWeights& comparison = weights.comparison[c];
        const std::uint8_t level = agreement.level[c];
        if (level == kMissing) continue;
        const auto context = static_cast<std::size_t>(context_of(comparison, agreement));
        sums.match += comparison.match[context][level];
        sums.unrelated += comparison.unrelated[context][level] - agreement.rarity[c];
        sums.relatives += comparison.relatives[context][level];
        if (comparison.evidence == Evidence::Person) sums.relatives -= agreement.rarity[c];
    }
    return sums;
}

float weight_of(const Sums& sums) {
    const float more = std::max(sums.unrelated, sums.relatives);
    const float less = std::min(sums.unrelated, sums.relatives);
    const float either = less < more - 25 ? more : more + std::log2(1 + std::exp2(less - more));
    return sums.match - either;
}

double probability_of(double weight) {
    if (weight > 60) return 1;
    if (weight < -60) return 0;
    return 1 / (1 + std::exp2(-weight));
}

Evidence evidence_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::Surname:
        case FieldKind::Phone:
        case FieldKind::Email:
        case FieldKind::AddressLine:
        case FieldKind::HouseNumber:
        case FieldKind::City:
        case FieldKind::Region:
        case FieldKind::Postcode:
        case FieldKind::GuardianName:
            return Evidence::Household;
        default:
            return Evidence::Person;
    }
}

bool is_contact(FieldKind kind) {
    return kind == FieldKind::Phone || kind == FieldKind::Email || kind == FieldKind::AddressLine ||
           kind == FieldKind::GuardianName;
}

}  // namespace kith::link
