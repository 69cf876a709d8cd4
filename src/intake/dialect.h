#pragma once

// The dialect of a text table, decided on the whole file and from nothing but the file: delimiter, quote, escape, line
// ends, and which lines are preamble, header, data, footer or a second table.
//
// Idea: every (delimiter, quote, escape) that the text could be written in is tried; a reading is good when its rows
// have one width and its columns one kind of value each (van den Burg, Nazábal, Sutton, "Wrangling messy CSV files by
// detecting row and type patterns", 2019; Pollock, PVLDB 16(8) 2023, for the kinds of damage). See dialect.cpp.
//
// Not for types: cells stay text.

#include <cstdint>
#include <string>
#include <string_view>

#include "intake/encoding.h"

namespace kith::intake {

enum class LineEnd : std::uint8_t { None, Lf, Crlf, Cr, Mixed };
enum class Padding : std::uint8_t { None, SpaceAfterDelimiter };

struct Dialect {
    char delimiter = ',';  // '\0': one column, nothing divides it
    Padding padding = Padding::None;
    char quote = '"';    // '\0': none
    char escape = '\0';  // '\0': a quote inside a quoted cell is doubled; else usually '\\'
    Encoding encoding = Encoding::Utf8;
    LineEnd line_end = LineEnd::None;
    std::uint32_t preamble_rows = 0;  // rows above the header: titles, notes, blank lines
    std::uint32_t header_rows = 0;    // 0: no header
    std::uint32_t columns = 0;
    double score = 0;  // of the winning reading, 0..1

    bool operator==(const Dialect&) const = default;
};

std::string_view name_of(LineEnd line_end);
/// As a person writes it: `,`, `, ` for comma-space, empty for none.
std::string delimiter_text(const Dialect& dialect);

/// Delimiter, padding, quote, escape and line end; the rows are counted by layout.h, after reading.
Dialect sniff_dialect(std::string_view utf8_text);

}  // namespace kith::intake
