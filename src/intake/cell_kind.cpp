#include "intake/cell_kind.h"

#include <algorithm>

namespace kith::intake {
namespace {

constexpr std::size_t kLookedAt = 200;
constexpr std::size_t kShapeBytes = 32;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool equals_folded(std::string_view text, std::string_view lower) {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b; });
}

bool is_missing(std::string_view text) {
    constexpr std::array<std::string_view, 13> kWords = {"-",    "--",  "?",    "null", "n/a",     "na", "nan",
                                                         "#n/a", "\\n", "none", "nil",  "unknown", "."};
    return text.size() <= 7 &&
           std::any_of(kWords.begin(), kWords.end(), [&](auto w) { return equals_folded(text, w); });
}

std::size_t count_digits(std::string_view text, std::size_t at) {
    std::size_t n = 0;
    while (at + n < text.size() && is_digit(text[at + n])) ++n;
    return n;
}

/// Digits with thousands marks, decimals, exponent. Integer, Number or Other.
CellKind number_kind(std::string_view text) {
    std::size_t at = 0;
    if (at < text.size() && (text[at] == '+' || text[at] == '-' || text[at] == '(')) ++at;
    const std::size_t first = count_digits(text, at);
    at += first;
    if (first == 0 && (at >= text.size() || (text[at] != '.' && text[at] != ','))) return CellKind::Other;
    if (at == text.size()) return CellKind::Integer;
    while (at < text.size() && (text[at] == '.' || text[at] == ',' || text[at] == '\'' || text[at] == ' ')) {
        const char mark = text[at];
        const std::size_t n = count_digits(text, at + 1);
        if (n == 0 && mark != '.') return CellKind::Other;
        if (mark == ' ' && (n != 3 || first > 3)) return CellKind::Other;
        at += 1 + n;
        // `1,5;2` style runs are no number: after a group that is not of three digits nothing but the end may come.
        if (n != 3 && at < text.size() && (text[at] == mark)) return CellKind::Other;
    }
    if (at < text.size() && (text[at] | 0x20) == 'e') {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        const std::size_t n = count_digits(text, at);
        if (n == 0) return CellKind::Other;
        at += n;
    }
    if (at < text.size() && text[at] == ')') ++at;
    while (at < text.size() && (text[at] == ' ' || text[at] == '%')) ++at;
    return at == text.size() ? CellKind::Number : CellKind::Other;
}

std::string_view strip_money(std::string_view text) {
    for (const std::string_view sign : {"$", "-$", "€", "£", "US$", "¥"}) {
        if (text.starts_with(sign)) return trim_blanks(text.substr(sign.size()));
        if (text.ends_with(sign)) return trim_blanks(text.substr(0, text.size() - sign.size()));
    }
    return text;
}

bool is_month_name(std::string_view word) {
    constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                          "jul", "aug", "sep", "oct", "nov", "dec"};
    if (word.size() < 3 || word.size() > 9) return false;
    return std::any_of(kMonths.begin(), kMonths.end(), [&](auto m) { return equals_folded(word.substr(0, 3), m); });
}

/// Length of a date at the beginning of the text, 0 for none: three parts, one of which may be a month's name.
std::size_t date_length(std::string_view text) {
    std::size_t at = 0;
    std::size_t parts = 0;
    std::size_t names = 0;
    std::size_t four = 0;
    char mark = '\0';
    while (at < text.size() && parts < 3) {
        std::size_t n = count_digits(text, at);
        if (n == 0) {
            while (at + n < text.size() && is_letter(text[at + n])) ++n;
            if (!is_month_name(text.substr(at, n))) return 0;
            ++names;
        } else if (n > 4 || n == 3) {
            return 0;
        }
        four += n == 4 ? 1U : 0U;
        at += n;
        if (++parts == 3) break;
        const bool is_comma = at + 1 < text.size() && text[at] == ',' && text[at + 1] == ' ';
        if (is_comma) ++at;
        if (at >= text.size()) return 0;
        const char c = text[at];
        if (c != '-' && c != '/' && c != '.' && (c != ' ' || names == 0) && !(names == 0 && c == ' ' && parts == 1))
            return 0;
        if (mark != '\0' && c != mark && !is_comma) return 0;
        mark = c;
        ++at;
    }
    if (parts != 3 || names > 1 || (four > 1 && names == 0)) return 0;
    // `1.2.3` is a version, `10 20 30` three numbers
    return (mark == '.' && four == 0 && at < 8) || (mark == ' ' && names == 0) ? 0 : at;
}

/// Length of a time of day at the beginning of the text, with seconds, fraction, am/pm and zone.
std::size_t time_length(std::string_view text) {
    const std::size_t hours = count_digits(text, 0);
    if (hours == 0 || hours > 3 || hours >= text.size() || text[hours] != ':') return 0;
    std::size_t at = hours;
    for (int part = 0; part < 2 && at < text.size() && text[at] == ':'; ++part) {
        if (count_digits(text, at + 1) != 2) return 0;
        at += 3;
    }
    if (at < text.size() && (text[at] == '.' || text[at] == ',') && count_digits(text, at + 1) > 0) {
        at += 1 + count_digits(text, at + 1);
    }
    std::size_t end = at;
    if (end < text.size() && text[end] == ' ') ++end;
    if (end + 1 < text.size() && (text[end + 1] | 0x20) == 'm' &&
        ((text[end] | 0x20) == 'a' || (text[end] | 0x20) == 'p')) {
        at = end + 2;
    }
    if (at < text.size() && text[at] == 'Z') return at + 1;
    if (at + 2 < text.size() && (text[at] == '+' || text[at] == '-') && count_digits(text, at + 1) >= 2) {
        at += 1 + count_digits(text, at + 1);
        if (at < text.size() && text[at] == ':') at += 1 + count_digits(text, at + 1);
    }
    return at;
}

CellKind moment_kind(std::string_view text) {
    if (const std::size_t time = time_length(text); time != 0) {
        return time == text.size() ? CellKind::Time : CellKind::Other;
    }
    const std::size_t date = date_length(text);
    if (date == 0) return CellKind::Other;
    if (date == text.size()) return CellKind::Date;
    if (text[date] != ' ' && text[date] != 'T' && text[date] != ',') return CellKind::Other;
    const std::string_view rest = trim_blanks(text.substr(date + 1));
    const std::size_t time = time_length(rest);
    const bool is_zone = time != 0 && rest.size() - time <= 5;  // ` AST`, ` UTC`
    return is_zone ? CellKind::DateTime : CellKind::Other;
}

struct Census {
    std::size_t letters = 0;
    std::size_t digits = 0;
    std::size_t blanks = 0;
    std::size_t odd = 0;  // characters that speak of a wrong reading
    bool has_at = false;
};

/// Control characters and rare separators; a separator that no blank follows; a quote at an end of the cell.
bool is_odd(std::string_view text, std::size_t i) {
    const char c = text[i];
    const bool is_last = i + 1 == text.size();
    if (c == '\t' || c == '|' || c == '^' || static_cast<unsigned char>(c) < 0x20) return true;
    if (c == ',' || c == ';') return !is_last && text[i + 1] != ' ' && text[i + 1] != '\n';
    return (c == '"' || c == '\'') && (i == 0 || is_last);
}

Census take_census(std::string_view text) {
    Census census;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (is_letter(c)) {
            ++census.letters;
        } else if (is_digit(c)) {
            ++census.digits;
        } else if (c == ' ' || c == '\n' || c == '\r') {
            ++census.blanks;
        } else if (c == '@') {
            census.has_at = true;
        } else if (is_odd(text, i)) {
            ++census.odd;
        }
    }
    return census;
}

}  // namespace

std::string_view trim_blanks(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    while (text.starts_with("\xC2\xA0")) text.remove_prefix(2);
    while (text.ends_with("\xC2\xA0")) text.remove_suffix(2);
    return text;
}

CellKind cell_kind_of(std::string_view cell) {
    const std::string_view text = trim_blanks(cell.substr(0, kLookedAt));
    if (text.empty()) return CellKind::Empty;
    if (is_missing(text)) return CellKind::Missing;
    if (const CellKind number = number_kind(strip_money(text)); number != CellKind::Other) return number;
    if (text.size() <= 40) {
        if (const CellKind moment = moment_kind(text); moment != CellKind::Other) return moment;
    }
    const Census census = take_census(text);
    if (census.odd > 0) return CellKind::Other;
    if (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")) {
        return census.blanks == 0 ? CellKind::Url : CellKind::Text;
    }
    if (census.has_at && census.blanks == 0 && text.find('.', text.find('@')) != text.npos) return CellKind::Email;
    if (census.letters + census.digits == 0) return CellKind::Other;
    if (census.blanks > 0) return CellKind::Text;
    return census.digits > 0 ? CellKind::Code : CellKind::Word;
}

std::string shape_of(std::string_view cell) {
    std::string shape;
    for (const char c : cell.substr(0, kShapeBytes)) {
        const bool is_capital = c >= 'A' && c <= 'Z';
        shape += is_digit(c) ? '9' : is_capital ? 'A' : is_letter(c) ? 'a' : c;
    }
    return shape;
}

std::string outline_shape_of(std::string_view cell) {
    std::string shape = shape_of(cell);
    shape.erase(std::unique(shape.begin(), shape.end()), shape.end());
    // Words: `Aa Aa Aa` and `Aa a a a` are the same kind of thing.
    std::string words;
    for (const char c : shape) {
        const bool is_word = c == 'a' || c == 'A';
        if (is_word && words.size() >= 2 && words.back() == ' ' && words[words.size() - 2] == 'w') {
            words.pop_back();
            continue;
        }
        if (is_word && !words.empty() && words.back() == 'w') continue;
        words += is_word ? 'w' : c;
    }
    return words;
}

}  // namespace kith::intake
