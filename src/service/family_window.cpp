#include "service/family_window.h"

#include <algorithm>
#include <array>

#include "service/corrections.h"
#include "service/family_circle.h"
#include "service/family_holdings.h"
#include "service/json.h"
#include "service/local_day.h"

namespace kith::service {
namespace {

constexpr std::array<std::string_view, 6> kCapacities = {"parent", "guardian", "agency",
                                                         "court",  "minor",    "adult_child"};

/// The last local day before the moment; an end far away is none.
std::optional<CivilDate> last_day_before(std::int64_t moment_ms, int timezone_offset_minutes) {
    if (moment_ms == consent::Window::kNever) return std::nullopt;
    return Instant{moment_ms - 1 + timezone_offset_minutes * 60'000LL}.date_utc();
}

Result<FamilyChild> child_of(ledger::Reader& reader, const FamilyCircle& circle) {
    FamilyChild child;
    child.person = circle.person();
    const FamilyCircle::Part& part = circle.parts().front();
    for (const RecordId record : part.records) {
        const ledger::StoredIdentity stored = TRY(reader.identity(record));
        if (stored.identity.given.empty() && stored.identity.surname.empty()) continue;
        child.given = stored.identity.given;
        child.surname = stored.identity.surname;
        break;
    }
    const auto of_part = std::find_if(circle.policy().children.begin(), circle.policy().children.end(),
                                      [&](const consent::Child& each) { return each.id == part.name; });
    if (of_part != circle.policy().children.end()) child.birth_date = of_part->birth_date;
    const consent::Authority& authority = part.authorities.front();
    const std::int64_t ends_ms = std::min(authority.window.until_ms, authority.verified_until_ms);
    child.authority = {authority.id, std::string(kCapacities[static_cast<std::size_t>(authority.capacity)]),
                       last_day_before(ends_ms, circle.policy().timezone_offset_minutes)};
    child.hand_over_on = circle.hand_over_on();
    return child;
}

/// Their own; the young person sees whatever was ever said about them.
Result<std::vector<ConsentView>> consents_of(ledger::Reader& reader, const FamilyCircle& circle, const User& viewer) {
    std::vector<HeldConsent> versions;
    for (const FamilyCircle::Part& part : circle.parts()) {
        std::vector<HeldConsent> of_part =
            TRY(consent_documents_of(reader, ledger::DocumentKind::Consent, part.records));
        std::move(of_part.begin(), of_part.end(), std::back_inserter(versions));
    }
    std::vector<ConsentView> views = consent_views(versions, TRY(local_day(reader, circle.now())));
    if (!circle.is_own()) {
        std::erase_if(views, [&](const ConsentView& each) { return each.grantor != viewer.holder; });
    }
    return views;
}

Result<void> enter_look(ledger::Transaction& transaction, const PersonId& person, const UserId& viewer) {
    const Json entry{{"viewer", viewer.value()}, {"action", "family.window"}};
    TRY(transaction.append_audit({"disclosure", person, dump_json(entry)}));
    return {};
}

}  // namespace

Result<std::vector<FamilyChild>> list_family(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Instant now = clock.now();
    const User user = TRY(require_family(*reader, viewer, now));
    const std::vector<PersonId> named = TRY(children_named_by(*reader, viewer));
    std::vector<FamilyChild> children;
    for (const PersonId& person : named) {
        const auto circle = FamilyCircle::open(*reader, user, person, now);
        if (circle.is_error() && circle.error().code == ErrorCode::NotFound) continue;
        if (circle.is_error()) return circle.error();
        children.push_back(TRY(child_of(*reader, *circle)));
    }
    std::stable_sort(children.begin(), children.end(),
                     [](const FamilyChild& a, const FamilyChild& b) { return a.birth_date < b.birth_date; });
    return children;
}

Result<FamilyView> show_family_child(ledger::Ledger& ledger, const PersonId& person, const UserId& viewer,
                                     const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    const User user = TRY(require_family(*transaction, viewer, now));
    const FamilyCircle circle = TRY(FamilyCircle::open(*transaction, user, person, now));
    FamilyView view;
    view.child = TRY(child_of(*transaction, circle));
    view.holdings = TRY(holdings_of(*transaction, circle));
    view.looks = TRY(looks_at(*transaction, circle));
    view.consents = TRY(consents_of(*transaction, circle, user));
    for (const FamilyCircle::Part& part : circle.parts()) {
        std::vector<Correction> asked = TRY(corrections_of(*transaction, part.records, viewer));
        std::move(asked.begin(), asked.end(), std::back_inserter(view.corrections));
    }
    TRY(enter_look(*transaction, circle.person(), viewer));
    TRY(transaction->commit());
    return view;
}

}  // namespace kith::service
