// Reviews side by side, verdicts and taking one back.

#include <nlohmann/json.hpp>

#include "http/fields.h"
#include "http/list.h"
#include "http/routes.h"
#include "service/review_sides.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

Json brief_json(const service::ReviewRecord& side) {
    return {{"source", side.source}, {"source_name", side.source_name}, {"member", side.member}};
}

Json side_json(const service::ReviewRecord& side) {
    Json json = brief_json(side);
    Json fields = Json::array();
    for (const auto& [name, value] : side.fields) fields.push_back({{"name", name}, {"value", value}});
    json["fields"] = std::move(fields);
    return json;
}

Result<Response> list_reviews(Context& context, const Request& request) {
    QueryFields query(request);
    const PageAsked asked = page_asked(query);
    TRY(query.check());
    const std::vector<service::ReviewBrief> briefs =
        TRY(service::list_review_briefs(context.ledger, request.user(), context.clock));
    Json items = Json::array();
    for (std::size_t i = asked.from; i < briefs.size() && items.size() < asked.limit; ++i) {
        items.push_back({{"id", briefs[i].review.id.value()},
                         {"weight", briefs[i].review.pair.weight},
                         {"reason", briefs[i].review.pair.reason},
                         {"a", brief_json(briefs[i].a)},
                         {"b", brief_json(briefs[i].b)}});
    }
    return ok(list_page(std::move(items), asked, briefs.size()));
}

Result<Response> get_review(Context& context, const Request& request) {
    const ledger::ReviewId id{TRY(number_param(request, "id"))};
    const service::ReviewView view = TRY(service::show_review(context.ledger, id, request.user(), context.clock));
    Json evidence = Json::array();
    for (const service::EvidenceStep& step : view.evidence) {
        evidence.push_back({{"field", step.field}, {"level", step.level}, {"weight", step.weight}, {"note", ""}});
    }
    Json household = Json::array();
    for (const service::EvidenceStep& step : view.household) {
        household.push_back({{"field", step.field}, {"weight", step.weight}});
    }
    return ok({{"id", view.review.id.value()},
               {"weight", view.review.pair.weight},
               {"reason", view.review.pair.reason},
               {"a", side_json(view.a)},
               {"b", side_json(view.b)},
               {"evidence", std::move(evidence)},
               {"household", std::move(household)},
               {"others_in_cluster", view.others_in_cluster}});
}

Result<Response> settle_review(Context& context, const Request& request) {
    const ledger::ReviewId id{TRY(number_param(request, "id"))};
    BodyFields body(request);
    const std::string word = body.word("answer", {"same", "different", "unsure"});
    TRY(body.check());
    auto answer = service::ReviewAnswer::Unsure;
    if (word == "same") answer = service::ReviewAnswer::Same;
    if (word == "different") answer = service::ReviewAnswer::Different;
    const service::Settled settled = TRY(service::settle_as(context.ledger, id, answer, request.user(), context.clock));
    return ok({{"verdict", settled.verdict ? Json(settled.verdict->value()) : Json()},
               {"next", settled.next ? Json(settled.next->value()) : Json()}});
}

Result<Response> undo_verdict(Context& context, const Request& request) {
    const ledger::VerdictId id{TRY(number_param(request, "id"))};
    TRY(service::undo_verdict(context.ledger, id, request.user(), context.clock));
    return no_content();
}

}  // namespace

void add_reviews_routes(Router& router) {
    router.get("/reviews", "listReviews", list_reviews);
    router.get("/reviews/{id}", "getReview", get_review);
    router.post("/reviews/{id}/verdict", "settleReview", settle_review);
    router.post("/verdicts/{id}/revoke", "undoVerdict", undo_verdict);
}

}  // namespace kith::http
