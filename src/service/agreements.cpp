#include "service/agreements.h"

#include <algorithm>

#include "service/json.h"
#include "service/local_day.h"
#include "service/overview_viewer.h"
#include "service/policy_source.h"

namespace kith::service {
namespace {

std::optional<std::string> text_or_nothing(const Json& object, std::string_view key) {
    const std::string text = text_at(object, key);
    return text.empty() ? std::nullopt : std::optional(text);
}

AgreementView view_of(const Json& json, CivilDate today) {
    AgreementView view;
    view.id = text_at(json, "id");
    view.tier = text_at(json, "tier");
    view.title = text_at(json, "title");
    view.parties = texts_at(json, "parties");
    view.contributor = text_at(json, "contributor");
    view.sources = texts_at(json, "sources");
    view.categories = texts_at(json, "categories");
    view.purposes = texts_at(json, "purposes");
    view.recipients = texts_at(json, "recipients");
    view.actions = texts_at(json, "actions");
    view.from = text_or_nothing(json, "from");
    view.to = text_or_nothing(json, "to");
    view.state = text_at(json, "state");
    const auto to = CivilDate::parse_iso(view.to.value_or("").substr(0, 10));
    if (to && view.state == "in_force" && *to < today) view.state = "expired";
    if (to && view.state == "in_force") view.days_left = to->days() - today.days();
    return view;
}

}  // namespace

Result<OverviewViewer> overview_viewer(ledger::Reader& reader, const UserId& viewer, Instant now) {
    const Standing standing = TRY(standing_of(reader, viewer, now));
    if (is_steward(standing) || standing.role == "coordinator") return OverviewViewer{standing, std::nullopt};
    if (standing.role == kMemberLead) return OverviewViewer{standing, standing.member};
    return make_error(ErrorCode::Denied, "role.not-for-agreements",
                      "agreements and consents as a whole are for stewards, coordinators and member leads");
}

Result<std::vector<AgreementView>> list_agreements(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Instant now = clock.now();
    TRY(overview_viewer(*reader, viewer, now));
    const CivilDate today = TRY(local_day(*reader, now));
    const AssembledPolicy policy = TRY(assemble_policy(*reader, {}));
    const auto& agreements = policy.snapshot.policy().agreements;
    std::vector<AgreementView> views;
    const std::vector<ledger::Document> documents = TRY(reader->documents(ledger::DocumentKind::Agreement));
    for (const ledger::Document& document : documents) {
        const Json json = TRY(parse_json(document.json, "policy.document", document.id));
        AgreementView view = view_of(json, today);
        const auto read = std::find_if(agreements.begin(), agreements.end(),
                                       [&](const consent::Agreement& each) { return each.id == document.id; });
        const Clauses entered = at(json, "clauses").is_array() ? Clauses::Entered : Clauses::NotEntered;
        if (read != agreements.end()) {
            view.gaps = gaps_of(policy.snapshot.policy(), *read, entered, texts_at(json, "clauses"));
        }
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace kith::service
