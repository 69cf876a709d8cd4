#pragma once

// JSON lines (one object per line), a JSON array of objects, or one object, to one table. Nested objects become columns
// `a.b`; lists stay as JSON text; numbers keep the digits they were written with. Columns stand in the order of their
// first appearance.
//
// A line that is not an object is quarantined with its text; the rest of the file is read.

#include <string_view>

#include "base/result.h"
#include "intake/limits.h"
#include "intake/reader.h"

namespace kith::intake {

/// True when the text begins as one of the two and its first object can be read.
bool is_json(std::string_view utf8_text);

/// `intake.json.corrupt` when an array ends in the middle and holds no object (Corrupt);
/// `intake.json.too-many-columns`.
Result<SheetReading> read_json(std::string_view utf8_text, const Limits& limits);

}  // namespace kith::intake
