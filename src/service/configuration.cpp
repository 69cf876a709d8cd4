#include "service/configuration.h"

#include <algorithm>
#include <map>

#include "consent/policy_json.h"
#include "service/community.h"
#include "service/json.h"
#include "service/local_day.h"

namespace kith::service {
namespace {

using govern::Configuration;
using ledger::DocumentKind;
using Documents = std::map<std::string, std::string>;

constexpr std::string_view kSettingId = "configuration";

/// A purpose as decisions read it: what a purpose owns besides is the configuration's.
Result<std::string> policy_form(DocumentKind kind, const std::string& document) {
    if (kind != DocumentKind::Purpose) return document;
    Json json = TRY(parse_json(document, "configuration.malformed", ""));
    json.erase("question");
    json.erase("measures");
    return govern::canonical(dump_json(json));
}

Json list_of(const Documents& documents) {
    Json list = Json::array();
    for (const auto& [id, document] : documents) list.push_back(Json::parse(document, nullptr, false));
    return list;
}

Result<void> put_all(ledger::Transaction& transaction, DocumentKind kind, const Documents& held,
                     const Documents& next) {
    for (const auto& [id, text] : next) {
        if (const auto same = held.find(id); same != held.end() && same->second == text) continue;
        ledger::Document document;
        document.kind = kind;
        document.id = id;
        document.json = TRY(policy_form(kind, text));
        TRY(transaction.put_document(document));
    }
    for (const auto& [id, text] : held) {
        if (!next.contains(id)) TRY(transaction.remove_document(kind, id));
    }
    return {};
}

/// What decisions rest on that the configuration does not say, or says otherwise.
Result<void> compare(ledger::Reader& reader, DocumentKind kind, std::string_view word, const Documents& voted,
                     std::vector<std::string>& without) {
    const std::vector<ledger::Document> documents = TRY(reader.documents(kind));
    for (const ledger::Document& document : documents) {
        const auto found = voted.find(document.id);
        const bool is_same =
            found != voted.end() && TRY(policy_form(kind, found->second)) == TRY(govern::canonical(document.json));
        if (!is_same) without.push_back(std::string(word) + "/" + document.id);
    }
    return {};
}

}  // namespace

Result<CivilDate> local_day(ledger::Reader& reader, Instant now) {
    const CommunitySettings settings = TRY(community_settings(reader));
    return Instant{now.unix_ms + std::int64_t{settings.timezone_offset_minutes} * 60'000}.date_utc();
}

Result<Configuration> configuration(ledger::Reader& reader) {
    const auto document = TRY(reader.document(DocumentKind::Setting, std::string(kSettingId)));
    if (!document) return Configuration();
    return govern::read_configuration(document->json);
}

Result<void> check_configuration(const Configuration& next) {
    Json policy{{"format", "kith-policy"}, {"version", 1}};
    policy["members"] = list_of(next.members);
    policy["purposes"] = Json::array();
    for (const auto& [id, document] : next.purposes) {
        const std::string form = TRY(policy_form(DocumentKind::Purpose, document));
        policy["purposes"].push_back(Json::parse(form, nullptr, false));
    }
    policy["agreements"] = list_of(next.agreements);
    const consent::PolicyReading reading = TRY(consent::read_policy(dump_json(policy)));
    if (reading.faults.empty()) return {};
    return make_error(ErrorCode::InvalidInput, "change.broken-document",
                      "no decision could be made on the document as it is written", reading.faults.front().where);
}

Result<void> put_configuration(ledger::Transaction& transaction, const Configuration& next) {
    TRY(check_configuration(next));
    const Configuration held = TRY(configuration(transaction));
    for (const auto& [id, text] : next.members) {
        if (const auto same = held.members.find(id); same != held.members.end() && same->second == text) continue;
        TRY(transaction.put_member({MemberId(id), text}));
    }
    TRY(put_all(transaction, DocumentKind::Purpose, held.purposes, next.purposes));
    TRY(put_all(transaction, DocumentKind::Agreement, held.agreements, next.agreements));
    ledger::Document document;
    document.kind = DocumentKind::Setting;
    document.id = kSettingId;
    document.json = govern::write_configuration(next);
    TRY(transaction.put_document(document));
    TRY(transaction.bump_epoch());
    return {};
}

Result<std::vector<govern::Purpose>> purposes_of(ledger::Reader& reader) {
    const Configuration in_force = TRY(configuration(reader));
    std::vector<govern::Purpose> purposes;
    for (const auto& [id, document] : in_force.purposes) purposes.push_back(TRY(govern::read_purpose(document)));
    const std::vector<ledger::Document> documents = TRY(reader.documents(DocumentKind::Purpose));
    for (const ledger::Document& document : documents) {
        if (in_force.purposes.contains(document.id)) continue;
        Result<govern::Purpose> purpose = govern::read_purpose(document.json);
        if (purpose.is_ok()) purposes.push_back(std::move(purpose).value());
    }
    return purposes;
}

Result<std::vector<std::string>> values_without_motion(ledger::Reader& reader) {
    const Configuration in_force = TRY(configuration(reader));
    std::vector<std::string> without;
    const std::vector<ledger::Member> members = TRY(reader.members());
    for (const ledger::Member& member : members) {
        const auto found = in_force.members.find(member.id.value());
        if (found == in_force.members.end() || found->second != TRY(govern::canonical(member.json))) {
            without.push_back("member/" + member.id.value());
        }
    }
    TRY(compare(reader, DocumentKind::Purpose, "purpose", in_force.purposes, without));
    TRY(compare(reader, DocumentKind::Agreement, "agreement", in_force.agreements, without));
    return without;
}

}  // namespace kith::service
