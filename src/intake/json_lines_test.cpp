#include "intake/json_lines.h"

#include <gtest/gtest.h>

namespace kith::intake {
namespace {

SheetReading read(std::string_view text) {
    return read_json(text, {}).value();
}

TEST(JsonLines, NestedNamesBecomeColumns) {
    const SheetReading reading = read(
        "{\"id\":1,\"name\":{\"first\":\"Ana\",\"last\":\"Lee\"}}\n{\"id\":2,\"tags\":[1, "
        "2],\"name\":{\"first\":\"Ben\"}}\n");
    EXPECT_EQ(reading.table.columns, (std::vector<std::string>{"id", "name.first", "name.last", "tags"}));
    EXPECT_EQ(reading.table.cell(0, 2), "Lee");
    EXPECT_EQ(reading.table.cell(1, 3), "[1, 2]");
    EXPECT_EQ(reading.table.cell(1, 2), "");
}

TEST(JsonLines, TextIsUnescapedAndNumbersKeepTheirDigits) {
    const SheetReading reading =
        read(R"({"a":"\u00e9\ud83d\ude00\n","b":1.500,"c":12345678901234567890,"d":null,"e":true})");
    EXPECT_EQ(reading.table.cell(0, 0), "é😀\n");
    EXPECT_EQ(reading.table.cell(0, 1), "1.500");
    EXPECT_EQ(reading.table.cell(0, 2), "12345678901234567890");
    EXPECT_EQ(reading.table.cell(0, 3), "");
    EXPECT_EQ(reading.table.cell(0, 4), "true");
}

TEST(JsonLines, ABrokenLineIsHeldBackAndTheRestIsRead) {
    const SheetReading reading = read("{\"id\":1}\n{\"id\":\n\n{\"id\":3}\n");
    EXPECT_EQ(reading.account.loaded(), 2U);
    EXPECT_EQ(reading.account.quarantined(), 1U);
    EXPECT_EQ(reading.account.ignored(), 1U);
    ASSERT_EQ(reading.problems.size(), 1U);
    EXPECT_EQ(reading.problems[0].id, "intake.json.not-an-object");
    EXPECT_EQ(reading.problems[0].place.line, 2U);
}

TEST(JsonLines, ArraysCountElements) {
    const SheetReading reading = read("[{\"a\":1},{\"a\":2}, 7, {\"a\":3}]");
    EXPECT_EQ(reading.format, Format::JsonArray);
    EXPECT_EQ(reading.account.loaded(), 3U);
    EXPECT_EQ(reading.account.quarantined(), 1U);
}

TEST(JsonLines, ACutOffArrayKeepsWhatCameBefore) {
    const SheetReading reading = read("[{\"a\":1},{\"a\":2},{\"a\":");
    EXPECT_EQ(reading.account.loaded(), 2U);
    EXPECT_EQ(reading.account.quarantined(), 1U);
    EXPECT_EQ(read_json("[{\"a\":", {}).error().id, "intake.json.corrupt");
}

TEST(JsonLines, DepthIsBounded) {
    const std::string deep = "{\"a\":" + std::string(100'000, '[') + "\n{\"a\":1}\n";
    EXPECT_EQ(read(deep).account.quarantined(), 1U);
}

}  // namespace
}  // namespace kith::intake
