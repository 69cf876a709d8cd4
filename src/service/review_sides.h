#pragma once

// A review side by side: what each record says, as far as the viewer may match on it, and the evidence that the last
// link run weighed. The role's `match` action decides, with consents and agreements as for any look; a field that may
// not be seen is not there, and the evidence about it says its weight alone.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "link/explain.h"
#include "service/review.h"

namespace kith::service {

struct ReviewRecord {
    std::string source;
    std::string source_name;
    std::string member;
    std::vector<std::pair<std::string, std::string>> fields;  // empty where the viewer may not match on the source
};

struct EvidenceStep {
    std::string field;
    std::string level;
    double weight = 0;
};

struct ReviewView {
    ledger::Review review;
    ReviewRecord a;
    ReviewRecord b;
    std::vector<EvidenceStep> evidence;   // adds up to the weight, with `household`
    std::vector<EvidenceStep> household;  // what makes them one family rather than one child
    std::uint64_t others_in_cluster = 0;  // further records of the two persons
};

/// One line of a list of reviews: names no child.
struct ReviewBrief {
    ledger::Review review;
    ReviewRecord a;  // without fields
    ReviewRecord b;
};

/// Open reviews, most to learn first. Stewards only: role.not-steward (Denied).
Result<std::vector<ReviewBrief>> list_review_briefs(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);
/// Both children are entered in the log. Errors: role.not-steward, ledger.review.unknown.
Result<ReviewView> show_review(ledger::Ledger& ledger, ledger::ReviewId id, const UserId& viewer, const Clock& clock);

struct Settled {
    std::optional<ledger::VerdictId> verdict;
    std::optional<ledger::ReviewId> next;  // the open review to look at now
};
/// As settle_review, for stewards. Errors: role.not-steward, and those of settle_review.
Result<Settled> settle_as(ledger::Ledger& ledger, ledger::ReviewId id, ReviewAnswer answer, const UserId& viewer,
                          const Clock& clock);
/// The records are linked by their weights again at the next run. Errors: role.not-steward, ledger.verdict.unknown.
Result<void> undo_verdict(ledger::Ledger& ledger, ledger::VerdictId id, const UserId& viewer, const Clock& clock);

/// What a link run keeps of a pair it leaves to a person: names of fields and levels, weights, no value of anybody.
Result<void> put_evidence(ledger::Transaction& transaction, RecordId a, RecordId b,
                          const link::Explanation& explanation);

}  // namespace kith::service
