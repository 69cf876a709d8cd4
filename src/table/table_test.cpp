#include "table/table.h"

#include <gtest/gtest.h>

#include "table/accounting.h"
#include "table/record.h"

namespace kith::table {
namespace {

TEST(Table, KeepsStoredTextWhileItGrows) {
    Table table;
    table.columns = {"a", "b"};
    for (int i = 0; i < 10'000; ++i) {
        table.begin_row(static_cast<std::uint64_t>(i) + 2);
        table.add_cell(table.store("left " + std::to_string(i)));
        if (i % 2 == 0) table.add_cell(table.store("right " + std::to_string(i)));
    }
    const Table moved = std::move(table);
    ASSERT_EQ(moved.row_count(), 10'000U);
    EXPECT_EQ(moved.cell(77, 0), "left 77");
    EXPECT_EQ(moved.cell(77, 1), "");
    EXPECT_EQ(moved.cell(78, 1), "right 78");
    EXPECT_EQ(moved.line_of(78), 80U);
}

TEST(RowLedger, AddsUp) {
    RowLedger ledger(5);
    ledger.ignore(1, 1, "header");
    ledger.load(2);
    ledger.quarantine(3, 2, "intake.row.too-many-cells");
    ledger.load(5);
    const RowAccount account = std::move(ledger).close();
    EXPECT_EQ(account.input_lines(), 5U);
    EXPECT_EQ(account.loaded() + account.quarantined() + account.ignored(), 5U);
    EXPECT_EQ(account.quarantined_by_reason().at("intake.row.too-many-cells"), 2U);
}

TEST(RowLedgerDeathTest, RefusesALineWithoutAFate) {
    EXPECT_DEATH(
        {
            RowLedger ledger(2);
            ledger.load(1);
            static_cast<void>(std::move(ledger).close());
        },
        "check failed");
}

TEST(RowLedgerDeathTest, RefusesALineCountedTwice) {
    EXPECT_DEATH(
        {
            RowLedger ledger(2);
            ledger.load(1);
            ledger.load(1);
        },
        "check failed");
}

}  // namespace
}  // namespace kith::table
