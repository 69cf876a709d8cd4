#pragma once

// Rows and their roles to a SheetReading: the last step, the same for text and sheets. Every line gets its fate here.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "intake/outline.h"
#include "intake/reader.h"

namespace kith::intake {

class Assembly {
  public:
    /// `lines` is the number of physical lines (sheet rows) to account for.
    Assembly(const Outline& outline, std::uint64_t lines);

    /// A data row as it stands, with cells that stay alive.
    void load(const table::Table& rows, std::size_t row);
    /// A data row with other cells than those read: they are copied.
    void load_repaired(const table::Table& rows, std::size_t row, const std::vector<std::string>& cells);
    void quarantine(const table::Table& rows, std::size_t row, table::Problem problem);
    /// A row that is not data: kept above or below the table.
    void set_aside(const table::Table& rows, std::size_t row, RowRole role);

    table::Problem problem_at(const table::Table& rows, std::size_t row, std::string_view id,
                              table::Severity severity) const;
    SheetReading& reading() { return reading_; }

    /// Names the columns and closes the account; lines without a row are blank.
    SheetReading finish() &&;

  private:
    void note(std::uint64_t line, std::uint64_t lines, table::Fate fate, std::string_view reason);

    const Outline& outline_;
    SheetReading reading_;
    std::uint64_t lines_;
    std::uint64_t next_line_ = 1;
    bool is_below_ = false;
};

/// Names for the program: the header's words, made unique and never empty (`column_3`, `name_2`).
std::vector<std::string> unique_names(const std::vector<std::string>& header);

}  // namespace kith::intake
