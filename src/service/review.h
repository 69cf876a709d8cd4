#pragma once

// Questions the engine leaves to a person, and the answers, which bind on every later run.

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

/// One side of a question, without what the record says about the child.
struct ReviewSide {
    std::string source;
    std::string local_id;
    PersonId person;
};

struct OpenReview {
    ledger::Review review;
    ReviewSide a;
    ReviewSide b;
};

/// At most `limit`, those with the most to learn first. Each child named is entered in the log.
Result<std::vector<OpenReview>> list_reviews(ledger::Ledger& ledger, std::size_t limit, const UserId& user,
                                             const Clock& clock);

enum class ReviewAnswer : std::uint8_t { Same, Different, Unsure };

/// Unsure is entered in the audit log and leaves the review open. Errors: ledger.review.unknown, ledger.review.settled.
Result<void> settle_review(ledger::Ledger& ledger, ledger::ReviewId id, ReviewAnswer answer, const UserId& user,
                           const Clock& clock);

}  // namespace kith::service
