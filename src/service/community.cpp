#include "service/community.h"

#include <array>

#include "service/json.h"
#include "service/ledger_access.h"
#include "service/policy_source.h"
#include "text/fold.h"

namespace kith::service {
namespace {

using ledger::DocumentKind;

constexpr std::string_view kSettingsId = "community";

struct Section {
    std::string_view key;
    DocumentKind kind;
};

constexpr std::array kSections = {
    Section{"purposes", DocumentKind::Purpose}, Section{"roles", DocumentKind::Role},
    Section{"users", DocumentKind::User},       Section{"agreements", DocumentKind::Agreement},
    Section{"forbids", DocumentKind::Forbid},   Section{"permits", DocumentKind::Permit},
};

Result<std::string> id_of(const Json& element, std::string_view section) {
    std::string id = text_at(element, "id");
    if (id.empty()) {
        return make_error(ErrorCode::InvalidInput, "community.no-id", "expected every entry to have an `id`",
                          std::string(section));
    }
    return id;
}

Result<void> put_members(ledger::Transaction& transaction, const Json& community, CommunityLoaded& loaded) {
    for (const Json& member : list_at(community, "members")) {
        const std::string id = TRY(id_of(member, "members"));
        TRY(transaction.put_member({MemberId(id), dump_json(member)}));
        ++loaded.members;
    }
    return {};
}

Result<void> put_sources(ledger::Transaction& transaction, const Json& community, CommunityLoaded& loaded) {
    for (const Json& source : list_at(community, "sources")) {
        const std::string id = TRY(id_of(source, "sources"));
        const std::string member = text_at(source, "member");
        if (member.empty()) {
            return make_error(ErrorCode::InvalidInput, "community.no-member", "expected the source to have a `member`",
                              id);
        }
        TRY(transaction.put_source({SourceId(id), MemberId(member), dump_json(source)}));
        ++loaded.sources;
    }
    return {};
}

Result<void> put_documents(ledger::Transaction& transaction, const Json& community, CommunityLoaded& loaded) {
    for (const Section& section : kSections) {
        for (const Json& element : list_at(community, section.key)) {
            ledger::Document document;
            document.kind = section.kind;
            document.id = TRY(id_of(element, section.key));
            document.json = dump_json(element);
            if (const Json& child = at(element, "child"); child.is_object()) {
                document.anchor = {SourceId(text_at(child, "source")), text_at(child, "local_id")};
            }
            TRY(transaction.put_document(document));
            ++loaded.documents;
            if (section.kind == DocumentKind::User) ++loaded.users;
        }
    }
    return {};
}

Result<void> put_settings(ledger::Transaction& transaction, const Json& community) {
    Json settings{{"name", text_at(community, "name")},
                  {"region", text_at(community, "region")},
                  {"timezone_offset_minutes", number_at(community, "timezone_offset_minutes", 0)}};
    ledger::Document document;
    document.kind = DocumentKind::Community;
    document.id = kSettingsId;
    document.json = dump_json(settings);
    TRY(transaction.put_document(document));
    return {};
}

}  // namespace

Result<CommunityLoaded> load_community(ledger::Ledger& ledger, std::string_view json, const Clock& clock) {
    const Json community = TRY(parse_json(json, "community.malformed", ""));
    if (text_at(community, "format") != "kith-community" || number_at(community, "version", 0) != 1) {
        return make_error(ErrorCode::InvalidInput, "community.format",
                          "expected `format` to be `kith-community` and `version` to be 1");
    }
    CommunityLoaded loaded;
    loaded.name = text_at(community, "name");
    const auto transaction = TRY(begin_as_operator(ledger, clock));
    TRY(put_members(*transaction, community, loaded));
    TRY(put_sources(*transaction, community, loaded));
    TRY(put_documents(*transaction, community, loaded));
    TRY(put_settings(*transaction, community));
    TRY(assemble_policy(*transaction, {}));  // what no decision could be made on is refused whole
    TRY(transaction->bump_epoch());
    const Json entry{{"members", loaded.members}, {"sources", loaded.sources}, {"documents", loaded.documents}};
    TRY(transaction->append_audit({"community.load", std::nullopt, dump_json(entry)}));
    TRY(transaction->commit());
    return loaded;
}

Result<CommunitySettings> community_settings(ledger::Reader& reader) {
    CommunitySettings settings;
    const auto document = TRY(reader.document(DocumentKind::Community, std::string(kSettingsId)));
    if (!document) return settings;
    const Json json = TRY(parse_json(document->json, "community.malformed", ""));
    settings.name = text_at(json, "name");
    if (!text_at(json, "region").empty()) settings.region = text_at(json, "region");
    settings.timezone_offset_minutes = static_cast<int>(number_at(json, "timezone_offset_minutes", 0));
    return settings;
}

std::string slug_of(std::string_view name) {
    std::string slug;
    for (const char c : text::fold(name)) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (is_letter) {
            slug += c;
        } else if (!slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    while (slug.ends_with('-')) slug.pop_back();
    return slug.empty() ? "community" : slug;
}

}  // namespace kith::service
