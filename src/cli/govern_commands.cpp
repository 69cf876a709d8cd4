// Commands of the community's decisions: motion list, show, propose, open, vote, close; register, engagement,
// readiness.

#include <nlohmann/json.hpp>

#include "cli/ledger_options.h"
#include "cli/session.h"
#include "cli/text_table.h"
#include "service/engagement.h"
#include "service/files.h"
#include "service/motions.h"
#include "service/readiness.h"

namespace kith::cli {
namespace {

using Json = nlohmann::ordered_json;

UserId viewer_of(const Arguments& arguments) {
    return UserId(arguments.text("--as"));
}

Json motion_json(const service::MotionView& view) {
    const govern::Motion& motion = view.motion;
    Json ballots = Json::array();
    for (const govern::Ballot& ballot : view.ballots) {
        ballots.push_back(
            {{"member", ballot.member.value()}, {"choice", govern::name_of(ballot.choice)}, {"reason", ballot.reason}});
    }
    return {
        {"id", motion.id},
        {"class", govern::name_of(motion.motion_class)},
        {"state", govern::name_of(view.state)},
        {"title", motion.title},
        {"text", motion.text},
        {"proposer", motion.proposer.value()},
        {"closes_on", motion.closes_on.to_iso()},
        {"register_number", motion.register_number},
        {"quorum", {{"needed", view.tally.quorum_needed}, {"present", view.tally.present()}}},
        {"tally", {{"for", view.tally.in_favour}, {"against", view.tally.against}, {"abstain", view.tally.abstain}}},
        {"ballots", std::move(ballots)},
        {"change",
         {{"kind", govern::name_of(motion.change.kind)},
          {"before", Json::parse(view.before, nullptr, false)},
          {"after", Json::parse(view.after, nullptr, false)}}}};
}

std::string motion_text(const service::MotionView& view) {
    const govern::Motion& motion = view.motion;
    TextTable table({Align::Left, Align::Left}, "");
    table.row({"motion", motion.id});
    table.row({"title", printable(motion.title)});
    table.row({"class", std::string(govern::name_of(motion.motion_class))});
    table.row({"state", std::string(govern::name_of(view.state))});
    table.row({"ballots until", motion.closes_on.to_iso()});
    table.row({"quorum", std::to_string(view.tally.present()) + " present, " +
                             std::to_string(view.tally.quorum_needed) + " needed of " +
                             std::to_string(view.tally.electorate)});
    table.row({"votes", std::to_string(view.tally.in_favour) + " for, " + std::to_string(view.tally.against) +
                            " against, " + std::to_string(view.tally.abstain) + " abstain"});
    table.row({"before", printable(view.before)});
    table.row({"after", printable(view.after)});
    std::string text = table.to_text() + (motion.text.empty() ? "" : "\n" + printable(motion.text) + "\n");
    for (const govern::Ballot& ballot : view.ballots) {
        text += "  " + ballot.member.value() + ": " + std::string(govern::name_of(ballot.choice)) +
                (ballot.reason.empty() ? "" : ", " + printable(ballot.reason)) + "\n";
    }
    return text;
}

void print_motion(Session& session, const service::MotionView& view) {
    if (session.form() == Form::Json) {
        session.print_json(motion_json(view));
    } else {
        session.print(motion_text(view));
    }
}

Result<void> run_motion_list(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const std::vector<service::MotionView> views =
        TRY(service::list_motions(*ledger, viewer_of(arguments), session.clock()));
    Json list = Json::array();
    TextTable table({Align::Left, Align::Left, Align::Left, Align::Left}, "");
    for (const service::MotionView& view : views) {
        list.push_back(motion_json(view));
        table.row({view.motion.id, std::string(govern::name_of(view.state)), view.motion.closes_on.to_iso(),
                   printable(view.motion.title)});
    }
    if (session.form() == Form::Json) {
        session.print_json(list);
    } else {
        session.print(views.empty() ? "no motions yet\n" : table.to_text());
    }
    return {};
}

Result<void> show(Session& session, ledger::Ledger& ledger, const std::string& id, const UserId& viewer) {
    print_motion(session, TRY(service::show_motion(ledger, id, viewer, session.clock())));
    return {};
}

Result<void> run_motion_show(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    return show(session, *ledger, arguments.text("MOTION"), viewer_of(arguments));
}

Result<CivilDate> day_of(const Arguments& arguments, std::string_view option) {
    const auto day = CivilDate::parse_iso(arguments.text(option));
    if (day) return *day;
    return make_error(ErrorCode::InvalidInput, "motion.day", "expected a day such as 2026-12-10", std::string(option));
}

Result<void> run_motion_propose(Session& session, const Arguments& arguments) {
    service::ProposeRequest request;
    const auto motion_class = govern::motion_class_of(arguments.text("--class"));
    if (!motion_class) {
        return make_error(ErrorCode::InvalidInput, "motion.class",
                          "expected consent_policy, minimum_data_set, measure, membership, request or incident");
    }
    request.motion_class = *motion_class;
    request.title = arguments.text("--title");
    request.text = arguments.text("--text");
    request.closes_on = TRY(day_of(arguments, "--closes"));
    if (arguments.has("--review")) request.review_on = TRY(day_of(arguments, "--review"));
    if (const auto path = arguments.optional_text("--change")) {
        request.change = std::string(TRY(service::InputFile::open(*path)).text());
    }
    const auto ledger = TRY(open_ledger(arguments));
    const UserId viewer = viewer_of(arguments);
    return show(session, *ledger, TRY(service::propose_motion(*ledger, request, viewer, session.clock())), viewer);
}

Result<void> run_motion_open(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    std::vector<MemberId> recused;
    for (std::string& member : words_of(arguments, "--recuse")) recused.emplace_back(std::move(member));
    const std::string id = arguments.text("MOTION");
    TRY(service::open_motion(*ledger, id, recused, viewer_of(arguments), session.clock()));
    return show(session, *ledger, id, viewer_of(arguments));
}

Result<void> run_motion_vote(Session& session, const Arguments& arguments) {
    const auto choice = govern::choice_of(arguments.text("CHOICE"));
    if (!choice) return make_error(ErrorCode::InvalidInput, "motion.choice", "expected `for`, `against` or `abstain`");
    const auto ledger = TRY(open_ledger(arguments));
    const std::string id = arguments.text("MOTION");
    TRY(service::cast_ballot(*ledger, {id, *choice, arguments.text("--reason")}, viewer_of(arguments),
                             session.clock()));
    return show(session, *ledger, id, viewer_of(arguments));
}

Result<void> run_motion_close(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    print_motion(session,
                 TRY(service::close_motion(*ledger, arguments.text("MOTION"), viewer_of(arguments), session.clock())));
    return {};
}

Result<void> run_register(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const service::RegisterView view = TRY(service::show_register(*ledger, viewer_of(arguments), session.clock()));
    const std::string_view replay = view.replay == service::Replay::Equal ? "equal" : "differs";
    if (session.form() == Form::Json) {
        Json items = Json::array();
        for (const service::MotionView& item : view.items) items.push_back(motion_json(item));
        session.print_json({{"items", std::move(items)},
                            {"replay", replay},
                            {"configuration_hash", view.configuration_hash},
                            {"configuration", Json::parse(view.configuration, nullptr, false)},
                            {"without_motion", view.without_motion}});
    } else {
        TextTable table({Align::Right, Align::Left, Align::Left, Align::Left}, "");
        for (const service::MotionView& item : view.items) {
            table.row({std::to_string(item.motion.register_number), item.motion.id,
                       std::string(govern::name_of(item.state)), printable(item.motion.title)});
        }
        session.print(table.to_text() + "replayed from empty: " + std::string(replay) + "\nconfiguration " +
                      view.configuration_hash + "\n");
        for (const std::string& place : view.without_motion)
            session.print("no motion says: " + printable(place) + "\n");
    }
    if (view.replay == service::Replay::Equal) return {};
    return make_error(ErrorCode::Corrupt, "register.differs", "the configuration in force is not what was voted for");
}

Result<void> run_engagement(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const std::vector<service::ProspectView> views =
        TRY(service::list_engagement(*ledger, viewer_of(arguments), session.clock()));
    Json list = Json::array();
    TextTable table({Align::Left, Align::Left, Align::Left, Align::Left}, "");
    for (const service::ProspectView& view : views) {
        const govern::Prospect& prospect = view.prospect;
        const std::string due = prospect.due ? prospect.due->to_iso() : "";
        list.push_back({{"id", prospect.id},
                        {"organisation", prospect.organisation},
                        {"stage", govern::name_of(prospect.stage)},
                        {"owner", prospect.owner},
                        {"next_step", prospect.next_step},
                        {"due", due},
                        {"overdue", view.is_overdue}});
        table.row({printable(prospect.organisation), std::string(govern::name_of(prospect.stage)),
                   view.is_overdue ? "overdue" : due, printable(prospect.next_step)});
    }
    if (session.form() == Form::Json) {
        session.print_json(list);
    } else {
        session.print(views.empty() ? "the plan is empty\n" : table.to_text());
    }
    return {};
}

std::string measured_text(const govern::Indicator& indicator) {
    const std::string value = indicator.value ? four_digits(*indicator.value) : "never";
    return std::string(indicator.key) + " " + value + " (" + std::string(govern::name_of(indicator.standing)) + ")";
}

Result<void> run_readiness(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const std::vector<service::ReadinessLine> lines =
        TRY(service::show_readiness(*ledger, viewer_of(arguments), session.clock()));
    Json list = Json::array();
    TextTable table({Align::Left, Align::Left, Align::Left, Align::Left}, "");
    for (const service::ReadinessLine& line : lines) {
        std::string levels;
        Json answers = Json::array();
        for (const govern::ReadinessAnswer& answer : line.answers) {
            answers.push_back({{"member", answer.member.value()}, {"level", answer.level}});
            levels += std::to_string(answer.level);
        }
        list.push_back({{"item", line.item->id},
                        {"answers", std::move(answers)},
                        {"spread", line.spread ? Json(*line.spread) : Json()},
                        {"indicator", line.indicator ? Json(line.indicator->key) : Json()},
                        {"value", line.indicator && line.indicator->value ? Json(*line.indicator->value) : Json()}});
        table.row({std::string(line.item->id), levels.empty() ? "-" : levels,
                   line.spread ? "spread " + std::to_string(*line.spread) : "",
                   line.indicator ? measured_text(*line.indicator) : ""});
    }
    if (session.form() == Form::Json) {
        session.print_json(list);
    } else {
        session.print(table.to_text());
    }
    return {};
}

const Option kViewer{"--as", "USER", "who asks", Count::Required};
const Option kMotion{"MOTION", "", "its id, such as m-3", Count::Required};

std::vector<Command> motion_commands() {
    return {
        {"motion list",
         "list what is and was put to the vote",
         "",
         Uses::Ledger,
         {kViewer},
         {"kith motion list --as steward-hayes"},
         run_motion_list},
        {"motion show",
         "show a motion, its ballots, and what it changes",
         "",
         Uses::Ledger,
         {kMotion, kViewer},
         {"kith motion show m-3 --as lead-santos"},
         run_motion_show},
        {"motion propose",
         "put a motion on the table",
         "A change that could not be applied is refused before anybody votes on it.",
         Uses::Ledger,
         {{"--class", "CLASS", "consent_policy, minimum_data_set, measure, membership, request or incident",
           Count::Required},
          {"--title", "TEXT", "one line", Count::Required},
          {"--text", "TEXT", "why"},
          {"--change", "FILE", "the change of the configuration, as JSON; without it a resolution", Count::Optional,
           Takes::File},
          {"--closes", "DATE", "the last day for ballots", Count::Required},
          {"--review", "DATE", "when to look at it again"},
          kViewer},
         {"kith motion propose --class measure --title 'Publish from 15' --change change.json --closes 2026-12-10 --as "
          "steward-hayes"},
         run_motion_propose},
        {"motion open",
         "open a motion for ballots",
         "One vote a member; quorum and threshold are those of its class and stay.",
         Uses::Ledger,
         {kMotion, {"--recuse", "MEMBERS", "members with an interest in it, with commas"}, kViewer},
         {"kith motion open m-3 --recuse northside-club --as steward-hayes"},
         run_motion_open},
        {"motion vote",
         "vote for the member you lead",
         "Until the motion closes the last ballot counts.",
         Uses::Ledger,
         {kMotion, {"CHOICE", "", "for, against or abstain", Count::Required}, {"--reason", "TEXT", "why"}, kViewer},
         {"kith motion vote m-3 for --as lead-santos"},
         run_motion_vote},
        {"motion close",
         "count the ballots and, if carried, change the configuration",
         "When its last day is over, or every member has voted.",
         Uses::Ledger,
         {kMotion, kViewer},
         {"kith motion close m-3 --as steward-hayes"},
         run_motion_close},
    };
}

}  // namespace

std::vector<Command> govern_commands() {
    std::vector<Command> commands = motion_commands();
    commands.push_back({"register",
                        "replay every decision from the first",
                        "Compares the configuration in force with what was voted for, byte for byte.",
                        Uses::Ledger,
                        {kViewer},
                        {"kith register --as steward-hayes"},
                        run_register});
    commands.push_back({"engagement",
                        "list the stakeholder plan, what is overdue first",
                        "",
                        Uses::Ledger,
                        {kViewer},
                        {"kith engagement --as steward-hayes"},
                        run_engagement});
    commands.push_back({"readiness",
                        "what members say of themselves beside what the ledger shows",
                        "",
                        Uses::Ledger,
                        {kViewer},
                        {"kith readiness --as steward-hayes"},
                        run_readiness});
    return commands;
}

}  // namespace kith::cli
