#include "http/govern_json.h"

#include <nlohmann/json.hpp>

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kPlacesNamed = 3;

Json day_json(const std::optional<CivilDate>& day) {
    return day ? Json(day->to_iso()) : Json();
}

template <class Value>
Json optional_json(const std::optional<Value>& value) {
    return value ? Json(*value) : Json();
}

/// `minimum_cell`, or `member/a, member/b, member/c and 31 more`.
std::string summary_of(const govern::Change& change) {
    const std::vector<std::string> places = govern::places_of(change);
    std::string text;
    for (std::size_t i = 0; i < places.size() && i < kPlacesNamed; ++i) text += (i == 0 ? "" : ", ") + places[i];
    if (places.size() > kPlacesNamed) text += " and " + std::to_string(places.size() - kPlacesNamed) + " more";
    return text;
}

std::string threshold_text(const govern::Rule& rule) {
    const std::string share = std::to_string(rule.threshold.of_parts) + "/" + std::to_string(rule.threshold.parts);
    return (rule.margin == govern::Margin::More ? "more than " : "at least ") + share;
}

Json parameters_json(std::string_view key, const std::vector<std::pair<std::string, std::string>>& parameters) {
    Json json = Json::object();
    if (!key.empty()) json["key"] = key;
    for (const auto& [name, value] : parameters) json[name] = value;
    return json;
}

Json point_json(const service::HomePoint& point) {
    Json json{{"from", point.from.to_iso()}, {"to", point.to.to_iso()}, {"n", point.n}};
    const bool is_said = !point.is_suppressed;
    json["value"] = is_said ? Json(point.value) : Json();
    json["low"] = is_said ? Json(point.low) : Json();
    json["high"] = is_said ? Json(point.high) : Json();
    json["coverage"] = is_said ? Json(point.coverage) : Json();
    json["suppressed"] = point.is_suppressed;
    return json;
}

Json measure_json(const service::HomeMeasure& measure) {
    Json points = Json::array();
    for (const service::HomePoint& point : measure.points) points.push_back(point_json(point));
    return {{"card", measure.card},
            {"question", measure.question},
            {"unit", measure.unit},
            {"better", measure.better},
            {"target", optional_json(measure.target)},
            {"points", std::move(points)}};
}

}  // namespace

Json motion_json(const service::MotionView& view) {
    const govern::Motion& motion = view.motion;
    Json electorate = Json::array();
    for (const MemberId& member : motion.electorate) electorate.push_back(member.value());
    Json recused = Json::array();
    for (const MemberId& member : motion.recused) recused.push_back(member.value());
    Json ballots = Json::array();
    for (const govern::Ballot& ballot : view.ballots) {
        ballots.push_back({{"member", ballot.member.value()},
                           {"choice", govern::name_of(ballot.choice)},
                           {"reason", ballot.reason},
                           {"at", ballot.at.to_iso()}});
    }
    Json json{{"id", motion.id},
              {"class", govern::name_of(motion.motion_class)},
              {"title", motion.title},
              {"text", motion.text},
              {"evidence", motion.evidence},
              {"state", govern::name_of(view.state)},
              {"proposer", motion.proposer.value()},
              {"proposed_at", motion.proposed_at.to_iso()},
              {"opened_at", motion.opened_at ? Json(motion.opened_at->to_iso()) : Json()},
              {"closes_on", motion.closes_on.to_iso()},
              {"closed_at", motion.closed_at ? Json(motion.closed_at->to_iso()) : Json()},
              {"review_on", day_json(motion.review_on)},
              {"electorate", std::move(electorate)},
              {"recused", std::move(recused)}};
    json["quorum"] = {{"needed", view.tally.quorum_needed}, {"present", view.tally.present()}};
    json["threshold"] = threshold_text(motion.opened_at ? motion.rule : govern::rule_of(motion.motion_class));
    json["tally"] = {{"for", view.tally.in_favour}, {"against", view.tally.against}, {"abstain", view.tally.abstain}};
    json["ballots"] = std::move(ballots);
    json["change"] = {{"kind", govern::name_of(motion.change.kind)},
                      {"summary", summary_of(motion.change)},
                      {"before", Json::parse(view.before, nullptr, false)},
                      {"after", Json::parse(view.after, nullptr, false)}};
    json["my_ballot"] = view.my_ballot ? Json(govern::name_of(*view.my_ballot)) : Json();
    json["may_vote"] = view.may_vote;
    return json;
}

Json register_json(const service::RegisterView& view) {
    Json items = Json::array();
    for (const service::MotionView& item : view.items) items.push_back(motion_json(item));
    return {{"items", std::move(items)},
            {"replay", view.replay == service::Replay::Equal ? "equal" : "differs"},
            {"configuration_hash", view.configuration_hash},
            {"without_motion", view.without_motion}};
}

Json prospect_json(const service::ProspectView& view) {
    const govern::Prospect& prospect = view.prospect;
    Json history = Json::array();
    for (const govern::StageReached& reached : prospect.history) {
        history.push_back({{"stage", govern::name_of(reached.stage)}, {"at", reached.on.to_iso()}});
    }
    return {{"id", prospect.id},
            {"organisation", prospect.organisation},
            {"member", prospect.member.value().empty() ? Json() : Json(prospect.member.value())},
            {"contact", prospect.contact},
            {"owner", prospect.owner},
            {"stage", govern::name_of(prospect.stage)},
            {"benefit", prospect.benefit},
            {"fears", prospect.fears},
            {"next_step", prospect.next_step},
            {"due", day_json(prospect.due)},
            {"overdue", view.is_overdue},
            {"hours_given", prospect.hours_given},
            {"hours_saved", prospect.hours_saved},
            {"history", std::move(history)}};
}

Json readiness_json(const service::ReadinessLine& line) {
    Json answers = Json::array();
    for (const govern::ReadinessAnswer& answer : line.answers) {
        answers.push_back({{"member", answer.member.value()},
                           {"level", answer.level},
                           {"confidence", answer.confidence},
                           {"evidence", answer.evidence}});
    }
    Json indicator;
    if (line.indicator) {
        indicator = {{"key", line.indicator->key},
                     {"value", optional_json(line.indicator->value)},
                     {"unit", line.indicator->unit},
                     {"standing", govern::name_of(line.indicator->standing)},
                     {"next_step", line.indicator->next_step}};
    }
    return {{"item", line.item->id},
            {"dimension", govern::name_of(line.item->dimension)},
            {"question", line.item->text},
            {"answers", std::move(answers)},
            {"hidden_until_answered", line.is_hidden_until_answered},
            {"spread", optional_json(line.spread)},
            {"indicator", std::move(indicator)}};
}

Json benefit_json(const service::Benefit& benefit) {
    Json overlaps = Json::array();
    for (const service::SharedChildren& shared : benefit.overlaps) {
        overlaps.push_back({{"member", shared.member.value()},
                            {"low", shared.low},
                            {"high", shared.high},
                            {"suppressed", shared.is_suppressed}});
    }
    return {{"member", benefit.member.value()},
            {"children_low", benefit.children_low},
            {"children_high", benefit.children_high},
            {"overlaps", std::move(overlaps)},
            {"hours_saved", benefit.hours_saved},
            {"rows_read", benefit.rows_read},
            {"findings", benefit.findings}};
}

Json home_json(const service::Home& home) {
    Json json{{"sentence", parameters_json(home.sentence.key, home.sentence.parameters)}, {"purpose", nullptr}};
    if (home.purpose) {
        json["purpose"] = {{"id", home.purpose->id},
                           {"name", home.purpose->name},
                           {"question", home.purpose->question},
                           {"state", home.purpose->state},
                           {"from", day_json(home.purpose->from)},
                           {"to", day_json(home.purpose->to)},
                           {"progress", optional_json(home.purpose->progress_percent)}};
    }
    json["measures"] = Json::array();
    for (const service::HomeMeasure& measure : home.measures) json["measures"].push_back(measure_json(measure));
    json["needs"] = Json::array();
    for (const service::Need& need : home.needs) {
        json["needs"].push_back({{"kind", need.kind},
                                 {"count", need.count},
                                 {"page", need.page},
                                 {"due", day_json(need.due)},
                                 {"params", parameters_json("", need.parameters)}});
    }
    json["as_of"] = home.as_of.to_iso();
    return json;
}

}  // namespace kith::http
