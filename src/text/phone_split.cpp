#include <cstddef>

#include "text/phone.h"

namespace kith::text {

namespace {

constexpr std::size_t kDigitsMin = 7;
constexpr std::string_view kBetweenEntries = ",;|\n\r";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;     // behind the last digit, extension included
    std::size_t digits = 0;  // without the extension
};

/// ` x123`, ` ext. 123` behind a number; the end of it, or `at`.
std::size_t skip_extension(std::string_view cell, std::size_t at) {
    std::size_t i = at;
    while (i < cell.size() && cell[i] == ' ') ++i;
    const std::string_view rest = cell.substr(i);
    if (rest.starts_with("ext") || rest.starts_with("Ext") || rest.starts_with("EXT")) {
        i += 3;
    } else if (rest.starts_with("x") || rest.starts_with("X") || rest.starts_with("#")) {
        i += 1;
    } else {
        return at;
    }
    while (i < cell.size() && (cell[i] == '.' || cell[i] == ' ' || cell[i] == ':')) ++i;
    const std::size_t digits = i;
    while (i < cell.size() && is_digit(cell[i]) && i - digits < 6) ++i;
    return i > digits ? i : at;
}

/// The run of digits and separators that starts at `begin`. It ends with the tenth digit (eleventh behind a leading 1),
/// so that two numbers with a space between stay two; with a plus sign it ends where the digits do.
Span number_at(std::string_view cell, std::size_t begin) {
    Span span{begin, begin, 0};
    const bool is_foreign = cell[begin] == '+' && !(begin + 1 < cell.size() && cell[begin + 1] == '1');
    std::size_t full = is_foreign ? 15 : 10;
    std::size_t separators = 0;
    for (std::size_t i = begin; i < cell.size() && span.digits < full; ++i) {
        const char c = cell[i];
        if (is_digit(c)) {
            if (span.digits == 0 && c == '1' && !is_foreign) full = 11;
            ++span.digits;
            span.end = i + 1;
            separators = 0;
            continue;
        }
        const bool is_separator = std::string_view(" ()-.\t").find(c) != std::string_view::npos ||
                                  (c == '/' && span.digits == 3) || (c == '+' && i == begin);
        if (!is_separator || ++separators > 3) break;
    }
    if (span.digits >= kDigitsMin) span.end = skip_extension(cell, span.end);
    return span;
}

/// From `from` on; digits == 0 where there is no further number.
Span next_number(std::string_view cell, std::size_t from) {
    for (std::size_t i = from; i < cell.size(); ++i) {
        if (!is_digit(cell[i]) && cell[i] != '+' && cell[i] != '(') continue;
        const Span span = number_at(cell, i);
        if (span.digits >= kDigitsMin) return span;
        while (i + 1 < cell.size() && is_digit(cell[i + 1])) ++i;
    }
    return {cell.size(), cell.size(), 0};
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && !is_letter(text.front()) && !is_digit(text.front())) text.remove_prefix(1);
    while (!text.empty() && !is_letter(text.back()) && !is_digit(text.back())) text.remove_suffix(1);
    return text;
}

std::string_view without_connectors(std::string_view text) {
    text = trimmed(text);
    for (const std::string_view word : {"or ", "and ", "y ", "o "}) {
        if (text.starts_with(word)) return trimmed(text.substr(word.size()));
    }
    return text == "or" || text == "and" || text == "y" || text == "o" ? std::string_view{} : text;
}

/// Text between two numbers: what stands before the first separator belongs to the number before it, unless there is no
/// separator and it does not stand in parentheses.
struct Between {
    std::string_view behind_last;
    std::string_view before_next;
};

Between share_out(std::string_view gap, bool is_last) {
    std::size_t cut = gap.find_first_of(kBetweenEntries);
    if (cut == gap.npos) cut = gap.find(" / ");
    if (cut != gap.npos) return {without_connectors(gap.substr(0, cut)), without_connectors(gap.substr(cut + 1))};
    const std::size_t open = gap.find('(');
    const std::size_t close = gap.find(')');
    if (open != gap.npos && close != gap.npos && open < close && trimmed(gap.substr(0, open)).empty()) {
        return {without_connectors(gap.substr(open, close - open)), without_connectors(gap.substr(close))};
    }
    if (is_last) return {without_connectors(gap), {}};
    return {{}, without_connectors(gap)};
}

void add_label(LabelledPhone& phone, std::string_view text) {
    if (text.empty()) return;
    if (!phone.label.empty()) phone.label += ' ';
    phone.label += text;
}

}  // namespace

std::vector<LabelledPhone> split_phones(std::string_view cell, std::string_view region) {
    std::vector<LabelledPhone> phones;
    if (cell.find_first_of("0123456789") == cell.npos) return phones;
    Span span = next_number(cell, 0);
    std::string_view label = without_connectors(cell.substr(0, span.begin));
    while (span.digits > 0) {
        const std::string_view written = cell.substr(span.begin, span.end - span.begin);
        phones.push_back({to_e164(written, region).value_or(""), std::string(written), std::string(label)});
        const Span following = next_number(cell, span.end);
        const Between between = share_out(cell.substr(span.end, following.begin - span.end), following.digits == 0);
        add_label(phones.back(), between.behind_last);
        label = between.before_next;
        span = following;
    }
    if (phones.empty()) phones.push_back({"", std::string(cell), ""});
    return phones;
}

}  // namespace kith::text
