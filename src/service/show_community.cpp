#include "service/show_community.h"

#include <algorithm>
#include <map>

#include "service/community.h"
#include "service/json.h"
#include "service/standing.h"
#include "table/category.h"

namespace kith::service {
namespace {

std::string name_or(const Json& json, const std::string& id) {
    std::string name = text_at(json, "name");
    return name.empty() ? id : name;
}

std::optional<std::string> optional_text_at(const Json& json, std::string_view key) {
    std::string text = text_at(json, key);
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

Result<void> add_members(ledger::Reader& reader, CommunityView& view) {
    const std::vector<ledger::Member> members = TRY(reader.members());
    for (const ledger::Member& member : members) {
        const std::string& id = member.id.value();
        const Json json = TRY(parse_json(member.json, "community.malformed", id));
        view.members.push_back(
            {id, name_or(json, id), text_at(json, "kind"), text_at(json, "phone"), text_at(json, "contact")});
    }
    return {};
}

Result<void> add_sources(ledger::Reader& reader, CommunityView& view) {
    std::map<SourceId, Instant> last;
    const std::vector<ledger::Delivery> deliveries = TRY(reader.deliveries(std::nullopt));
    for (const ledger::Delivery& delivery : deliveries) {  // newest first
        if (delivery.state == ledger::DeliveryState::Committed) last.try_emplace(delivery.source, delivery.received_at);
    }
    const std::vector<ledger::Source> sources = TRY(reader.sources());
    for (const ledger::Source& source : sources) {
        const std::string& id = source.id.value();
        const Json json = TRY(parse_json(source.json, "source.malformed", id));
        CommunitySource& added = view.sources.emplace_back();
        added.id = id;
        added.name = name_or(json, id);
        added.member = source.member.value();
        added.categories = texts_at(json, "categories");
        added.programme = text_at(json, "programme");
        added.policy = text_at(json, "policy");
        if (const auto found = last.find(source.id); found != last.end()) added.last_delivery_at = found->second;
    }
    return {};
}

Result<void> add_purposes(ledger::Reader& reader, CommunityView& view) {
    const std::vector<ledger::Document> documents = TRY(reader.documents(ledger::DocumentKind::Purpose));
    for (const ledger::Document& document : documents) {
        const Json json = TRY(parse_json(document.json, "policy.document", document.id));
        view.purposes.push_back({document.id, name_or(json, document.id), texts_at(json, "categories"),
                                 optional_text_at(json, "from"), optional_text_at(json, "to")});
    }
    return {};
}

void add_categories(CommunityView& view) {
    view.categories.assign(table::category::kAll.begin(), table::category::kAll.end());
    for (const CommunitySource& source : view.sources) {
        for (const std::string& category : source.categories) {
            const auto found = std::find(view.categories.begin(), view.categories.end(), category);
            if (category != "*" && found == view.categories.end()) view.categories.push_back(category);
        }
    }
}

}  // namespace

Result<CommunityView> show_community(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    TRY(standing_of(*reader, viewer, clock.now()));
    CommunityView view;
    const CommunitySettings settings = TRY(community_settings(*reader));
    view.name = settings.name;
    TRY(add_members(*reader, view));
    TRY(add_sources(*reader, view));
    TRY(add_purposes(*reader, view));
    add_categories(view);
    return view;
}

}  // namespace kith::service
