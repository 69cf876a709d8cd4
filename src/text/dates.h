#pragma once

// Dates and times as people and programs write them, read without guessing.
//
// Idea: the order of day and month is a property of a column, not of a cell. Every cell says which orders it admits (a
// part above 12 settles it); the column's order is the one that its cells share, and Ambiguous is an answer, not a
// default. A cell that the order cannot read is an error, never read by another order.
//
// Not for spreadsheet serials, whose meaning (1900 or 1904) only the workbook knows.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/civil_date.h"
#include "base/result.h"

namespace kith::text {

enum class DateOrder : std::uint8_t {
    None,       // the column holds no date
    Ymd,        // 2016-04-09, 20160409; also columns whose dates need no order (Apr 9, 2016)
    Mdy,        // 4/9/2016
    Dmy,        // 9/4/2016
    EpochMs,    // milliseconds since 1970
    Ambiguous,  // both Mdy and Dmy fit
    Mixed,      // neither fits nearly all cells
};

/// Two-digit years mean the latest year that ends so and is not after `latest_year`: the year of today for birth dates,
/// a year or more ahead for appointments and expiries.
struct YearPivot {
    int latest_year = 2030;
};

/// Days between which the column's dates must lie, where its meaning says so: birth dates of children, days of a school
/// year. An order that puts cells outside loses them as votes.
struct DateWindow {
    CivilDate earliest;
    CivilDate latest;
};

/// What the cells of one column admit. Counts are cells.
struct DateColumn {
    DateOrder order = DateOrder::None;
    std::size_t dates = 0;      // readable as a date in some order
    std::size_t not_dates = 0;  // neither blank nor a date
    std::size_t only_mdy = 0;   // readable month first, not day first
    std::size_t only_dmy = 0;
    std::size_t either = 0;  // both, with different days
};

/// Blank cells and words for missing (`NULL`, `N/A`) have no vote. An order is settled when at least 19 of 20 cells
/// that tell the orders apart agree: the rest are typing errors (swapped day and month), found when they are parsed.
DateColumn study_date_column(std::span<const std::string_view> column, YearPivot pivot = {},
                             std::optional<DateWindow> window = std::nullopt);
DateOrder solve_date_order(std::span<const std::string_view> column);

/// The order of day and month that the columns of one file or source share: Mdy, Dmy, Ambiguous or Mixed; None where no
/// column has such dates. A column of terms that all begin on 7/1 takes it from its neighbour of birth dates.
DateOrder shared_date_order(std::span<const DateColumn> columns);

struct TimeOfDay {
    std::int32_t ms = 0;  // since midnight, [0, 86'400'000)
    int hour() const { return ms / 3'600'000; }
    int minute() const { return ms / 60'000 % 60; }
    int second() const { return ms / 1'000 % 60; }
    auto operator<=>(const TimeOfDay&) const = default;
};

/// A date as far as the cell gave it, with its time and offset from UTC where it gave them.
struct Timestamp {
    PartialDate date;
    std::optional<TimeOfDay> time;
    std::optional<int> offset_minutes;
    auto operator<=>(const Timestamp&) const = default;

    /// The instant, with `default_offset_minutes` where the cell had none and midnight where it had no time; empty for
    /// a date without month or day.
    std::optional<Instant> instant(int default_offset_minutes = 0) const;
};

/// Errors: text.date.empty, text.date.unreadable (no date at all), text.date.impossible (no such day in this order, or
/// no such time), text.date.ambiguous (order is Ambiguous, Mixed or None and the cell means two days). A lone year
/// (`2016`) or month (`2016-04`, `04/2016`) is a date of that precision. 13 digits are epoch milliseconds (UTC) in
/// every order; 10 digits are never seconds, since phone numbers look the same.
Result<Timestamp> parse_timestamp(std::string_view cell, DateOrder order, YearPivot pivot = {});

/// The date of parse_timestamp(), with or without a time behind it; a bare time is text.date.unreadable.
Result<PartialDate> parse_date(std::string_view cell, DateOrder order, YearPivot pivot = {});

/// `5:23am`, `17:05`, `6:28:23 AM`, `0815`(four digits only with a meridiem). Empty where it is no time of day.
std::optional<TimeOfDay> parse_time(std::string_view cell);

/// True where some order reads the cell as a complete date (never for bare numbers other than yyyymmdd).
bool is_date_like(std::string_view cell);
bool is_time_like(std::string_view cell);

}  // namespace kith::text
