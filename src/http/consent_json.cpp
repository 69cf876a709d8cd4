#include "http/consent_json.h"

#include <nlohmann/json.hpp>

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

Json text_json(const std::optional<std::string>& text) {
    return text && !text->empty() ? Json(*text) : Json();
}

template <class Number>
Json number_json(const std::optional<Number>& number) {
    return number ? Json(*number) : Json();
}

}  // namespace

Json date_json(const std::optional<CivilDate>& date) {
    return date ? Json(date->to_iso()) : Json();
}

Json consent_json(const service::ConsentView& view) {
    return {{"id", view.id},
            {"version", view.version},
            {"state", view.state},
            {"effect", view.effect},
            {"categories", view.terms.categories},
            {"sources", view.terms.sources},
            {"recipients", view.terms.recipients},
            {"purposes", view.terms.purposes},
            {"actions", view.terms.actions},
            {"from", text_json(view.terms.from)},
            {"to", text_json(view.terms.to)},
            {"signed_at", text_json(view.signed_at)},
            {"days_left", number_json(view.days_left)}};
}

Json answer_json(const consent::Answer& answer) {
    Json reasons = Json::array();
    for (const consent::Reason& each : answer.reasons) {
        Json reason{{"rule", std::string(consent::name_of(each.rule))}, {"text", each.text}};
        if (!each.id.empty()) reason["id"] = each.id;
        if (each.clause) reason["clause"] = *each.clause;
        if (each.version) reason["version"] = *each.version;
        reasons.push_back(std::move(reason));
    }
    Json obligations = Json::array();
    for (const consent::Obligation& each : answer.obligations) {
        obligations.push_back(
            {{"kind", std::string(consent::name_of(each.kind))}, {"text", each.text}, {"citation", each.citation}});
    }
    Json unlock = Json::array();
    for (const consent::UnlockStep& each : answer.unlock) {
        Json step{{"kind", std::string(consent::name_of(each.kind))}, {"text", each.text}, {"who", each.who}};
        if (!each.id.empty()) step["id"] = each.id;
        unlock.push_back(std::move(step));
    }
    return {{"decision", answer.verdict == consent::Verdict::Permit ? "permit" : "deny"},
            {"rule", std::string(consent::name_of(answer.reasons.front().rule))},
            {"reasons", std::move(reasons)},
            {"obligations", std::move(obligations)},
            {"unlock", unlock.empty() ? Json() : std::move(unlock)}};
}

service::ConsentTerms terms_of(BodyFields& body) {
    service::ConsentTerms terms;
    terms.categories = body.texts("categories");
    terms.sources = body.texts("sources");
    terms.recipients = body.texts("recipients");
    terms.purposes = body.texts("purposes");
    terms.actions = body.texts("actions");
    if (const auto to = body.optional_date("to")) terms.to = to->to_iso();
    return terms;
}

service::GiveEffect effect_of(BodyFields& body) {
    return body.word("effect", {"permit", "deny"}) == "permit" ? service::GiveEffect::Permit
                                                               : service::GiveEffect::Deny;
}

}  // namespace kith::http
