#pragma once

// What needs somebody today, by role: a steward sees the whole community's, the lead of a member that member's, a
// practitioner their own promises, a family its own consents. Counts only, no child.

#include <vector>

#include "service/home.h"
#include "service/standing.h"

namespace kith::service {

/// Most urgent first: what has a day comes before what has none.
Result<std::vector<Need>> needs_of(ledger::Reader& reader, const Standing& viewer, Instant now);

}  // namespace kith::service
