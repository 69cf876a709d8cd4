#pragma once

// What would change if: the same question decided on the policy as it is and on a copy with one change. Nothing is
// written but the entry that it was asked. About one child the two answers stand side by side; without a child it is
// counted for how many the answer is a permit.

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "consent/decide.h"
#include "ledger/ledger.h"

namespace kith::service {

enum class ChangeKind : std::uint8_t { AgreementInForce, ConsentGiven, ConsentWithdrawn, Expires };

struct WhatIfChange {
    ChangeKind kind = ChangeKind::ConsentGiven;
    std::string id;  // of the agreement or consent; of ConsentGiven it may be empty: a consent to just this
};

struct WhatIfRequest {
    std::optional<std::string> viewer;  // nothing: the one who asks
    std::optional<std::string> child;   // `k-...` or `source:local-id`
    std::string purpose;
    std::string category;
    std::string source;
    WhatIfChange change;
};

/// Pure: a copy of the policy with the change. `request` says which child and what a new consent would name.
consent::Policy changed(const consent::Policy& policy, const WhatIfChange& change, const consent::Request& request);

struct WhatIfCounts {
    std::optional<std::uint64_t> before;  // nothing: withheld
    std::optional<std::uint64_t> after;
    std::uint64_t of = 0;
};

struct WhatIfAnswer {
    std::optional<consent::Answer> before;
    std::optional<consent::Answer> after;
    std::optional<WhatIfCounts> counts;
};

/// Asking as oneself is for everybody; for another viewer, and for counts, one must be a steward. Errors:
/// viewer.unknown, role.not-steward, what-if.too-many (TooLarge: more children than can be decided at once).
Result<WhatIfAnswer> what_if(ledger::Ledger& ledger, const WhatIfRequest& request, const UserId& viewer,
                             const Clock& clock);

}  // namespace kith::service
