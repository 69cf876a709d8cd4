// The family window: whose children, what is held and who looked, consents, corrections.

#include <algorithm>

#include <nlohmann/json.hpp>

#include "http/consent_json.h"
#include "http/fields.h"
#include "http/routes.h"
#include "service/corrections.h"
#include "service/family_consents.h"
#include "service/family_window.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLooksMax = 200;  // of the newest; the total is said

Json child_json(const service::FamilyChild& child) {
    return {{"person", child.person.value()},
            {"given", child.given},
            {"surname", child.surname},
            {"birth_date", child.birth_date.to_text()},
            {"authority",
             {{"id", child.authority.id},
              {"capacity", child.authority.capacity},
              {"until", date_json(child.authority.until)}}},
            {"handover_on", date_json(child.hand_over_on)}};
}

Json holding_json(const service::FamilyHolding& holding) {
    Json categories = Json::array();
    for (const service::HeldCategory& each : holding.categories) {
        categories.push_back({{"category", each.category},
                              {"records", each.records},
                              {"from", date_json(each.from)},
                              {"to", date_json(each.to)},
                              {"shared_with", each.shared_with}});
    }
    return {{"member", holding.member},
            {"name", holding.name},
            {"phone", holding.phone},
            {"source", holding.source},
            {"source_name", holding.source_name},
            {"categories", std::move(categories)}};
}

Json look_json(const service::FamilyLook& look) {
    return {{"at", look.at.to_iso()},       {"by_name", look.by_name},
            {"member", look.member},        {"role", look.role},
            {"purpose", look.purpose},      {"decision", look.is_permitted ? "permit" : "deny"},
            {"categories", look.categories}};
}

Json correction_json(const service::Correction& correction) {
    return {{"id", correction.id},
            {"source", correction.source},
            {"category", correction.category},
            {"text", correction.text},
            {"state", std::string(service::name_of(correction.state))},
            {"asked_at", correction.asked_at.to_iso()},
            {"reply", correction.reply}};
}

template <class Items, class ToJson>
Json list_json(const Items& items, ToJson to_json, std::size_t count_max) {
    Json list = Json::array();
    for (std::size_t i = 0; i < std::min(items.size(), count_max); ++i) list.push_back(to_json(items[i]));
    return list;
}

Result<Response> get_family(Context& context, const Request& request) {
    const std::vector<service::FamilyChild> children =
        TRY(service::list_family(context.ledger, request.user(), context.clock));
    return ok({{"children", list_json(children, child_json, children.size())}});
}

Result<Response> get_family_child(Context& context, const Request& request) {
    const service::FamilyView view = TRY(
        service::show_family_child(context.ledger, PersonId(request.param("person")), request.user(), context.clock));
    Json answer = child_json(view.child);
    answer["holdings"] = list_json(view.holdings, holding_json, view.holdings.size());
    answer["looks"] = {{"total", view.looks.size()}, {"items", list_json(view.looks, look_json, kLooksMax)}};
    answer["consents"] = list_json(view.consents, consent_json, view.consents.size());
    answer["corrections"] = list_json(view.corrections, correction_json, view.corrections.size());
    return ok(answer);
}

Result<Response> give(Context& context, const Request& request) {
    BodyFields body(request);
    service::FamilyGive given;
    given.person = PersonId(request.param("person"));
    given.effect = effect_of(body);
    given.terms = terms_of(body);
    if (const auto from = body.optional_date("from")) given.terms.from = from->to_iso();
    static_cast<void>(body.optional_text("authority"));  // whose authority it is follows from who asks
    TRY(body.check());
    return created(consent_json(TRY(service::family_give(context.ledger, given, request.user(), context.clock))));
}

Result<Response> narrow(Context& context, const Request& request) {
    BodyFields body(request);
    const service::ConsentTerms terms = terms_of(body);
    TRY(body.check());
    return ok(consent_json(
        TRY(service::family_narrow(context.ledger, request.param("id"), terms, request.user(), context.clock))));
}

Result<Response> withdraw(Context& context, const Request& request) {
    BodyFields body(request);
    const std::string reason = body.optional_text("reason", {.bytes_max = 2000, .bytes_min = 0}).value_or("");
    TRY(body.check());
    return ok(consent_json(
        TRY(service::family_withdraw(context.ledger, request.param("id"), reason, request.user(), context.clock))));
}

Result<Response> ask_correction(Context& context, const Request& request) {
    BodyFields body(request);
    service::CorrectionRequest asked;
    asked.person = PersonId(request.param("person"));
    asked.source = body.text("source");
    asked.category = body.text("category");
    asked.text = body.text("text", {.bytes_max = 2000});
    TRY(body.check());
    return created(correction_json(TRY(service::ask_correction(context.ledger, asked, request.user(), context.clock))));
}

}  // namespace

void add_family_routes(Router& router) {
    router.get("/family", "getFamily", get_family);
    router.get("/family/{person}", "getFamilyChild", get_family_child);
    router.post("/family/{person}/consents", "familyGive", give);
    router.post("/family/consents/{id}/narrow", "familyNarrow", narrow);
    router.post("/family/consents/{id}/withdraw", "familyWithdraw", withdraw);
    router.post("/family/{person}/corrections", "askCorrection", ask_correction);
}

}  // namespace kith::http
