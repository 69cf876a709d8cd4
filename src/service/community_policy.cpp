#include "service/community_policy.h"

#include <algorithm>
#include <set>

#include "service/community.h"
#include "table/category.h"

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

class CommunityReading {
  public:
    CommunityReading(ledger::Reader& reader, CommunityPolicy& out) : reader_(reader), out_(out) {}

    Result<void> run() {
        const CommunitySettings settings = TRY(community_settings(reader_));
        out_.epoch = TRY(reader_.epoch());
        out_.timezone_offset_minutes = settings.timezone_offset_minutes;
        out_.json["format"] = "kith-policy";
        out_.json["version"] = 1;
        out_.json["epoch"] = out_.epoch;
        out_.json["timezone_offset_minutes"] = settings.timezone_offset_minutes;
        TRY(add_members());
        TRY(add_sources());
        TRY(add_all("purposes", DocumentKind::Purpose));
        TRY(add_all("roles", DocumentKind::Role));
        TRY(add_all("agreements", DocumentKind::Agreement));
        TRY(add_all("permits", DocumentKind::Permit));
        TRY(add_users());
        TRY(add_forbids_of_no_record());
        out_.merges = TRY(Merges::read(reader_));
        return add_orphans();
    }

  private:
    Json& list_of(std::string_view section) {
        Json& list = out_.json[std::string(section)];
        if (list.is_null()) list = Json::array();
        return list;
    }

    Result<Json> parsed(const ledger::Document& document) {
        return parse_json(document.json, "policy.document", document.id);
    }

    Result<void> add_members() {
        Json& list = list_of("members");
        const std::vector<ledger::Member> members = TRY(reader_.members());
        for (const ledger::Member& member : members) {
            const Json json = TRY(parse_json(member.json, "community.malformed", member.id.value()));
            list.push_back(only_keys(json, {"id", "name", "kind"}));
            const std::string name = text_at(json, "name");
            out_.members[member.id.value()] = {name.empty() ? member.id.value() : name, text_at(json, "kind"),
                                               text_at(json, "contact"), text_at(json, "phone")};
        }
        return {};
    }

    Result<void> add_sources() {
        Json& list = list_of("sources");
        const std::vector<ledger::Source> sources = TRY(reader_.sources());
        for (const ledger::Source& source : sources) {
            const Json json = TRY(parse_json(source.json, "source.malformed", source.id.value()));
            const std::string name = text_at(json, "name");
            out_.sources[source.id.value()] = {name.empty() ? source.id.value() : name, source.member.value(),
                                               texts_at(json, "categories")};
            Json entry = only_keys(json, {"name", "categories", "regimes", "restricted"});
            entry["id"] = source.id.value();
            entry["member"] = source.member.value();
            if (!entry.contains("categories")) entry["categories"] = Json::array({"*"});
            list.push_back(std::move(entry));
        }
        return {};
    }

    Result<void> add_all(std::string_view section, DocumentKind kind) {
        Json& list = list_of(section);
        const std::vector<ledger::Document> documents = TRY(reader_.documents(kind));
        for (const ledger::Document& document : documents) list.push_back(TRY(parsed(document)));
        return {};
    }

    /// Caseloads are resolved for who asks; recipients of consents name all users.
    Result<void> add_users() {
        Json& list = list_of("users");
        const std::vector<ledger::Document> documents = TRY(reader_.documents(DocumentKind::User));
        for (const ledger::Document& document : documents) {
            Json user = TRY(parsed(document));
            std::vector<ledger::Anchor>& caseload = out_.caseloads[document.id];
            for (const Json& child : list_at(user, "caseload")) {
                caseload.push_back({SourceId(text_at(child, "source")), text_at(child, "local_id")});
            }
            user["caseload"] = Json::array();
            list.push_back(std::move(user));
        }
        return {};
    }

    /// Forbids of everybody or of a person. Those of a record are found by it, as consents are.
    Result<void> add_forbids_of_no_record() {
        Json& list = list_of("forbids");
        const std::vector<ledger::Document> documents = TRY(reader_.documents(DocumentKind::Forbid));
        for (const ledger::Document& document : documents) {
            if (document.anchor) continue;
            Json entry = TRY(parsed(document));
            if (const std::string child = text_at(entry, "child"); !child.empty() && child != "*") {
                const auto living = reader_.resolve_person(PersonId(child));
                if (living.is_error() && living.error().code != ErrorCode::NotFound) return living.error();
                if (living.is_ok()) entry["child"] = living.value().value();
            }
            list.push_back(std::move(entry));
        }
        return {};
    }

    Result<void> add_orphans() {
        const std::vector<ledger::Link> orphans = TRY(reader_.orphans());
        for (const ledger::Link& orphan : orphans) {
            out_.orphans[TRY(reader_.resolve_person(orphan.person))].push_back(orphan.record);
        }
        return {};
    }

    ledger::Reader& reader_;
    CommunityPolicy& out_;
};

}  // namespace

Result<std::shared_ptr<const CommunityPolicy>> CommunityPolicy::read(ledger::Reader& reader) {
    auto community = std::make_shared<CommunityPolicy>();
    community->json = Json::object();
    TRY(CommunityReading(reader, *community).run());
    consent::PolicyReading reading = TRY(consent::read_policy(dump_json(community->json)));
    community->policy = std::move(reading.policy);
    community->faults = std::move(reading.faults);
    return std::shared_ptr<const CommunityPolicy>(std::move(community));
}

std::string default_purpose(const CommunityPolicy& community, Instant now) {
    const consent::Purpose* best = nullptr;
    for (const consent::Purpose& purpose : community.policy.purposes) {
        const bool is_open = purpose.health == consent::Health::Sound && purpose.window.contains(now) &&
                             purpose.data_use_license == consent::Need::No &&
                             purpose.categories.has(table::category::kIdentity);
        if (!is_open) continue;
        const auto size_of = [](const consent::Purpose& each) {
            return each.categories.is_all ? table::category::kAll.size() : each.categories.names.size();
        };
        if (best == nullptr || size_of(*best) < size_of(purpose)) best = &purpose;
    }
    return best == nullptr ? std::string() : best->id;
}

Result<std::vector<CaseloadEntry>> caseload_of(ledger::Reader& reader, const CommunityPolicy& community,
                                               const UserId& user) {
    std::vector<CaseloadEntry> entries;
    std::set<RecordId> seen;
    const auto anchors = community.caseloads.find(user.value());
    if (anchors == community.caseloads.end()) return entries;
    for (const ledger::Anchor& anchor : anchors->second) {
        const auto record = reader.find_record(anchor.source, anchor.local_id);
        if (record.is_error() && record.error().code == ErrorCode::NotFound) continue;
        if (record.is_error()) return record.error();
        if (!record.value() || !seen.insert(*record.value()).second) continue;
        entries.push_back({*record.value(), TRY(reader.person_of(*record.value()))});
    }
    return entries;
}

Result<std::shared_ptr<const CommunityPolicy>> PolicyCache::community(ledger::Reader& reader) {
    const std::uint64_t epoch = TRY(reader.epoch());
    {
        const std::lock_guard lock(mutex_);
        if (community_ && community_->epoch == epoch) return community_;
    }
    auto fresh = TRY(CommunityPolicy::read(reader));
    const std::lock_guard lock(mutex_);
    // A reader of an older state keeps what it read for itself.
    if (!community_ || community_->epoch < fresh->epoch) {
        community_ = fresh;
        caseloads_.clear();
    }
    return fresh;
}

Result<std::shared_ptr<const std::vector<CaseloadEntry>>> PolicyCache::caseload(ledger::Reader& reader,
                                                                                const CommunityPolicy& community,
                                                                                const UserId& user) {
    {
        const std::lock_guard lock(mutex_);
        const auto known = caseloads_.find(user);
        if (community_ && community_->epoch == community.epoch && known != caseloads_.end()) return known->second;
    }
    auto fresh = std::make_shared<const std::vector<CaseloadEntry>>(TRY(caseload_of(reader, community, user)));
    const std::lock_guard lock(mutex_);
    if (community_ && community_->epoch == community.epoch) caseloads_.insert_or_assign(user, fresh);
    return Caseload(std::move(fresh));
}

}  // namespace kith::service
