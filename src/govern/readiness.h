#pragma once

// Is the community ready, and what next? Two sides, shown beside each other: what each member says of itself, alone,
// on the items below; and indicators measured from the ledger. The product is the map of disagreement, never a grade.
//
// Items: our own words, composed after the dimensions common to the field's instruments (AISP quality framework, Four
// Questions, StriveTogether, CTG Albany: level with confidence and evidence). Eight dimensions of three items.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace kith::govern {

enum class Dimension : std::uint8_t {
    Purpose,
    Stakeholders,
    Leadership,
    Flexibility,
    Legal,
    Technical,
    Capacity,
    Impact,
};
std::string_view name_of(Dimension dimension);

struct ReadinessItem {
    std::string_view id;  // `purpose.shared`
    Dimension dimension = Dimension::Purpose;
    std::string_view text;       // the statement a member agrees with, from 0 (not at all) to 3 (fully)
    std::string_view indicator;  // the key of the measured indicator beside it; empty where none is
};
std::span<const ReadinessItem> readiness_items();
const ReadinessItem* find_item(std::string_view id);

inline constexpr int kLevelMost = 3;

struct ReadinessAnswer {
    std::string item;
    MemberId member;
    int level = 0;       // 0 not at all .. 3 fully
    int confidence = 0;  // 0 a guess .. 3 certain
    std::string evidence;
    bool operator==(const ReadinessAnswer&) const = default;
};

/// Errors: readiness.unknown-item, readiness.level, readiness.confidence.
Result<void> check_answer(const ReadinessAnswer& answer);

/// How far the members' answers lie apart: highest less lowest level; none with fewer than two answers.
std::optional<int> spread_of(std::span<const ReadinessAnswer> answers);

}  // namespace kith::govern
