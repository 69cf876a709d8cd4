#include "service/consent_view.h"

#include <algorithm>
#include <map>

#include "service/consent_documents.h"
#include "service/json.h"
#include "service/local_day.h"

namespace kith::service {
namespace {

std::vector<std::string> recipients_in(const Json& consent) {
    std::vector<std::string> members;
    for (const Json& each : list_at(consent, "recipients")) {
        if (each.is_string()) members.push_back(each.get<std::string>());
        for (const std::string_view key : {"member", "role", "user"}) {
            if (!text_at(each, key).empty()) members.push_back(text_at(each, key));
        }
    }
    return members;
}

std::optional<std::string> text_or_nothing(const Json& object, std::string_view key) {
    const std::string text = text_at(object, key);
    return text.empty() ? std::nullopt : std::optional(text);
}

bool counts(const ConsentView& view) {
    return view.state == "given" || view.state == "renewed" || view.state == "refused";
}

void put_time(ConsentView& view, CivilDate today) {
    if (!counts(view)) return;
    const auto from = CivilDate::parse_iso(view.terms.from.value_or("").substr(0, 10));
    const auto to = CivilDate::parse_iso(view.terms.to.value_or("").substr(0, 10));
    if (to && *to < today) {
        view.state = "expired";
    } else if (from && today < *from) {
        view.state = "not_yet";
    } else if (to) {
        view.days_left = to->days() - today.days();
    }
}

ConsentView view_of(const Json& json, CivilDate today) {
    ConsentView view;
    view.id = text_at(json, "id");
    view.version = number_at(json, "version", 1);
    view.state = text_at(json, "state");
    view.effect = text_at(json, "effect");
    view.grantor = text_at(json, "grantor");
    view.authority = text_at(json, "authority");
    view.terms = {texts_at(json, "categories"), texts_at(json, "sources"), recipients_in(json),
                  texts_at(json, "purposes"),   texts_at(json, "actions"), text_or_nothing(json, "from"),
                  text_or_nothing(json, "to")};
    view.signed_at = text_at(json, "signed_at");
    put_time(view, today);
    return view;
}

}  // namespace

std::vector<ConsentView> consent_views(const std::vector<HeldConsent>& versions, CivilDate today) {
    std::map<std::string, const HeldConsent*> latest;
    for (const HeldConsent& each : versions) {
        const HeldConsent*& held = latest[each.id];
        if (held == nullptr || held->version < each.version) held = &each;
    }
    std::vector<ConsentView> views;
    for (const auto& [id, held] : latest) {
        const auto json = parse_json(held->json, "policy.document", id);
        if (json.is_ok()) views.push_back(view_of(*json, today));
    }
    std::stable_sort(views.begin(), views.end(), [](const ConsentView& a, const ConsentView& b) {
        return counts(a) != counts(b) ? counts(a) : a.signed_at > b.signed_at;
    });
    return views;
}

Result<ConsentView> consent_view(ledger::Reader& reader, const std::string& id, Instant now) {
    const Json json = TRY(latest_consent(reader, id));
    return view_of(json, TRY(local_day(reader, now)));
}

Result<std::vector<HeldConsent>> consent_documents_of(ledger::Reader& reader, ledger::DocumentKind kind,
                                                      std::span<const RecordId> records) {
    const std::vector<ledger::Document> documents = TRY(reader.documents_of(kind, records));
    std::vector<HeldConsent> held;
    for (const ledger::Document& document : documents) {
        const Json json = TRY(parse_json(document.json, "policy.document", document.id));
        held.push_back({text_at(json, "id"), number_at(json, "version", 1), document.json});
    }
    std::sort(held.begin(), held.end(), [](const HeldConsent& a, const HeldConsent& b) {
        return a.id != b.id ? a.id < b.id : a.version < b.version;
    });
    return held;
}

}  // namespace kith::service
