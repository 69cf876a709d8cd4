#include "service/decide.h"

#include "service/files.h"
#include "service/json.h"
#include "service/policy_source.h"

namespace kith::service {
namespace {

Result<Decided> decide_one(const consent::Snapshot& snapshot, const Json& request_json) {
    Decided decided;
    const std::string text = dump_json(request_json);
    decided.request = TRY(consent::read_request(text, snapshot.policy().timezone_offset_minutes));
    decided.answer = consent::answer(snapshot, decided.request);
    return decided;
}

std::string_view word_of(consent::Verdict verdict) {
    return verdict == consent::Verdict::Permit ? "permit" : "deny";
}

bool fits(const Json& expected, const consent::Answer& answer) {
    const std::string rule = text_at(expected, "rule");
    return text_at(expected, "decision") == word_of(answer.verdict) &&
           (rule.empty() || rule == consent::name_of(answer.reasons.front().rule));
}

void count(DecidedFile& file, Decided&& decided, Keep keep) {
    ++file.asked;
    if (decided.answer.verdict == consent::Verdict::Permit) ++file.permitted;
    if (decided.is_expected) ++file.expected;
    if (decided.is_expected.value_or(false)) ++file.as_expected;
    if (keep == Keep::All || !decided.is_expected.value_or(true)) file.decisions.push_back(std::move(decided));
}

Result<void> decide_lines(const consent::Snapshot& snapshot, std::string_view text, Keep keep, DecidedFile& file) {
    std::uint64_t line_number = 0;
    while (!text.empty()) {
        ++line_number;
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const std::string where = "line " + std::to_string(line_number);
        const Json json = TRY(parse_json(line, "decide.request-line", where));
        const bool has_expected = json.is_object() && json.contains("request");
        auto decided = decide_one(snapshot, has_expected ? at(json, "request") : json);
        if (decided.is_error()) {
            Error error = std::move(decided).error();
            error.where = where + " " + error.where;
            return error;
        }
        if (has_expected) decided.value().is_expected = fits(at(json, "expected"), decided.value().answer);
        count(file, std::move(decided).value(), keep);
    }
    return {};
}

}  // namespace

Result<DecidedFile> decide_on_files(const std::string& policy_file, const std::optional<std::string>& request_file,
                                    const std::optional<std::string>& requests_file, Keep keep) {
    DecidedFile decided;
    const InputFile policy_bytes = TRY(InputFile::open(policy_file));
    consent::PolicyReading reading = TRY(consent::read_policy(policy_bytes.text()));
    decided.faults = std::move(reading.faults);
    const consent::Snapshot snapshot = consent::Snapshot::compile(std::move(reading.policy));
    if (request_file) {
        const InputFile bytes = TRY(InputFile::open(*request_file));
        const Json json = TRY(parse_json(bytes.text(), "consent.request.not-json", *request_file));
        Decided one = TRY(decide_one(snapshot, json));
        count(decided, std::move(one), Keep::All);
    }
    if (requests_file) {
        const InputFile bytes = TRY(InputFile::open(*requests_file));
        TRY(decide_lines(snapshot, bytes.text(), keep, decided));
    }
    return decided;
}

Result<Decided> decide_on_ledger(ledger::Ledger& ledger, const std::string& request_file, const Clock& clock) {
    const InputFile bytes = TRY(InputFile::open(request_file));
    Json json = TRY(parse_json(bytes.text(), "consent.request.not-json", request_file));
    const UserId viewer(text_at(json, "viewer"));
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));

    // A child nobody knows is asked about under the name that was given: the answer is the engine's.
    PolicyScope scope{{}, {viewer}};
    const std::string word = text_at(json, "child");
    const auto person = find_person(*transaction, word);
    if (person.is_error() && person.error().code != ErrorCode::NotFound) return person.error();
    if (person.is_ok()) {
        scope.children.push_back(person.value());
        json["child"] = person.value().value();
    }
    const AssembledPolicy policy = TRY(assemble_policy(*transaction, scope));
    Decided decided = TRY(decide_one(policy.snapshot, json));
    const Json entry{{"request", json},
                     {"decision", std::string(word_of(decided.answer.verdict))},
                     {"rule", std::string(consent::name_of(decided.answer.reasons.front().rule))}};
    std::optional<PersonId> child;
    if (person.is_ok()) child = person.value();
    TRY(transaction->append_audit({"disclosure", child, dump_json(entry)}));
    TRY(transaction->commit());
    // The answer names the child as it was asked about: an id in its place would tell that there is such a child.
    if (decided.answer.verdict == consent::Verdict::Deny) {
        for (consent::UnlockStep& step : decided.answer.unlock) {
            if (step.id == decided.request.child) step.id = word;
        }
    }
    return decided;
}

}  // namespace kith::service
