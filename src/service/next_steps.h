#pragma once

// What somebody has promised to do for a child, and by when. A step hangs on one of the child's records, so it follows
// the child through every re-linking. It is free text about a child: only users of the members of its writer and of its
// owner see it, and only while they may know of the child.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "service/community_policy.h"

namespace kith::service {

enum class StepState : std::uint8_t { Open, Done, Dropped };
std::string_view name_of(StepState state);
std::optional<StepState> step_state_of(std::string_view word);

struct NextStep {
    std::string id;
    std::string text;
    UserId owner;
    std::optional<CivilDate> due;
    StepState state = StepState::Open;
    std::string outcome;
    UserId created_by;
    Instant created_at;
    Instant changed_at;
};

struct NewStep {
    std::string child;  // person
    std::string text;
    UserId owner;  // empty: the viewer
    std::optional<CivilDate> due;
};

struct StepChange {
    std::string child;
    std::string id;
    StepState state = StepState::Open;
    std::string outcome;
};

/// Errors: child.unknown, step.no-owner (no such user).
Result<NextStep> add_next_step(ledger::Ledger& ledger, const NewStep& asked, const UserId& viewer, const Clock& clock);
/// Errors: child.unknown, step.unknown.
Result<NextStep> update_next_step(ledger::Ledger& ledger, const StepChange& change, const UserId& viewer,
                                  const Clock& clock);
/// Those of the child that the viewer may see, oldest first. Whether the viewer may know of the child was decided.
Result<std::vector<NextStep>> next_steps_of(ledger::Reader& reader, const PersonId& child, const UserId& viewer,
                                            const CommunityPolicy& community);

struct OwnedStep {
    NextStep step;
    PersonId child;
};
/// All that the user owns and that are open.
Result<std::vector<OwnedStep>> open_steps_of(ledger::Reader& reader, const UserId& owner);

}  // namespace kith::service
