#pragma once

// Who a viewer is in the community, for duties that are not about one child's data: delivering, settling reviews,
// linking. What may be shown of a child is never decided here but by consent/decide.h.

#include <string>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

struct Standing {
    UserId user;
    std::string name;
    std::string role;  // id
    MemberId member;
};

inline constexpr std::string_view kSteward = "steward";
inline constexpr std::string_view kMemberLead = "member-lead";

/// Errors: viewer.unknown (Denied), also for a user who is disabled or whose time has not come or is over.
Result<Standing> standing_of(ledger::Reader& reader, const UserId& user, Instant now);

inline bool is_steward(const Standing& standing) {
    return standing.role == kSteward;
}
/// Stewards handle the deliveries of every source, member leads those of their own member.
bool handles(const Standing& standing, const ledger::Source& source);
/// Errors: role.not-steward (Denied).
Result<void> require_steward(const Standing& standing);
/// Errors: role.not-of-source (Denied), ledger.source.unknown.
Result<ledger::Source> require_source(ledger::Reader& reader, const Standing& standing, const SourceId& source);

}  // namespace kith::service
