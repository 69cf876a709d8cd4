#include "service/review.h"

#include "service/json.h"

namespace kith::service {
namespace {

Result<ReviewSide> side_of(ledger::Reader& reader, RecordId record) {
    const ledger::RecordHead head = TRY(reader.record(record));
    const ledger::StoredIdentity stored = TRY(reader.identity(record));
    const std::optional<PersonId> person = TRY(reader.person_of(record));
    return ReviewSide{head.source.value(), stored.local_id, person.value_or(PersonId())};
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

Result<std::vector<OpenReview>> list_reviews(ledger::Ledger& ledger, std::size_t limit) {
    const auto reader = TRY(ledger.begin_read());
    std::vector<ledger::Review> reviews = TRY(reader->reviews(ledger::ReviewState::Open));
    if (reviews.size() > limit) reviews.resize(limit);
    std::vector<OpenReview> open;
    for (ledger::Review& review : reviews) {
        ReviewSide a = TRY(side_of(*reader, review.pair.a));
        ReviewSide b = TRY(side_of(*reader, review.pair.b));
        open.push_back({std::move(review), std::move(a), std::move(b)});
    }
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
