#pragma once

// Cells of a sheet, in the order a workbook file gives them, to rows of a table: gaps become empty cells, cells that
// show nothing are left out at the end of a row, rows that show nothing are left out. Limits stop what only claims to
// be big.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "intake/limits.h"
#include "intake/sheet.h"

namespace kith::intake {

class SheetRows {
  public:
    SheetRows(Sheet& sheet, const Limits& limits) : sheet_(sheet), limits_(limits) {}

    /// `row` is 1-based and grows.
    void begin_row(std::uint32_t row);
    void add_cell(std::uint32_t column, std::string_view shown);
    void end_row();

    std::uint32_t row() const { return row_; }
    bool is_row_empty() const { return cells_.empty(); }
    void note(std::uint32_t column, std::string_view id, std::string message);
    const std::optional<Error>& error() const { return error_; }

  private:
    static constexpr std::uint32_t kRowsOfASheet = 1'048'576;
    static constexpr std::size_t kNotesMax = 1'000;

    Sheet& sheet_;
    const Limits& limits_;
    std::uint32_t row_ = 0;
    std::vector<std::string> cells_;
    std::uint64_t cell_count_ = 0;
    std::optional<Error> error_;
};

}  // namespace kith::intake
