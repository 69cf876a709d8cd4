#include "insight/release_ledger.h"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kith::insight {
namespace {

std::vector<std::uint32_t> from_to(std::uint32_t from, std::uint32_t to) {
    std::vector<std::uint32_t> children(to - from);
    std::iota(children.begin(), children.end(), from);
    return children;
}

TEST(ReleaseLedger, RefusesASecondTableThatLeavesOneChild) {
    // All: 20, 25, 30, 40 children; then the boys among them: 19, 15, 18, 25.
    const ReleasedTable all{"all", {{from_to(0, 20)}, {from_to(100, 125)}, {from_to(200, 230)}, {from_to(300, 340)}}};
    const ReleasedTable boys{"boys", {{from_to(0, 19)}, {from_to(100, 115)}, {from_to(200, 218)}, {from_to(300, 325)}}};
    EXPECT_FALSE(find_difference({}, all, 11).has_value());
    const auto difference = find_difference(std::vector{all}, boys, 11);
    ASSERT_TRUE(difference.has_value());
    EXPECT_EQ(difference->kind, DifferenceKind::Subtraction);
    EXPECT_EQ(difference->children, 1U);
    EXPECT_EQ(difference->with, "all");
    // In the other order just the same.
    EXPECT_TRUE(find_difference(std::vector{boys}, all, 11).has_value());
}

TEST(ReleaseLedger, RefusesTheReportOfAWeekLater) {
    const ReleasedTable before{"march", {{from_to(0, 200)}}};
    const ReleasedTable after{"april", {{from_to(1, 200)}}};
    EXPECT_TRUE(find_difference(std::vector{before}, after, 11).has_value());
    const ReleasedTable later{"june", {{from_to(11, 200)}}};
    EXPECT_FALSE(find_difference(std::vector{before}, later, 11).has_value());
}

TEST(ReleaseLedger, AllowsTheSameTableAgain) {
    const ReleasedTable table{"march", {{from_to(0, 200)}, {from_to(0, 90)}, {from_to(90, 200)}}};
    EXPECT_FALSE(find_difference(std::vector{table}, table, 11).has_value());
}

TEST(ReleaseLedger, LooksAtShownCellsOnly) {
    const ReleasedTable before{"march", {{from_to(0, 200), false}}};
    const ReleasedTable after{"april", {{from_to(1, 200)}}};
    EXPECT_FALSE(find_difference(std::vector{before}, after, 11).has_value());
}

TEST(ReleaseLedger, RefusesAChainOfSums) {
    // North and south make the town of 100; east and west make it but for 5 children. No cell holds another so closely.
    std::vector<std::uint32_t> east = from_to(0, 25);
    for (const std::uint32_t child : from_to(50, 75)) east.push_back(child);
    std::vector<std::uint32_t> west = from_to(25, 50);
    for (const std::uint32_t child : from_to(75, 95)) west.push_back(child);
    const ReleasedTable sides{"north-south", {{from_to(0, 50)}, {from_to(50, 100)}}};
    const ReleasedTable others{"east-west", {{east}, {west}}};
    const auto difference = find_difference(std::vector{sides}, others, 11);
    ASSERT_TRUE(difference.has_value());
    EXPECT_EQ(difference->kind, DifferenceKind::Combination);
    EXPECT_EQ(difference->children, 5U);
}

TEST(ReleaseLedger, RefusesATableThatGivesItselfAway) {
    const ReleasedTable table{"one", {{from_to(0, 50)}, {from_to(0, 47)}}};
    EXPECT_TRUE(find_difference({}, table, 11).has_value());
}

RC_GTEST_PROP(ReleaseLedger, AnswersTheSameInEitherOrder, ()) {
    const auto draw = [] {
        ReleasedTable table{"t", {}};
        const int cells = *rc::gen::inRange(1, 4);
        for (int i = 0; i < cells; ++i) {
            const auto from = *rc::gen::inRange<std::uint32_t>(0, 30);
            table.cells.push_back({from_to(from, from + *rc::gen::inRange<std::uint32_t>(11, 40))});
        }
        return table;
    };
    const ReleasedTable a = draw();
    const ReleasedTable b = draw();
    RC_PRE(!find_difference({}, a, 11) && !find_difference({}, b, 11));
    RC_ASSERT(find_difference(std::vector{a}, b, 11).has_value() == find_difference(std::vector{b}, a, 11).has_value());
}

}  // namespace
}  // namespace kith::insight
