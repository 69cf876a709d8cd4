#pragma once

// Reading a cell from front to back. Used by date_text.cpp and time_text.cpp only.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kith::text {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}
constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline bool is_word(std::string_view text, std::string_view lower_word) {
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
class CellCursor {
  public:
    explicit CellCursor(std::string_view text) : rest_(text) {}

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

/// Without spaces and line breaks at both ends.
inline std::string_view trimmed_cell(std::string_view cell) {
    constexpr std::string_view kSpaces = " \t\r\n";
    const std::size_t begin = cell.find_first_not_of(kSpaces);
    if (begin == cell.npos) return {};
    return cell.substr(begin, cell.find_last_not_of(kSpaces) - begin + 1);
}

}  // namespace kith::text
