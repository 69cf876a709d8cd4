#include "service/family_consents.h"

#include "service/consent_documents.h"
#include "service/family_circle.h"
#include "service/json.h"
#include "service/policy_source.h"

namespace kith::service {
namespace {

/// Anybody else's consent is answered like one that does not exist.
Result<void> require_own(ledger::Reader& reader, const std::string& id, const User& viewer, Instant now) {
    const Error unknown = make_error(ErrorCode::NotFound, "consent.unknown", "no such consent", id);
    const auto latest = latest_consent(reader, id);
    if (latest.is_error()) return latest.error().code == ErrorCode::NotFound ? unknown : latest.error();
    const Json& child = at(*latest, "child");
    const ledger::Anchor anchor{SourceId(text_at(child, "source")), text_at(child, "local_id")};
    const auto person = TRY(person_of_anchor(reader, anchor));
    if (!person || text_at(*latest, "grantor") != viewer.holder) return unknown;
    const auto circle = FamilyCircle::open(reader, viewer, *person, now);
    if (circle.is_error()) return circle.error().code == ErrorCode::NotFound ? unknown : circle.error();
    return {};
}

}  // namespace

Result<ConsentView> family_give(ledger::Ledger& ledger, const FamilyGive& give, const UserId& viewer,
                                const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    const User user = TRY(require_family(*transaction, viewer, now));
    const FamilyCircle circle = TRY(FamilyCircle::open(*transaction, user, give.person, now));
    const consent::Authority* const authority = circle.covering(give.terms.categories);
    if (authority == nullptr) {
        return make_error(ErrorCode::Denied, "family.outside-authority",
                          "your authority for this child does not reach all of these categories", "categories");
    }
    std::string id =
        TRY(give_within(*transaction, {circle.person().value(), authority->id, give.effect, give.terms, viewer}, now));
    ConsentView view = TRY(consent_view(*transaction, id, now));
    TRY(transaction->commit());
    return view;
}

Result<ConsentView> family_narrow(ledger::Ledger& ledger, const std::string& id, const ConsentTerms& terms,
                                  const UserId& viewer, const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    const User user = TRY(require_family(*transaction, viewer, now));
    TRY(require_own(*transaction, id, user, now));
    TRY(narrow_within(*transaction, id, terms, now));
    ConsentView view = TRY(consent_view(*transaction, id, now));
    TRY(transaction->commit());
    return view;
}

Result<ConsentView> family_withdraw(ledger::Ledger& ledger, const std::string& id, const std::string& reason,
                                    const UserId& viewer, const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    const User user = TRY(require_family(*transaction, viewer, now));
    TRY(require_own(*transaction, id, user, now));
    TRY(withdraw_within(*transaction, id, now, reason));
    ConsentView view = TRY(consent_view(*transaction, id, now));
    TRY(transaction->commit());
    return view;
}

}  // namespace kith::service
