#include "base/civil_date.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace kith {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t kDayMs = 86'400'000;

year_month_day ymd_of(std::int32_t days) {
    return year_month_day{sys_days{std::chrono::days{days}}};
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    if (text.empty()) return std::nullopt;
    return value;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    const std::int64_t q = a / b;
    return (a % b != 0 && (a < 0) != (b < 0)) ? q - 1 : q;
}

}  // namespace

CivilDate CivilDate::from_days(std::int32_t days) {
    CivilDate date;
    date.days_ = days;
    return date;
}

std::optional<CivilDate> CivilDate::from_ymd(int year, int month, int day) {
    if (year < -9999 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const year_month_day ymd{std::chrono::year{year}, std::chrono::month(static_cast<unsigned>(month)),
                             std::chrono::day(static_cast<unsigned>(day))};
    if (!ymd.ok()) return std::nullopt;
    return from_days(static_cast<std::int32_t>(sys_days{ymd}.time_since_epoch().count()));
}

std::optional<CivilDate> CivilDate::parse_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    return from_ymd(*year, *month, *day);
}

int CivilDate::year() const {
    return static_cast<int>(ymd_of(days_).year());
}
int CivilDate::month() const {
    return static_cast<int>(static_cast<unsigned>(ymd_of(days_).month()));
}
int CivilDate::day() const {
    return static_cast<int>(static_cast<unsigned>(ymd_of(days_).day()));
}

int CivilDate::weekday() const {
    return static_cast<int>(std::chrono::weekday{sys_days{std::chrono::days{days_}}}.c_encoding());
}

std::string CivilDate::to_iso() const {
    char text[32];
    const int size = std::snprintf(text, sizeof text, "%04d-%02d-%02d", year(), month(), day());
    return {text, static_cast<std::size_t>(size)};
}

CivilDate CivilDate::plus_years(int years) const {
    const auto same_day = from_ymd(year() + years, month(), day());
    return same_day ? *same_day : *from_ymd(year() + years, 3, 1);
}

PartialDate PartialDate::from(CivilDate date) {
    return {static_cast<std::int16_t>(date.year()), static_cast<std::int8_t>(date.month()),
            static_cast<std::int8_t>(date.day())};
}

std::optional<CivilDate> PartialDate::to_date() const {
    return is_complete() ? CivilDate::from_ymd(year, month, day) : std::nullopt;
}

std::string PartialDate::to_text() const {
    if (year == 0) return {};
    char text[32];
    int size = std::snprintf(text, sizeof text, "%04d", year);
    if (month != 0) size += std::snprintf(text + size, sizeof text - size, "-%02d", month);
    if (month != 0 && day != 0) size += std::snprintf(text + size, sizeof text - size, "-%02d", day);
    return {text, static_cast<std::size_t>(size)};
}

std::optional<PartialDate> PartialDate::parse(std::string_view text) {
    if (text.size() == 10) {
        const auto date = CivilDate::parse_iso(text);
        return date ? std::optional(from(*date)) : std::nullopt;
    }
    if (text.size() != 4 && !(text.size() == 7 && text[4] == '-')) return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    if (!year || *year == 0) return std::nullopt;
    PartialDate date{static_cast<std::int16_t>(*year), 0, 0};
    if (text.size() == 7) {
        const auto month = digits(text.substr(5, 2));
        if (!month || *month < 1 || *month > 12) return std::nullopt;
        date.month = static_cast<std::int8_t>(*month);
    }
    return date;
}

Instant Instant::at_midnight_utc(CivilDate date) {
    return {date.days() * kDayMs};
}

CivilDate Instant::date_utc() const {
    return CivilDate::from_days(static_cast<std::int32_t>(floor_div(unix_ms, kDayMs)));
}

std::string Instant::to_iso() const {
    const std::int64_t in_day = unix_ms - date_utc().days() * kDayMs;
    const int hour = static_cast<int>(in_day / 3'600'000);
    const int minute = static_cast<int>(in_day / 60'000 % 60);
    const int second = static_cast<int>(in_day / 1'000 % 60);
    const int ms = static_cast<int>(in_day % 1'000);
    char text[48];
    int size = std::snprintf(text, sizeof text, "%sT%02d:%02d:%02d", date_utc().to_iso().c_str(), hour, minute, second);
    if (ms != 0) size += std::snprintf(text + size, sizeof text - size, ".%03d", ms);
    return std::string(text, static_cast<std::size_t>(size)) + "Z";
}

std::optional<Instant> Instant::parse_iso(std::string_view text) {
    const auto date = CivilDate::parse_iso(text.substr(0, 10));
    if (!date) return std::nullopt;
    Instant instant = at_midnight_utc(*date);
    text.remove_prefix(10);
    if (text.empty()) return instant;
    if (text.size() < 10 || text[0] != 'T' || text[3] != ':' || text[6] != ':') return std::nullopt;
    const auto hour = digits(text.substr(1, 2));
    const auto minute = digits(text.substr(4, 2));
    const auto second = digits(text.substr(7, 2));
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    instant.unix_ms += *hour * 3'600'000LL + *minute * 60'000LL + *second * 1'000LL;
    text.remove_prefix(9);
    if (text[0] == '.') {
        if (text.size() < 5) return std::nullopt;
        const auto ms = digits(text.substr(1, 3));
        if (!ms) return std::nullopt;
        instant.unix_ms += *ms;
        text.remove_prefix(4);
    }
    if (text == "Z") return instant;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const auto offset_hour = digits(text.substr(1, 2));
    const auto offset_minute = digits(text.substr(4, 2));
    if (!offset_hour || !offset_minute || *offset_hour > 23 || *offset_minute > 59) return std::nullopt;
    const std::int64_t offset_ms = (*offset_hour * 60LL + *offset_minute) * 60'000LL;
    instant.unix_ms += text[0] == '+' ? -offset_ms : offset_ms;
    return instant;
}

}  // namespace kith
