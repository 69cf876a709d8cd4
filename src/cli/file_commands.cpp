// Commands on plain files, without a ledger: sniff and match.

#include <nlohmann/json.hpp>

#include "cli/session.h"
#include "cli/text_table.h"
#include "intake/dialect.h"
#include "service/match_files.h"
#include "service/sniff.h"

namespace kith::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(char c) {
    return c == '\0' ? std::string() : std::string(1, c);
}

Json dialect_json(const intake::SheetReading& reading) {
    const intake::Dialect& dialect = reading.dialect;
    const bool is_text = reading.format == intake::Format::Csv;
    return {{"delimiter", is_text ? intake::delimiter_text(dialect) : ""},
            {"quote", is_text ? text_of(dialect.quote) : ""},
            {"escape", is_text ? text_of(dialect.escape) : ""},
            {"encoding", std::string(intake::name_of(dialect.encoding))},
            {"header_rows", dialect.header_rows},
            {"preamble_rows", dialect.preamble_rows},
            {"line_end", std::string(intake::name_of(dialect.line_end))},
            {"format", std::string(intake::name_of(reading.format))}};
}

Json columns_json(const service::SniffedSheet& sheet) {
    Json columns = Json::array();
    const auto& layouts = sheet.layout.columns;
    for (std::size_t i = 0; i < sheet.reading.table.columns.size(); ++i) {
        Json column{{"name", sheet.reading.table.columns[i]}};
        const bool is_mapped = i < layouts.size();
        column["role"] = is_mapped ? std::string(intake::name_of(layouts[i].role)) : "unmapped";
        column["confidence"] = is_mapped ? layouts[i].confidence : 0.0;
        if (is_mapped && !layouts[i].date_order.empty()) column["date_order"] = layouts[i].date_order;
        columns.push_back(std::move(column));
    }
    return columns;
}

Json rows_json(const table::RowAccount& account) {
    return {{"input_lines", account.input_lines()},
            {"loaded", account.loaded()},
            {"quarantined", account.quarantined()},
            {"ignored", account.ignored()},
            {"ignored_by_reason", account.ignored_by_reason()},
            {"quarantined_by_reason", account.quarantined_by_reason()}};
}

/// A problem without the cell's content, which may be about a child.
Json problem_json(const table::Problem& problem) {
    return {{"id", problem.id},
            {"severity", std::string(table::name_of(problem.severity))},
            {"message", problem.message},
            {"suggestion", problem.suggestion},
            {"line", problem.place.line},
            {"column", problem.place.column},
            {"column_name", problem.place.column_name}};
}

Json sheet_json(const service::SniffedSheet& sheet) {
    Json problems = Json::array();
    for (const table::Problem& problem : sheet.reading.problems) problems.push_back(problem_json(problem));
    return {{"sheet", sheet.reading.table.sheet},       {"shape", std::string(intake::name_of(sheet.layout.shape))},
            {"known_format", sheet.layout.format},      {"category", sheet.layout.category},
            {"dialect", dialect_json(sheet.reading)},   {"columns", columns_json(sheet)},
            {"rows", rows_json(sheet.reading.account)}, {"problems", std::move(problems)}};
}

std::string visible(const std::string& text) {
    if (text == "\t") return "tab";
    return text.empty() ? "none" : "`" + text + "`";
}

std::string counts_text(const table::RowAccount& account) {
    return with_commas(account.input_lines()) + " lines: " + with_commas(account.loaded()) + " loaded, " +
           with_commas(account.quarantined()) + " quarantined, " + with_commas(account.ignored()) + " ignored";
}

std::string sheet_text(const service::SniffedSheet& sheet) {
    const intake::SheetReading& reading = sheet.reading;
    std::string text;
    if (!reading.table.sheet.empty()) text += "sheet " + printable(reading.table.sheet) + "\n";
    text += "format     " + std::string(intake::name_of(reading.format));
    if (reading.format == intake::Format::Csv) {
        text += ", " + std::string(intake::name_of(reading.dialect.encoding)) + ", delimiter " +
                visible(intake::delimiter_text(reading.dialect)) + ", quote " + visible(text_of(reading.dialect.quote));
    }
    text += "\nshape      " + std::string(intake::name_of(sheet.layout.shape));
    if (!sheet.layout.format.empty()) text += " (" + sheet.layout.format + ")";
    text += "\nrows       " + counts_text(reading.account) + "\n";
    TextTable table({Align::Left, Align::Left, Align::Right});
    for (std::size_t i = 0; i < reading.table.columns.size() && i < 200; ++i) {
        const bool is_mapped = i < sheet.layout.columns.size();
        table.row({printable(reading.table.columns[i]),
                   is_mapped ? std::string(intake::name_of(sheet.layout.columns[i].role)) : "unmapped",
                   is_mapped ? std::to_string(static_cast<int>(100 * sheet.layout.columns[i].confidence)) + " %" : ""});
    }
    text += "columns    " + std::to_string(reading.table.columns.size()) + "\n" + table.to_text();
    if (!reading.problems.empty()) text += "problems   " + std::to_string(reading.problems.size()) + "\n";
    TextTable problems({Align::Right, Align::Left, Align::Left});
    for (std::size_t i = 0; i < reading.problems.size() && i < 20; ++i) {
        const table::Problem& problem = reading.problems[i];
        problems.row(
            {"line " + std::to_string(problem.place.line), printable(problem.message), "[" + problem.id + "]"});
    }
    return text + problems.to_text();
}

Result<void> run_sniff(Session& session, const Arguments& arguments) {
    service::SniffRequest request;
    request.file = arguments.text("FILE");
    request.csv = arguments.optional_text("--csv");
    request.sheet = arguments.text("--sheet");
    const service::Sniffed sniffed = TRY(service::sniff(request));
    if (session.form() == Form::Text) {
        for (const auto& sheet : sniffed.sheets)
            session.print(sheet_text(sheet) + (&sheet == &sniffed.sheets.back() ? "" : "\n"));
        return {};
    }
    // The first sheet stands at the top, so that a plain table is read without a list.
    Json answer = sniffed.sheets.empty() ? Json::object() : sheet_json(sniffed.sheets.front());
    if (sniffed.sheets.size() > 1) {
        Json others = Json::array();
        for (const auto& sheet : sniffed.sheets) others.push_back(sheet_json(sheet));
        answer["sheets"] = std::move(others);
    }
    session.print_json(answer);
    return {};
}

Json match_json(const service::Matched& matched) {
    Json answer{{"records", matched.records},
                {"entities", matched.entities},
                {"pairs_scored", matched.statistics.pairs_scored},
                {"reviews", matched.reviews},
                {"quarantined_lines", matched.quarantined_rows},
                {"seconds", matched.seconds},
                {"peak_bytes", matched.peak_bytes}};
    if (matched.accuracy) {
        answer["precision"] = matched.accuracy->precision;
        answer["recall"] = matched.accuracy->recall;
        answer["f1"] = matched.accuracy->f1;
        answer["true_pairs"] = matched.accuracy->true_pairs;
        answer["found_pairs"] = matched.accuracy->found_pairs;
        answer["correct_pairs"] = matched.accuracy->correct_pairs;
        answer["b3_f1"] = matched.accuracy->b3_f1;
    }
    answer["columns"] = Json::array();
    for (const link::ColumnReading& column : matched.columns) {
        answer["columns"].push_back(Json{{"name", column.name},
                                         {"kind", std::string(link::name_of(column.kind))},
                                         {"ignored_because", column.ignored_because}});
    }
    return answer;
}

std::string match_text(const service::Matched& matched) {
    TextTable table({Align::Left, Align::Right}, "");
    table.row({"records", with_commas(matched.records)});
    table.row({"entities", with_commas(matched.entities)});
    table.row({"pairs scored", with_commas(matched.statistics.pairs_scored)});
    table.row({"for review", with_commas(matched.reviews)});
    if (matched.accuracy) {
        table.row({"precision", four_digits(matched.accuracy->precision)});
        table.row({"recall", four_digits(matched.accuracy->recall)});
        table.row({"F1", four_digits(matched.accuracy->f1)});
    }
    table.row({"seconds", four_digits(matched.seconds)});
    table.row({"peak MiB", with_commas(matched.peak_bytes >> 20)});
    TextTable columns({Align::Left, Align::Left});
    for (const link::ColumnReading& column : matched.columns) {
        columns.row({printable(column.name), column.ignored_because.empty() ? std::string(link::name_of(column.kind))
                                                                            : "not used: " + column.ignored_because});
    }
    return table.to_text() + "columns\n" + columns.to_text();
}

Result<void> run_match(Session& session, const Arguments& arguments) {
    service::MatchRequest request;
    request.files = arguments.texts("FILE");
    request.out = arguments.optional_text("--out");
    request.pairs_out = arguments.optional_text("--pairs-out");
    request.truth = arguments.optional_text("--truth");
    request.truth_pattern = arguments.optional_text("--truth-pattern");
    request.ignore = arguments.texts("--ignore");
    const service::Matched matched = TRY(service::match_files(request, session.pool(), session.progress()));
    if (session.form() == Form::Json) {
        session.print_json(match_json(matched));
    } else {
        session.print(match_text(matched));
    }
    return {};
}

}  // namespace

std::vector<Command> file_commands() {
    return {
        {"sniff",
         "say what a file is understood to be",
         "Reads one CSV, XLSX, XLS or JSON lines file and prints its dialect, what each column means and what became "
         "of\n"
         "every line. Nothing is stored.",
         Uses::Files,
         {{"FILE", "", "the file to look at", Count::Required, Takes::File},
          {"--csv", "OUT", "write the table that was read, each cell's original text, as RFC 4180 CSV", Count::Optional,
           Takes::File},
          {"--sheet", "NAME", "the sheet to write with --csv; else the first"}},
         {"kith sniff attendance.xlsx", "kith sniff export.csv --json --csv as-read.csv"},
         run_sniff},
        {"match",
         "find which rows of plain files are about one child",
         "Columns are recognised by name and values. clusters.csv holds file, row (1-based, header not counted) and\n"
         "entity. With --truth, precision, recall and F1 over pairs are printed.",
         Uses::Files,
         {{"FILE", "", "the files to match", Count::RequiredMany, Takes::File},
          {"--out", "OUT", "where to write the clusters", Count::Optional, Takes::File},
          {"--pairs-out", "OUT", "where to write the scored pairs; records are counted over all files, from 1",
           Count::Optional, Takes::File},
          {"--truth", "COLUMN", "the column that names the true entity; it is not compared"},
          {"--truth-pattern", "REGEX", "the entity is the first group of this pattern in the truth column"},
          {"--ignore", "COLUMN", "a column not to compare; may be repeated", Count::Many}},
         {"kith match a.csv b.csv --out clusters.csv",
          "kith match febrl3.csv --truth rec_id --truth-pattern 'rec-([0-9]+)' --ignore soc_sec_id --json"},
         run_match},
    };
}

}  // namespace kith::cli
