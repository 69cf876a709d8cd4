#pragma once

// Which members serve the same children, for the children whose consent lets both sides be counted: bounds while
// matches are waiting for a person, what to expect, and nothing below the minimum cell.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "insight/overlap.h"
#include "service/population.h"

namespace kith::service {

struct OverlapMember {
    MemberId id;
    std::string name;
};

struct OverlapCell {
    MemberId a;
    MemberId b;
    std::optional<std::uint64_t> low;  // none where suppressed
    std::optional<std::uint64_t> high;
    std::optional<double> expected;
    std::optional<double> ratio;
    bool is_suppressed = false;
};

struct OverlapView {
    std::string purpose;
    Instant as_of;
    std::vector<OverlapMember> members;
    std::vector<OverlapCell> cells;  // every pair once
    std::optional<std::uint64_t> distinct_low;
    std::optional<std::uint64_t> distinct_high;
    std::optional<double> coverage;
};

/// Entered in the audit log. Errors: viewer.unknown.
Result<OverlapView> show_overlap(ledger::Ledger& ledger, const std::string& purpose, const UserId& viewer,
                                 const Clock& clock);

}  // namespace kith::service
