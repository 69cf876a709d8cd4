#pragma once

// Which shape a sheet has, from its mapped columns (lists and logs) or from the sheet as a grid (registers with dates
// across).
//
// A register is found by its dates: a row of days (full dates, day numbers under a month, weekdays beside them) over a
// body of marks, with titles, merged month headers, totals and legends around it. Nothing depends on where on the sheet
// it stands. Totals are believed when the sums agree, not because a header says `Total`.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_date.h"
#include "intake/layout.h"
#include "intake/mapping.h"
#include "intake/reader.h"
#include "intake/values.h"
#include "table/table.h"

namespace kith::intake {

/// `default_category` of the source, and the words of file and sheet name, tell a sign-in log from a survey.
Shape shape_of_list(const table::Table& table, const Mapping& mapping, std::string_view default_category,
                    std::string_view name_words);

/// All rows of a sheet in order: above the table, header, data, below. Rows keep their lines.
struct GridRow {
    const table::Table* table = nullptr;
    std::size_t row = 0;
    std::string_view cell(std::size_t column) const { return table->cell(row, column); }
    std::size_t width() const { return table->row(row).size(); }
    std::uint64_t line() const { return table->line_of(row); }
};
std::vector<GridRow> grid_of(const SheetReading& reading);

/// What is known of the time a sheet is about, apart from its cells.
struct TimeHints {
    CivilDate today;
    std::optional<text::DateOrder> order;
    std::string names;  // file and sheet name
};

struct DayColumn {
    std::size_t column = 0;
    CivilDate day;
};

struct RegisterGrid {
    std::size_t header_row = 0;  // index into the grid: the row of days
    std::size_t first_body_row = 0;
    std::size_t end_row = 0;           // where the next block of days begins (weeks stacked on one sheet), or the end
    std::vector<DayColumn> days;       // ascending columns; AM and PM are two columns of one day
    std::vector<std::string> columns;  // header of every column that is no day, empty for days
    bool is_ambiguous = false;         // day and month of the headers cannot be told apart
};

/// The first register at or below `from`.
std::optional<RegisterGrid> find_register(const std::vector<GridRow>& grid, const TimeHints& hints,
                                          const MarkVocabulary& marks, std::size_t from = 0);

/// Hours or minutes in place of a mark: `1.5`, `1:30`, `90`.
bool is_amount(std::string_view cell);

struct TransposedGrid {
    std::size_t header_row = 0;  // the row of names
    std::size_t date_column = 0;
    std::vector<std::size_t> child_columns;
    std::vector<std::optional<CivilDate>> days;  // per grid row
    bool is_ambiguous = false;
};

std::optional<TransposedGrid> find_transposed(const std::vector<GridRow>& grid, const TimeHints& hints,
                                              const MarkVocabulary& marks);

}  // namespace kith::intake
