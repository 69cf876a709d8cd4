// My children, finding a child, a child's page, next steps.

#include <nlohmann/json.hpp>

#include "http/child_json.h"
#include "http/fields.h"
#include "http/list.h"
#include "http/routes.h"
#include "service/looks.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr TextRule kStepText{.bytes_max = 500};

Result<Response> list_my_children(Context& context, const Request& request) {
    QueryFields query(request);
    const PageAsked asked = page_asked(query);
    TRY(query.check());
    service::PolicyCache alone;
    service::PolicyCache& cache = context.looks != nullptr ? context.looks->policies() : alone;
    const service::Roster roster = TRY(service::show_roster(context.ledger, request.user(), context.clock, cache));
    Json items = Json::array();
    for (std::size_t i = asked.from; i < roster.rows.size() && items.size() < asked.limit; ++i) {
        items.push_back(roster_row_json(roster.rows[i]));
    }
    Json page = list_page(std::move(items), asked, roster.rows.size());
    page["sentence"] = {{"key", roster.rows.empty() ? "roster.nobody" : "roster.needing"},
                        {"n", roster.needing},
                        {"of", roster.rows.size()}};
    page["as_of"] = roster.as_of.to_iso();
    return ok(page);
}

Result<Response> find_children(Context& context, const Request& request) {
    BodyFields body(request);
    service::FindRequest asked;
    asked.query = body.text("query", {.bytes_max = 200});
    asked.purpose = body.text("purpose");
    asked.viewer = request.user();
    TRY(body.check());
    return ok(found_json(TRY(service::find_children(context.ledger, asked, context.clock))));
}

Result<Response> get_child(Context& context, const Request& request) {
    QueryFields query(request);
    service::ShowRequest asked;
    asked.child = request.param("person");
    asked.purpose = query.text("purpose");
    asked.viewer = request.user();
    TRY(query.check());
    // A child is asked for by its id here; `source:local-id` would put a local id into an address.
    if (asked.child.find(':') != std::string::npos) return service::unknown_child();
    auto view = context.looks != nullptr ? context.looks->show(asked)
                                         : service::show_child(context.ledger, asked, context.clock);
    return ok(child_json(TRY(std::move(view))));
}

Result<Response> add_next_step(Context& context, const Request& request) {
    BodyFields body(request);
    service::NewStep asked;
    asked.child = request.param("person");
    asked.text = body.text("text", kStepText);
    asked.owner = UserId(body.optional_text("owner").value_or(""));
    asked.due = body.optional_date("due");
    TRY(body.check());
    return created(step_json(TRY(service::add_next_step(context.ledger, asked, request.user(), context.clock))));
}

Result<Response> update_next_step(Context& context, const Request& request) {
    BodyFields body(request);
    service::StepChange change;
    change.child = request.param("person");
    change.id = request.param("id");
    change.state = service::step_state_of(body.word("state", {"open", "done", "dropped"})).value_or(change.state);
    change.outcome = body.optional_text("outcome", {.bytes_max = 500, .bytes_min = 0}).value_or("");
    TRY(body.check());
    return ok(step_json(TRY(service::update_next_step(context.ledger, change, request.user(), context.clock))));
}

}  // namespace

void add_children_routes(Router& router) {
    router.get("/children", "listMyChildren", list_my_children);
    router.post("/children/find", "findChildren", find_children);
    router.get("/children/{person}", "getChild", get_child);
    router.post("/children/{person}/next-steps", "addNextStep", add_next_step);
    router.put("/children/{person}/next-steps/{id}", "updateNextStep", update_next_step);
}

}  // namespace kith::http
