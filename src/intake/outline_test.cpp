#include "intake/outline.h"

#include <initializer_list>

#include <gtest/gtest.h>

namespace kith::intake {
namespace {

using Rows = std::initializer_list<std::initializer_list<std::string_view>>;

table::Table grid(Rows rows) {
    table::Table out;
    std::uint64_t line = 0;
    for (const auto& row : rows) {
        out.begin_row(++line);
        for (const std::string_view cell : row) out.add_cell(cell);
    }
    return out;
}

TEST(Outline, PassesSeveralTitlesOverAHeader) {
    const table::Table rows = grid({{"Riverside Charter School, Campus 1"},
                                    {"Student list as of 2026-03-02"},
                                    {"Student ID", "Last Name", "First Name", "DOB", "Grade"},
                                    {"RC00101", "Okafor", "Ada", "2015-04-09", "4"},
                                    {"RC00102", "Lindqvist", "Bo", "2014-11-30", "5"},
                                    {"RC00103", "Vang", "Chue", "2016-01-17", "3"}});
    const Outline outline = find_outline(rows, Grain::Grid);
    EXPECT_EQ(outline.preamble_rows, 2U);
    EXPECT_EQ(outline.header_rows, 1U);
    ASSERT_EQ(outline.header.size(), 5U);
    EXPECT_EQ(outline.header[1], "Last Name");
    EXPECT_EQ(outline.roles[0], RowRole::Title);
    EXPECT_EQ(outline.roles[1], RowRole::Title);
    EXPECT_EQ(outline.roles[3], RowRole::Data);
}

TEST(Outline, TakesAThinFirstRowOfDataForNoTitle) {
    const table::Table rows = grid({{"a", "", "", "1"}, {"b", "", "", "2"}, {"c", "", "", "3"}, {"d", "", "", "4"}});
    const Outline outline = find_outline(rows, Grain::Grid);
    EXPECT_EQ(outline.preamble_rows, 0U);
    EXPECT_EQ(outline.roles[0], RowRole::Data);
}

}  // namespace
}  // namespace kith::intake
