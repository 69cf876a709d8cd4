// Measures, overlap, releases, programmes, effects, paths.

#include <nlohmann/json.hpp>

#include "http/fields.h"
#include "http/list.h"
#include "http/routes.h"
#include "service/effect_json.h"
#include "service/effects.h"
#include "service/measures.h"
#include "service/overlap.h"
#include "service/paths.h"
#include "service/programmes.h"
#include "service/releases.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

template <class Value>
Json or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json();
}

std::string_view word_of(insight::Direction better) {
    if (better == insight::Direction::Lower) return "lower";
    return better == insight::Direction::Higher ? "higher" : "neither";
}

Json card_json(const insight::MeasureCard& card) {
    Json tests = Json::array();
    for (const insight::CardTest& test : card.tests) {
        tests.push_back(Json{{"says", test.says},
                             {"expected_days", test.expected_days},
                             {"absent_days", test.absent_days},
                             {"counted", test.is_counted},
                             {"in", test.is_in}});
    }
    return Json{{"id", card.id},
                {"version", card.version},
                {"name", card.name},
                {"question", card.question},
                {"unit", card.unit == insight::MeasureUnit::Share ? "share" : "count"},
                {"better", word_of(card.better)},
                {"denominator", card.counted},
                {"numerator", card.numerator},
                {"window", card.window},
                {"minimum", card.minimum},
                {"groups", card.unit == insight::MeasureUnit::Share ? Json{"none", "school", "grade"} : Json::array()},
                {"tests", tests},
                {"differs", card.differs}};
}

Json row_json(const service::MeasureRow& row, const service::MeasureView& view) {
    return Json{
        {"group", row.group},      {"from", view.from.to_iso()}, {"to", view.to.to_iso()},
        {"n", or_null(row.n)},     {"d", or_null(row.d)},        {"ratio", or_null(row.ratio)},
        {"low", or_null(row.low)}, {"high", or_null(row.high)},  {"suppressed", std::string(name_of(row.shown))}};
}

Json measure_json(const service::MeasureView& view) {
    Json rows = Json::array();
    for (const service::MeasureRow& row : view.rows) rows.push_back(row_json(row, view));
    return Json{
        {"card", card_json(view.card)},
        {"purpose", view.purpose},
        {"group", view.group},
        {"as_of", view.as_of.to_iso()},
        {"population",
         {{"permitted", or_null(view.permitted)}, {"of", or_null(view.of)}, {"coverage", or_null(view.coverage)}}},
        {"rows", rows},
        {"minimum", view.k},
        {"method", view.method}};
}

Json release_json(const service::Release& release) {
    Json json{{"id", release.id},          {"card", release.view.card.id}, {"group", release.view.group},
              {"at", release.at.to_iso()}, {"by", release.by.value()},     {"cells", release.view.rows.size()},
              {"hidden", release.hidden}};
    json["measure"] = measure_json(release.view);
    return json;
}

Result<Response> list_measures(Context&, const Request&) {
    Json items = Json::array();
    for (const insight::MeasureCard& card : insight::built_in_cards()) {
        if (card.unit == insight::MeasureUnit::Share) items.push_back(card_json(card));
    }
    const std::size_t total = items.size();
    return ok(Json{{"items", std::move(items)}, {"next_cursor", nullptr}, {"total", total}});
}

Result<Response> get_measure(Context& context, const Request& request) {
    QueryFields query(request);
    service::MeasureAsked asked;
    asked.card = request.param("id");
    asked.group = query.optional_text("group").value_or("none");
    asked.purpose = query.optional_text("purpose").value_or("");
    TRY(query.check());
    return ok(measure_json(TRY(service::show_measure(context.ledger, asked, request.user(), context.clock))));
}

Result<Response> get_overlap(Context& context, const Request& request) {
    QueryFields query(request);
    const std::string purpose = query.optional_text("purpose").value_or("");
    TRY(query.check());
    const service::OverlapView view =
        TRY(service::show_overlap(context.ledger, purpose, request.user(), context.clock));
    Json members = Json::array();
    for (const service::OverlapMember& member : view.members) {
        members.push_back(Json{{"id", member.id.value()}, {"name", member.name}});
    }
    Json matrix = Json::array();
    for (const service::OverlapCell& cell : view.cells) {
        matrix.push_back(Json{{"a", cell.a.value()},
                              {"b", cell.b.value()},
                              {"low", or_null(cell.low)},
                              {"high", or_null(cell.high)},
                              {"expected", or_null(cell.expected)},
                              {"ratio", or_null(cell.ratio)},
                              {"suppressed", cell.is_suppressed}});
    }
    return ok(Json{{"purpose", view.purpose},
                   {"as_of", view.as_of.to_iso()},
                   {"coverage", or_null(view.coverage)},
                   {"members", members},
                   {"matrix", matrix},
                   {"distinct", {{"low", or_null(view.distinct_low)}, {"high", or_null(view.distinct_high)}}}});
}

Result<Response> publish_measure(Context& context, const Request& request) {
    BodyFields body(request);
    service::MeasureAsked asked;
    asked.card = request.param("id");
    asked.group = body.optional_text("group").value_or("none");
    asked.purpose = body.optional_text("purpose").value_or("");
    TRY(body.check());
    return created(release_json(TRY(service::publish_measure(context.ledger, asked, request.user(), context.clock))));
}

Result<Response> list_releases(Context& context, const Request& request) {
    QueryFields query(request);
    const PageAsked asked = page_asked(query);
    TRY(query.check());
    const std::vector<service::Release> releases =
        TRY(service::list_releases(context.ledger, request.user(), context.clock));
    Json items = Json::array();
    for (std::size_t i = asked.from; i < releases.size() && items.size() < asked.limit; ++i) {
        items.push_back(release_json(releases[i]));
    }
    return ok(list_page(std::move(items), asked, releases.size()));
}

Result<Response> list_programmes(Context& context, const Request& request) {
    const std::vector<service::Programme> programmes =
        TRY(service::list_programmes(context.ledger, request.user(), context.clock));
    Json items = Json::array();
    for (const service::Programme& programme : programmes) {
        items.push_back(Json{{"id", programme.id},
                             {"name", programme.name},
                             {"source", programme.source.value()},
                             {"member", programme.member.value()},
                             {"outcomes", {"attendance"}}});
    }
    return ok(Json{{"items", std::move(items)}, {"next_cursor", nullptr}, {"total", programmes.size()}});
}

Json stretch_json(CivilDate from, CivilDate to) {
    return Json{{"from", from.to_iso()}, {"to", to.to_iso()}};
}

Result<Response> estimate_effect(Context& context, const Request& request) {
    BodyFields body(request);
    service::EffectAsked asked;
    asked.programme = body.text("programme");
    asked.outcome = body.optional_text("outcome").value_or("attendance");
    asked.purpose = body.optional_text("purpose").value_or("");
    TRY(body.check());
    if (asked.outcome == "attendance_rate") asked.outcome = "attendance";
    const service::EffectAnswer answer =
        TRY(service::estimate_programme(context.ledger, asked, request.user(), context.clock));
    Json json = answer.report ? service::effect_json(*answer.report)
                              : Json{{"verdict", {{"key", "cannot_tell"}}}, {"sentence", "We cannot tell."}};
    if (answer.report) json["estimate"]["unit"] = answer.unit;
    json["refused"] = answer.report ? Json() : Json{{"key", answer.refused}, {"minimum", answer.minimum}};
    json["programme"] = answer.programme;
    json["outcome"] = answer.outcome;
    json["purpose"] = answer.purpose;
    json["as_of"] = answer.as_of.to_iso();
    if (answer.report) {
        json["stretches"] = Json{{"before", stretch_json(answer.before_from, answer.before_to)},
                                 {"placebo", stretch_json(answer.placebo_from, answer.placebo_to)},
                                 {"after", stretch_json(answer.after_from, answer.after_to)}};
    }
    return ok(json);
}

Json reason_json(const service::PathReason& reason) {
    Json json{{"key", reason.key}};
    for (const auto& [name, value] : reason.parameters) json[name] = value;
    return json;
}

Json path_json(const service::PathGroup& group) {
    Json shape{{"key", std::string(name_of(group.shape.shape))}};
    if (group.since) shape["since"] = group.since->to_iso();
    Json series = Json::array();
    for (const service::PathPoint& point : group.series) {
        series.push_back(
            Json{{"month", point.month.from.to_iso()}, {"mean", point.mean}, {"low", point.low}, {"high", point.high}});
    }
    Json children;
    if (group.children) {
        children = Json::array();
        for (const service::PathChild& child : *group.children) {
            Json reasons = Json::array();
            for (const service::PathReason& reason : child.reasons) reasons.push_back(reason_json(reason));
            children.push_back(Json{{"person", child.person.value()},
                                    {"given", child.given},
                                    {"surname", child.surname},
                                    {"reasons", reasons}});
        }
    }
    return Json{{"id", group.id},
                {"shape", shape},
                {"n", or_null(group.n)},
                {"series", series},
                {"helped",
                 {{"n", or_null(group.helped.n)},
                  {"back_on_track", or_null(group.helped.back_on_track)},
                  {"low", or_null(group.helped.low)},
                  {"high", or_null(group.helped.high)}}},
                {"not_yet_helped", {{"count", or_null(group.not_yet_helped)}, {"children", children}}}};
}

Result<Response> get_paths(Context& context, const Request& request) {
    QueryFields query(request);
    const std::string purpose = query.optional_text("purpose").value_or("");
    TRY(query.check());
    const service::PathsView view =
        TRY(service::show_paths(context.ledger, request.param("id"), purpose, request.user(), context.clock));
    Json groups = Json::array();
    for (const service::PathGroup& group : view.groups) groups.push_back(path_json(group));
    return ok(Json{{"programme", view.programme},
                   {"purpose", view.purpose},
                   {"as_of", view.as_of.to_iso()},
                   {"minimum", view.k},
                   {"groups", groups}});
}

}  // namespace

void add_insight_routes(Router& router) {
    router.get("/measures", "listMeasures", list_measures);
    router.get("/measures/overlap", "getOverlap", get_overlap);
    router.get("/measures/{id}", "getMeasure", get_measure);
    router.post("/measures/{id}/releases", "publishMeasure", publish_measure);
    router.get("/releases", "listReleases", list_releases);
    router.get("/programmes", "listProgrammes", list_programmes);
    router.post("/effects", "estimateEffect", estimate_effect);
    router.get("/programmes/{id}/paths", "getPaths", get_paths);
}

}  // namespace kith::http
