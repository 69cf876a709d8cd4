#pragma once

// Dates of the proleptic Gregorian calendar without time or zone, and instants in UTC. Source of the day arithmetic:
// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", which std::chrono's calendar implements.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

/// A calendar date as days since 1970-01-01.
class CivilDate {
  public:
    CivilDate() = default;

    static CivilDate from_days(std::int32_t days);
    /// Empty when no such day exists (29 February of a common year, month 13).
    static std::optional<CivilDate> from_ymd(int year, int month, int day);
    /// `yyyy-mm-dd` and nothing else.
    static std::optional<CivilDate> parse_iso(std::string_view text);

    std::int32_t days() const { return days_; }
    int year() const;
    int month() const;
    int day() const;
    int weekday() const;  // 0 Sunday .. 6 Saturday
    std::string to_iso() const;
    CivilDate plus_days(std::int32_t days) const { return from_days(days_ + days); }
    /// The same day `years` later; 29 February becomes 1 March where the year has none.
    CivilDate plus_years(int years) const;

    auto operator<=>(const CivilDate&) const = default;

  private:
    std::int32_t days_ = 0;
};

/// A birth date as far as it is known: any part may be missing (0).
struct PartialDate {
    std::int16_t year = 0;
    std::int8_t month = 0;
    std::int8_t day = 0;

    static PartialDate from(CivilDate date);
    bool is_empty() const { return year == 0 && month == 0 && day == 0; }
    bool is_complete() const { return year != 0 && month != 0 && day != 0; }
    std::optional<CivilDate> to_date() const;
    /// `2016-04-09`, `2016-04`, `2016` or empty.
    std::string to_text() const;
    static std::optional<PartialDate> parse(std::string_view text);

    auto operator<=>(const PartialDate&) const = default;
};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t unix_ms = 0;

    static Instant at_midnight_utc(CivilDate date);
    CivilDate date_utc() const;
    /// `2026-03-01T12:00:00Z`; milliseconds are written only when there are any.
    std::string to_iso() const;
    /// The form of to_iso(), an offset `+hh:mm` instead of Z, or a bare date (midnight UTC).
    static std::optional<Instant> parse_iso(std::string_view text);

    auto operator<=>(const Instant&) const = default;
};

}  // namespace kith
