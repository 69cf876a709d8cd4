#pragma once

// My children: the viewer's caseload, and children the viewer owns an open next step for, each with a status in words
// and a small line of marks. What is shown of a child is decided as on its page, cell by cell, and one entry per child
// is made in the same transaction. Reasons are counts a person can check, never a score.

#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "service/community_policy.h"
#include "service/next_steps.h"

namespace kith::service {

/// A sentence of the pages, by its key, with numbers and days to put in.
struct Reason {
    std::string key;  // `reason.absent`, `reason.late`, `reason.step_overdue`, `reason.stale`, `reason.not_delivered`
    std::vector<std::pair<std::string, std::int64_t>> numbers;
};

/// One letter a day: P present, A absent, L late or part of the day, E excused, `.` no school or nothing said.
struct MarkLine {
    CivilDate from;
    std::string marks;
    std::string source;
};

enum class ChildStatus : std::uint8_t { NeedsYou, Watch, Steady, Unknown };
std::string_view name_of(ChildStatus status);

struct RosterRow {
    PersonId person;
    std::string given;
    std::string surname;
    std::vector<Reason> reasons;
    std::optional<MarkLine> line;           // the newest 60 days of the marks the viewer may see
    std::optional<CivilDate> last_contact;  // the newest next step that was done
    std::optional<NextStep> next_step;      // the open one that is due first
    ChildStatus status = ChildStatus::Unknown;
};

struct Roster {
    std::vector<RosterRow> rows;  // who needs the viewer first, then by name
    std::uint64_t needing = 0;
    Instant as_of;
};

/// At most 500 children. Errors: viewer.unknown.
Result<Roster> show_roster(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock, PolicyCache& cache);

/// The status and reasons that a line of marks and the steps give.
void judge(RosterRow& row, CivilDate today);

}  // namespace kith::service
