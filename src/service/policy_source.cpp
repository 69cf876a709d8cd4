#include "service/policy_source.h"

#include <algorithm>
#include <map>

#include "service/community_policy.h"
#include "service/json.h"
#include "service/merged_parts.h"

namespace kith::service {
namespace {

using ledger::DocumentKind;

Result<std::optional<RecordId>> record_of_anchor(ledger::Reader& reader, const ledger::Anchor& anchor) {
    auto record = reader.find_record(anchor.source, anchor.local_id);
    if (record.is_error() && record.error().code == ErrorCode::NotFound) return std::optional<RecordId>();
    return record;
}

/// What the policy says of the children and viewers of one question, beside what it says of the whole community.
class ChildrenReading {
  public:
    ChildrenReading(ledger::Reader& reader, const PolicyScope& scope, const CommunityPolicy& community)
        : reader_(reader), scope_(scope), community_(community) {}

    Result<Json> run() {
        for (const std::string_view section : {"children", "authorities", "consents", "forbids"}) {
            json_[std::string(section)] = Json::array();
        }
        for (const PersonId& child : scope_.children) TRY(add_child(child));
        return std::move(json_);
    }

    /// The children of a caseload as the policy knows them: persons, or parts of merged ones.
    std::vector<std::string> names_of(const std::vector<CaseloadEntry>& caseload) const {
        std::vector<std::string> names;
        for (const CaseloadEntry& entry : caseload) {
            const auto part = part_of_record_.find(entry.record.value());
            if (part != part_of_record_.end()) {
                names.push_back(part->second);
            } else if (entry.person) {
                names.push_back(entry.person->value());
            }
        }
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        return names;
    }

  private:
    Result<void> add_child(const PersonId& id) {
        const ledger::Person person = TRY(reader_.person(id));
        std::vector<RecordId> records;
        for (const ledger::Link& link : person.links) records.push_back(link.record);
        const std::vector<MergedPart> parts = TRY(community_.merges.parts_of(reader_, id, records));
        Json names = Json::array();
        for (const MergedPart& part : parts) {
            if (parts.size() == 1) break;
            const std::string name = part.person == id ? id.value() + "/own" : part.person.value();
            for (const RecordId record : part.records) part_of_record_.emplace(record.value(), name);
            TRY(add_whole_child(name, id, part.records));
            names.push_back(name);
        }
        const bool is_merged = !names.empty();
        TRY(add_whole_child(id.value(), id, is_merged ? std::vector<RecordId>() : records));
        // What an erased record's holder forbade binds each part: nobody can say any more which one it was about.
        if (!is_merged) TRY(add_denials_of_orphans(id, id.value()));
        for (const Json& part : names) TRY(add_denials_of_orphans(id, part.get<std::string>()));
        if (is_merged) json_["children"].back()["parts"] = std::move(names);
        return {};
    }

    Result<void> add_whole_child(const std::string& name, const PersonId& person, std::span<const RecordId> records) {
        ledger::Person of_records{person, {}, {}};
        for (const RecordId record : records) of_records.links.push_back({record, person, 0});
        const PartialDate birth_date = TRY(birth_date_of(reader_, of_records));
        Json child{{"id", name}};
        child["birth_date"] = birth_date.is_empty() ? Json() : Json(birth_date.to_text());
        json_["children"].push_back(std::move(child));
        TRY(add_of_records("authorities", DocumentKind::Authority, records, name));
        TRY(add_of_records("consents", DocumentKind::Consent, records, name));
        TRY(add_of_records("forbids", DocumentKind::Forbid, records, name));
        return {};
    }

    Result<void> add_of_records(std::string_view section, DocumentKind kind, std::span<const RecordId> records,
                                const std::string& name) {
        const std::vector<ledger::Document> documents = TRY(reader_.documents_of(kind, records));
        for (const ledger::Document& document : documents) TRY(add(section, document, name));
        return {};
    }

    Result<void> add(std::string_view section, const ledger::Document& document, const std::string& name) {
        Json entry = TRY(parse_json(document.json, "policy.document", document.id));
        entry["child"] = name;
        json_[std::string(section)].push_back(std::move(entry));
        return {};
    }

    /// Of records that were undone or erased only what forbids still binds: orders, and consents that deny, with the
    /// authorities those rest on.
    Result<void> add_denials_of_orphans(const PersonId& person, const std::string& name) {
        const auto orphans = community_.orphans.find(person);
        if (orphans == community_.orphans.end()) return {};
        TRY(add_of_records("forbids", DocumentKind::Forbid, orphans->second, name));
        bool is_denied = false;
        const std::vector<ledger::Document> consents =
            TRY(reader_.documents_of(DocumentKind::Consent, orphans->second));
        for (const ledger::Document& consent : consents) {
            const Json entry = TRY(parse_json(consent.json, "policy.document", consent.id));
            if (text_at(entry, "effect") == "permit") continue;
            TRY(add("consents", consent, name));
            is_denied = true;
        }
        if (is_denied) TRY(add_of_records("authorities", DocumentKind::Authority, orphans->second, name));
        return {};
    }

    ledger::Reader& reader_;
    const PolicyScope& scope_;
    const CommunityPolicy& community_;
    Json json_ = Json::object();
    std::map<std::uint64_t, std::string> part_of_record_;  // of merged children in the scope
};

template <class Entry>
void append(std::vector<Entry>& to, std::vector<Entry>&& from) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
}

/// Only what the engine looks for: whether the children of the scope, or parts of them, are in the caseload.
std::vector<std::string> only_children(std::vector<std::string> caseload, const std::vector<consent::Child>& children) {
    std::erase_if(caseload, [&](const std::string& name) {
        return std::none_of(children.begin(), children.end(),
                            [&](const consent::Child& child) { return child.id == name; });
    });
    return caseload;
}

/// The children's own part, read by itself: it names days of the community's zone.
Result<consent::PolicyReading> read_part(Json part, const CommunityPolicy& community) {
    part["format"] = "kith-policy";
    part["version"] = 1;
    part["epoch"] = community.epoch;
    part["timezone_offset_minutes"] = community.timezone_offset_minutes;
    return consent::read_policy(dump_json(part));
}

}  // namespace

Result<std::string> policy_text(ledger::Reader& reader, const PolicyScope& scope) {
    const auto community = TRY(CommunityPolicy::read(reader));
    ChildrenReading reading(reader, scope, *community);
    const Json part = TRY(reading.run());
    Json policy = community->json;
    for (const auto& [section, list] : part.items()) {
        Json& into = policy[section];
        if (into.is_null()) into = Json::array();
        for (const Json& entry : list) into.push_back(entry);
    }
    for (const UserId& viewer : scope.viewers) {
        const std::vector<CaseloadEntry> caseload = TRY(caseload_of(reader, *community, viewer));
        for (Json& user : policy["users"]) {
            if (text_at(user, "id") == viewer.value()) user["caseload"] = reading.names_of(caseload);
        }
    }
    return dump_json(policy);
}

Result<AssembledPolicy> assemble_policy(ledger::Reader& reader, const PolicyScope& scope, PolicyCache* cache) {
    const auto community = TRY(cache != nullptr ? cache->community(reader) : CommunityPolicy::read(reader));
    ChildrenReading children(reader, scope, *community);
    consent::PolicyReading part = TRY(read_part(TRY(children.run()), *community));
    consent::Policy policy = community->policy;
    append(policy.children, std::move(part.policy.children));
    append(policy.authorities, std::move(part.policy.authorities));
    append(policy.consents, std::move(part.policy.consents));
    append(policy.forbids, std::move(part.policy.forbids));
    for (const UserId& viewer : scope.viewers) {
        const auto user = std::find_if(policy.users.begin(), policy.users.end(),
                                       [&](const consent::User& each) { return each.id == viewer.value(); });
        if (user == policy.users.end()) continue;
        if (cache == nullptr) {
            user->caseload = children.names_of(TRY(caseload_of(reader, *community, viewer)));
        } else {
            const auto caseload = TRY(cache->caseload(reader, *community, viewer));
            user->caseload = only_children(children.names_of(*caseload), policy.children);
        }
    }
    std::vector<consent::Fault> faults = community->faults;
    append(faults, std::move(part.faults));
    return AssembledPolicy{consent::Snapshot::compile(std::move(policy)), std::move(faults),
                           community->timezone_offset_minutes, community};
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
