#pragma once

// One thing wrong with one cell, row or file. A problem is data: it is shown to the sender, stored with the quarantined
// row, and never stops a file. Not for failures of the program (base/result.h).

#include <cstdint>
#include <string>
#include <vector>

namespace kith::table {

enum class Severity : std::uint8_t {
    Note,     // worth knowing; the row is loaded
    Warning,  // the cell is held back; the row is loaded without it
    Error,    // the row is quarantined
};

std::string_view name_of(Severity severity);

/// Where in the sender's file. Zero or empty means "not of one line / column / sheet".
struct Place {
    std::string sheet;
    std::uint64_t line = 0;    // 1-based physical line of the file, or 1-based row of the sheet
    std::uint32_t column = 0;  // 1-based
    std::string column_name;   // as the sender wrote it
};

struct Problem {
    std::string id;  // stable: `intake.date.ambiguous`
    Severity severity = Severity::Error;
    std::string message;     // plain words without the value: safe to log
    std::string suggestion;  // one thing to do
    Place place;
    std::string raw;  // the cell or row as received: personal data, never logged
};

}  // namespace kith::table
