#pragma once

// Who may see agreements and consents as a whole, and of whom. Internal to them.

#include <optional>

#include "service/standing.h"

namespace kith::service {

struct OverviewViewer {
    Standing standing;
    std::optional<MemberId> only;  // a lead: their own member
};

/// Errors: viewer.unknown, role.not-for-agreements.
Result<OverviewViewer> overview_viewer(ledger::Reader& reader, const UserId& viewer, Instant now);

}  // namespace kith::service
