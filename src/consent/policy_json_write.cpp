#include <nlohmann/json.hpp>

#include "consent/policy_json.h"
#include "consent/policy_words.h"

namespace kith::consent {
namespace {

using Json = nlohmann::ordered_json;

template <class Enum, std::size_t N>
std::string_view word_of(const std::array<std::string_view, N>& words, Enum value) {
    return words[static_cast<std::size_t>(value)];
}

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const NameSet& set) {
    return set.is_all ? Json::array({"*"}) : Json(set.names);
}

Json json_of(ActionSet actions) {
    Json list = Json::array();
    for (int i = 0; i < kActionCount; ++i) {
        if (actions.has(static_cast<Action>(i))) list.push_back(name_of(static_cast<Action>(i)));
    }
    return list;
}

Json json_of(const RecipientSet& set) {
    if (set.is_all) return Json::array({"*"});
    Json list = Json::array();
    for (const Recipient& recipient : set.recipients) {
        Json entry = Json::object();
        if (!recipient.member.empty()) entry["member"] = recipient.member;
        if (!recipient.role.empty()) entry["role"] = recipient.role;
        if (!recipient.user.empty()) entry["user"] = recipient.user;
        list.push_back(std::move(entry));
    }
    return list;
}

void put_text(Json& entry, const char* key, const std::string& text) {
    if (!text.empty()) entry[key] = text;
}

void put_window(Json& entry, const Window& window) {
    if (window.from_ms != Window::kBeginning) entry["from"] = Instant{window.from_ms}.to_iso();
    if (window.until_ms != Window::kNever) entry["to"] = Instant{window.until_ms}.to_iso();
}

// An unknown key is what makes an entry broken when it is read.
Json begin_entry(const std::string& id, Health health) {
    Json entry = {{"id", id}};
    if (health == Health::Broken) entry["broken"] = true;
    return entry;
}

Json json_of(const Member& member) {
    Json entry = begin_entry(member.id, member.health);
    put_text(entry, "name", member.name);
    put_text(entry, "kind", member.kind);
    return entry;
}

Json json_of(const Source& source) {
    Json entry = begin_entry(source.id, source.health);
    entry["member"] = source.member;
    entry["categories"] = json_of(source.categories);
    Json regimes = Json::array();
    for (const Regime regime : source.regimes) regimes.push_back(name_of(regime));
    entry["regimes"] = std::move(regimes);
    entry["restricted"] = source.reach == Reach::Restricted;
    return entry;
}

Json json_of(const Purpose& purpose) {
    Json entry = begin_entry(purpose.id, purpose.health);
    put_text(entry, "name", purpose.name);
    entry["categories"] = json_of(purpose.categories);
    put_window(entry, purpose.window);
    if (purpose.data_use_license == Need::Yes) entry["needs_dul"] = true;
    return entry;
}

Json json_of(const Role& role) {
    Json entry = begin_entry(role.id, role.health);
    entry["actions"] = json_of(role.actions);
    entry["categories"] = json_of(role.categories);
    entry["needs_caseload"] = role.caseload == Need::Yes;
    return entry;
}

Json json_of(const User& user) {
    Json entry = begin_entry(user.id, user.health);
    put_text(entry, "name", user.name);
    entry["member"] = user.member;
    entry["role"] = user.role;
    put_window(entry, user.window);
    if (user.account == Account::Disabled) entry["disabled"] = true;
    entry["caseload"] = user.caseload;
    return entry;
}

Json json_of(const Child& child) {
    Json entry = begin_entry(child.id, child.health);
    put_text(entry, "birth_date", child.birth_date.to_text());
    if (child.postsecondary_from) entry["postsecondary_from"] = child.postsecondary_from->to_iso();
    if (!child.parts.empty()) entry["parts"] = child.parts;
    return entry;
}

Json json_of(const Agreement& agreement) {
    Json entry = begin_entry(agreement.id, agreement.health);
    entry["tier"] = word_of(kTierWords, agreement.tier);
    entry["state"] = word_of(kAgreementStateWords, agreement.state);
    if (agreement.clause) entry["clause"] = *agreement.clause;
    put_window(entry, agreement.window);
    entry["parties"] = json_of(agreement.parties);
    put_text(entry, "contributor", agreement.contributor);
    entry["sources"] = json_of(agreement.sources);
    entry["categories"] = json_of(agreement.categories);
    entry["purposes"] = json_of(agreement.purposes);
    entry["recipients"] = json_of(agreement.recipients);
    entry["actions"] = json_of(agreement.actions);
    put_text(entry, "under", agreement.under);
    return entry;
}

Json json_of(const Authority& authority) {
    Json entry = begin_entry(authority.id, authority.health);
    entry["child"] = authority.child;
    entry["holder"] = authority.holder;
    entry["capacity"] = word_of(kCapacityWords, authority.capacity);
    put_text(entry, "basis", authority.basis);
    entry["scope"] = json_of(authority.scope);
    put_window(entry, authority.window);
    if (authority.verified_at) entry["verified_at"] = authority.verified_at->to_iso();
    if (authority.verified_until_ms != Window::kNever) {
        entry["verify_by"] = Instant{authority.verified_until_ms}.to_iso();
    }
    if (authority.signing == Signing::Joint) entry["joint"] = true;
    entry["status"] = word_of(kAuthorityStatusWords, authority.status);
    return entry;
}

Json json_of(const Consent& consent) {
    Json entry = begin_entry(consent.id, consent.health);
    entry["version"] = consent.version;
    entry["child"] = consent.child;
    entry["grantor"] = consent.grantor;
    entry["authority"] = consent.authority;
    entry["effect"] = word_of(kEffectWords, consent.effect);
    entry["state"] = name_of(consent.state);
    entry["categories"] = json_of(consent.categories);
    entry["sources"] = json_of(consent.sources);
    entry["recipients"] = json_of(consent.recipients);
    entry["purposes"] = json_of(consent.purposes);
    entry["actions"] = json_of(consent.actions);
    if (consent.signed_at) entry["signed_at"] = consent.signed_at->to_iso();
    put_window(entry, consent.window);
    put_text(entry, "supersedes", consent.supersedes);
    return entry;
}

Json json_of(const Forbid& forbid) {
    Json entry = begin_entry(forbid.id, forbid.health);
    entry["kind"] = word_of(kForbidKindWords, forbid.kind);
    entry["child"] = forbid.child;
    entry["categories"] = json_of(forbid.categories);
    entry["sources"] = json_of(forbid.sources);
    entry["recipients"] = json_of(forbid.recipients);
    entry["purposes"] = json_of(forbid.purposes);
    put_window(entry, forbid.window);
    put_text(entry, "citation", forbid.citation);
    return entry;
}

Json json_of(const StatutoryPermit& permit) {
    Json entry = begin_entry(permit.id, permit.health);
    entry["child"] = permit.child;
    entry["categories"] = json_of(permit.categories);
    entry["sources"] = json_of(permit.sources);
    entry["recipients"] = json_of(permit.recipients);
    entry["purposes"] = json_of(permit.purposes);
    entry["actions"] = json_of(permit.actions);
    put_window(entry, permit.window);
    put_text(entry, "citation", permit.citation);
    put_text(entry, "duty", permit.duty);
    return entry;
}

Json json_of(const UnlockStep& step) {
    Json entry = {{"kind", name_of(step.kind)}, {"text", step.text}, {"who", step.who}};
    put_text(entry, "id", step.id);
    return entry;
}

Json json_of(const Reason& reason) {
    Json entry = {{"rule", name_of(reason.rule)}};
    put_text(entry, "id", reason.id);
    if (reason.clause) entry["clause"] = *reason.clause;
    if (reason.version) entry["version"] = *reason.version;
    entry["text"] = reason.text;
    return entry;
}

Json json_of(const Obligation& obligation) {
    Json entry = {{"kind", name_of(obligation.kind)}, {"text", obligation.text}};
    put_text(entry, "citation", obligation.citation);
    return entry;
}

template <class Entry>
Json list_of(const std::vector<Entry>& entries) {
    Json list = Json::array();
    for (const Entry& entry : entries) list.push_back(json_of(entry));
    return list;
}

Json unlock_of(const Answer& answer) {
    if (answer.unlock.empty()) return nullptr;
    Json unlock = json_of(answer.unlock.front());
    unlock["steps"] = list_of(answer.unlock);
    return unlock;
}

}  // namespace

std::string write_policy(const Policy& policy) {
    const Json document = {{"format", "kith-policy"},
                           {"version", 1},
                           {"epoch", policy.epoch},
                           {"timezone_offset_minutes", policy.timezone_offset_minutes},
                           {"majority_age", policy.majority_age},
                           {"members", list_of(policy.members)},
                           {"sources", list_of(policy.sources)},
                           {"purposes", list_of(policy.purposes)},
                           {"roles", list_of(policy.roles)},
                           {"users", list_of(policy.users)},
                           {"children", list_of(policy.children)},
                           {"agreements", list_of(policy.agreements)},
                           {"authorities", list_of(policy.authorities)},
                           {"consents", list_of(policy.consents)},
                           {"forbids", list_of(policy.forbids)},
                           {"permits", list_of(policy.permits)}};
    return dump(document);
}

std::string write_request(const Request& request) {
    return dump({{"viewer", request.viewer},
                 {"child", request.child},
                 {"category", request.category},
                 {"source", request.source},
                 {"purpose", request.purpose},
                 {"action", name_of(request.action)},
                 {"at", request.at.to_iso()}});
}

std::string write_answer(const Answer& answer) {
    return dump({{"decision", answer.verdict == Verdict::Permit ? "permit" : "deny"},
                 {"rule", name_of(answer.reasons.front().rule)},
                 {"reasons", list_of(answer.reasons)},
                 {"obligations", list_of(answer.obligations)},
                 {"unlock", unlock_of(answer)}});
}

}  // namespace kith::consent
