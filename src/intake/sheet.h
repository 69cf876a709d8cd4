#pragma once

// Workbooks (.xlsx, .xls) to the text that a person sees in the cells: number formats, both date systems, shared and
// inline strings. Values are the cached ones; formulas are never computed.
//
// Workbooks are streamed: shared strings and one sheet's cells are held, never a document tree.
// Not for headers or mapping: every row from the first to the last filled one comes out as it stands.

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "intake/limits.h"
#include "table/problem.h"
#include "table/table.h"

namespace kith::intake {

/// 1-based, both ends included. Only the top left cell of a range holds a value.
struct MergedRange {
    std::uint32_t first_row = 0;
    std::uint32_t first_column = 0;
    std::uint32_t last_row = 0;
    std::uint32_t last_column = 0;

    bool operator==(const MergedRange&) const = default;
};

enum class Visibility : std::uint8_t { Visible, Hidden };

struct Sheet {
    std::string name;
    std::uint32_t index = 0;  // position in the workbook, chart sheets counted
    Visibility visibility = Visibility::Visible;
    table::Table grid;  // row i is row line_of(i) of the sheet; `columns` is empty; all text is owned
    std::vector<MergedRange> merged;
    std::vector<std::uint32_t> hidden_rows;     // 1-based
    std::vector<std::uint32_t> hidden_columns;  // 1-based
    std::vector<table::Problem> problems;       // error cells (#REF!), strings missing from the part they name
};

/// Errors: `intake.workbook.corrupt` (Corrupt), `intake.workbook.encrypted` (InvalidInput),
/// `intake.workbook.not-a-sheet` (InvalidInput), and TooLarge: `intake.workbook.inflated-size`,
/// `intake.workbook.inflation-ratio`, `intake.workbook.entries`, `intake.workbook.rows`, `intake.workbook.columns`,
/// `intake.workbook.cells`.
Result<std::vector<Sheet>> read_xlsx(ByteView bytes, const Limits& limits = {});
Result<std::vector<Sheet>> read_xls(ByteView bytes, const Limits& limits = {});

}  // namespace kith::intake
