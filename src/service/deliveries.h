#pragma once

// The deliveries of a source, and taking the newest one back.

#include <optional>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

Result<std::vector<ledger::Delivery>> list_deliveries(ledger::Ledger& ledger, const std::optional<SourceId>& source);

/// Every record is put back to what it was before. Errors: ledger.delivery.unknown, ledger.delivery.not-newest.
Result<void> undo_delivery(ledger::Ledger& ledger, DeliveryId id, const Clock& clock);

}  // namespace kith::service
