#include "service/policy_source.h"

#include <algorithm>
#include <map>

#include "service/community.h"
#include "service/json.h"
#include "service/merged_parts.h"

namespace kith::service {
namespace {

using ledger::DocumentKind;

/// The entry with only the keys the policy format knows: community files say more about members and sources.
Json only_keys(const Json& entry, std::initializer_list<std::string_view> keys) {
    Json kept = Json::object();
    for (const std::string_view key : keys) {
        const Json& value = at(entry, key);
        if (!value.is_null()) kept[std::string(key)] = value;
    }
    return kept;
}

Result<std::optional<RecordId>> record_of_anchor(ledger::Reader& reader, const ledger::Anchor& anchor) {
    auto record = reader.find_record(anchor.source, anchor.local_id);
    if (record.is_error() && record.error().code == ErrorCode::NotFound) return std::optional<RecordId>();
    return record;
}

class Assembly {
  public:
    Assembly(ledger::Reader& reader, const PolicyScope& scope) : reader_(reader), scope_(scope) {}

    Result<Json> run() {
        const CommunitySettings settings = TRY(community_settings(reader_));
        policy_["format"] = "kith-policy";
        policy_["version"] = 1;
        policy_["epoch"] = TRY(reader_.epoch());
        policy_["timezone_offset_minutes"] = settings.timezone_offset_minutes;
        TRY(add_members_and_sources());
        TRY(add_all("purposes", DocumentKind::Purpose));
        TRY(add_all("roles", DocumentKind::Role));
        TRY(add_all("agreements", DocumentKind::Agreement));
        TRY(add_all("permits", DocumentKind::Permit));
        policy_["children"] = Json::array();
        for (const PersonId& child : scope_.children) TRY(add_child(child));
        TRY(add_forbids_of_no_record());
        TRY(add_users());
        return std::move(policy_);
    }

  private:
    Result<void> add_members_and_sources() {
        Json& members = policy_["members"] = Json::array();
        Json& sources = policy_["sources"] = Json::array();
        const std::vector<ledger::Member> held_members = TRY(reader_.members());
        for (const ledger::Member& member : held_members) {
            const Json json = TRY(parse_json(member.json, "community.malformed", member.id.value()));
            members.push_back(only_keys(json, {"id", "name", "kind"}));
        }
        const std::vector<ledger::Source> held_sources = TRY(reader_.sources());
        for (const ledger::Source& source : held_sources) {
            const Json json = TRY(parse_json(source.json, "source.malformed", source.id.value()));
            Json entry = only_keys(json, {"name", "categories", "regimes", "restricted"});
            entry["id"] = source.id.value();
            entry["member"] = source.member.value();
            if (!entry.contains("categories")) entry["categories"] = Json::array({"*"});
            sources.push_back(std::move(entry));
        }
        return {};
    }

    Result<Json> parsed(const ledger::Document& document) {
        return parse_json(document.json, "policy.document", document.id);
    }

    Result<void> add_all(std::string_view section, DocumentKind kind) {
        Json& list = policy_[std::string(section)] = Json::array();
        const std::vector<ledger::Document> documents = TRY(reader_.documents(kind));
        for (const ledger::Document& document : documents) list.push_back(TRY(parsed(document)));
        return {};
    }

    /// Forbids of everybody or of a person, and those whose record was undone or erased: they still bind.
    Result<void> add_forbids_of_no_record() {
        Json& list = list_of("forbids");
        const std::vector<ledger::Document> documents = TRY(reader_.documents(DocumentKind::Forbid));
        for (const ledger::Document& document : documents) {
            Json entry = TRY(parsed(document));
            if (document.anchor) {
                const auto person = TRY(last_person_of(*document.anchor));
                if (!person) continue;
                entry["child"] = person->value();
            } else if (const std::string child = text_at(entry, "child"); !child.empty() && child != "*") {
                const auto living = reader_.resolve_person(PersonId(child));
                if (living.is_error() && living.error().code != ErrorCode::NotFound) return living.error();
                if (living.is_ok()) entry["child"] = living.value().value();
            }
            list.push_back(std::move(entry));
        }
        return {};
    }

    /// Of an anchor whose record is nobody's now, the person it was last linked to, if that is in the scope.
    Result<std::optional<PersonId>> last_person_of(const ledger::Anchor& anchor) {
        const auto record = TRY(record_of_anchor(reader_, anchor));
        if (!record) return std::optional<PersonId>();
        const auto now = TRY(reader_.person_of(*record));
        if (now) return std::optional<PersonId>();
        const std::vector<ledger::HeldLink> history = TRY(reader_.link_history(*record));
        if (history.empty()) return std::optional<PersonId>();
        PersonId last = TRY(reader_.resolve_person(history.back().link.person));
        const bool is_asked = std::find(scope_.children.begin(), scope_.children.end(), last) != scope_.children.end();
        return is_asked ? std::optional(std::move(last)) : std::nullopt;
    }

    /// Users outside the scope keep their place without a caseload: recipients of consents name them.
    Result<void> add_users() {
        Json& list = policy_["users"] = Json::array();
        const std::vector<ledger::Document> documents = TRY(reader_.documents(DocumentKind::User));
        for (const ledger::Document& document : documents) {
            Json user = TRY(parsed(document));
            const bool is_viewer = std::any_of(scope_.viewers.begin(), scope_.viewers.end(),
                                               [&](const UserId& id) { return id.value() == document.id; });
            Json caseload = Json::array();
            if (is_viewer) {
                for (const Json& child : list_at(user, "caseload")) {
                    const auto known = TRY(child_of_anchor(anchor_of(child)));
                    if (known) caseload.push_back(*known);
                }
            }
            keep_each_once(caseload);
            user["caseload"] = std::move(caseload);
            list.push_back(std::move(user));
        }
        return {};
    }

    static void keep_each_once(Json& texts) {
        std::sort(texts.begin(), texts.end());
        texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    }

    static ledger::Anchor anchor_of(const Json& child) {
        return {SourceId(text_at(child, "source")), text_at(child, "local_id")};
    }

    /// The child the policy knows the anchor's record by: a person, or a part of a merged one.
    Result<std::optional<std::string>> child_of_anchor(const ledger::Anchor& anchor) {
        const auto record = TRY(record_of_anchor(reader_, anchor));
        if (!record) return std::optional<std::string>();
        const auto part = part_of_record_.find(record->value());
        if (part != part_of_record_.end()) return std::optional(part->second);
        const auto person = TRY(reader_.person_of(*record));
        return person ? std::optional(person->value()) : std::nullopt;
    }

    Result<void> add_child(const PersonId& id) {
        if (!merges_) merges_ = TRY(Merges::read(reader_));
        const ledger::Person person = TRY(reader_.person(id));
        std::vector<RecordId> records;
        for (const ledger::Link& link : person.links) records.push_back(link.record);
        const std::vector<MergedPart> parts = TRY(merges_->parts_of(reader_, id, records));
        Json names = Json::array();
        for (const MergedPart& part : parts) {
            if (parts.size() == 1) break;
            const std::string name = part.person == id ? id.value() + "/own" : part.person.value();
            for (const RecordId record : part.records) part_of_record_.emplace(record.value(), name);
            TRY(add_whole_child(name, id, part.records));
            names.push_back(name);
        }
        TRY(add_whole_child(id.value(), id, names.empty() ? records : std::vector<RecordId>()));
        if (!names.empty()) policy_["children"].back()["parts"] = std::move(names);
        return {};
    }

    Result<void> add_whole_child(const std::string& name, const PersonId& person, std::span<const RecordId> records) {
        ledger::Person of_records{person, {}, {}};
        for (const RecordId record : records) of_records.links.push_back({record, person, 0});
        const PartialDate birth_date = TRY(birth_date_of(reader_, of_records));
        Json child{{"id", name}};
        child["birth_date"] = birth_date.is_empty() ? Json() : Json(birth_date.to_text());
        policy_["children"].push_back(std::move(child));
        TRY(add_of_child("authorities", DocumentKind::Authority, records, name));
        TRY(add_of_child("consents", DocumentKind::Consent, records, name));
        TRY(add_of_child("forbids", DocumentKind::Forbid, records, name));
        return {};
    }

    Json& list_of(std::string_view section) {
        Json& list = policy_[std::string(section)];
        if (list.is_null()) list = Json::array();
        return list;
    }

    Result<void> add_of_child(std::string_view section, DocumentKind kind, std::span<const RecordId> records,
                              const std::string& name) {
        Json& list = list_of(section);
        const std::vector<ledger::Document> documents = TRY(reader_.documents_of(kind, records));
        for (const ledger::Document& document : documents) {
            Json entry = TRY(parsed(document));
            entry["child"] = name;
            list.push_back(std::move(entry));
        }
        return {};
    }

    ledger::Reader& reader_;
    const PolicyScope& scope_;
    Json policy_ = Json::object();
    std::optional<Merges> merges_;
    std::map<std::uint64_t, std::string> part_of_record_;  // of merged children in the scope
};

}  // namespace

Result<std::string> policy_text(ledger::Reader& reader, const PolicyScope& scope) {
    Json policy = TRY(Assembly(reader, scope).run());
    return dump_json(policy);
}

Result<AssembledPolicy> assemble_policy(ledger::Reader& reader, const PolicyScope& scope) {
    const std::string text = TRY(policy_text(reader, scope));
    consent::PolicyReading reading = TRY(consent::read_policy(text));
    const int offset = reading.policy.timezone_offset_minutes;
    return AssembledPolicy{consent::Snapshot::compile(std::move(reading.policy)), std::move(reading.faults), offset};
}

Result<std::optional<PersonId>> person_of_anchor(ledger::Reader& reader, const ledger::Anchor& anchor) {
    const auto record = TRY(record_of_anchor(reader, anchor));
    if (!record) return std::optional<PersonId>();
    return reader.person_of(*record);
}

Result<PersonId> find_person(ledger::Reader& reader, const std::string& word) {
    const Error unknown = make_error(ErrorCode::NotFound, "child.unknown", "no such child");
    const std::size_t colon = word.find(':');
    if (colon != std::string::npos) {
        const auto person = TRY(person_of_anchor(reader, {SourceId(word.substr(0, colon)), word.substr(colon + 1)}));
        if (!person) return unknown;
        return *person;
    }
    auto resolved = reader.resolve_person(PersonId(word));
    if (resolved.is_error() && resolved.error().code == ErrorCode::NotFound) return unknown;
    return resolved;
}

Result<PartialDate> birth_date_of(ledger::Reader& reader, const ledger::Person& person) {
    std::map<PartialDate, int> votes;
    PartialDate partial;
    for (const ledger::Link& link : person.links) {
        const ledger::StoredIdentity stored = TRY(reader.identity(link.record));
        const PartialDate& date = stored.identity.birth_date;
        if (date.is_complete()) ++votes[date];
        if (!date.is_complete() && !date.is_empty() && partial.is_empty()) partial = date;
    }
    PartialDate best = partial;
    int most = 0;
    for (const auto& [date, count] : votes) {
        if (count > most) best = date;
        most = std::max(most, count);
    }
    return best;
}

}  // namespace kith::service
