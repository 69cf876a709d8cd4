#pragma once

// Delimited text to rows of cells, and back.
//
// read_csv is the fast reader: it finds the separators of 64 bytes at a time and its cells view the text wherever
// nothing had to be unescaped. textbook::read_csv reads one character after the other and is its judge in tests and
// fuzzers.
//
// Grammar beyond RFC 4180, the same in both: a quote opens only at the start of a cell; a quote inside a quoted cell
// that is neither doubled, escaped, nor followed by a delimiter or line end is a character; a quote that finds no
// partner is a character, and its cell ends at its own line; CRLF, LF and CR all end a record outside quotes. Blank
// lines are rows without cells.
//
// Not for headers, preambles or repair: every record of the text comes out (layout.h decides what it is).

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "intake/dialect.h"
#include "intake/limits.h"
#include "table/table.h"

namespace kith::intake {

/// Rows of all records. `columns` is empty. Cells view `text`, which the caller keeps, or text that the table stored.
struct Reading {
    table::Table rows;
    std::uint64_t lines = 0;            // physical lines of the text; the last needs no line end
    std::uint64_t unclosed_quotes = 0;  // quotes that found no partner
};

/// `intake.csv.line-too-long`, `intake.csv.too-many-columns`, `intake.csv.too-many-rows`: TooLarge.
Result<Reading> read_csv(std::string_view text, const Dialect& dialect, const Limits& limits = {});

namespace textbook {
Result<Reading> read_csv(std::string_view text, const Dialect& dialect, const Limits& limits = {});
}

/// RFC 4180 with a header line: comma, double quotes where needed, CRLF, UTF-8. Short rows are filled up to the width
/// of the header; what read_tables gives back for it is equal cell for cell.
std::string write_csv(const table::Table& table);

/// One row of it, filled up with empty cells to `width`.
void append_csv_row(std::string& out, std::span<const std::string_view> cells, std::size_t width);

}  // namespace kith::intake
