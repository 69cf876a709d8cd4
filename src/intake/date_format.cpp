#include "intake/date_format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "base/civil_date.h"

namespace kith::intake {
namespace {

using Part = NumberFormat::Part;
using Token = NumberFormat::Token;

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};
constexpr double kLastSerial = 2'958'466;  // 1 January 10000

struct Moment {
    int year = 1900;
    int month = 1;
    int day = 0;
    int weekday = 6;
    std::int64_t seconds = 0;   // of the day
    std::int64_t fraction = 0;  // in units of the digits asked for
    std::int64_t total_seconds = 0;
};

Moment moment_of(double serial, DateSystem system, int fraction_digits) {
    const double unit = std::pow(10.0, fraction_digits);
    const auto ticks = static_cast<std::int64_t>(std::floor(serial * 86'400 * unit + 0.5 + 1e-6));
    const auto ticks_per_second = static_cast<std::int64_t>(unit);
    Moment moment;
    moment.fraction = ticks % ticks_per_second;
    moment.total_seconds = ticks / ticks_per_second;
    moment.seconds = moment.total_seconds % 86'400;
    auto day = static_cast<std::int32_t>(moment.total_seconds / 86'400);
    if (system == DateSystem::From1904) day += 1'462;
    moment.weekday = (day + 6) % 7;  // serial 1 of the 1900 system, 1 January 1900, counts as a Sunday
    if (day == 60) {
        moment.month = 2;
        moment.day = 29;
    } else if (day > 0) {
        const CivilDate epoch = *CivilDate::from_ymd(1899, 12, day < 60 ? 31 : 30);
        const CivilDate date = epoch.plus_days(day);
        moment.year = date.year();
        moment.month = date.month();
        moment.day = date.day();
    }
    return moment;
}

std::string padded(std::int64_t value, std::size_t width) {
    std::string text = std::to_string(value);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::string write_month(const Token& token, int month) {
    const std::string_view name = kMonths[static_cast<std::size_t>(month - 1)];
    switch (token.text.size()) {
        case 1:
            return std::to_string(month);
        case 2:
            return padded(month, 2);
        case 3:
            return std::string(name.substr(0, 3));
        case 5:
            return std::string(name.substr(0, 1));
        default:
            return std::string(name);
    }
}

std::string write_day(const Token& token, const Moment& moment) {
    const std::string_view name = kDays[static_cast<std::size_t>(moment.weekday)];
    switch (token.text.size()) {
        case 1:
            return std::to_string(moment.day);
        case 2:
            return padded(moment.day, 2);
        case 3:
            return std::string(name.substr(0, 3));
        default:
            return std::string(name);
    }
}

std::string write_token(const Token& token, const Moment& moment, bool has_meridiem) {
    const std::int64_t hour = moment.seconds / 3'600;
    const std::size_t width = token.text.size();
    switch (token.part) {
        case Part::Year:
            return width <= 2 ? padded(moment.year % 100, 2) : std::to_string(moment.year);
        case Part::Month:
            return write_month(token, moment.month);
        case Part::Day:
            return write_day(token, moment);
        case Part::Hour:
            return padded(has_meridiem ? (hour + 11) % 12 + 1 : hour, std::min<std::size_t>(width, 2));
        case Part::Minute:
            return padded(moment.seconds / 60 % 60, std::min<std::size_t>(width, 2));
        case Part::Second:
            return padded(moment.seconds % 60, std::min<std::size_t>(width, 2));
        case Part::Fraction:
            return '.' + padded(moment.fraction, width);
        case Part::Meridiem:
            return width == 3 ? (hour < 12 ? "A" : "P") : (hour < 12 ? "AM" : "PM");
        case Part::ElapsedHours:
            return padded(moment.total_seconds / 3'600, width);
        case Part::ElapsedMinutes:
            return padded(moment.total_seconds / 60, width);
        case Part::ElapsedSeconds:
            return padded(moment.total_seconds, width);
        case Part::General:
            return {};
        default:
            return token.text;
    }
}

}  // namespace

std::string format_date(const std::vector<Token>& tokens, double serial, DateSystem system) {
    if (!(serial >= 0) || serial >= kLastSerial) return "########";
    int fraction_digits = 0;
    bool has_meridiem = false;
    for (const Token& token : tokens) {
        if (token.part == Part::Fraction)
            fraction_digits = static_cast<int>(std::min<std::size_t>(token.text.size(), 3));
        has_meridiem = has_meridiem || token.part == Part::Meridiem;
    }
    const Moment moment = moment_of(serial, system, fraction_digits);
    std::string out;
    for (const Token& token : tokens) out += write_token(token, moment, has_meridiem);
    return out;
}

}  // namespace kith::intake
