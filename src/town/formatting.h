#pragma once

// Appending to a text without streams or allocations: the hot loops of the writers.

#include <cstdint>
#include <string>
#include <string_view>

namespace kith::town {

struct Ymd {
    int year = 0;
    int month = 0;
    int day = 0;
};
Ymd ymd_of(std::int32_t days);

void append_number(std::string& out, std::uint64_t value);
/// With leading zeros up to `width`.
void append_padded(std::string& out, std::uint64_t value, int width);

void append_iso(std::string& out, Ymd date);             // 2026-03-02
void append_us(std::string& out, Ymd date);              // 3/2/2026
void append_us_short(std::string& out, Ymd date);        // 03/02/26
void append_day_month_name(std::string& out, Ymd date);  // 02-Mar-2026
std::string_view month_name(int month);                  // January

/// Quoted when it holds the delimiter, a quote or a line end.
void append_cell(std::string& out, std::string_view text, char delimiter = ',');
/// As a JSON string with its quotes.
void append_json(std::string& out, std::string_view text);

/// Letters of the Latin-1 range without their accents; other bytes as they are.
std::string without_accents(std::string_view utf8);
/// ASCII letters in upper case, accents dropped.
std::string shouted(std::string_view utf8);
std::string latin1(std::string_view utf8);

}  // namespace kith::town
