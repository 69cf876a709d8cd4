#pragma once

// Deliveries as pages list them: with their counts, for the viewer who handles their source; and taking the newest one
// back.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "service/feeds.h"

namespace kith::service {

struct DeliveryCounts {
    std::uint64_t added = 0;
    std::uint64_t changed = 0;
    std::uint64_t same = 0;
    std::uint64_t gone = 0;
    std::uint64_t held_back = 0;
    std::uint64_t input_lines = 0;
    std::uint64_t loaded_lines = 0;
    std::uint64_t quarantined_lines = 0;
    std::uint64_t ignored_lines = 0;
};

struct DeliveryView {
    ledger::Delivery delivery;
    std::string source_name;
    MemberId member;
    DeliveryCounts counts;
};

struct FeedView {
    Feed feed;
    std::string name;
};

struct DeliveryViews {
    std::vector<DeliveryView> deliveries;  // newest first
    std::vector<FeedView> feeds;
};

/// A steward sees all, a lead those of the own member's sources. Errors: role.not-of-source, also for any other role.
Result<DeliveryViews> list_delivery_views(ledger::Ledger& ledger, const std::optional<SourceId>& source,
                                          const UserId& viewer, const Clock& clock);
Result<DeliveryView> show_delivery(ledger::Ledger& ledger, DeliveryId id, const UserId& viewer, const Clock& clock);
/// Errors: those of show_delivery and undo_delivery.
Result<DeliveryView> undo_as(ledger::Ledger& ledger, DeliveryId id, const UserId& viewer, const Clock& clock);

}  // namespace kith::service
