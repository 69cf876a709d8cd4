#include "service/review.h"

#include <set>

#include "service/json.h"

namespace kith::service {
namespace {

/// Without a person when nobody's.
Result<ReviewSide> side_of(ledger::Reader& reader, RecordId record) {
    const std::optional<PersonId> person = TRY(reader.person_of(record));
    if (!person) return ReviewSide();
    const ledger::RecordHead head = TRY(reader.record(record));
    const ledger::StoredIdentity stored = TRY(reader.identity(record));
    return ReviewSide{head.source.value(), stored.local_id, *person};
}

std::string_view word_of(ReviewAnswer answer) {
    switch (answer) {
        case ReviewAnswer::Same:
            return "same";
        case ReviewAnswer::Different:
            return "different";
        case ReviewAnswer::Unsure:
            return "unsure";
    }
    return "unsure";
}

}  // namespace

Result<std::vector<OpenReview>> list_reviews(ledger::Ledger& ledger, std::size_t limit, const UserId& user,
                                             const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({user, clock.now()}));
    std::vector<ledger::Review> reviews = TRY(transaction->reviews(ledger::ReviewState::Open));
    std::vector<OpenReview> open;
    std::set<PersonId> shown;
    for (ledger::Review& review : reviews) {
        if (open.size() == limit) break;
        // A record that was undone or erased since is nobody's: the next run drops the question.
        ReviewSide a = TRY(side_of(*transaction, review.pair.a));
        ReviewSide b = TRY(side_of(*transaction, review.pair.b));
        if (a.person.value().empty() || b.person.value().empty()) continue;
        shown.insert({a.person, b.person});
        open.push_back({std::move(review), std::move(a), std::move(b)});
    }
    const Json entry{{"viewer", user.value()}, {"action", "review.list"}};
    for (const PersonId& person : shown) TRY(transaction->append_audit({"disclosure", person, dump_json(entry)}));
    TRY(transaction->commit());
    return open;
}

Result<void> settle_review(ledger::Ledger& ledger, ledger::ReviewId id, ReviewAnswer answer, const UserId& user,
                           const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({user, clock.now()}));
    const ledger::Review review = TRY(transaction->review(id));
    if (answer != ReviewAnswer::Unsure) {
        const auto kind = answer == ReviewAnswer::Same ? ledger::VerdictKind::Same : ledger::VerdictKind::Different;
        TRY(transaction->settle_review(id, kind));
        TRY(transaction->bump_epoch());
    }
    const Json entry{{"review", id.value()},
                     {"records", {review.pair.a.value(), review.pair.b.value()}},
                     {"answer", std::string(word_of(answer))}};
    TRY(transaction->append_audit({"review", std::nullopt, dump_json(entry)}));
    return transaction->commit();
}

}  // namespace kith::service
