// Agreements with their gaps, how far consent reaches, what would change if, and a child's consents as staff keep them.

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "http/consent_json.h"
#include "http/fields.h"
#include "http/list.h"
#include "http/routes.h"
#include "service/agreements.h"
#include "service/child_consents.h"
#include "service/what_if.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json value_json(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Json agreement_json(const service::AgreementView& view) {
    Json gaps = Json::array();
    for (const service::AgreementGap& gap : view.gaps) {
        gaps.push_back({{"key", gap.key}, {"citation", gap.citation}, {"text", gap.text}});
    }
    return {{"id", view.id},
            {"tier", view.tier},
            {"title", view.title},
            {"parties", view.parties},
            {"contributor", view.contributor.empty() ? Json() : Json(view.contributor)},
            {"sources", view.sources},
            {"categories", view.categories},
            {"purposes", view.purposes},
            {"recipients", view.recipients},
            {"actions", view.actions},
            {"from", value_json(view.from)},
            {"to", value_json(view.to)},
            {"state", view.state},
            {"gaps", std::move(gaps)},
            {"days_left", value_json(view.days_left)}};
}

Result<Response> list_agreements(Context& context, const Request& request) {
    QueryFields query(request);
    const PageAsked asked = page_asked(query);
    TRY(query.check());
    const std::vector<service::AgreementView> views =
        TRY(service::list_agreements(context.ledger, request.user(), context.clock));
    Json items = Json::array();
    for (std::size_t i = asked.from; i < views.size() && items.size() < asked.limit; ++i) {
        items.push_back(agreement_json(views[i]));
    }
    return ok(list_page(std::move(items), asked, views.size()));
}

Result<Response> consent_overview(Context& context, const Request& request) {
    const service::ConsentOverview overview =
        TRY(service::consent_overview(context.ledger, request.user(), context.clock));
    std::uint64_t covered = 0;
    std::uint64_t of = 0;
    Json coverage = Json::array();
    for (const service::CoverageCell& cell : overview.coverage) {
        coverage.push_back({{"member", cell.member},
                            {"category", cell.category},
                            {"covered", value_json(cell.covered)},
                            {"of", value_json(cell.of)},
                            {"suppressed", !cell.covered}});
        if (!cell.covered) continue;
        covered += *cell.covered;
        of += cell.of.value_or(0);
    }
    Json expiring = Json::array();
    for (const service::ExpiringMonth& month : overview.expiring) {
        expiring.push_back({{"month", month.month}, {"count", value_json(month.count)}, {"suppressed", !month.count}});
    }
    return ok({{"sentence", {{"key", "consents.covered"}, {"covered", covered}, {"of", of}}},
               {"coverage", std::move(coverage)},
               {"expiring", std::move(expiring)},
               {"handovers", value_json(overview.hand_overs)},
               {"lapsed", value_json(overview.lapsed)}});
}

// what if

constexpr std::array<std::string_view, 4> kChanges = {"agreement_in_force", "consent_given", "consent_withdrawn",
                                                      "expires"};

Result<service::WhatIfChange> change_of(const Json& value) {
    const auto fault = [](std::string_view where) {
        return make_error(ErrorCode::InvalidInput, "request.field.value", "expected a kind of change and an id",
                          std::string(where));
    };
    if (!value.is_object()) return fault("change");
    service::WhatIfChange change;
    bool has_kind = false;
    for (const auto& [key, each] : value.items()) {
        if (!each.is_string() || each.get_ref<const std::string&>().size() > 200) return fault("change." + key);
        if (key == "id") {
            change.id = each.get<std::string>();
        } else if (key == "kind") {
            const auto kind = std::find(kChanges.begin(), kChanges.end(), each.get<std::string>());
            if (kind == kChanges.end()) return fault("change.kind");
            change.kind = static_cast<service::ChangeKind>(kind - kChanges.begin());
            has_kind = true;
        } else {
            return fault("change." + key);
        }
    }
    if (!has_kind) return fault("change.kind");
    return change;
}

Result<Response> what_if(Context& context, const Request& request) {
    BodyFields body(request);
    service::WhatIfRequest asked;
    asked.viewer = body.optional_text("viewer");
    asked.child = body.optional_text("child");
    asked.purpose = body.text("purpose");
    asked.category = body.text("category");
    asked.source = body.text("source");
    const Json change = body.value("change");
    TRY(body.check());
    asked.change = TRY(change_of(change));
    if (asked.viewer && asked.viewer->empty()) asked.viewer.reset();
    if (asked.child && asked.child->empty()) asked.child.reset();
    const service::WhatIfAnswer answer = TRY(service::what_if(context.ledger, asked, request.user(), context.clock));
    Json counts;
    if (answer.counts) {
        counts = {{"before", value_json(answer.counts->before)},
                  {"after", value_json(answer.counts->after)},
                  {"of", answer.counts->of},
                  {"suppressed", !answer.counts->before}};
    }
    return ok({{"before", answer.before ? answer_json(*answer.before) : Json()},
               {"after", answer.after ? answer_json(*answer.after) : Json()},
               {"counts", std::move(counts)}});
}

// a child's consents

Result<Response> list_child_consents(Context& context, const Request& request) {
    const service::ChildConsents held = TRY(
        service::show_child_consents(context.ledger, PersonId(request.param("person")), request.user(), context.clock));
    Json items = Json::array();
    for (const service::ConsentView& each : held.consents) items.push_back(consent_json(each));
    Json authorities = Json::array();
    for (const service::AuthorityView& each : held.authorities) {
        authorities.push_back({{"id", each.id},
                               {"capacity", each.capacity},
                               {"from", value_json(each.from)},
                               {"until", value_json(each.until)}});
    }
    return ok({{"items", std::move(items)},
               {"next_cursor", nullptr},
               {"total", held.consents.size()},
               {"authorities", std::move(authorities)}});
}

Result<Response> give(Context& context, const Request& request) {
    BodyFields body(request);
    service::GiveRequest given;
    given.child = request.param("person");
    given.authority = body.text("authority");
    given.effect = effect_of(body);
    given.terms = terms_of(body);
    if (const auto from = body.optional_date("from")) given.terms.from = from->to_iso();
    given.user = request.user();
    TRY(body.check());
    return created(consent_json(TRY(service::enter_consent(context.ledger, given, context.clock))));
}

Result<Response> narrow(Context& context, const Request& request) {
    BodyFields body(request);
    const service::ConsentTerms terms = terms_of(body);
    TRY(body.check());
    return ok(consent_json(
        TRY(service::enter_narrowing(context.ledger, request.param("id"), terms, request.user(), context.clock))));
}

Result<Response> withdraw(Context& context, const Request& request) {
    BodyFields body(request);
    const std::string reason = body.optional_text("reason", {.bytes_max = 2000, .bytes_min = 0}).value_or("");
    TRY(body.check());
    return ok(consent_json(
        TRY(service::enter_withdrawal(context.ledger, request.param("id"), reason, request.user(), context.clock))));
}

}  // namespace

void add_consents_routes(Router& router) {
    router.get("/agreements", "listAgreements", list_agreements);
    router.get("/consents", "consentOverview", consent_overview);
    router.post("/decisions/what-if", "whatIf", what_if);
    router.get("/children/{person}/consents", "listChildConsents", list_child_consents);
    router.post("/children/{person}/consents", "giveConsent", give);
    router.post("/consents/{id}/narrow", "narrowConsent", narrow);
    router.post("/consents/{id}/withdraw", "withdrawConsent", withdraw);
}

}  // namespace kith::http
