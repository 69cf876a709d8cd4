#include "text/time_text.h"

#include <algorithm>
#include <array>

namespace kith::text {

namespace {

enum class Meridiem : std::uint8_t { None, Am, Pm };

Meridiem take_meridiem(CellCursor& cursor) {
    CellCursor ahead = cursor;
    ahead.skip_spaces();
    const char first = lower(ahead.peek());
    if (first != 'a' && first != 'p') return Meridiem::None;
    ahead.skip(1);
    ahead.take('.');
    if (lower(ahead.peek()) == 'm') {
        ahead.skip(1);
        ahead.take('.');
    }
    if (is_letter(ahead.peek())) return Meridiem::None;
    cursor = ahead;
    return first == 'a' ? Meridiem::Am : Meridiem::Pm;
}

/// `.123` or `,123` behind seconds, as milliseconds, cut off below.
int take_fraction_ms(CellCursor& cursor) {
    if ((cursor.peek() != '.' && cursor.peek() != ',') || !is_digit(cursor.peek(1))) return 0;
    cursor.skip(1);
    int ms = 0;
    for (int scale = 100; is_digit(cursor.peek()); scale /= 10) {
        ms += (cursor.peek() - '0') * scale;
        cursor.skip(1);
    }
    return ms;
}

/// The hour on a clock of 24; -1 where there is none. `13:41 PM` is written by people and means 13:41.
int hour_of(int hour, Meridiem meridiem) {
    if (hour > 23) return -1;
    if (meridiem == Meridiem::None) return hour;
    if (meridiem == Meridiem::Am) return hour > 12 ? -1 : hour % 12;
    return hour == 0 ? -1 : hour < 12 ? hour + 12 : hour;
}

struct Clock {
    int hour = 0;
    int minute = 0;
    int second = 0;
    int ms = 0;
};

/// Two digits behind a colon, or -1.
int take_sixty(CellCursor& cursor) {
    if (cursor.peek() != ':' || !is_digit(cursor.peek(1)) || !is_digit(cursor.peek(2)) || is_digit(cursor.peek(3))) {
        return -1;
    }
    cursor.skip(1);
    return static_cast<int>(cursor.take_number()->value);
}

struct Zone {
    std::string_view name;
    int offset_minutes;
};

constexpr std::array kZones = {
    Zone{"z", 0},      Zone{"utc", 0},     Zone{"gmt", 0},     Zone{"est", -300}, Zone{"edt", -240}, Zone{"cst", -360},
    Zone{"cdt", -300}, Zone{"mst", -420},  Zone{"mdt", -360},  Zone{"pst", -480}, Zone{"pdt", -420}, Zone{"ast", -240},
    Zone{"adt", -180}, Zone{"akst", -540}, Zone{"akdt", -480}, Zone{"hst", -600}, Zone{"cet", 60},   Zone{"cest", 120}};

/// `+05:30`, `-0500`, `-05`; nothing else starts with a sign here.
std::optional<int> take_signed_offset(CellCursor& cursor) {
    const char sign = cursor.peek();
    if (sign != '+' && sign != '-') return std::nullopt;
    CellCursor ahead = cursor;
    ahead.skip(1);
    const std::size_t digits = ahead.digits_ahead();
    if (digits != 2 && digits != 4) return std::nullopt;
    const auto number = static_cast<int>(ahead.take_number()->value);
    int hours = digits == 4 ? number / 100 : number;
    int minutes = digits == 4 ? number % 100 : 0;
    if (digits == 2 && ahead.peek() == ':') {
        minutes = take_sixty(ahead);
        if (minutes < 0) return std::nullopt;
    }
    if (hours > 14 || minutes > 59) return std::nullopt;
    cursor = ahead;
    return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

FoundTime take_time(CellCursor& cursor, TimeOfDay& time) {
    CellCursor ahead = cursor;
    const std::size_t digits = ahead.digits_ahead();
    if (digits == 0 || digits > 4) return FoundTime::Nothing;
    const auto number = static_cast<int>(ahead.take_number()->value);
    Clock clock{number, 0, 0, 0};
    bool has_minutes = false;
    if (ahead.peek() == ':') {
        if (digits > 2) return FoundTime::Nothing;
        clock.minute = take_sixty(ahead);
        if (clock.minute < 0) return FoundTime::Nothing;
        has_minutes = true;
        if (ahead.peek() == ':') {
            clock.second = take_sixty(ahead);
            if (clock.second < 0) return FoundTime::Nothing;
            clock.ms = take_fraction_ms(ahead);
        }
    } else if (digits > 2) {
        clock = {number / 100, number % 100, 0, 0};
    }
    const Meridiem meridiem = take_meridiem(ahead);
    if (!has_minutes && meridiem == Meridiem::None) return FoundTime::Nothing;
    cursor = ahead;
    clock.hour = hour_of(clock.hour, meridiem);
    if (clock.hour < 0 || clock.minute > 59 || clock.second > 59) return FoundTime::Impossible;
    time.ms = ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1000 + std::min(clock.ms, 999);
    return FoundTime::Time;
}

std::optional<int> take_offset(CellCursor& cursor) {
    CellCursor ahead = cursor;
    ahead.skip_spaces();
    std::optional<int> offset;
    const std::string_view word = ahead.word_ahead();
    const auto* zone = std::find_if(kZones.begin(), kZones.end(), [&](const Zone& z) { return is_word(word, z.name); });
    if (zone != kZones.end()) {
        offset = zone->offset_minutes;
        ahead.skip(word.size());
    }
    if (const auto written = take_signed_offset(ahead)) offset = written;
    if (!offset) return std::nullopt;
    cursor = ahead;
    cursor.skip_spaces();
    // `GMT-0500 (Central Daylight Time)`, as browsers write
    if (cursor.peek() == '(' && cursor.rest().ends_with(')')) cursor.skip(cursor.rest().size());
    return offset;
}

std::optional<TimeOfDay> parse_time(std::string_view cell) {
    CellCursor cursor(trimmed_cell(cell));
    TimeOfDay time;
    if (take_time(cursor, time) != FoundTime::Time) return std::nullopt;
    cursor.skip_spaces();
    if (!cursor.is_at_end()) return std::nullopt;
    return time;
}

bool is_time_like(std::string_view cell) {
    return parse_time(cell).has_value();
}

}  // namespace kith::text
