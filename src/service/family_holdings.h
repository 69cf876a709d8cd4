#pragma once

// What is held about a child as far as the family window may say it, and with whom it is shared. Internal to it.

#include <vector>

#include "service/family_circle.h"
#include "service/family_window.h"

namespace kith::service {

Result<std::vector<FamilyHolding>> holdings_of(ledger::Reader& reader, const FamilyCircle& circle);

/// Every entry of a look at the child that the window may tell of, newest first.
Result<std::vector<FamilyLook>> looks_at(ledger::Reader& reader, const FamilyCircle& circle);

}  // namespace kith::service
