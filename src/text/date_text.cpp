#include "text/date_text.h"

#include <algorithm>
#include <string>

namespace kith::text {

namespace {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}
constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_word(std::string_view text, std::string_view lower_word) {
    return text.size() == lower_word.size() &&
           std::equal(text.begin(), text.end(), lower_word.begin(), [](char a, char b) { return lower(a) == b; });
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& lower_words) {
    return std::any_of(lower_words.begin(), lower_words.end(), [&](auto word) { return is_word(text, word); });
}

struct Number {
    std::int64_t value = 0;
    std::size_t digits = 0;
};

/// Reads the cell from the front; every take_ function leaves it alone when it finds nothing.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    std::string_view rest() const { return rest_; }
    bool is_at_end() const { return rest_.empty(); }
    char peek(std::size_t at = 0) const { return at < rest_.size() ? rest_[at] : '\0'; }
    void skip(std::size_t bytes) { rest_.remove_prefix(bytes); }

    /// Also no-break spaces: newer spreadsheets put U+202F before AM and PM.
    void skip_spaces() {
        while (true) {
            if (peek() == ' ' || peek() == '\t') {
                skip(1);
            } else if (rest_.starts_with("\xC2\xA0")) {
                skip(2);
            } else if (rest_.starts_with("\xE2\x80\xAF")) {
                skip(3);
            } else {
                return;
            }
        }
    }
    bool take(char c) {
        if (peek() != c || is_at_end()) return false;
        skip(1);
        return true;
    }
    std::size_t digits_ahead() const {
        std::size_t count = 0;
        while (is_digit(peek(count))) ++count;
        return count;
    }
    std::string_view word_ahead() const {
        std::size_t count = 0;
        while (count < rest_.size() && is_letter(rest_[count]) && !rest_.substr(count).starts_with("\xC2\xA0") &&
               !rest_.substr(count).starts_with("\xE2\x80\xAF")) {
            ++count;
        }
        return rest_.substr(0, count);
    }
    /// At most 18 digits; more are no number.
    std::optional<Number> take_number() {
        const std::size_t count = digits_ahead();
        if (count == 0 || count > 18) return std::nullopt;
        Number number{0, count};
        for (std::size_t i = 0; i < count; ++i) number.value = number.value * 10 + (rest_[i] - '0');
        skip(count);
        return number;
    }

  private:
    std::string_view rest_;
};

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

// ---- time of day ----

enum class Meridiem : std::uint8_t { None, Am, Pm };

Meridiem take_meridiem(Cursor& cursor) {
    Cursor ahead = cursor;
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
int take_fraction_ms(Cursor& cursor) {
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

enum class Found : std::uint8_t { Nothing, Impossible, Time };

struct Clock {
    int hour = 0;
    int minute = 0;
    int second = 0;
    int ms = 0;
};

/// Two digits behind a colon, or -1.
int take_sixty(Cursor& cursor) {
    if (cursor.peek() != ':' || !is_digit(cursor.peek(1)) || !is_digit(cursor.peek(2)) || is_digit(cursor.peek(3))) {
        return -1;
    }
    cursor.skip(1);
    return static_cast<int>(cursor.take_number()->value);
}

/// Where the digits may be a time: `5:23`, `5am`, `0815am`.
Found take_time(Cursor& cursor, TimeOfDay& time) {
    Cursor ahead = cursor;
    const std::size_t digits = ahead.digits_ahead();
    if (digits == 0 || digits > 4) return Found::Nothing;
    const auto number = static_cast<int>(ahead.take_number()->value);
    Clock clock{number, 0, 0, 0};
    bool has_minutes = false;
    if (ahead.peek() == ':') {
        if (digits > 2) return Found::Nothing;
        clock.minute = take_sixty(ahead);
        if (clock.minute < 0) return Found::Nothing;
        has_minutes = true;
        if (ahead.peek() == ':') {
            clock.second = take_sixty(ahead);
            if (clock.second < 0) return Found::Nothing;
            clock.ms = take_fraction_ms(ahead);
        }
    } else if (digits > 2) {
        clock = {number / 100, number % 100, 0, 0};
    }
    const Meridiem meridiem = take_meridiem(ahead);
    if (!has_minutes && meridiem == Meridiem::None) return Found::Nothing;
    cursor = ahead;
    clock.hour = hour_of(clock.hour, meridiem);
    if (clock.hour < 0 || clock.minute > 59 || clock.second > 59) return Found::Impossible;
    time.ms = ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1000 + std::min(clock.ms, 999);
    return Found::Time;
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
std::optional<int> take_signed_offset(Cursor& cursor) {
    const char sign = cursor.peek();
    if (sign != '+' && sign != '-') return std::nullopt;
    Cursor ahead = cursor;
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

std::optional<int> take_offset(Cursor& cursor) {
    Cursor ahead = cursor;
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

// ---- date ----

void skip_weekday(Cursor& cursor) {
    const std::string_view word = cursor.word_ahead();
    if (!is_one_of(word, kWeekdays) || cursor.rest().size() == word.size()) return;
    cursor.skip(word.size());
    cursor.take('.');
    cursor.take(',');
    cursor.skip_spaces();
}

void skip_ordinal(Cursor& cursor) {
    constexpr std::array<std::string_view, 6> kOrdinals = {"st", "nd", "rd", "th", "o", "\xC2\xBA"};
    const std::string_view word = cursor.word_ahead();
    if (is_one_of(word, kOrdinals)) cursor.skip(word.size());
}

bool is_time_ahead(const Cursor& cursor) {
    Cursor ahead = cursor;
    TimeOfDay ignored;
    return take_time(ahead, ignored) != Found::Nothing;
}

/// Adds one part; false where there is none.
bool take_part(Cursor& cursor, DateParts& parts) {
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
bool skip_separator(Cursor& cursor) {
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

void take_parts(Cursor& cursor, DateParts& parts) {
    if (!take_part(cursor, parts)) return;
    while (parts.count < 3) {
        Cursor ahead = cursor;
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
std::optional<DateText> read_compact(Cursor& cursor) {
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

std::string_view trimmed(std::string_view cell) {
    constexpr std::string_view kSpaces = " \t\r\n";
    const std::size_t begin = cell.find_first_not_of(kSpaces);
    if (begin == cell.npos) return {};
    return cell.substr(begin, cell.find_last_not_of(kSpaces) - begin + 1);
}

/// The time behind a date, and nothing behind the time.
void read_tail(Cursor& cursor, DateText& text) {
    cursor.take(',');
    cursor.skip_spaces();
    if ((cursor.peek() == 'T' || cursor.peek() == 't') && is_digit(cursor.peek(1))) cursor.skip(1);
    if (is_word(cursor.word_ahead(), "at")) cursor.skip(2);
    cursor.skip_spaces();
    if (cursor.is_at_end()) return;
    TimeOfDay time;
    const Found found = take_time(cursor, time);
    if (found == Found::Nothing) {
        text.shape = DateShape::Unreadable;
        return;
    }
    text.time = time;
    text.offset_minutes = take_offset(cursor);
    cursor.skip_spaces();
    if (!cursor.is_at_end()) {
        text.shape = DateShape::Unreadable;
    } else if (found == Found::Impossible) {
        text.shape = DateShape::BadTime;
    }
}

}  // namespace

DateText read_date_text(std::string_view cell) {
    constexpr std::size_t kCellMax = 80;
    DateText text;
    cell = trimmed(cell);
    const bool starts_with_digit = !cell.empty() && is_digit(cell[0]);  // so does nearly every date
    if (!starts_with_digit && (cell.empty() || is_one_of(cell, kMissing))) {
        text.shape = DateShape::Blank;
        return text;
    }
    if (cell.size() > kCellMax) return text;
    Cursor cursor(cell);
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

std::optional<TimeOfDay> parse_time(std::string_view cell) {
    Cursor cursor(trimmed(cell));
    TimeOfDay time;
    if (take_time(cursor, time) != Found::Time) return std::nullopt;
    cursor.skip_spaces();
    if (!cursor.is_at_end()) return std::nullopt;
    return time;
}

bool is_time_like(std::string_view cell) {
    return parse_time(cell).has_value();
}

}  // namespace kith::text
