#pragma once

// What was wrong with a delivery, by cause: one line for ten thousand cells that fail alike, with an example, and,
// where one answer mends them all, which answer is wanted. Values of cells are shown only to the member that delivered
// them.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

enum class FixKind : std::uint8_t { None, DateOrder, Mark, Column };
std::string_view name_of(FixKind kind);

struct ProblemExample {
    std::string file;
    std::uint64_t line = 0;
    std::string column;
    std::string value;  // empty unless the viewer is of the member that delivered it
};

struct ProblemGroup {
    std::string id;  // `intake.date.ambiguous`
    table::Severity severity = table::Severity::Note;
    std::uint64_t count = 0;
    std::string column;
    std::vector<ProblemExample> examples;  // at most five
    FixKind fix = FixKind::None;
    std::vector<std::string> codes;  // of a Mark fix: the codes nobody knows, as sent
};

/// Most rows first. Errors: ledger.delivery.unknown, role.not-of-source.
Result<std::vector<ProblemGroup>> list_problem_groups(ledger::Ledger& ledger, DeliveryId id, const UserId& viewer,
                                                      const Clock& clock);

/// One answer for all: the order of dates, what a code of attendance means, what a column is.
struct FixAnswer {
    FixKind kind = FixKind::None;
    std::string order;   // `mdy`, `dmy`, `ymd`
    std::string code;    // of a mark
    std::string mark;    // `P`, `A`, `E`, `T`, `H`, `-`
    std::string column;  // header
    std::string role;    // intake::name_of(Role)
};

/// Remembered in the source's settings or its layout. Errors: fix.malformed, fix.no-layout, role.not-of-source.
Result<void> remember_fix(ledger::Ledger& ledger, DeliveryId id, const FixAnswer& answer, const UserId& viewer,
                          const Clock& clock);

}  // namespace kith::service
