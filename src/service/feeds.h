#pragma once

// How each feed does: when its data last came, whether that is as often as was promised, and what of it waits for
// repair. The promise is the source's `expected_every_days` (docs/formats/community.md).

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

enum class FeedHealth : std::uint8_t { Fresh, Late, Never };
std::string_view name_of(FeedHealth health);

struct Feed {
    SourceId source;
    MemberId member;
    std::optional<Instant> last_at;  // the newest committed delivery
    std::optional<std::int64_t> expected_every_days;
    FeedHealth health = FeedHealth::Never;
    std::uint64_t quarantined_lines = 0;  // of the newest delivery
};

/// Late: half as long again as promised has passed. A source that promised nothing is fresh once it has delivered.
Result<std::vector<Feed>> feeds_of(ledger::Reader& reader, Instant now);

}  // namespace kith::service
