// Commands about who is who: link, review list, review settle.

#include <nlohmann/json.hpp>

#include "cli/ledger_options.h"
#include "cli/session.h"
#include "cli/text_table.h"
#include "service/link_records.h"
#include "service/review.h"

namespace kith::cli {
namespace {

using Json = nlohmann::ordered_json;

Json accuracy_json(const service::LinkAccuracy& accuracy) {
    Json groups = Json::array();
    for (const service::GroupAccuracy& group : accuracy.groups) {
        groups.push_back({{"name", group.name},
                          {"records", group.records},
                          {"precision", group.accuracy.precision},
                          {"recall", group.accuracy.recall},
                          {"f1", group.accuracy.f1},
                          {"true_pairs", group.accuracy.true_pairs},
                          {"found_pairs", group.accuracy.found_pairs},
                          {"correct_pairs", group.accuracy.correct_pairs}});
    }
    return {{"twins_merged", accuracy.twins_merged},
            {"records_without_truth", accuracy.records_without_truth},
            {"groups", std::move(groups)}};
}

Json linked_json(const service::Linked& linked) {
    Json answer{{"records", linked.records},
                {"persons", linked.persons},
                {"new_persons", linked.new_persons},
                {"merged_persons", linked.merged_persons},
                {"pairs", linked.statistics.candidates},
                {"pairs_scored", linked.statistics.pairs_scored},
                {"reviews", linked.reviews},
                {"verdicts", linked.verdicts},
                {"cut", linked.cut},
                {"expected_precision", linked.expected_precision},
                {"expected_recall", linked.expected_recall},
                {"seconds", linked.seconds}};
    if (linked.accuracy) answer["truth"] = accuracy_json(*linked.accuracy);
    return answer;
}

std::string accuracy_text(const service::LinkAccuracy& accuracy) {
    TextTable table({Align::Left, Align::Right, Align::Right, Align::Right}, "  ");
    table.row({"against the truth", "records", "precision", "recall"});
    for (const service::GroupAccuracy& group : accuracy.groups) {
        table.row({group.name, with_commas(group.records), four_digits(group.accuracy.precision),
                   four_digits(group.accuracy.recall)});
    }
    std::string text = table.to_text() + "  twins merged: " + with_commas(accuracy.twins_merged) + "\n";
    if (accuracy.records_without_truth > 0) {
        text += "  " + counted(accuracy.records_without_truth, "record is", "records are") + " not in the truth\n";
    }
    return text;
}

std::string linked_text(const service::Linked& linked) {
    TextTable table({Align::Left, Align::Right}, "");
    table.row({"records", with_commas(linked.records)});
    table.row({"persons", with_commas(linked.persons)});
    table.row({"new", with_commas(linked.new_persons)});
    table.row({"merged", with_commas(linked.merged_persons)});
    table.row({"pairs scored", with_commas(linked.statistics.pairs_scored)});
    table.row({"for review", with_commas(linked.reviews)});
    table.row({"verdicts kept", with_commas(linked.verdicts)});
    table.row({"seconds", four_digits(linked.seconds)});
    return table.to_text() + (linked.accuracy ? accuracy_text(*linked.accuracy) : std::string());
}

Result<void> run_link(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const service::LinkRequest request{arguments.optional_text("--truth")};
    const service::Linked linked =
        TRY(service::link_records(*ledger, request, session.clock(), session.pool(), session.progress()));
    if (session.form() == Form::Json) {
        session.print_json(linked_json(linked));
    } else {
        session.print(linked_text(linked));
    }
    return {};
}

Json side_json(const service::ReviewSide& side) {
    return {{"source", side.source}, {"local_id", side.local_id}, {"person", side.person.value()}};
}

Result<void> run_review_list(Session& session, const Arguments& arguments) {
    const auto ledger = TRY(open_ledger(arguments));
    const auto limit = static_cast<std::size_t>(arguments.number("--limit", 20));
    const std::vector<service::OpenReview> reviews =
        TRY(service::list_reviews(*ledger, limit, UserId(std::string(service::kOperator)), session.clock()));
    Json list = Json::array();
    TextTable table({Align::Right, Align::Left, Align::Right, Align::Left, Align::Left}, "");
    for (const service::OpenReview& open : reviews) {
        list.push_back({{"review", open.review.id.value()},
                        {"reason", open.review.pair.reason},
                        {"weight", open.review.pair.weight},
                        {"a", side_json(open.a)},
                        {"b", side_json(open.b)}});
        table.row({std::to_string(open.review.id.value()), open.review.pair.reason,
                   four_digits(open.review.pair.weight), printable(open.a.source + ":" + open.a.local_id),
                   printable(open.b.source + ":" + open.b.local_id)});
    }
    if (session.form() == Form::Json) {
        session.print_json(list);
    } else {
        session.print(reviews.empty() ? "nothing is waiting for a person\n" : table.to_text());
    }
    return {};
}

Result<void> run_review_settle(Session& session, const Arguments& arguments) {
    const std::string word = arguments.text("ANSWER");
    service::ReviewAnswer answer = service::ReviewAnswer::Unsure;
    if (word == "same") {
        answer = service::ReviewAnswer::Same;
    } else if (word == "different") {
        answer = service::ReviewAnswer::Different;
    } else if (word != "unsure") {
        return make_error(ErrorCode::InvalidInput, "review.answer", "expected `same`, `different` or `unsure`");
    }
    const auto ledger = TRY(open_ledger(arguments));
    const ledger::ReviewId id(static_cast<std::uint64_t>(arguments.number("REVIEW", 0)));
    const UserId user(arguments.text("--as", service::kOperator));
    TRY(service::settle_review(*ledger, id, answer, user, session.clock()));
    if (session.form() == Form::Json) {
        session.print_json({{"review", id.value()}, {"answer", word}});
    } else {
        session.print("review " + std::to_string(id.value()) + ": " + word +
                      (answer == service::ReviewAnswer::Unsure ? "; it stays open\n"
                                                               : "; binding from the next `kith link` on\n"));
    }
    return {};
}

}  // namespace

std::vector<Command> person_commands() {
    return {
        {"link",
         "find which records are about one child",
         "Reads every record of the ledger and writes persons, links and questions for review. Verdicts bind; ids "
         "stay.",
         Uses::Ledger,
         {{"--truth", "FILE", "a town's truth/records.csv: prints precision and recall", Count::Optional, Takes::File}},
         {"kith link", "kith link --truth town/truth/records.csv --json"},
         run_link},
        {"review list",
         "list pairs that wait for a person",
         "",
         Uses::Ledger,
         {{"--limit", "N", "at most this many; else 20", Count::Optional, Takes::Number}},
         {"kith review list --limit 5"},
         run_review_list},
        {"review settle",
         "say whether two records are one child",
         "The answer binds on every later run until it is revoked.",
         Uses::Ledger,
         {{"REVIEW", "", "the number in the list", Count::Required, Takes::Number},
          {"ANSWER", "", "same, different or unsure", Count::Required},
          {"--as", "USER", "who says so"}},
         {"kith review settle 17 different --as steward-1"},
         run_review_settle},
    };
}

}  // namespace kith::cli
