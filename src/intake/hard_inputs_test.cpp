// Inputs made to hurt: each must end soon, in bounded memory, with rows or with an error that has its id.

#include <gtest/gtest.h>
#include <zip.h>

#include "intake/reader.h"
#include "intake/test_corpora.h"

namespace kith::intake {
namespace {

std::string id_of(std::string_view bytes, const Limits& limits = {}) {
    const auto result = read_tables(as_bytes(bytes), "hard", limits);
    return result.is_ok() ? "" : result.error().id;
}

/// A workbook with the given parts.
std::string workbook(const std::vector<std::pair<std::string, std::string>>& parts) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    zip_source_keep(target);
    for (const auto& [name, text] : parts) {
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_OVERWRITE);
    }
    zip_close(archive);
    zip_stat_t stat;
    zip_source_stat(target, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_open(target);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    zip_error_fini(&error);
    return bytes;
}

std::vector<std::pair<std::string, std::string>> book_around(std::string sheet) {
    return {
        {"xl/workbook.xml",
         R"(<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>)"},
        {"xl/worksheets/sheet1.xml", std::move(sheet)}};
}

TEST(HardInputs, NothingIsAnEmptyFile) {
    EXPECT_EQ(id_of(""), "intake.file.empty");
    EXPECT_EQ(id_of("\n\n  \r\n"), "intake.file.empty");
    EXPECT_EQ(id_of("\xEF\xBB\xBF"), "intake.file.empty");
}

TEST(HardInputs, BinaryIsNamedSo) {
    std::string junk;
    for (int i = 0; i < 5000; ++i) junk += static_cast<char>((i * 7919) >> 3);
    EXPECT_EQ(id_of(junk), "intake.file.binary");
    EXPECT_EQ(id_of(std::string(4096, '\0')), "intake.file.binary");
}

TEST(HardInputs, WebPagesCalledWorkbooksAreNamedSo) {
    EXPECT_EQ(id_of("<html><body><table><tr><td>1</td></tr></table></body></html>"), "intake.file.html");
}

TEST(HardInputs, CutOffWorkbooksAreCorrupt) {
    const std::string whole = workbook(book_around("<worksheet><sheetData/></worksheet>"));
    ASSERT_EQ(id_of(whole), "");
    EXPECT_EQ(id_of(whole.substr(0, whole.size() / 2)), "intake.workbook.corrupt");
    EXPECT_EQ(id_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more"), "intake.workbook.corrupt");
}

TEST(HardInputs, ArchivesThatAreNoWorkbooksAreNamedSo) {
    EXPECT_EQ(id_of(workbook({{"notes.txt", "hello"}})), "intake.file.zip");
}

TEST(HardInputs, AHundredThousandColumnsAreRead) {
    std::string text;
    for (int row = 0; row < 3; ++row) {
        for (int c = 0; c < 100'000; ++c)
            text += (c > 0 ? "," : "") + std::string(row == 0 ? "h" : "") + std::to_string(c);
        text += '\n';
    }
    const auto readings = read_tables(as_bytes(text), "wide.csv");
    ASSERT_TRUE(readings.is_ok());
    EXPECT_EQ((*readings)[0].table.column_count(), 100'000U);
    EXPECT_EQ((*readings)[0].table.row_count(), 2U);
}

TEST(HardInputs, OneEndlessLineIsTooLong) {
    Limits limits;
    limits.line_bytes_max = 1 << 20;
    EXPECT_EQ(id_of(std::string(8 << 20, 'x'), limits), "intake.csv.line-too-long");
    std::string commas(8 << 20, ',');
    EXPECT_EQ(id_of(commas, limits), "intake.csv.line-too-long");
    EXPECT_EQ(id_of('"' + std::string(8 << 20, 'x'), limits), "intake.csv.line-too-long");
}

TEST(HardInputs, ZeroBytesInsideTextAreKept) {
    using std::string_literals::operator""s;
    const std::string text = "name,note\nAna,a\0b\nBen,c\n"s;
    const auto readings = read_tables(as_bytes(text), "zeros.csv");
    ASSERT_TRUE(readings.is_ok());
    EXPECT_EQ((*readings)[0].table.cell(0, 1), "a\0b"s);
}

TEST(HardInputs, BytesThatAreNotUtf8AreDecodedAndNotReplaced) {
    const std::string text = "name,city\nJos\xE9,M\xFCnchen\n\xC1lvaro,Lyon\n";
    const auto readings = read_tables(as_bytes(text), "latin.csv");
    ASSERT_TRUE(readings.is_ok());
    EXPECT_EQ((*readings)[0].table.cell(0, 0), "José");
    EXPECT_EQ((*readings)[0].table.cell(1, 0), "Álvaro");
}

TEST(HardInputs, ZipBombsStopAtTheirLimit) {
    std::string sheet = "<worksheet><sheetData>";
    sheet.append(200 << 20, ' ');
    sheet += "</sheetData></worksheet>";
    const std::string bomb = workbook(book_around(std::move(sheet)));
    ASSERT_LT(bomb.size(), 1U << 20);
    Limits limits;
    limits.inflation_ratio_max = 200;
    EXPECT_EQ(id_of(bomb, limits), "intake.workbook.inflation-ratio");
    limits.inflated_bytes_max = 10 << 20;
    EXPECT_EQ(id_of(bomb, limits), "intake.workbook.inflated-size");
}

TEST(HardInputs, DimensionsThatLieCostNothing) {
    const std::string sheet =
        R"(<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="B1048576"><v>7</v></c></row></sheetData></worksheet>)";
    const auto readings = read_tables(as_bytes(workbook(book_around(sheet))), "lies.xlsx");
    ASSERT_TRUE(readings.is_ok());
    EXPECT_EQ((*readings)[0].account.input_lines(), 1'048'576U);
    EXPECT_EQ(id_of(workbook(book_around(R"(<worksheet><sheetData><row r="4000000000"/></sheetData></worksheet>)"))),
              "intake.workbook.rows");
    EXPECT_EQ(id_of(workbook(book_around(
                  R"(<worksheet><sheetData><row r="1"><c r="ZZZZZZ1"><v>7</v></c></row></sheetData></worksheet>)"))),
              "intake.workbook.columns");
}

TEST(HardInputs, EntitiesAreRefused) {
    EXPECT_EQ(id_of(workbook(book_around(R"(<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>)"))),
              "intake.workbook.corrupt");
}

TEST(HardInputs, QuotesThatNeverCloseCostLinearTime) {
    std::string text = "id,name,note\n";
    for (int i = 0; i < 200'000; ++i) text += std::to_string(i) + ",\"name " + std::to_string(i) + ",\"x\n";
    const auto readings = read_tables(as_bytes(text), "quotes.csv");
    ASSERT_TRUE(readings.is_ok());
    EXPECT_EQ((*readings)[0].account.input_lines(), 200'001U);
}

}  // namespace
}  // namespace kith::intake
