#pragma once

// What a cell looks like, for judging dialects, headers and repairs: a date, a number, a word. Cheap (one pass over at
// most 200 bytes) and knowingly rough: `13/25/2018` is a Date here.
//
// Not for values: values.h parses, with the column's own order and vocabulary.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace kith::intake {

enum class CellKind : std::uint8_t {
    Empty,
    Missing,  // NULL, N/A, -, ?
    Integer,
    Number,  // decimals, thousands, percent, money, exponent
    Date,
    Time,
    DateTime,
    Email,
    Url,
    Code,   // one token of letters and digits: A-12, 4b
    Word,   // letters
    Text,   // several words
    Other,  // holds what a cell rarely holds: stray quotes, tabs, separators without blanks
};
inline constexpr std::size_t kCellKinds = 13;

CellKind cell_kind_of(std::string_view cell);

/// Kinds whose cells a header hardly ever is.
inline bool is_typed(CellKind kind) {
    return kind >= CellKind::Integer && kind <= CellKind::Url;
}
inline bool is_filled(CellKind kind) {
    return kind > CellKind::Missing;
}

std::string_view trim_blanks(std::string_view text);

/// The cell with every digit as 9 and every letter as a or A: `2018-01-05` -> `9999-99-99`. Longer than 32: cut.
std::string shape_of(std::string_view cell);
/// The same with repetitions removed: `9-9-9`, `Aa a`.
std::string outline_shape_of(std::string_view cell);

}  // namespace kith::intake
