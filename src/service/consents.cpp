#include "service/consents.h"

#include <algorithm>
#include <array>

#include "service/consent_documents.h"
#include "service/json.h"
#include "service/ledger_access.h"
#include "service/policy_source.h"

namespace kith::service {
namespace {

using ledger::DocumentKind;

struct Section {
    std::string_view key;
    DocumentKind kind;
    std::uint64_t ConsentsLoaded::*count;
};

constexpr std::array kSections = {
    Section{"authorities", DocumentKind::Authority, &ConsentsLoaded::authorities},
    Section{"consents", DocumentKind::Consent, &ConsentsLoaded::consents},
    Section{"forbids", DocumentKind::Forbid, &ConsentsLoaded::forbids},
};

/// The faults of consents, authorities and forbids as the policy will read them. Errors: those of consent::read_policy,
/// for what would make every later decision about the child fail.
Result<std::vector<consent::Fault>> faults_of(const Json& file) {
    Json policy{{"format", "kith-policy"}, {"version", 1}};
    for (const Section& section : kSections) {
        Json& entries = policy[std::string(section.key)] = Json::array();
        for (Json entry : list_at(file, section.key)) {
            if (at(entry, "child").is_object()) entry["child"] = "a child";
            entries.push_back(std::move(entry));
        }
    }
    return TRY(consent::read_policy(dump_json(policy))).faults;
}

Result<void> refuse_faults(const Json& consent) {
    const std::vector<consent::Fault> faults = TRY(faults_of(Json{{"consents", Json::array({consent})}}));
    if (faults.empty()) return {};
    return make_error(ErrorCode::InvalidInput, "consent.malformed", "the consent would be broken",
                      faults.front().where);
}

Result<void> put_entry(ledger::Transaction& transaction, const Section& section, const Json& entry) {
    if (text_at(entry, "id").empty()) {
        return make_error(ErrorCode::InvalidInput, "consents.no-id", "expected every entry to have an `id`",
                          std::string(section.key));
    }
    const Json& child = at(entry, "child");
    const bool is_about_all = child.is_string() && child.get<std::string>() == "*";
    const bool is_anchored = !text_at(child, "source").empty() && !text_at(child, "local_id").empty();
    if (!is_anchored && !(is_about_all && section.kind == DocumentKind::Forbid)) {
        return make_error(ErrorCode::InvalidInput, "consents.no-child",
                          "expected `child` to be a `source` and a `local_id`", text_at(entry, "id"));
    }
    return put_consent_document(transaction, section.kind, entry);
}

Json list_or(const std::vector<std::string>& words, const std::vector<std::string>& otherwise) {
    return Json(words.empty() ? otherwise : words);
}

Json recipients_of(const std::vector<std::string>& members) {
    Json recipients = Json::array();
    for (const std::string& member : members) {
        if (member == "*") return Json::array({"*"});
        recipients.push_back({{"member", member}});
    }
    return recipients.empty() ? Json::array({"*"}) : recipients;
}

/// What the consent hangs on and follows through every re-linking: the record its authority hangs on if that is the
/// child's, so that consent and authority stay with one part of a child who was merged; else the child's first record.
Result<Json> anchor_of(ledger::Reader& reader, const PersonId& person, const std::optional<ledger::Anchor>& authority) {
    if (authority) {
        const auto of_authority = TRY(person_of_anchor(reader, *authority));
        if (of_authority == person) {
            return Json{{"source", authority->source.value()}, {"local_id", authority->local_id}};
        }
    }
    const ledger::Person held = TRY(reader.person(person));
    if (held.links.empty()) {
        return make_error(ErrorCode::NotFound, "consent.no-record", "the child has no record to hang a consent on");
    }
    const RecordId record = held.links.front().record;
    const ledger::RecordHead head = TRY(reader.record(record));
    const ledger::StoredIdentity stored = TRY(reader.identity(record));
    return Json{{"source", head.source.value()}, {"local_id", stored.local_id}};
}

/// Two given in one millisecond are two.
Result<void> put_new_consent(ledger::Transaction& transaction, Json& consent) {
    const std::string id = text_at(consent, "id");
    for (int more = 2; latest_consent(transaction, text_at(consent, "id")).is_ok(); ++more) {
        consent["id"] = id + "-" + std::to_string(more);
    }
    return put_consent_document(transaction, DocumentKind::Consent, consent);
}

Result<void> enter(ledger::Transaction& transaction, std::string_view kind, const Json& consent) {
    const Json& child = at(consent, "child");
    const ledger::Anchor anchor{SourceId(text_at(child, "source")), text_at(child, "local_id")};
    const auto person = TRY(person_of_anchor(transaction, anchor));
    Json entry{{"consent", text_at(consent, "id")}, {"version", number_at(consent, "version", 1)}};
    TRY(transaction.append_audit({std::string(kind), person, dump_json(entry)}));
    TRY(transaction.bump_epoch());
    return {};
}

bool is_all(const Json& list) {
    return list.is_array() && list.size() == 1 && list[0] == "*";
}

Result<void> narrow_list(Json& consent, const std::string& key, const Json& wanted) {
    if (wanted.empty()) return {};
    const Json held = at(consent, key);
    const bool is_narrower = is_all(held) || (held.is_array() && !is_all(wanted) &&
                                              std::all_of(wanted.begin(), wanted.end(), [&](const Json& each) {
                                                  return std::find(held.begin(), held.end(), each) != held.end();
                                              }));
    if (!is_narrower) {
        return make_error(ErrorCode::InvalidInput, "consent.not-narrower",
                          "expected only what the consent already names", key);
    }
    consent[key] = wanted;
    return {};
}

/// `*` does not reach a restricted source (docs/formats/policy.md): naming one in its place would permit more.
Result<void> narrow_sources(ledger::Reader& reader, Json& consent, const std::vector<std::string>& wanted) {
    if (is_all(at(consent, "sources"))) {
        const std::vector<ledger::Source> sources = TRY(reader.sources());
        for (const ledger::Source& source : sources) {
            if (std::find(wanted.begin(), wanted.end(), source.id.value()) == wanted.end()) continue;
            const Json json = TRY(parse_json(source.json, "source.malformed", source.id.value()));
            const Json& restricted = at(json, "restricted");
            if (restricted.is_null() || restricted == false) continue;
            return make_error(ErrorCode::InvalidInput, "consent.not-narrower",
                              "expected no restricted source: the consent does not name it", "sources");
        }
    }
    return narrow_list(consent, "sources", Json(wanted));
}

Result<void> narrow_end(Json& consent, const std::optional<std::string>& to) {
    if (!to) return {};
    const std::string held = text_at(consent, "to");
    if (!held.empty() && *to > held) {  // both ISO 8601: the order of the texts is the order of the days
        return make_error(ErrorCode::InvalidInput, "consent.not-narrower", "expected no later end than now", "to");
    }
    consent["to"] = *to;
    return {};
}

/// The latest version of a consent that still says something.
Result<Json> open_consent(ledger::Reader& reader, const std::string& id) {
    Json latest = TRY(latest_consent(reader, id));
    const std::string state = text_at(latest, "state");
    if (state == "withdrawn" || state == "terminated" || state == "invalidated") {
        return make_error(ErrorCode::Conflict, "consent.ended", "the consent has ended already", id);
    }
    return latest;
}

void sign_next(Json& consent, Instant now) {
    consent["version"] = number_at(consent, "version", 1) + 1;
    consent["signed_at"] = now.to_iso();
}

}  // namespace

Result<ConsentsLoaded> load_consents(ledger::Ledger& ledger, std::string_view json, const Clock& clock) {
    const Json file = TRY(parse_json(json, "consents.malformed", ""));
    if (text_at(file, "format") != "kith-consents" || number_at(file, "version", 0) != 1) {
        return make_error(ErrorCode::InvalidInput, "consents.format",
                          "expected `format` to be `kith-consents` and `version` to be 1");
    }
    ConsentsLoaded loaded;
    const auto transaction = TRY(begin_as_operator(ledger, clock));
    for (const Section& section : kSections) {
        for (const Json& entry : list_at(file, section.key)) {
            TRY(put_entry(*transaction, section, entry));
            ++(loaded.*section.count);
        }
    }
    TRY(faults_of(file));
    TRY(transaction->bump_epoch());
    const Json entry{{"authorities", loaded.authorities}, {"consents", loaded.consents}, {"forbids", loaded.forbids}};
    TRY(transaction->append_audit({"consent.load", std::nullopt, dump_json(entry)}));
    TRY(transaction->commit());
    return loaded;
}

Result<std::string> give_within(ledger::Transaction& transaction, const GiveRequest& request, Instant now) {
    const PersonId person = TRY(find_person(transaction, request.child));
    const auto authority = TRY(transaction.document(DocumentKind::Authority, request.authority));
    if (!authority) {
        return make_error(ErrorCode::NotFound, "consent.no-authority", "no such authority", request.authority);
    }
    const Json authority_json = TRY(parse_json(authority->json, "policy.document", request.authority));
    Json consent;
    consent["id"] = "c-" + std::to_string(now.unix_ms) + "-" + person.value();
    consent["version"] = 1;
    consent["child"] = TRY(anchor_of(transaction, person, authority->anchor));
    consent["grantor"] = text_at(authority_json, "holder");
    consent["authority"] = request.authority;
    consent["effect"] = request.effect == GiveEffect::Permit ? "permit" : "deny";
    consent["state"] = "given";
    consent["categories"] = list_or(request.terms.categories, {"*"});
    consent["sources"] = list_or(request.terms.sources, {"*"});
    consent["recipients"] = recipients_of(request.terms.recipients);
    consent["purposes"] = list_or(request.terms.purposes, {"*"});
    const bool is_permit = request.effect == GiveEffect::Permit;
    const std::vector<std::string> usual =
        is_permit ? std::vector<std::string>{"detail", "contact"} : std::vector<std::string>{"*"};
    consent["actions"] = list_or(request.terms.actions, usual);
    consent["signed_at"] = now.to_iso();
    if (request.terms.from) consent["from"] = *request.terms.from;
    if (request.terms.to) consent["to"] = *request.terms.to;
    TRY(refuse_faults(consent));
    TRY(put_new_consent(transaction, consent));
    TRY(enter(transaction, "consent.give", consent));
    return text_at(consent, "id");
}

Result<std::uint32_t> narrow_within(ledger::Transaction& transaction, const std::string& id, const ConsentTerms& terms,
                                    Instant now) {
    Json consent = TRY(open_consent(transaction, id));
    TRY(narrow_list(consent, "categories", Json(terms.categories)));
    TRY(narrow_sources(transaction, consent, terms.sources));
    TRY(narrow_list(consent, "purposes", Json(terms.purposes)));
    TRY(narrow_list(consent, "actions", Json(terms.actions)));
    if (!terms.recipients.empty()) TRY(narrow_list(consent, "recipients", recipients_of(terms.recipients)));
    TRY(narrow_end(consent, terms.to));
    sign_next(consent, now);
    TRY(refuse_faults(consent));
    TRY(put_consent_document(transaction, DocumentKind::Consent, consent));
    TRY(enter(transaction, "consent.narrow", consent));
    return static_cast<std::uint32_t>(number_at(consent, "version", 1));
}

Result<std::uint32_t> withdraw_within(ledger::Transaction& transaction, const std::string& id, Instant now,
                                      const std::string& reason) {
    Json consent = TRY(open_consent(transaction, id));
    consent["state"] = "withdrawn";
    if (!reason.empty()) consent["note"] = reason;
    sign_next(consent, now);
    TRY(put_consent_document(transaction, DocumentKind::Consent, consent));
    TRY(enter(transaction, "consent.withdraw", consent));
    return static_cast<std::uint32_t>(number_at(consent, "version", 1));
}

Result<std::string> give_consent(ledger::Ledger& ledger, const GiveRequest& request, const Clock& clock) {
    const Instant now = clock.now();
    const auto transaction = TRY(ledger.begin_write({request.user, now}));
    std::string id = TRY(give_within(*transaction, request, now));
    TRY(transaction->commit());
    return id;
}

Result<std::uint32_t> narrow_consent(ledger::Ledger& ledger, const std::string& id, const ConsentTerms& terms,
                                     const UserId& user, const Clock& clock) {
    const Instant now = clock.now();
    const auto transaction = TRY(ledger.begin_write({user, now}));
    const std::uint32_t version = TRY(narrow_within(*transaction, id, terms, now));
    TRY(transaction->commit());
    return version;
}

Result<std::uint32_t> withdraw_consent(ledger::Ledger& ledger, const std::string& id, const UserId& user,
                                       const Clock& clock) {
    const Instant now = clock.now();
    const auto transaction = TRY(ledger.begin_write({user, now}));
    const std::uint32_t version = TRY(withdraw_within(*transaction, id, now));
    TRY(transaction->commit());
    return version;
}

}  // namespace kith::service
