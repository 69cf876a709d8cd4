// The command decide, on plain files and on the ledger.

#include <nlohmann/json.hpp>

#include "cli/decision_json.h"
#include "cli/ledger_options.h"
#include "cli/session.h"
#include "cli/text_table.h"
#include "service/decide.h"

namespace kith::cli {
namespace {

using Json = nlohmann::ordered_json;

Json request_json(const consent::Request& request) {
    return Json::parse(consent::write_request(request), nullptr, false);
}

std::string answer_text(const consent::Answer& answer) {
    const bool is_permit = answer.verdict == consent::Verdict::Permit;
    std::string text = std::string(is_permit ? "permit" : "deny") + "\n" + reasons_text(answer, "  ");
    if (!answer.unlock.empty()) text += "what would unlock it\n" + unlock_text(answer, "  ");
    return text;
}

void print_one(Session& session, const service::Decided& decided) {
    if (session.form() == Form::Json) {
        session.print_json(answer_json(decided.answer));
    } else {
        session.print(answer_text(decided.answer));
    }
}

void print_faults(Session& session, const std::vector<consent::Fault>& faults) {
    if (session.form() == Form::Json) return;
    for (const consent::Fault& fault : faults) {
        session.print("broken part of the policy: " + fault.where + " [" + fault.id + "]\n");
    }
}

void print_many(Session& session, const service::DecidedFile& file) {
    if (session.form() == Form::Text) {
        for (const service::Decided& decided : file.decisions) {
            session.print("not as expected: " + consent::write_request(decided.request) + "\n" +
                          answer_text(decided.answer));
        }
        session.print(counted(file.asked, "request", "requests") + ", " + with_commas(file.permitted) + " permitted");
        if (file.expected > 0) {
            session.print(", " + with_commas(file.as_expected) + " of " + with_commas(file.expected) + " as expected");
        }
        session.print("\n");
        return;
    }
    Json unexpected = Json::array();
    for (const service::Decided& decided : file.decisions) {
        unexpected.push_back({{"request", request_json(decided.request)}, {"answer", answer_json(decided.answer)}});
    }
    session.print_json({{"asked", file.asked},
                        {"permitted", file.permitted},
                        {"expected", file.expected},
                        {"as_expected", file.as_expected},
                        {"faults", file.faults.size()},
                        {"unexpected", std::move(unexpected)}});
}

void print_answers(Session& session, const service::DecidedFile& file) {
    for (const service::Decided& decided : file.decisions) {
        session.print_json_line(
            Json{{"request", request_json(decided.request)}, {"answer", answer_json(decided.answer)}});
    }
}

Result<void> run_decide(Session& session, const Arguments& arguments) {
    const auto request = arguments.optional_text("--request");
    const auto requests = arguments.optional_text("--requests");
    if (request.has_value() == requests.has_value()) {
        return make_error(ErrorCode::InvalidInput, "decide.no-request",
                          "expected either --request FILE or --requests FILE");
    }
    if (!arguments.has("--policy")) {
        if (!request) {
            return make_error(ErrorCode::InvalidInput, "decide.no-policy", "expected --policy FILE with --requests");
        }
        const auto ledger = TRY(open_ledger(arguments));
        const service::Decided decided = TRY(service::decide_on_ledger(*ledger, *request, session.clock()));
        print_one(session, decided);
        return {};
    }
    const service::Keep keep = arguments.has("--answers") ? service::Keep::All : service::Keep::Unexpected;
    const service::DecidedFile file =
        TRY(service::decide_on_files(arguments.text("--policy"), request, requests, keep));
    print_faults(session, file.faults);
    if (request) {
        print_one(session, file.decisions.front());
        return {};
    }
    if (arguments.has("--answers")) {
        print_answers(session, file);
    } else {
        print_many(session, file);
    }
    if (file.as_expected == file.expected) return {};
    return make_error(ErrorCode::Conflict, "decide.unexpected",
                      std::to_string(file.expected - file.as_expected) + " answers are not as expected");
}

}  // namespace

std::vector<Command> decide_commands() {
    return {
        {"decide",
         "say whether somebody may see something, and why",
         "On a policy file, or without --policy on the ledger, where the decision is entered in the audit log. Lines "
         "of\n"
         "--requests may carry an expected answer; those that differ are printed and the command fails.",
         Uses::Ledger,
         {{"--policy", "FILE", "a policy file (docs/formats/policy.md)", Count::Optional, Takes::File},
          {"--request", "FILE", "one request", Count::Optional, Takes::File},
          {"--requests", "FILE", "one request a line", Count::Optional, Takes::File},
          {"--answers", "", "with --requests: print every answer, one a line, as JSON"}},
         {"kith decide --policy policy.json --request request.json",
          "kith decide --policy town/truth/policy.json --requests town/truth/decisions.jsonl"},
         run_decide},
    };
}

}  // namespace kith::cli
