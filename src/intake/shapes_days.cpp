#include "intake/shapes_days.h"

#include <algorithm>
#include <array>

#include "intake/layout.h"
#include "text/fold.h"

namespace kith::intake {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

int month_named(std::string_view word) {
    constexpr std::array<std::string_view, 12> kEnglish = {"january",   "february", "march",    "april",
                                                           "may",       "june",     "july",     "august",
                                                           "september", "october",  "november", "december"};
    constexpr std::array<std::string_view, 12> kSpanish = {"enero",      "febrero", "marzo",     "abril",
                                                           "mayo",       "junio",   "julio",     "agosto",
                                                           "septiembre", "octubre", "noviembre", "diciembre"};
    if (word.size() < 3) return 0;
    if (word == "sept") return 9;
    for (std::size_t i = 0; i < 12; ++i) {
        const bool is_short = word.size() == 3;
        if (word == kEnglish[i] || word == kSpanish[i]) return static_cast<int>(i) + 1;
        if (is_short && (kEnglish[i].starts_with(word) || kSpanish[i].starts_with(word)))
            return static_cast<int>(i) + 1;
    }
    return 0;
}

bool is_weekday_word(std::string_view word) {
    constexpr auto kWords = std::to_array<std::string_view>(
        {"mon",    "tue",       "tues",    "wed",       "thu",      "thur",    "thurs",    "fri",    "sat",
         "sun",    "monday",    "tuesday", "wednesday", "thursday", "friday",  "saturday", "sunday", "lunes",
         "martes", "miercoles", "jueves",  "viernes",   "sabado",   "domingo", "lun",      "mie",    "jue",
         "vie",    "sab",       "dom",     "mo",        "tu",       "we",      "th",       "fr",     "sa",
         "su",     "m",         "t",       "w",         "f",        "s",       "r"});
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    const std::string folded = text::fold(text);
    std::string word;
    for (std::size_t i = 0; i <= folded.size(); ++i) {
        const char c = i < folded.size() ? folded[i] : ' ';
        const bool splits = c == ' ' || (!word.empty() && is_digit(word.back()) != is_digit(c));
        if (splits && !word.empty()) words.push_back(word);
        if (splits) word.clear();
        if (c != ' ') word += c;
    }
    return words;
}

int number_of(std::string_view word) {
    int value = 0;
    for (const char c : word) value = value * 10 + (c - '0');
    return value;
}

int full_year(int year, std::size_t digits) {
    return digits <= 2 ? 2000 + year : year;
}

bool is_year(int value) {
    return value >= 1990 && value <= 2100;
}

/// `202609`-like runs and ids are no days: at most 4 digits, or 8 as yyyymmdd.
DayText from_numbers(const std::vector<std::string>& numbers) {
    DayText text;
    const auto value = [&](std::size_t i) { return number_of(numbers[i]); };
    const bool has_time =
        numbers.size() > 3 && numbers.size() <= 7 &&
        std::all_of(numbers.begin() + 3, numbers.end(), [](const std::string& part) { return number_of(part) == 0; });
    if (numbers.size() == 1 && numbers[0].size() <= 2 && value(0) >= 1 && value(0) <= 31) {
        text.kind = DayText::Kind::Number;
        text.first = value(0);
    } else if (numbers.size() == 1 && numbers[0].size() == 8 && is_year(value(0) / 10'000)) {
        text = {DayText::Kind::Named, 0, 0, value(0) / 100 % 100, value(0) % 100, value(0) / 10'000};
    } else if (numbers.size() == 2 && numbers[0].size() <= 2 && numbers[1].size() <= 2) {
        text.kind = DayText::Kind::Pair;
        text.first = value(0);
        text.second = value(1);
    } else if (numbers.size() == 3 || has_time) {
        if (numbers[0].size() == 4 && is_year(value(0)))
            return {DayText::Kind::Named, 0, 0, value(1), value(2), value(0)};
        const bool is_full =
            numbers[0].size() <= 2 && numbers[1].size() <= 2 && (numbers[2].size() == 2 || is_year(value(2)));
        if (is_full) text = {DayText::Kind::Full, value(0), value(1), 0, 0, full_year(value(2), numbers[2].size())};
    }
    const bool is_pair = text.kind == DayText::Kind::Pair || text.kind == DayText::Kind::Full;
    if (is_pair && (text.first < 1 || text.second < 1 || text.first > 31 || text.second > 31)) return {};
    return text;
}

struct Reading {
    std::vector<std::optional<CivilDate>> days;
    std::size_t impossible = 0;
    std::int64_t span = 0;  // of the steps between neighbours; smaller is likelier
};

int year_for(int month, int day, MonthText title, CivilDate today) {
    if (title.school_year != 0) return month >= 7 ? title.school_year : title.school_year + 1;
    if (title.year != 0) return title.year;
    const auto this_year = CivilDate::from_ymd(today.year(), month, day);
    return this_year && *this_year <= today ? today.year() : today.year() - 1;
}

Reading read_days(std::span<const DayText> headers, std::span<const MonthText> months, MonthText title, CivilDate today,
                  text::DateOrder order) {
    Reading reading;
    int carried_month = 0;
    int last_number = 0;
    std::optional<CivilDate> before;
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const DayText& header = headers[i];
        int month = header.month;
        int day = header.day;
        int year = header.year;
        if (header.kind == DayText::Kind::Pair || header.kind == DayText::Kind::Full) {
            month = order == text::DateOrder::Dmy ? header.second : header.first;
            day = order == text::DateOrder::Dmy ? header.first : header.second;
        } else if (header.kind == DayText::Kind::Number) {
            day = header.first;
            const int said = months[i].month != 0 ? months[i].month : title.month;
            if (months[i].month != 0) {
                month = said;
            } else {  // no month over the days: it turns where the numbers start again
                if (carried_month == 0) carried_month = said;
                if (day < last_number && carried_month != 0) carried_month = carried_month % 12 + 1;
                month = carried_month;
            }
            last_number = day;
            year = months[i].year;
        }
        if (month == 0) {
            reading.days.emplace_back();
            ++reading.impossible;
            continue;
        }
        MonthText around = title;
        if (months[i].school_year != 0) around.school_year = months[i].school_year;
        const bool has_year = year != 0;
        if (!has_year) year = year_for(month, day, around, today);
        auto date = CivilDate::from_ymd(year, month, day);
        // A plain year in a title is the first of a register that runs into the next.
        if (date && before && !has_year && *date < *before && around.school_year == 0)
            date = CivilDate::from_ymd(year + 1, month, day);
        reading.impossible += date ? 0 : 1;
        if (date && before) reading.span += std::abs(static_cast<std::int64_t>(date->days()) - before->days());
        if (date) before = date;
        reading.days.push_back(date);
    }
    return reading;
}

}  // namespace

DayText day_text_of(std::string_view cell) {
    if (cell.empty() || cell.size() > 32) return {};
    std::vector<std::string> numbers;
    int month = 0;
    for (const std::string& word : words_of(cell)) {
        if (is_digit(word.front())) {
            numbers.push_back(word);
            continue;
        }
        const int named = month_named(word);
        if (named != 0 && month == 0) {
            month = named;
        } else if (!is_weekday_word(word) && word != "th" && word != "st" && word != "nd" && word != "rd" &&
                   word != "de") {
            return {};
        }
    }
    if (numbers.empty() ||
        std::any_of(numbers.begin(), numbers.end(), [](const std::string& n) { return n.size() > 8; }))
        return {};
    if (month == 0) return from_numbers(numbers);
    if (numbers.size() > 2) return {};
    DayText text{DayText::Kind::Named, 0, 0, month, 0, 0};
    for (const std::string& number : numbers) {
        const int value = number_of(number);
        if (text.day == 0 && number.size() <= 2 && value >= 1 && value <= 31) {
            text.day = value;
        } else if (is_year(value) || number.size() == 2) {
            text.year = full_year(value, number.size());
        }
    }
    return text.day == 0 ? DayText{} : text;
}

bool is_weekday(std::string_view cell) {
    return cell.size() <= 12 && is_weekday_word(text::fold(cell));
}

MonthText month_text_of(std::string_view text) {
    MonthText found;
    const std::vector<std::string> words = words_of(normal_header(text.substr(0, 300)));
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_digit(words[i].front())) {
            const int named = month_named(words[i]);
            if (named != 0 && found.month == 0 && (words[i].size() > 3 || words[i] != "mar" || i > 0))
                found.month = named;
            continue;
        }
        const int value = number_of(words[i].substr(0, 8));
        if (words[i].size() != 4 || !is_year(value)) continue;
        const int next = i + 1 < words.size() && is_digit(words[i + 1].front()) && words[i + 1].size() <= 4
                             ? number_of(words[i + 1])
                             : 0;
        if (next == value + 1 ||
            (words.size() > i + 1 && words[i + 1].size() == 2 && next == (value + 1) % 100 && next > 12)) {
            found.school_year = value;
        } else if (found.year == 0) {
            found.year = value;
            if (found.month == 0 && next >= 1 && next <= 12) found.month = next;
            const bool has_before = i > 0 && is_digit(words[i - 1].front()) && words[i - 1].size() <= 2;
            if (found.month == 0 && has_before && number_of(words[i - 1]) <= 12) found.month = number_of(words[i - 1]);
        }
    }
    return found;
}

SolvedDays solve_days(std::span<const DayText> headers, std::span<const MonthText> months, MonthText title,
                      CivilDate today, std::optional<text::DateOrder> memory) {
    SolvedDays solved;
    const bool has_pairs = std::any_of(headers.begin(), headers.end(), [](const DayText& header) {
        return header.kind == DayText::Kind::Pair || header.kind == DayText::Kind::Full;
    });
    Reading mdy = read_days(headers, months, title, today, text::DateOrder::Mdy);
    if (!has_pairs) {
        solved.days = std::move(mdy.days);
        return solved;
    }
    Reading dmy = read_days(headers, months, title, today, text::DateOrder::Dmy);
    bool is_mdy = true;
    if (mdy.impossible != dmy.impossible) {
        is_mdy = mdy.impossible < dmy.impossible;
    } else if (mdy.span * 2 <= dmy.span) {  // sessions lie days apart, not months
        is_mdy = true;
    } else if (dmy.span * 2 <= mdy.span) {
        is_mdy = false;
    } else if (memory == text::DateOrder::Mdy || memory == text::DateOrder::Dmy) {
        is_mdy = memory == text::DateOrder::Mdy;
    } else {
        solved.is_ambiguous = mdy.days != dmy.days;
    }
    solved.days = std::move(is_mdy ? mdy.days : dmy.days);
    return solved;
}

}  // namespace kith::intake
