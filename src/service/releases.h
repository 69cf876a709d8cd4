#pragma once

// Publishing a measure: the table leaves the community once, its cells are remembered for ever with the sealed set of
// children behind each, and no later table may be subtracted from it to leave a few (insight/release_ledger.h).
//
// Refusals are entered in the audit log too. What outsiders read never says more than that a table is not available.

#include <string>
#include <vector>

#include "service/measures.h"

namespace kith::service {

struct Release {
    std::string id;
    Instant at;
    UserId by;
    MeasureView view;
    std::uint64_t hidden = 0;  // rows
};

/// Stewards and analysts only. Errors: release.role (Denied), release.too-few, release.differencing (Conflict); those
/// of measure_table.
Result<Release> publish_measure(ledger::Ledger& ledger, const MeasureAsked& asked, const UserId& viewer,
                                const Clock& clock);

/// Newest first, without the sealed sets. Errors: viewer.unknown.
Result<std::vector<Release>> list_releases(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

}  // namespace kith::service
