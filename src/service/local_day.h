#pragma once

// Which day it is for the people of the community: closing days, due days and expiries are counted in local days.

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

/// The day on which `now` falls where the community lives.
Result<CivilDate> local_day(ledger::Reader& reader, Instant now);

}  // namespace kith::service
