// Home and its tour, motions and the register, the stakeholder plan, readiness, benefit.

#include <nlohmann/json.hpp>

#include "http/fields.h"
#include "http/govern_json.h"
#include "http/list.h"
#include "http/routes.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr TextRule kLongText{.bytes_max = 20'000, .bytes_min = 0};
constexpr TextRule kShortText{.bytes_max = 2'000, .bytes_min = 0};

Error unknown_word(std::string_view where) {
    return make_error(ErrorCode::InvalidInput, "request.field.value", "expected another word", std::string(where));
}

// home

Result<Response> get_home(Context& context, const Request& request) {
    return ok(home_json(TRY(service::show_home(context.ledger, request.user(), context.clock))));
}

Result<Response> finish_tour_step(Context& context, const Request& request) {
    TRY(service::finish_tour_step(context.ledger, request.param("step"), request.user(), context.clock));
    return no_content();
}

// motions

Result<Response> list_motions(Context& context, const Request& request) {
    QueryFields query(request);
    const PageAsked asked = page_asked(query);
    TRY(query.check());
    const std::vector<service::MotionView> views =
        TRY(service::list_motions(context.ledger, request.user(), context.clock));
    Json items = Json::array();
    for (std::size_t i = asked.from; i < views.size() && items.size() < asked.limit; ++i) {
        items.push_back(motion_json(views[i]));
    }
    return ok(list_page(std::move(items), asked, views.size()));
}

Result<Response> get_motion(Context& context, const Request& request) {
    return ok(
        motion_json(TRY(service::show_motion(context.ledger, request.param("id"), request.user(), context.clock))));
}

Result<Response> propose_motion(Context& context, const Request& request) {
    BodyFields body(request);
    service::ProposeRequest asked;
    const auto motion_class = govern::motion_class_of(body.text("class"));
    asked.title = body.text("title");
    asked.text = body.text("text", kLongText);
    asked.evidence = body.optional_text("evidence", kLongText).value_or("");
    asked.closes_on = body.date("closes_on");
    asked.review_on = body.optional_date("review_on");
    const Json& change = body.value("change");
    TRY(body.check());
    if (!motion_class) return unknown_word("class");
    asked.motion_class = *motion_class;
    if (!change.is_null()) asked.change = change.dump(-1, ' ', false, Json::error_handler_t::replace);
    const std::string id = TRY(service::propose_motion(context.ledger, asked, request.user(), context.clock));
    return created(motion_json(TRY(service::show_motion(context.ledger, id, request.user(), context.clock))));
}

Result<Response> open_motion(Context& context, const Request& request) {
    BodyFields body(request);
    std::vector<MemberId> recused;
    for (std::string& member : body.texts("recused")) recused.emplace_back(std::move(member));
    TRY(body.check());
    TRY(service::open_motion(context.ledger, request.param("id"), recused, request.user(), context.clock));
    return get_motion(context, request);
}

Result<Response> cast_ballot(Context& context, const Request& request) {
    BodyFields body(request);
    service::BallotRequest ballot;
    ballot.motion = request.param("id");
    const auto choice = govern::choice_of(body.word("choice", {"for", "against", "abstain"}));
    ballot.reason = body.optional_text("reason", kShortText).value_or("");
    TRY(body.check());
    ballot.choice = choice.value_or(govern::Choice::Abstain);
    TRY(service::cast_ballot(context.ledger, ballot, request.user(), context.clock));
    return get_motion(context, request);
}

Result<Response> close_motion(Context& context, const Request& request) {
    return ok(
        motion_json(TRY(service::close_motion(context.ledger, request.param("id"), request.user(), context.clock))));
}

Result<Response> get_register(Context& context, const Request& request) {
    return ok(register_json(TRY(service::show_register(context.ledger, request.user(), context.clock))));
}

// stakeholder plan, readiness, benefit

Result<Response> list_engagement(Context& context, const Request& request) {
    QueryFields query(request);
    const PageAsked asked = page_asked(query);
    TRY(query.check());
    const std::vector<service::ProspectView> views =
        TRY(service::list_engagement(context.ledger, request.user(), context.clock));
    Json items = Json::array();
    for (std::size_t i = asked.from; i < views.size() && items.size() < asked.limit; ++i) {
        items.push_back(prospect_json(views[i]));
    }
    return ok(list_page(std::move(items), asked, views.size()));
}

Result<service::ProspectChange> prospect_change(const Request& request) {
    BodyFields body(request);
    service::ProspectChange change;
    change.organisation = body.optional_text("organisation");
    change.member = body.optional_text("member");
    change.contact = body.optional_text("contact", kShortText);
    change.owner = body.optional_text("owner");
    change.benefit = body.optional_text("benefit", kShortText);
    change.fears = body.optional_text("fears", kShortText);
    change.next_step = body.optional_text("next_step", kShortText);
    change.due = body.optional_date("due");
    change.hours_given = body.optional_number("hours_given");
    change.hours_saved = body.optional_number("hours_saved");
    const auto stage = body.optional_text("stage");
    TRY(body.check());
    if (stage) change.stage = govern::stage_of(*stage);
    if (stage && !change.stage) return unknown_word("stage");
    return change;
}

Result<Response> add_engagement(Context& context, const Request& request) {
    const service::ProspectChange change = TRY(prospect_change(request));
    return created(prospect_json(TRY(service::add_prospect(context.ledger, change, request.user(), context.clock))));
}

Result<Response> update_engagement(Context& context, const Request& request) {
    const service::ProspectChange change = TRY(prospect_change(request));
    return ok(prospect_json(
        TRY(service::update_prospect(context.ledger, request.param("id"), change, request.user(), context.clock))));
}

Result<Response> get_readiness(Context& context, const Request& request) {
    const std::vector<service::ReadinessLine> lines =
        TRY(service::show_readiness(context.ledger, request.user(), context.clock));
    Json items = Json::array();
    for (const service::ReadinessLine& line : lines) items.push_back(readiness_json(line));
    return ok(list_page(std::move(items), {.from = 0, .limit = lines.size()}, lines.size()));
}

Result<Response> answer_readiness(Context& context, const Request& request) {
    BodyFields body(request);
    govern::ReadinessAnswer answer;
    answer.item = request.param("item");
    answer.level = static_cast<int>(body.number("level", {.least = 0, .most = govern::kLevelMost}));
    answer.confidence = static_cast<int>(body.number("confidence", {.least = 0, .most = govern::kLevelMost}));
    answer.evidence = body.optional_text("evidence", kShortText).value_or("");
    TRY(body.check());
    TRY(service::answer_readiness(context.ledger, answer, request.user(), context.clock));
    return no_content();
}

Result<Response> get_benefit(Context& context, const Request& request) {
    const MemberId member(request.param("member"));
    return ok(benefit_json(TRY(service::show_benefit(context.ledger, member, request.user(), context.clock))));
}

}  // namespace

void add_govern_routes(Router& router) {
    router.get("/home", "getHome", get_home);
    router.post("/session/tour/{step}", "finishTourStep", finish_tour_step);
    router.get("/motions", "listMotions", list_motions);
    router.post("/motions", "proposeMotion", propose_motion);
    router.get("/motions/{id}", "getMotion", get_motion);
    router.post("/motions/{id}/open", "openMotion", open_motion);
    router.post("/motions/{id}/ballots", "castBallot", cast_ballot);
    router.post("/motions/{id}/close", "closeMotion", close_motion);
    router.get("/register", "getRegister", get_register);
    router.get("/engagement", "listEngagement", list_engagement);
    router.post("/engagement", "addEngagement", add_engagement);
    router.put("/engagement/{id}", "updateEngagement", update_engagement);
    router.get("/readiness", "getReadiness", get_readiness);
    router.put("/readiness/{item}", "answerReadiness", answer_readiness);
    router.get("/members/{member}/benefit", "getBenefit", get_benefit);
}

}  // namespace kith::http
