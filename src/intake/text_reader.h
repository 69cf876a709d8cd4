#pragma once

// A delimited text to one SheetReading: dialect, rows, outline, then each row that does not fit mended or held back.
//
// Mending goes from the outside in: records that swallowed lines behind a stray quote are cut apart again, the header
// row is made as wide as its table, and each data row of a wrong width gets the one repair that fits (repair.h). Where
// many rows are of a wrong width and nothing mends them, being ragged is the file's nature and rows are loaded as they
// stand.

#include <string_view>

#include "base/result.h"
#include "intake/limits.h"
#include "intake/reader.h"

namespace kith::intake {

/// Cells view `utf8_text`, which the caller keeps alive, or text that the table stored.
Result<SheetReading> read_text_table(std::string_view utf8_text, const Limits& limits);

}  // namespace kith::intake
