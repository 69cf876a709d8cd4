#pragma once

// What a member has from taking part, from its own children: whom else they meet, hours of double entry saved,
// findings. Counts below the minimum cell are not said.

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

/// Low: counted by the links that stand. High: if every open review were answered `same`.
struct SharedChildren {
    MemberId member;
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool is_suppressed = false;  // then low and high are 0
};

struct Benefit {
    MemberId member;
    std::uint64_t children_low = 0;
    std::uint64_t children_high = 0;
    std::vector<SharedChildren> overlaps;  // largest first, suppressed ones last by name
    std::int64_t hours_saved = 0;
    std::uint64_t rows_read = 0;  // lines that nobody typed twice
    std::uint64_t findings = 0;   // tables published and effects reported
};

/// A member's lead sees their own member's, a steward every member's. Errors: benefit.denied, member.unknown.
Result<Benefit> show_benefit(ledger::Ledger& ledger, const MemberId& member, const UserId& viewer, const Clock& clock);

}  // namespace kith::service
