#include "service/child_consents.h"

#include <algorithm>

#include "service/consent_documents.h"
#include "service/family_circle.h"
#include "service/json.h"
#include "service/local_day.h"
#include "service/policy_source.h"
#include "service/standing.h"

namespace kith::service {
namespace {

Error unknown_child() {
    return make_error(ErrorCode::NotFound, "child.unknown", "no such child");
}

/// Who may deal with the child's consents. Asked before the child is looked for: not knowing costs what not existing
/// does.
Result<PersonId> require_child(ledger::Reader& reader, const std::string& word, const UserId& viewer, Instant now) {
    const Standing standing = TRY(standing_of(reader, viewer, now));
    const bool reaches_all = is_steward(standing) || standing.role == "coordinator";
    if (!reaches_all && standing.role == kFamilyRole) return unknown_child();
    const std::vector<PersonId> served = TRY(children_named_by(reader, viewer));
    const auto person = find_person(reader, word);
    if (person.is_error()) return person.error().code == ErrorCode::NotFound ? unknown_child() : person.error();
    if (reaches_all || std::find(served.begin(), served.end(), *person) != served.end()) return *person;
    return unknown_child();
}

Result<std::vector<RecordId>> records_of(ledger::Reader& reader, const PersonId& person) {
    const ledger::Person held = TRY(reader.person(person));
    std::vector<RecordId> records;
    for (const ledger::Link& link : held.links) records.push_back(link.record);
    return records;
}

std::optional<std::string> text_or_nothing(const Json& object, std::string_view key) {
    const std::string text = text_at(object, key);
    return text.empty() ? std::nullopt : std::optional(text.substr(0, 10));
}

/// As in docs/formats/policy.md, "When an authority counts", but for age and scope.
bool counts(const consent::Authority& authority, Instant now) {
    return authority.health == consent::Health::Sound && authority.status == consent::AuthorityStatus::Active &&
           authority.window.contains(now) && authority.verified_at && *authority.verified_at <= now &&
           now.unix_ms < authority.verified_until_ms;
}

/// In force now, by someone whose right has not passed to the child, and reaching what the consent is about.
Result<void> require_authority(ledger::Reader& reader, const PersonId& person, const GiveRequest& request,
                               Instant now) {
    const AssembledPolicy assembled = TRY(assemble_policy(reader, {{person}, {}}));
    const consent::Policy& policy = assembled.snapshot.policy();
    const auto found = std::find_if(policy.authorities.begin(), policy.authorities.end(),
                                    [&](const auto& each) { return each.id == request.authority; });
    if (found == policy.authorities.end()) {
        return make_error(ErrorCode::NotFound, "consent.no-authority", "no such authority", request.authority);
    }
    const auto child = std::find_if(policy.children.begin(), policy.children.end(),
                                    [&](const auto& each) { return each.id == found->child; });
    bool is_in_time = child != policy.children.end();
    if (is_in_time) {
        const auto passes =
            hand_over_of(*child, consent::RecordKind::Other, policy.majority_age, policy.timezone_offset_minutes);
        const bool is_adult = found->capacity == consent::Capacity::AdultChild;
        const bool is_until_then = found->capacity == consent::Capacity::Parent ||
                                   found->capacity == consent::Capacity::Guardian ||
                                   found->capacity == consent::Capacity::Agency;
        is_in_time = is_adult ? passes.latest_ms <= now.unix_ms : !is_until_then || now.unix_ms < passes.earliest_ms;
    }
    const auto& asked = request.terms.categories;
    const bool is_in_scope =
        found->scope.is_all || (!asked.empty() && std::all_of(asked.begin(), asked.end(), [&](const auto& each) {
            return each != "*" && found->scope.has(each);
        }));
    if (counts(*found, now) && is_in_time && is_in_scope) return {};
    return make_error(ErrorCode::Denied, "consent.authority-not-in-force",
                      "the authority is not in force, or does not reach all of these categories", request.authority);
}

Result<void> require_consent(ledger::Reader& reader, const std::string& id, const UserId& viewer, Instant now) {
    const Error unknown = make_error(ErrorCode::NotFound, "consent.unknown", "no such consent", id);
    const auto latest = latest_consent(reader, id);
    if (latest.is_error()) return latest.error().code == ErrorCode::NotFound ? unknown : latest.error();
    const Json& child = at(*latest, "child");
    const auto person = require_child(reader, text_at(child, "source") + ":" + text_at(child, "local_id"), viewer, now);
    if (person.is_error()) return person.error().code == ErrorCode::NotFound ? unknown : person.error();
    return {};
}

}  // namespace

Result<ChildConsents> show_child_consents(ledger::Ledger& ledger, const PersonId& person, const UserId& viewer,
                                          const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    ChildConsents answer;
    answer.person = TRY(require_child(*transaction, person.value(), viewer, now));
    const std::vector<RecordId> records = TRY(records_of(*transaction, answer.person));
    answer.consents = consent_views(TRY(consent_documents_of(*transaction, ledger::DocumentKind::Consent, records)),
                                    TRY(local_day(*transaction, now)));
    const auto authorities = TRY(consent_documents_of(*transaction, ledger::DocumentKind::Authority, records));
    for (const HeldConsent& each : authorities) {
        const Json json = TRY(parse_json(each.json, "policy.document", each.id));
        if (text_at(json, "status") != "active") continue;
        answer.authorities.push_back(
            {each.id, text_at(json, "capacity"), text_or_nothing(json, "from"), text_or_nothing(json, "to")});
    }
    const Json entry{{"viewer", viewer.value()}, {"action", "consent.list"}};
    TRY(transaction->append_audit({"disclosure", answer.person, dump_json(entry)}));
    TRY(transaction->commit());
    return answer;
}

Result<ConsentView> enter_consent(ledger::Ledger& ledger, const GiveRequest& request, const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({request.user, clock.now()}));
    const Instant now = clock.now();
    const PersonId person = TRY(require_child(*transaction, request.child, request.user, now));
    TRY(require_authority(*transaction, person, request, now));
    const std::string id = TRY(give_within(*transaction, request, now));
    ConsentView view = TRY(consent_view(*transaction, id, now));
    TRY(transaction->commit());
    return view;
}

Result<ConsentView> enter_narrowing(ledger::Ledger& ledger, const std::string& id, const ConsentTerms& terms,
                                    const UserId& viewer, const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    TRY(require_consent(*transaction, id, viewer, now));
    TRY(narrow_within(*transaction, id, terms, now));
    ConsentView view = TRY(consent_view(*transaction, id, now));
    TRY(transaction->commit());
    return view;
}

Result<ConsentView> enter_withdrawal(ledger::Ledger& ledger, const std::string& id, const std::string& reason,
                                     const UserId& viewer, const Clock& clock) {
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    TRY(require_consent(*transaction, id, viewer, now));
    TRY(withdraw_within(*transaction, id, now, reason));
    ConsentView view = TRY(consent_view(*transaction, id, now));
    TRY(transaction->commit());
    return view;
}

}  // namespace kith::service
