#include "intake/csv.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "intake/reader.h"
#include "intake/test_corpora.h"

namespace kith::intake {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const table::Table& table) {
    Rows rows;
    for (std::size_t i = 0; i < table.row_count(); ++i) rows.emplace_back(table.row(i).begin(), table.row(i).end());
    return rows;
}

Rows read(std::string_view text, const Dialect& dialect = {}) {
    return rows_of(read_csv(text, dialect).value().rows);
}

Dialect with(char delimiter, char quote, char escape = '\0', Padding padding = Padding::None) {
    Dialect dialect;
    dialect.delimiter = delimiter;
    dialect.quote = quote;
    dialect.escape = escape;
    dialect.padding = padding;
    return dialect;
}

/// Text made of what a reader trips over.
rc::Gen<std::string> trouble() {
    return rc::gen::container<std::string>(rc::gen::weightedElement<char>(
        {{4, 'a'}, {2, 'b'}, {4, ','}, {1, ';'}, {4, '"'}, {1, '\''}, {1, '\\'}, {2, '\n'}, {1, '\r'}, {2, ' '}}));
}

void expect_same(std::string_view text, const Dialect& dialect, const Limits& limits) {
    const auto fast = read_csv(text, dialect, limits);
    const auto plain = textbook::read_csv(text, dialect, limits);
    RC_ASSERT(fast.is_ok() == plain.is_ok());
    if (fast.is_error()) {
        RC_ASSERT(fast.error().id == plain.error().id);
        return;
    }
    RC_ASSERT(rows_of(fast->rows) == rows_of(plain->rows));
    RC_ASSERT(fast->lines == plain->lines);
    RC_ASSERT(fast->unclosed_quotes == plain->unclosed_quotes);
    for (std::size_t i = 0; i < fast->rows.row_count(); ++i) {
        RC_ASSERT(fast->rows.line_of(i) == plain->rows.line_of(i));
        RC_ASSERT(fast->rows.lines_of(i) == plain->rows.lines_of(i));
    }
}

RC_GTEST_PROP(Csv, TheFastReaderReadsAsTheTextbookOne, ()) {
    const std::string text = *trouble();
    const Dialect dialect =
        with(*rc::gen::element(',', ';', ' ', '\0'), *rc::gen::element('"', '\'', '\0'), *rc::gen::element('\0', '\\'),
             *rc::gen::element(Padding::None, Padding::SpaceAfterDelimiter));
    Limits limits;
    limits.record_lines_max = *rc::gen::element(1U, 3U, 1000U);
    limits.columns_max = *rc::gen::element(2U, 1000U);
    expect_same(text, dialect, limits);
}

RC_GTEST_PROP(Csv, LongTextsAreReadAlikeAcrossBlocks, ()) {
    std::string text;
    const auto pieces = *rc::gen::container<std::vector<std::string>>(40, trouble());
    for (const std::string& piece : pieces) text += piece + std::string(*rc::gen::inRange(0, 70), 'x');
    expect_same(text, with(',', '"'), {});
}

RC_GTEST_PROP(Csv, WhatIsWrittenIsReadBack, ()) {
    const auto width = static_cast<std::size_t>(*rc::gen::inRange(1, 6));
    const auto cell =
        rc::gen::container<std::string>(rc::gen::element('a', 'B', '7', ',', '"', '\n', '\r', ' ', '\'', ';'));
    const auto rows = *rc::gen::container<Rows>(rc::gen::container<std::vector<std::string>>(width, cell));
    table::Table table;
    for (std::size_t c = 0; c < width; ++c) table.columns.push_back("c" + std::to_string(c));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        table.begin_row(i + 1);
        for (const std::string& text : rows[i]) table.add_cell(text);
    }
    Rows expected = rows;
    expected.insert(expected.begin(), table.columns);
    RC_ASSERT(read(write_csv(table)) == expected);
}

TEST(Csv, QuotesFollowTheGrammarOfTheHeader) {
    EXPECT_EQ(read("a,\"b,c\",\"d \"\"e\"\"\"\n"), (Rows{{"a", "b,c", "d \"e\""}}));
    EXPECT_EQ(read("\"two\nlines\",x\n"), (Rows{{"two\nlines", "x"}}));
    EXPECT_EQ(read("5\" pipe,\"a \"b\" c\"\n"), (Rows{{"5\" pipe", "a \"b\" c"}}));
}

TEST(Csv, AQuoteWithoutAPartnerEndsAtItsOwnLine) {
    EXPECT_EQ(read("1,\"open,2\n3,4,5\n"), (Rows{{"1", "\"open", "2"}, {"3", "4", "5"}}));
}

TEST(Csv, EveryLineEndEndsARow) {
    EXPECT_EQ(read("a\nb\r\nc\rd"), (Rows{{"a"}, {"b"}, {"c"}, {"d"}}));
    EXPECT_EQ(read("a\n\nb\n"), (Rows{{"a"}, {}, {"b"}}));
}

TEST(Csv, BackslashesEscapeOnlyWhereTheDialectSaysSo) {
    EXPECT_EQ(read("\"a \\\"b\\\"\",\"c\\\\\"\n", with(',', '"', '\\')), (Rows{{"a \"b\"", "c\\"}}));
    EXPECT_EQ(read("C:\\dir,b\n"), (Rows{{"C:\\dir", "b"}}));
}

TEST(Csv, OneBlankAfterTheDelimiterBelongsToTheDialect) {
    EXPECT_EQ(read("a, b,  c,   \"d, e\"\n", with(',', '"', '\0', Padding::SpaceAfterDelimiter)),
              (Rows{{"a", "b", " c", "d, e"}}));
}

TEST(Csv, CellsViewTheTextWhereNothingWasUnescaped) {
    const std::string text = "alpha,\"beta\"\n";
    const Reading reading = read_csv(text, {}).value();
    EXPECT_EQ(reading.rows.cell(0, 0).data(), text.data());
    EXPECT_EQ(reading.rows.cell(0, 1).data(), text.data() + 7);
}

TEST(Csv, AHeaderInSingleQuotesOverDataInDoubleQuotes) {
    const std::string text = "'ID','NOTE'\n\"1\",\"said \\\"no\\\"\"\n\"2\",\"away\\\\\"\n";
    const auto readings = read_tables(as_bytes(text), "dump.csv");
    ASSERT_TRUE(readings.is_ok());
    EXPECT_EQ((*readings)[0].header, (std::vector<std::string>{"ID", "NOTE"}));
    EXPECT_EQ((*readings)[0].table.cell(0, 1), "said \"no\"");
    EXPECT_EQ((*readings)[0].table.cell(1, 1), "away\\");
}

TEST(Csv, RowsThatFitNoRepairAreHeldBackWithTheirText) {
    std::string text = "id,day,name,town\n";
    for (int i = 10; i < 40; ++i) text += std::to_string(i) + ",2024-01-" + std::to_string(i % 18 + 10) + ",Ana,Oslo\n";
    text += "what,is,this,row,about,then\n";
    const auto readings = read_tables(as_bytes(text), "rows.csv");
    ASSERT_TRUE(readings.is_ok());
    const SheetReading& reading = (*readings)[0];
    EXPECT_EQ(reading.account.loaded(), 30U);
    EXPECT_EQ(reading.account.quarantined(), 1U);
    ASSERT_EQ(reading.problems.size(), 1U);
    EXPECT_EQ(reading.problems[0].id, "intake.row.too-many-cells");
    EXPECT_EQ(reading.problems[0].raw, "what,is,this,row,about,then");
    EXPECT_EQ(reading.problems[0].place.line, 32U);
}

TEST(Csv, EveryLineOfTheCorporaHasAFate) {
    const auto folder = corpora::root() / "csv";
    KITH_NEEDS_CORPUS(folder);
    std::size_t files = 0;
    for (const auto& root :
         {folder, corpora::root() / "formats" / "student-insights", corpora::root() / "formats" / "sds"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (!entry.is_regular_file()) continue;
            const std::string bytes = corpora::read(entry.path());
            const auto readings = read_tables(as_bytes(bytes), entry.path().filename().string());
            if (readings.is_error()) {
                EXPECT_TRUE(readings.error().id.starts_with("intake.")) << entry.path();
                continue;
            }
            ++files;
            for (const SheetReading& reading : *readings) {
                const auto& account = reading.account;
                EXPECT_EQ(account.input_lines(), account.loaded() + account.quarantined() + account.ignored())
                    << entry.path();
            }
        }
    }
    EXPECT_GT(files, 200U);
}

TEST(Csv, CsvSpectrumIsReadAsItsTruthSays) {
    const auto folder = corpora::root() / "csv" / "csv-spectrum";
    KITH_NEEDS_CORPUS(folder);
    for (const auto& entry : std::filesystem::directory_iterator(folder / "csvs")) {
        const std::string name = entry.path().stem().string();
        const std::string csv = corpora::read(entry.path());
        const std::string json = corpora::read(folder / "json" / (name + ".json"));
        const auto seen = read_tables(as_bytes(csv), name);
        const auto truth = read_tables(as_bytes(json), name);
        ASSERT_TRUE(seen.is_ok() && truth.is_ok()) << name;
        const table::Table& a = (*seen)[0].table;
        const table::Table& b = (*truth)[0].table;
        ASSERT_EQ(a.row_count(), b.row_count()) << name;
        for (std::size_t c = 0; c < b.column_count(); ++c) {
            const auto column = std::find(a.columns.begin(), a.columns.end(), b.columns[c]);
            ASSERT_NE(column, a.columns.end()) << name << ' ' << b.columns[c];
            if (name == "location_coordinates" && b.columns[c].find("hone") != std::string::npos)
                continue;  // its README
            for (std::size_t i = 0; i < b.row_count(); ++i) {
                EXPECT_EQ(a.cell(i, static_cast<std::size_t>(column - a.columns.begin())), b.cell(i, c)) << name;
            }
        }
    }
}

}  // namespace
}  // namespace kith::intake
