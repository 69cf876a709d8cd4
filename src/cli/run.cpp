#include "cli/run.h"

#include "cli/parser.h"
#include "cli/session.h"

namespace kith::cli {
namespace {

constexpr int kExitUsage = 2;
constexpr int kExitClosedPipe = 141;  // what a shell shows for a program that a closed pipe ended

int fail(const Error& error, Form form) {
    if (error.id == "output.closed") return kExitClosedPipe;
    print_error(error, form);
    return exit_code_of(error.code);
}

int print_only(const std::string& text, const Clock& clock) {
    Session session(Arguments{}, clock);
    session.print(text);
    const Result<void> finished = session.finish();
    return finished.is_ok() ? 0 : fail(finished.error(), Form::Text);
}

}  // namespace

int run(const std::vector<std::string>& words, std::string_view version, const Clock& clock, Serve* serve) {
    const Parsed parsed = parse(words, version);
    if (!parsed.fault.empty()) {
        Form form = Form::Text;
        for (const std::string& word : words) {
            if (word == "--json") form = Form::Json;
        }
        print_error(make_error(ErrorCode::InvalidInput, "usage", parsed.fault), form);
        return kExitUsage;
    }
    if (parsed.command == nullptr) return print_only(parsed.text, clock);

    Session session(parsed.arguments, clock, serve);
    const Result<void> done = parsed.command->run(session, parsed.arguments);
    // A command that fails may have answered in part (a report with faults), so its output is written first.
    const Result<void> finished = session.finish();
    if (done.is_error()) return fail(done.error(), session.form());
    return finished.is_ok() ? 0 : fail(finished.error(), session.form());
}

}  // namespace kith::cli
