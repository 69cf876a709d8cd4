#pragma once

// Readiness: what each member says of itself, and beside it what the ledger shows. A member's lead answers for the
// member, without seeing the others' answers first.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "govern/indicators.h"
#include "govern/readiness.h"
#include "ledger/ledger.h"

namespace kith::service {

struct ReadinessLine {
    const govern::ReadinessItem* item = nullptr;
    std::vector<govern::ReadinessAnswer> answers;  // a lead sees the others' once the own member has answered
    std::optional<int> spread;
    std::optional<govern::Indicator> indicator;
    bool is_hidden_until_answered = false;
};

/// Errors: readiness.denied (families).
Result<std::vector<ReadinessLine>> show_readiness(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

/// Errors: readiness.denied, readiness.unknown-item, readiness.level, readiness.confidence, readiness.too-long.
Result<void> answer_readiness(ledger::Ledger& ledger, const govern::ReadinessAnswer& answer, const UserId& viewer,
                              const Clock& clock);

/// What the indicators are computed from, counted in the ledger.
Result<govern::PlatformFacts> platform_facts(ledger::Reader& reader, Instant now);

}  // namespace kith::service
