#include "text/date_text.h"

#include <array>

#include "text/cell_cursor.h"
#include "text/time_text.h"

namespace kith::text {

namespace {

constexpr std::array<std::string_view, 24> kMonths = {
    "january",   "february", "march",    "april",    "may",        "june",    "july",      "august",
    "september", "october",  "november", "december", "enero",      "febrero", "marzo",     "abril",
    "mayo",      "junio",    "julio",    "agosto",   "septiembre", "octubre", "noviembre", "diciembre"};

/// 1..12 for `Apr`, `april`, `abril`, `sept`; 0 where the word is no month. Three letters or more of a month's name.
int month_of(std::string_view word) {
    if (word.size() < 3 || word.size() > 10) return 0;
    if (is_word(word, "setiembre")) return 9;
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        if (word.size() <= kMonths[i].size() && is_word(word, kMonths[i].substr(0, word.size()))) {
            return static_cast<int>(i % 12) + 1;
        }
    }
    return 0;
}

constexpr std::array<std::string_view, 35> kWeekdays = {"mon",
                                                        "tue",
                                                        "tues",
                                                        "wed",
                                                        "thu",
                                                        "thur",
                                                        "thurs",
                                                        "fri",
                                                        "sat",
                                                        "sun",
                                                        "monday",
                                                        "tuesday",
                                                        "wednesday",
                                                        "thursday",
                                                        "friday",
                                                        "saturday",
                                                        "sunday",
                                                        "lunes",
                                                        "martes",
                                                        "miercoles",
                                                        "mi\xC3\xA9rcoles",
                                                        "jueves",
                                                        "viernes",
                                                        "sabado",
                                                        "s\xC3\xA1"
                                                        "bado",
                                                        "domingo",
                                                        "lun",
                                                        "mie",
                                                        "jue",
                                                        "vie",
                                                        "sab",
                                                        "dom",
                                                        "mi\xC3\xA9",
                                                        "s\xC3\xA1"
                                                        "b",
                                                        "weds"};

constexpr std::array<std::string_view, 16> kMissing = {"null",    "n/a", "na",  "none",         "nan", "#n/a",
                                                       "unknown", "unk", "nil", "(blank)",      "-",   "--",
                                                       "---",     ".",   "?",   "not available"};

void skip_weekday(CellCursor& cursor) {
    const std::string_view word = cursor.word_ahead();
    if (!is_one_of(word, kWeekdays) || cursor.rest().size() == word.size()) return;
    cursor.skip(word.size());
    cursor.take('.');
    cursor.take(',');
    cursor.skip_spaces();
}

void skip_ordinal(CellCursor& cursor) {
    constexpr std::array<std::string_view, 6> kOrdinals = {"st", "nd", "rd", "th", "o", "\xC2\xBA"};
    const std::string_view word = cursor.word_ahead();
    if (is_one_of(word, kOrdinals)) cursor.skip(word.size());
}

bool is_time_ahead(const CellCursor& cursor) {
    CellCursor ahead = cursor;
    TimeOfDay ignored;
    return take_time(ahead, ignored) != FoundTime::Nothing;
}

/// Adds one part; false where there is none.
bool take_part(CellCursor& cursor, DateParts& parts) {
    const std::uint8_t index = parts.count;
    cursor.take('\'');  // '16
    if (is_digit(cursor.peek())) {
        if (index > 0 && is_time_ahead(cursor)) return false;
        const auto number = cursor.take_number();
        if (!number || number->digits > 4) return false;
        parts.values[index] = static_cast<int>(number->value);
        parts.digits[index] = static_cast<std::uint8_t>(number->digits);
        if (number->digits <= 2) skip_ordinal(cursor);
        ++parts.count;
        return true;
    }
    const std::string_view word = cursor.word_ahead();
    const int month = month_of(word);
    if (month == 0 || parts.named_month >= 0) return false;
    cursor.skip(word.size());
    parts.values[index] = month;
    parts.named_month = static_cast<std::int8_t>(index);
    ++parts.count;
    return true;
}

/// One of / - . or a comma, with spaces around, and the Spanish `de`; false where nothing separates.
bool skip_separator(CellCursor& cursor) {
    const std::size_t before = cursor.rest().size();
    cursor.skip_spaces();
    if (cursor.peek() == '/' || cursor.peek() == '-' || cursor.peek() == '.' || cursor.peek() == ',') {
        const bool is_point = cursor.peek() == '.';
        cursor.skip(1);
        if (is_point) cursor.take(',');  // `Apr., 2016`
        cursor.skip_spaces();
    }
    const std::string_view word = cursor.word_ahead();
    if (is_word(word, "de") || is_word(word, "del") || is_word(word, "of")) {
        cursor.skip(word.size());
        cursor.skip_spaces();
    }
    return cursor.rest().size() != before || is_letter(cursor.peek());  // 9Apr2016
}

void take_parts(CellCursor& cursor, DateParts& parts) {
    if (!take_part(cursor, parts)) return;
    while (parts.count < 3) {
        CellCursor ahead = cursor;
        const bool is_behind_month = parts.named_month == parts.count - 1;
        if (!skip_separator(ahead) && !is_behind_month) return;
        if (!take_part(ahead, parts)) return;
        cursor = ahead;
    }
}

/// yyyymmddhhmm or yyyymmddhhmmss, as health messages write them.
DateText read_long_compact(const Number& number) {
    DateText text;
    const std::int64_t clock = number.digits == 14 ? number.value % 1'000'000 : number.value % 10'000 * 100;
    const std::int64_t date = number.value / (number.digits == 14 ? 1'000'000 : 10'000);
    if (date / 10'000 < 1900 || date / 10'000 > 2100) return text;
    const auto hour = static_cast<int>(clock / 10'000);
    const auto minute = static_cast<int>(clock / 100 % 100);
    const auto second = static_cast<int>(clock % 100);
    text.parts = {{static_cast<int>(date / 10'000), static_cast<int>(date / 100 % 100), static_cast<int>(date % 100)},
                  {4, 2, 2},
                  3,
                  -1,
                  false};
    text.shape = hour > 23 || minute > 59 || second > 59 ? DateShape::BadTime : DateShape::Parts;
    text.time = TimeOfDay{((hour * 60 + minute) * 60 + second) * 1000};
    return text;
}

/// Cells that are one run of 8 digits or more; also 8 digits before a time.
std::optional<DateText> read_compact(CellCursor& cursor) {
    const std::size_t digits = cursor.digits_ahead();
    if (digits < 8) return std::nullopt;
    const std::optional<Number> number = cursor.take_number();
    DateText text;
    if (!number) return text;
    if (digits == 8) {
        text.shape = DateShape::Parts;
        text.parts.values[0] = static_cast<int>(number->value);
        text.parts.digits[0] = 8;
        text.parts.count = 1;
        text.parts.is_compact = true;
        return text;
    }
    if (!cursor.is_at_end() && cursor.rest() != "Z") return text;
    if (digits == 12 || digits == 14) return read_long_compact(*number);
    if (digits == 13) {
        text.shape = DateShape::EpochMs;
        text.epoch_ms = number->value;
    }
    return text;
}

/// The time behind a date, and nothing behind the time.
void read_tail(CellCursor& cursor, DateText& text) {
    cursor.take(',');
    cursor.skip_spaces();
    if ((cursor.peek() == 'T' || cursor.peek() == 't') && is_digit(cursor.peek(1))) cursor.skip(1);
    if (is_word(cursor.word_ahead(), "at")) cursor.skip(2);
    cursor.skip_spaces();
    if (cursor.is_at_end()) return;
    TimeOfDay time;
    const FoundTime found = take_time(cursor, time);
    if (found == FoundTime::Nothing) {
        text.shape = DateShape::Unreadable;
        return;
    }
    text.time = time;
    text.offset_minutes = take_offset(cursor);
    cursor.skip_spaces();
    if (!cursor.is_at_end()) {
        text.shape = DateShape::Unreadable;
    } else if (found == FoundTime::Impossible) {
        text.shape = DateShape::BadTime;
    }
}

}  // namespace

DateText read_date_text(std::string_view cell) {
    constexpr std::size_t kCellMax = 80;
    DateText text;
    cell = trimmed_cell(cell);
    const bool starts_with_digit = !cell.empty() && is_digit(cell[0]);  // so does nearly every date
    if (!starts_with_digit && (cell.empty() || is_one_of(cell, kMissing))) {
        text.shape = DateShape::Blank;
        return text;
    }
    if (cell.size() > kCellMax) return text;
    CellCursor cursor(cell);
    if (const auto compact = read_compact(cursor)) {
        text = *compact;
        if (!text.parts.is_compact) return text;
    } else {
        if (!starts_with_digit) skip_weekday(cursor);
        take_parts(cursor, text.parts);
        if (text.parts.count == 0) return text;
        text.shape = DateShape::Parts;
    }
    read_tail(cursor, text);
    return text;
}

}  // namespace kith::text
