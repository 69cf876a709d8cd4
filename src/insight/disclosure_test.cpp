#include "insight/disclosure.h"

#include <algorithm>
#include <array>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/random.h"
#include "insight/rounding.h"

namespace kith::insight {
namespace {

/// The example of three by three with its margins; A-Y is the one cell below 11.
MarginTable example() {
    constexpr std::array<std::uint64_t, 16> kPrinted = {20, 3, 17, 40, 15, 25, 12, 52, 18, 22, 30, 70, 53, 50, 59, 162};
    return *MarginTable::from_printed(4, 4, kPrinted);
}

std::vector<bool> hidden_at(const MarginTable& table, std::initializer_list<std::size_t> cells) {
    std::vector<bool> is_hidden(table.size(), false);
    for (const std::size_t cell : cells) is_hidden[cell] = true;
    return is_hidden;
}

constexpr std::size_t kAX = 0, kAY = 1, kAZ = 2, kBX = 4, kBY = 5, kBZ = 6, kCY = 9, kCZ = 10;

TEST(Attack, RecoversALoneHiddenCell) {
    const MarginTable table = example();
    EXPECT_EQ(attack(table, hidden_at(table, {kAY}), {})[kAY], (CellBounds{3, 3}));
    EXPECT_EQ(attack(table, hidden_at(table, {kAY, kAZ}), {})[kAY], (CellBounds{3, 3}));
    EXPECT_FALSE(is_safe(table, hidden_at(table, {kAY, kAZ}), {}));
    // Cases and people of one column each, total printed: 51 - 50 and 276 - 275.
    constexpr std::array<std::uint64_t, 4> kCases = {1, 10, 15, 25};
    constexpr std::array<std::uint64_t, 4> kPeople = {1, 100, 90, 85};
    EXPECT_EQ(attack(MarginTable::from_inner(4, 1, kCases),
                     {true, true, false, false, false, false, false, false, false, false}, {})[0],
              (CellBounds{1, 1}));
    EXPECT_EQ(attack(MarginTable::from_inner(4, 1, kPeople),
                     {true, true, false, false, false, false, false, false, false, false}, {})[0],
              (CellBounds{1, 1}));
}

TEST(Attack, GivesTheBoundsOfTheReference) {
    const MarginTable table = example();
    const auto bounds = attack(table, hidden_at(table, {kAY, kAZ, kBY, kBZ}), {});
    EXPECT_EQ(bounds[kAY], (CellBounds{0, 20}));
    EXPECT_EQ(bounds[kAZ], (CellBounds{0, 20}));
    EXPECT_EQ(bounds[kBY], (CellBounds{8, 28}));
    EXPECT_EQ(bounds[kBZ], (CellBounds{9, 29}));
    const auto shown = attack(table, hidden_at(table, {kAY, kAZ, kBY, kBZ}), {11, Zeros::Published});
    EXPECT_EQ(shown[kAY], (CellBounds{1, 19}));
    EXPECT_EQ(shown[kAZ], (CellBounds{1, 19}));
    EXPECT_EQ(shown[kBY], (CellBounds{9, 27}));
    EXPECT_EQ(shown[kBZ], (CellBounds{10, 28}));
}

TEST(Suppression, HidesTheCheapestRectangle) {
    const MarginTable table = example();
    const Suppression safe = suppress(table, {});
    EXPECT_TRUE(safe.is_optimal);
    EXPECT_EQ(safe.children_hidden, 57U);
    EXPECT_EQ(safe.cells[kAY], Shown::Primary);
    for (const std::size_t cell : {kAZ, kBY, kBZ}) EXPECT_EQ(safe.cells[cell], Shown::Complementary);
    for (const std::size_t cell : {kAX, kBX, kCY, kCZ}) EXPECT_EQ(safe.cells[cell], Shown::Yes);
    EXPECT_EQ(safe.bounds[kAY], (CellBounds{0, 20}));
}

TEST(Suppression, SeesThatTwoOnesInARowAreKnown) {
    constexpr std::array<std::uint64_t, 6> kInner = {1, 1, 30, 40, 40, 40};
    const MarginTable table = MarginTable::from_inner(2, 3, kInner);
    const DisclosureRule rule{11, Zeros::Published};
    const auto bounds = attack(table, hidden_at(table, {0, 1}), rule);
    EXPECT_EQ(bounds[0], (CellBounds{1, 1}));
    EXPECT_EQ(bounds[1], (CellBounds{1, 1}));
    const Suppression safe = suppress(table, rule);
    EXPECT_LE(safe.bounds[0].low, 1U);
    EXPECT_GE(safe.bounds[0].high, 10U);
}

TEST(Suppression, RefusesATotalThatIsNotTheSum) {
    // The boys' people: 19, 15, 18, 25 are 77, not 64.
    constexpr std::array<std::uint64_t, 10> kPrinted = {19, 19, 15, 15, 18, 18, 25, 25, 64, 64};
    const auto table = MarginTable::from_printed(5, 2, kPrinted);
    ASSERT_TRUE(table.is_error());
    EXPECT_EQ(table.error().id, "disclosure.total-differs");
}

TEST(Suppression, HidesATableOfTooFewAltogether) {
    constexpr std::array<std::uint64_t, 4> kInner = {1, 2, 3, 4};
    const Suppression safe = suppress(MarginTable::from_inner(2, 2, kInner), {});
    for (const Shown shown : safe.cells) EXPECT_NE(shown, Shown::Yes);
}

TEST(Suppression, ShowsATableWithoutSmallCellsWhole) {
    constexpr std::array<std::uint64_t, 4> kInner = {11, 12, 13, 14};
    const Suppression safe = suppress(MarginTable::from_inner(2, 2, kInner), {});
    for (const Shown shown : safe.cells) EXPECT_EQ(shown, Shown::Yes);
    EXPECT_TRUE(safe.is_optimal);
}

TEST(Rounding, GivesTheValuesOfTheReference) {
    const RoundingRule rule;
    EXPECT_EQ(rounded(0, rule), 0U);
    for (std::uint64_t count = 1; count <= 7; ++count) EXPECT_EQ(rounded(count, rule), std::nullopt);
    for (std::uint64_t count = 8; count <= 12; ++count) EXPECT_EQ(rounded(count, rule), 10U);
    for (std::uint64_t count = 13; count <= 17; ++count) EXPECT_EQ(rounded(count, rule), 15U);
    for (std::uint64_t count = 18; count <= 22; ++count) EXPECT_EQ(rounded(count, rule), 20U);
    EXPECT_EQ(rounded(23, rule), 25U);
    constexpr std::array<std::uint64_t, 4> kCases = {3, 8, 16, 23};
    constexpr std::array<std::uint64_t, 4> kPeople = {18, 23, 31, 44};
    EXPECT_EQ(published_total(kCases, rule), 50U);
    EXPECT_EQ(published_total(kPeople, rule), 120U);
    EXPECT_EQ(midpoint_six(0), 0U);
    EXPECT_EQ(midpoint_six(1), 3U);
    EXPECT_EQ(midpoint_six(6), 3U);
    EXPECT_EQ(midpoint_six(7), 9U);
    EXPECT_EQ(midpoint_six(13), 15U);
    EXPECT_EQ(midpoint_six(18), 15U);
}

TEST(Rounding, RefusesARuleThatHidesInsideAStep) {
    EXPECT_TRUE(is_even({7, 5}));
    EXPECT_FALSE(is_even({5, 5}));
    EXPECT_EQ(counts_behind(5, {5, 5}), (CellBounds{6, 7}));
    EXPECT_EQ(counts_behind(10, {7, 5}), (CellBounds{8, 12}));
}

TEST(Rounding, HidesAShareThatLeavesOneChild) {
    EXPECT_FALSE(may_show_rate(29, 30, 11));
    EXPECT_TRUE(may_show_rate(15, 30, 11));
    EXPECT_FALSE(may_show_rate(5, 30, 11));
    EXPECT_EQ(coarse_share(29, 30), (ShareRange{80, 100}));
    EXPECT_EQ(coarse_share(29, 60), (ShareRange{40, 50}));
    EXPECT_EQ(coarse_share(3, 5), std::nullopt);
    EXPECT_EQ(coarse_share(8, 15), (ShareRange{50, 100}));
}

TEST(Rounding, SeesWhatAnInsiderLearns) {
    EXPECT_TRUE(insider_learns(14, 12, {}));
    EXPECT_FALSE(insider_learns(14, 14, {}));
    EXPECT_FALSE(insider_learns(30, 12, {}));
}

MarginTable drawn_table(Random& random, std::size_t most) {
    const auto rows = 1 + random.below(most);
    const auto columns = 1 + random.below(most);
    std::vector<std::uint64_t> inner;
    for (std::uint64_t i = 0; i < rows * columns; ++i) {
        // Mostly middling counts with zeros, ones and small ones among them.
        const std::uint64_t kind = random.below(10);
        inner.push_back(kind == 0 ? 0 : kind == 1 ? 1 : kind < 4 ? random.below(11) : 11 + random.below(60));
    }
    return MarginTable::from_inner(rows, columns, inner);
}

std::vector<bool> hidden_in(const Suppression& safe) {
    std::vector<bool> is_hidden;
    for (const Shown shown : safe.cells) is_hidden.push_back(shown != Shown::Yes);
    return is_hidden;
}

/// Another attacker, who shares no code with the engine: tightens intervals row by row and column by column until
/// nothing moves. He finds no more than the truth allows, and recovers whatever one sum after another gives away.
std::vector<CellBounds> tighten(const MarginTable& table, const std::vector<bool>& is_hidden, std::uint64_t least) {
    constexpr std::int64_t kMany = 1'000'000;
    std::vector<std::int64_t> low, high;
    for (std::size_t cell = 0; cell < table.size(); ++cell) {
        low.push_back(is_hidden[cell] ? std::int64_t(least) : std::int64_t(table[cell]));
        high.push_back(is_hidden[cell] ? kMany : std::int64_t(table[cell]));
    }
    std::vector<std::vector<std::size_t>> lines;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        lines.emplace_back();
        for (std::size_t column = 0; column < table.columns(); ++column)
            lines.back().push_back(table.index(row, column));
    }
    for (std::size_t column = 0; column < table.columns(); ++column) {
        lines.emplace_back();
        for (std::size_t row = 0; row < table.rows(); ++row) lines.back().push_back(table.index(row, column));
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (const auto& line : lines) {
            for (std::size_t i = 0; i < line.size(); ++i) {
                // The last of a line is the sum of the others.
                std::int64_t least_rest = 0, most_rest = 0;
                for (std::size_t j = 0; j < line.size(); ++j) {
                    if (j == i) continue;
                    const bool is_same_side = (j + 1 == line.size()) == (i + 1 == line.size());
                    const bool is_sum = i + 1 == line.size();
                    const std::int64_t l = low[line[j]], h = high[line[j]];
                    const bool adds = is_sum ? true : !is_same_side;
                    least_rest += adds ? l : -h;
                    most_rest += adds ? h : -l;
                }
                if (least_rest > low[line[i]]) low[line[i]] = least_rest, moved = true;
                if (most_rest < high[line[i]]) high[line[i]] = most_rest, moved = true;
            }
        }
    }
    std::vector<CellBounds> bounds;
    for (std::size_t cell = 0; cell < table.size(); ++cell) {
        bounds.push_back(
            {std::uint64_t(low[cell]), high[cell] >= kMany / 2 ? CellBounds::kUnbounded : std::uint64_t(high[cell])});
    }
    return bounds;
}

TEST(Suppression, LetsNoAttackRecoverASmallCell) {
#ifdef NDEBUG
    constexpr int kTables = 100'000;
#else
    constexpr int kTables = 4'000;
#endif
    Random random(20261123);
    std::size_t recovered = 0, attacked = 0;
    for (int i = 0; i < kTables; ++i) {
        const MarginTable table = drawn_table(random, 5);
        DisclosureRule rule;
        rule.zeros = random.chance(0.5) ? Zeros::Hidden : Zeros::Published;
        rule.audits_max = 60;
        const Suppression safe = suppress(table, rule);
        const auto is_hidden = hidden_in(safe);
        ASSERT_TRUE(is_safe(table, is_hidden, rule));
        const auto found = tighten(table, is_hidden, rule.zeros == Zeros::Published ? 1 : 0);
        for (std::size_t cell = 0; cell < table.size(); ++cell) {
            if (!is_primary(table[cell], rule)) continue;
            ++attacked;
            // A total of cells that are not zero is at least as many as they are, even when nothing is shown.
            const bool is_total = table.is_margin(cell);
            const bool is_low_known = found[cell].low > 1 && !is_total;
            if (!is_hidden[cell] || is_low_known || found[cell].high < rule.k - 1) ++recovered;
        }
    }
    EXPECT_EQ(recovered, 0U);
    EXPECT_GT(attacked, std::size_t(kTables));
}

/// Every table of counts that fits what is shown, by trying them all.
std::vector<CellBounds> enumerate(const MarginTable& table, const std::vector<bool>& is_hidden, std::uint64_t least) {
    std::vector<CellBounds> bounds(table.size(), {CellBounds::kUnbounded, 0});
    const std::size_t rows = table.rows() - 1, columns = table.columns() - 1;
    std::vector<std::uint64_t> inner(rows * columns, 0);
    const auto visit = [&] {
        const MarginTable world = MarginTable::from_inner(rows, columns, inner);
        for (std::size_t cell = 0; cell < table.size(); ++cell) {
            if (is_hidden[cell] ? world[cell] < least : world[cell] != table[cell]) return;
        }
        for (std::size_t cell = 0; cell < table.size(); ++cell) {
            bounds[cell].low = std::min(bounds[cell].low, world[cell]);
            bounds[cell].high = std::max(bounds[cell].high, world[cell]);
        }
    };
    constexpr std::uint64_t kMost = 9;
    const auto fill = [&](auto&& self, std::size_t at) -> void {
        if (at == inner.size()) return visit();
        const std::size_t cell = table.index(at / columns, at % columns);
        const std::uint64_t from = is_hidden[cell] ? 0 : table[cell];
        const std::uint64_t to = is_hidden[cell] ? kMost : table[cell];
        for (inner[at] = from; inner[at] <= to; ++inner[at]) self(self, at + 1);
    };
    fill(fill, 0);
    return bounds;
}

RC_GTEST_PROP(Attack, EqualsTryingEveryWorld, ()) {
    const auto counts = *rc::gen::container<std::vector<std::uint64_t>>(4, rc::gen::inRange<std::uint64_t>(0, 4));
    const MarginTable table = MarginTable::from_inner(2, 2, counts);
    std::vector<bool> is_hidden(table.size(), false);
    for (std::size_t cell = 0; cell < table.size(); ++cell) is_hidden[cell] = *rc::gen::inRange(0, 2) == 1;
    const DisclosureRule rule{11, *rc::gen::arbitrary<bool>() ? Zeros::Hidden : Zeros::Published};
    const std::uint64_t least = rule.zeros == Zeros::Published ? 1 : 0;
    for (std::size_t cell = 0; cell < table.size(); ++cell) RC_PRE(!is_hidden[cell] || table[cell] >= least);
    const auto fast = attack(table, is_hidden, rule);
    const auto slow = enumerate(table, is_hidden, least);
    for (std::size_t cell = 0; cell < table.size(); ++cell) {
        RC_ASSERT(fast[cell].low == slow[cell].low);
        // The enumeration tries inner counts to 9 only.
        const bool is_cut = fast[cell].high > 9;
        RC_ASSERT(is_cut == (slow[cell].high >= 9 && fast[cell].high > 9));
        if (!is_cut) RC_ASSERT(fast[cell].high == slow[cell].high);
    }
}

/// The least number of children that must be hidden, by trying every set of inner cells and margins.
std::uint64_t optimum(const MarginTable& table, const DisclosureRule& rule) {
    const std::uint64_t all = table[table.size() - 1];
    std::uint64_t best = CellBounds::kUnbounded;
    for (std::uint32_t set = 0; set < 1U << table.size(); ++set) {
        std::vector<bool> is_hidden(table.size());
        std::uint64_t cost = 0;
        bool is_valid = true;
        for (std::size_t cell = 0; cell < table.size(); ++cell) {
            is_hidden[cell] = (set >> cell & 1U) != 0;
            is_valid = is_valid && (is_hidden[cell] || !is_primary(table[cell], rule));
            is_valid = is_valid && !(is_hidden[cell] && table[cell] == 0 && rule.zeros == Zeros::Published);
            if (is_hidden[cell]) cost += table[cell] + (table.is_margin(cell) ? all : 0) + 1;
        }
        if (is_valid && cost < best && is_safe(table, is_hidden, rule)) best = cost;
    }
    return best;
}

TEST(Suppression, IsNearTheOptimum) {
    Random random(7);
    double ratio = 0;
    int tables = 0;
    while (tables < 40) {
        const MarginTable table = drawn_table(random, 2);
        const DisclosureRule rule;
        if (table.size() < 9) continue;
        const Suppression safe = suppress(table, rule);
        std::uint64_t cost = 0;
        for (std::size_t cell = 0; cell < table.size(); ++cell) {
            if (safe.cells[cell] != Shown::Yes) {
                cost += table[cell] + (table.is_margin(cell) ? table[table.size() - 1] : 0) + 1;
            }
        }
        const std::uint64_t best = optimum(table, rule);
        ratio += best == 0 ? 1 : double(cost) / double(best);
        if (safe.is_optimal) {
            EXPECT_EQ(cost, best);
        }
        ++tables;
    }
    EXPECT_LE(ratio / tables, 1.1);
}

TEST(Suppression, DoesNotDependOnTheOrderOfRows) {
    Random random(11);
    for (int i = 0; i < 100; ++i) {
        const MarginTable table = drawn_table(random, 4);
        const std::size_t rows = table.rows() - 1, columns = table.columns() - 1;
        std::vector<std::uint64_t> turned;
        for (std::size_t row = rows; row-- > 0;) {
            for (std::size_t column = 0; column < columns; ++column) turned.push_back(table.at(row, column));
        }
        const Suppression one = suppress(table, {});
        const Suppression other = suppress(MarginTable::from_inner(rows, columns, turned), {});
        if (one.is_optimal && other.is_optimal) {
            EXPECT_EQ(one.children_hidden, other.children_hidden);
        }
    }
}

TEST(Suppression, OnlyAddsPrimaryCellsWhenKRises) {
    Random random(13);
    for (int i = 0; i < 100; ++i) {
        const MarginTable table = drawn_table(random, 4);
        for (std::size_t cell = 0; cell < table.size(); ++cell) {
            EXPECT_TRUE(!is_primary(table[cell], {11}) || is_primary(table[cell], {20}));
        }
    }
}

}  // namespace
}  // namespace kith::insight
