#include "govern/documents.h"

#include "govern/json_text.h"

namespace kith::govern {
namespace {

Json members_json(const std::vector<MemberId>& members) {
    Json json = Json::array();
    for (const MemberId& member : members) json.push_back(member.value());
    return json;
}

std::vector<MemberId> members_of(const std::vector<std::string>& words) {
    std::vector<MemberId> members;
    members.reserve(words.size());
    for (const std::string& word : words) members.emplace_back(word);
    return members;
}

Json share_json(const Share& share) {
    return Json::array({share.of_parts, share.parts});
}

std::optional<Share> share_of(const Json& json) {
    const bool is_pair =
        json.is_array() && json.size() == 2 && json[0].is_number_integer() && json[1].is_number_integer();
    if (!is_pair) return std::nullopt;
    const Share share{json[0].get<std::int32_t>(), json[1].get<std::int32_t>()};
    if (share.of_parts < 0 || share.parts < 1 || share.of_parts > share.parts) return std::nullopt;
    return share;
}

Json rule_json(const Rule& rule) {
    return {{"quorum", share_json(rule.quorum)},
            {"threshold", share_json(rule.threshold)},
            {"margin", rule.margin == Margin::More ? "more" : "at_least"}};
}

void read_rule(Fields& fields, Rule& rule) {
    const Json& json = fields.at("rule");
    if (json.is_null()) return;
    Fields inner(json);
    const auto quorum = share_of(inner.at("quorum"));
    const auto threshold = share_of(inner.at("threshold"));
    const std::string margin = inner.text("margin");
    if (!quorum || !threshold || (margin != "more" && margin != "at_least")) return fields.fault("rule");
    rule = {*quorum, *threshold, margin == "more" ? Margin::More : Margin::AtLeast};
}

}  // namespace

Result<Motion> read_motion(std::string_view text) {
    const Json json = TRY(read_object(text, "motion.malformed"));
    Fields fields(json);
    Motion motion;
    motion.id = fields.needed_text("id");
    const auto motion_class = motion_class_of(fields.text("class"));
    const auto state = motion_state_of(fields.text("state"));
    if (!motion_class) fields.fault("class");
    if (!state) fields.fault("state");
    motion.motion_class = motion_class.value_or(MotionClass::Measure);
    motion.state = state.value_or(MotionState::Draft);
    motion.title = fields.text("title");
    motion.text = fields.text("text");
    motion.evidence = fields.text("evidence");
    motion.proposer = UserId(fields.text("proposer"));
    motion.proposed_at = fields.instant("proposed_at").value_or(Instant());
    const auto closes_on = fields.day("closes_on");
    if (!closes_on) fields.fault("closes_on");
    motion.closes_on = closes_on.value_or(CivilDate());
    motion.review_on = fields.day("review_on");
    motion.opened_at = fields.instant("opened_at");
    motion.electorate = members_of(fields.texts("electorate"));
    motion.recused = members_of(fields.texts("recused"));
    read_rule(fields, motion.rule);
    motion.closed_at = fields.instant("closed_at");
    motion.register_number = static_cast<std::uint64_t>(fields.number("register_number", 0));
    TRY(fields.check("motion.malformed"));
    motion.change = TRY(read_change(write_json(fields.at("change"))));
    return motion;
}

std::string write_motion(const Motion& motion) {
    const Json json{{"id", motion.id},
                    {"class", name_of(motion.motion_class)},
                    {"state", name_of(motion.state)},
                    {"title", motion.title},
                    {"text", motion.text},
                    {"evidence", motion.evidence},
                    {"proposer", motion.proposer.value()},
                    {"change", Json::parse(write_change(motion.change), nullptr, false)},
                    {"proposed_at", motion.proposed_at.to_iso()},
                    {"closes_on", motion.closes_on.to_iso()},
                    {"review_on", day_json(motion.review_on)},
                    {"opened_at", instant_json(motion.opened_at)},
                    {"electorate", members_json(motion.electorate)},
                    {"recused", members_json(motion.recused)},
                    {"rule", rule_json(motion.rule)},
                    {"closed_at", instant_json(motion.closed_at)},
                    {"register_number", motion.register_number}};
    return write_json(json);
}

Result<Ballot> read_ballot(std::string_view text) {
    const Json json = TRY(read_object(text, "ballot.malformed"));
    Fields fields(json);
    Ballot ballot;
    ballot.motion = fields.needed_text("motion");
    ballot.member = MemberId(fields.needed_text("member"));
    const auto choice = choice_of(fields.text("choice"));
    const auto at = fields.instant("at");
    if (!choice) fields.fault("choice");
    if (!at) fields.fault("at");
    ballot.choice = choice.value_or(Choice::Abstain);
    ballot.reason = fields.text("reason");
    ballot.by = UserId(fields.text("by"));
    ballot.at = at.value_or(Instant());
    TRY(fields.check("ballot.malformed"));
    return ballot;
}

std::string write_ballot(const Ballot& ballot) {
    return write_json({{"motion", ballot.motion},
                       {"member", ballot.member.value()},
                       {"choice", name_of(ballot.choice)},
                       {"reason", ballot.reason},
                       {"by", ballot.by.value()},
                       {"at", ballot.at.to_iso()}});
}

Result<Prospect> read_prospect(std::string_view text) {
    const Json json = TRY(read_object(text, "prospect.malformed"));
    Fields fields(json);
    Prospect prospect;
    prospect.id = fields.needed_text("id");
    prospect.organisation = fields.text("organisation");
    prospect.member = MemberId(fields.text("member"));
    prospect.contact = fields.text("contact");
    prospect.owner = fields.text("owner");
    prospect.benefit = fields.text("benefit");
    prospect.fears = fields.text("fears");
    prospect.next_step = fields.text("next_step");
    prospect.due = fields.day("due");
    prospect.hours_given = fields.number("hours_given", 0);
    prospect.hours_saved = fields.number("hours_saved", 0);
    const Json& history = fields.at("history");
    if (!history.is_array()) fields.fault("history");
    for (const Json& each : history) {
        Fields inner(each);
        const auto stage = stage_of(inner.text("stage"));
        const auto on = inner.day("on");
        if (!stage || !on) fields.fault("history");
        prospect.history.push_back({stage.value_or(Stage::Identified), on.value_or(CivilDate())});
    }
    if (prospect.history.empty()) fields.fault("history");
    TRY(fields.check("prospect.malformed"));
    prospect.stage = prospect.history.back().stage;
    return prospect;
}

std::string write_prospect(const Prospect& prospect) {
    Json history = Json::array();
    for (const StageReached& each : prospect.history) {
        history.push_back({{"stage", name_of(each.stage)}, {"on", each.on.to_iso()}});
    }
    return write_json({{"id", prospect.id},
                       {"organisation", prospect.organisation},
                       {"member", prospect.member.value()},
                       {"contact", prospect.contact},
                       {"owner", prospect.owner},
                       {"benefit", prospect.benefit},
                       {"fears", prospect.fears},
                       {"next_step", prospect.next_step},
                       {"due", day_json(prospect.due)},
                       {"hours_given", prospect.hours_given},
                       {"hours_saved", prospect.hours_saved},
                       {"history", std::move(history)}});
}

Result<ReadinessAnswer> read_answer(std::string_view text) {
    const Json json = TRY(read_object(text, "readiness.malformed"));
    Fields fields(json);
    ReadinessAnswer answer;
    answer.item = fields.needed_text("item");
    answer.member = MemberId(fields.needed_text("member"));
    answer.level = static_cast<int>(fields.number("level", 0));
    answer.confidence = static_cast<int>(fields.number("confidence", 0));
    answer.evidence = fields.text("evidence");
    TRY(fields.check("readiness.malformed"));
    return answer;
}

std::string write_answer(const ReadinessAnswer& answer) {
    return write_json({{"item", answer.item},
                       {"member", answer.member.value()},
                       {"level", answer.level},
                       {"confidence", answer.confidence},
                       {"evidence", answer.evidence}});
}

}  // namespace kith::govern
