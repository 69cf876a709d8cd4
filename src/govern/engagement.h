#pragma once

// The stakeholder plan: who is at the table, who is on the way, why they would benefit, and who does what next, when.
//
// A stage is where an organisation stands, not a grade: they may skip stages, go back, pause and leave. An entry
// without an owner, or without a date for its next step, is overdue at once; so is one whose date has passed.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_date.h"
#include "base/ids.h"
#include "base/result.h"

namespace kith::govern {

enum class Stage : std::uint8_t {
    Identified,
    Met,
    Interested,
    Mou,
    Dsa,
    FirstData,
    FirstBenefitSeen,
    Active,
    Champion,
    Paused,
    Left,
};

std::string_view name_of(Stage stage);  // `identified`, ..., `first_benefit_seen`, ...
std::optional<Stage> stage_of(std::string_view word);

struct StageReached {
    Stage stage = Stage::Identified;
    CivilDate on;
    bool operator==(const StageReached&) const = default;
};

struct Prospect {
    std::string id;
    std::string organisation;
    MemberId member;  // empty until it is one
    std::string contact;
    std::string owner;  // a user of the backbone
    Stage stage = Stage::Identified;
    std::string benefit;
    std::string fears;
    std::string next_step;
    std::optional<CivilDate> due;
    std::int64_t hours_given = 0;
    std::int64_t hours_saved = 0;
    std::vector<StageReached> history;  // by day; the last is `stage`
    bool operator==(const Prospect&) const = default;
};

/// Somebody who left is never overdue.
bool is_overdue(const Prospect& prospect, CivilDate today);

/// Errors: prospect.stage-in-the-past (before the day of the last stage).
Result<Prospect> reach_stage(const Prospect& prospect, Stage stage, CivilDate on);

/// Days from the day it was identified to its first data; none before that.
std::optional<std::int32_t> days_to_first_data(const Prospect& prospect);

}  // namespace kith::govern
