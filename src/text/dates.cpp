#include "text/dates.h"

#include <array>
#include <utility>

#include "text/date_text.h"

namespace kith::text {

namespace {

constexpr int kYearMin = 1000;  // 9999 stands for `for ever` in many files, so there is no narrower bound above
constexpr int kCompactYearMin = 1900;
constexpr int kCompactYearMax = 2100;

/// 0 where the number has no year's digits.
int year_of(int value, int digits, YearPivot pivot) {
    if (digits == 4) return value >= kYearMin ? value : 0;
    if (digits != 2) return 0;
    const int in_century = pivot.latest_year % 100;
    const int century = pivot.latest_year - in_century;
    return value <= in_century ? century + value : century - 100 + value;
}

std::optional<PartialDate> date_of(int year, int month, int day) {
    if (year == 0 || !CivilDate::from_ymd(year, month, day)) return std::nullopt;
    return PartialDate{static_cast<std::int16_t>(year), static_cast<std::int8_t>(month), static_cast<std::int8_t>(day)};
}

bool is_part_of_year(std::uint8_t digits) {
    return digits == 1 || digits == 2;
}

std::optional<PartialDate> read_compact(int number, DateOrder order) {
    const bool is_year_first = order == DateOrder::Ymd;
    const int year = is_year_first ? number / 10'000 : number % 10'000;
    const int first = is_year_first ? number / 100 % 100 : number / 1'000'000;
    const int second = is_year_first ? number % 100 : number / 10'000 % 100;
    if (year < kCompactYearMin || year > kCompactYearMax) return std::nullopt;
    return order == DateOrder::Dmy ? date_of(year, second, first) : date_of(year, first, second);
}

/// Apr 9, 2016; 9 Apr 2016; 2016 Apr 9.
std::optional<PartialDate> read_named(const DateParts& parts, YearPivot pivot) {
    const std::size_t month_index = parts.named_month == 0 ? 0 : parts.named_month == 1 ? 1 : 2;
    std::size_t day_index = month_index == 0 ? 1 : 0;
    std::size_t year_index = month_index == 2 ? 1 : 2;
    if (parts.digits[day_index] == 4) std::swap(day_index, year_index);
    if (!is_part_of_year(parts.digits[day_index])) return std::nullopt;
    return date_of(year_of(parts.values[year_index], parts.digits[year_index], pivot), parts.values[month_index],
                   parts.values[day_index]);
}

/// `2016`, `2016-04`, `04/2016`, `April 2016`.
std::optional<PartialDate> read_incomplete(const DateParts& parts) {
    if (parts.count == 1) {
        const int year = parts.values[0];
        if (parts.digits[0] != 4 || year < kCompactYearMin || year > kCompactYearMax) return std::nullopt;
        return PartialDate{static_cast<std::int16_t>(year), 0, 0};
    }
    const std::size_t year_index = parts.digits[0] == 4 ? 0 : 1;
    const std::size_t month_index = 1 - year_index;
    const int year = parts.values[year_index];
    const int month = parts.values[month_index];
    const bool is_month =
        parts.named_month == static_cast<int>(month_index) || is_part_of_year(parts.digits[month_index]);
    if (parts.digits[year_index] != 4 || year < kCompactYearMin || year > kCompactYearMax) return std::nullopt;
    if (!is_month || month < 1 || month > 12) return std::nullopt;
    return PartialDate{static_cast<std::int16_t>(year), static_cast<std::int8_t>(month), 0};
}

/// True where the text itself says which part is which.
bool needs_no_order(const DateParts& parts) {
    if (parts.is_compact) return false;
    return parts.count < 3 || parts.named_month >= 0 || parts.digits[0] == 4;
}

std::optional<PartialDate> read_plain(const DateParts& parts, YearPivot pivot) {
    if (parts.count < 3) return read_incomplete(parts);
    if (parts.named_month >= 0) return read_named(parts, pivot);
    if (!is_part_of_year(parts.digits[1]) || !is_part_of_year(parts.digits[2])) return std::nullopt;
    return date_of(year_of(parts.values[0], 4, pivot), parts.values[1], parts.values[2]);
}

/// `order` is Ymd, Mdy or Dmy; the parts need an order.
std::optional<PartialDate> read_ordered(const DateParts& parts, DateOrder order, YearPivot pivot) {
    if (parts.is_compact) return read_compact(parts.values[0], order);
    const auto& value = parts.values;
    const auto& digits = parts.digits;
    if (order == DateOrder::Ymd) {
        if (!is_part_of_year(digits[1]) || !is_part_of_year(digits[2])) return std::nullopt;
        return date_of(year_of(value[0], digits[0], pivot), value[1], value[2]);
    }
    if (!is_part_of_year(digits[0]) || !is_part_of_year(digits[1])) return std::nullopt;
    const int year = year_of(value[2], digits[2], pivot);
    return order == DateOrder::Mdy ? date_of(year, value[0], value[1]) : date_of(year, value[1], value[0]);
}

bool is_settled(DateOrder order) {
    return order == DateOrder::Ymd || order == DateOrder::Mdy || order == DateOrder::Dmy;
}

/// A year of four digits at the end cannot be read year first, whatever the column's order.
bool can_apply(const DateParts& parts, DateOrder order) {
    return is_settled(order) && (parts.is_compact || order != DateOrder::Ymd || parts.digits[2] != 4);
}

Error unreadable() {
    return make_error(ErrorCode::InvalidInput, "text.date.unreadable", "the cell holds no date");
}
Error impossible() {
    return make_error(ErrorCode::InvalidInput, "text.date.impossible", "there is no such day or time in this order");
}

/// The one day that the orders in question agree on.
Result<PartialDate> read_undecided(const DateParts& parts, DateOrder order, YearPivot pivot) {
    std::optional<PartialDate> only;
    const bool may_be_year_first = parts.is_compact || order == DateOrder::None || order == DateOrder::Mixed;
    for (const DateOrder candidate : {DateOrder::Mdy, DateOrder::Dmy, DateOrder::Ymd}) {
        if (candidate == DateOrder::Ymd && !may_be_year_first) continue;
        const auto date = read_ordered(parts, candidate, pivot);
        if (!date) continue;
        if (only && *only != *date) {
            return make_error(ErrorCode::InvalidInput, "text.date.ambiguous",
                              "day and month cannot be told apart in this column");
        }
        only = date;
    }
    if (!only) return impossible();
    return *only;
}

bool is_shaped_like_date(const DateParts& parts) {
    if (parts.is_compact || needs_no_order(parts)) return true;
    const auto& digits = parts.digits;
    return is_part_of_year(digits[0]) && is_part_of_year(digits[1]) &&
           (digits[2] == 2 || digits[2] == 4 || digits[0] == 2);
}

Result<PartialDate> resolve(const DateParts& parts, DateOrder order, YearPivot pivot) {
    if (!is_shaped_like_date(parts)) return unreadable();
    if (needs_no_order(parts)) {
        if (const auto date = read_plain(parts, pivot)) return *date;
        return parts.count == 3 ? impossible() : unreadable();
    }
    if (!can_apply(parts, order)) return read_undecided(parts, order, pivot);
    if (const auto date = read_ordered(parts, order, pivot)) return *date;
    return impossible();
}

Timestamp from_epoch(std::int64_t epoch_ms) {
    constexpr std::int64_t kDayMs = 86'400'000;
    const CivilDate date = Instant{epoch_ms}.date_utc();
    const auto in_day = static_cast<std::int32_t>(epoch_ms - std::int64_t{date.days()} * kDayMs);
    return {PartialDate::from(date), TimeOfDay{in_day}, 0};
}

// ---- the column ----

bool is_inside(const PartialDate& date, const std::optional<DateWindow>& window) {
    const auto day = date.to_date();
    return day && (!window || (*day >= window->earliest && *day <= window->latest));
}

struct Votes {
    DateColumn column;
    std::size_t epochs = 0;
    std::size_t free = 0;        // need no order
    std::size_t ordered = 0;     // need one and have a reading
    std::size_t year_first = 0;  // of those, readable year first
    std::size_t year_last = 0;   // of those, readable in another order
};

void vote(const DateText& text, YearPivot pivot, const std::optional<DateWindow>& window, Votes& votes) {
    DateColumn& column = votes.column;
    if (text.shape == DateShape::Blank) return;
    if (text.shape == DateShape::EpochMs) {
        ++votes.epochs;
        ++column.dates;
        return;
    }
    if (text.shape != DateShape::Parts || !is_shaped_like_date(text.parts)) {
        ++column.not_dates;
        return;
    }
    if (needs_no_order(text.parts)) {
        const bool is_date = read_plain(text.parts, pivot).has_value();
        ++(is_date ? column.dates : column.not_dates);
        votes.free += is_date;
        return;
    }
    const auto fits = [&](DateOrder order) {
        const auto date = read_ordered(text.parts, order, pivot);
        return date && is_inside(*date, window) ? date : std::nullopt;
    };
    const auto mdy = fits(DateOrder::Mdy);
    const auto dmy = fits(DateOrder::Dmy);
    const bool ymd = can_apply(text.parts, DateOrder::Ymd) && fits(DateOrder::Ymd).has_value();
    if (!mdy && !dmy && !ymd) {
        ++column.not_dates;
        return;
    }
    ++column.dates;
    ++votes.ordered;
    votes.year_first += ymd;
    votes.year_last += mdy || dmy;
    column.only_mdy += mdy && !dmy;
    column.only_dmy += dmy && !mdy;
    column.either += mdy && dmy && *mdy != *dmy;
}

/// At least 19 of 20.
bool is_nearly_all(std::size_t part, std::size_t whole) {
    return whole > 0 && part * 20 >= whole * 19;
}

DateOrder decide(const Votes& votes) {
    const DateColumn& column = votes.column;
    if (column.dates == 0) return DateOrder::None;
    if (is_nearly_all(votes.epochs, column.dates)) return DateOrder::EpochMs;
    if (votes.ordered == 0) return DateOrder::Ymd;
    const std::size_t told_apart = column.only_mdy + column.only_dmy;
    // Two-digit years in front, or yyyymmdd: only where the other orders leave more than a few cells unread.
    if (is_nearly_all(votes.year_first, votes.ordered) && !is_nearly_all(votes.year_last, votes.ordered)) {
        return DateOrder::Ymd;
    }
    if (is_nearly_all(column.only_mdy, told_apart)) return DateOrder::Mdy;
    if (is_nearly_all(column.only_dmy, told_apart)) return DateOrder::Dmy;
    return told_apart == 0 ? DateOrder::Ambiguous : DateOrder::Mixed;
}

}  // namespace

std::optional<Instant> Timestamp::instant(int default_offset_minutes) const {
    const auto day = date.to_date();
    if (!day) return std::nullopt;
    const std::int64_t offset_ms = std::int64_t{offset_minutes.value_or(default_offset_minutes)} * 60'000;
    return Instant{Instant::at_midnight_utc(*day).unix_ms + (time ? time->ms : 0) - offset_ms};
}

DateColumn study_date_column(std::span<const std::string_view> column, YearPivot pivot,
                             std::optional<DateWindow> window) {
    Votes votes;
    for (const std::string_view cell : column) vote(read_date_text(cell), pivot, window, votes);
    votes.column.order = decide(votes);
    return votes.column;
}

DateOrder shared_date_order(std::span<const DateColumn> columns) {
    std::size_t only_mdy = 0;
    std::size_t only_dmy = 0;
    bool is_needed = false;
    for (const DateColumn& column : columns) {
        if (column.order == DateOrder::None || column.order == DateOrder::Ymd || column.order == DateOrder::EpochMs)
            continue;
        is_needed = true;
        only_mdy += column.only_mdy;
        only_dmy += column.only_dmy;
    }
    if (!is_needed) return DateOrder::None;
    if (is_nearly_all(only_mdy, only_mdy + only_dmy)) return DateOrder::Mdy;
    if (is_nearly_all(only_dmy, only_mdy + only_dmy)) return DateOrder::Dmy;
    return only_mdy + only_dmy == 0 ? DateOrder::Ambiguous : DateOrder::Mixed;
}

DateOrder solve_date_order(std::span<const std::string_view> column) {
    return study_date_column(column).order;
}

Result<Timestamp> parse_timestamp(std::string_view cell, DateOrder order, YearPivot pivot) {
    const DateText text = read_date_text(cell);
    switch (text.shape) {
        case DateShape::Blank:
            return make_error(ErrorCode::InvalidInput, "text.date.empty", "the cell is empty");
        case DateShape::Unreadable:
            return unreadable();
        case DateShape::BadTime:
            return impossible();
        case DateShape::EpochMs:
            return from_epoch(text.epoch_ms);
        case DateShape::Parts:
            break;
    }
    const PartialDate date = TRY(resolve(text.parts, order, pivot));
    return Timestamp{date, text.time, text.offset_minutes};
}

Result<PartialDate> parse_date(std::string_view cell, DateOrder order, YearPivot pivot) {
    return TRY(parse_timestamp(cell, order, pivot)).date;
}

bool is_date_like(std::string_view cell) {
    const DateText text = read_date_text(cell);
    if (text.shape != DateShape::Parts || !is_shaped_like_date(text.parts)) return false;
    if (text.parts.is_compact) return read_compact(text.parts.values[0], DateOrder::Ymd).has_value();
    if (needs_no_order(text.parts)) {
        const auto date = read_plain(text.parts, {});
        return date && date->is_complete();
    }
    for (const DateOrder order : {DateOrder::Mdy, DateOrder::Dmy, DateOrder::Ymd}) {
        if (read_ordered(text.parts, order, {})) return true;
    }
    return false;
}

}  // namespace kith::text
