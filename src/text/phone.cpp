// The only file that includes libphonenumber.
#include "text/phone.h"

#include <array>
#include <cstddef>

#include <phonenumbers/phonenumberutil.h>

#include "text/fold.h"

namespace kith::text {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// North American Numbering Plan: NXX-NXX-XXXX with N in 2..9; N11 is no area or exchange code.
bool is_nanp(std::string_view ten) {
    const auto is_code = [](std::string_view three) {
        return three[0] >= '2' && !(three[1] == '1' && three[2] == '1');
    };
    return is_code(ten.substr(0, 3)) && is_code(ten.substr(3, 3)) && ten.find_first_not_of(ten[0]) != ten.npos;
}

enum class Plain { Yes, NoNumber, AskLibrary };

/// Ten digits, or eleven with a leading 1, with nothing but usual separators between.
Plain read_plain(std::string_view text, std::array<char, 11>& digits, std::size_t& count) {
    count = 0;
    for (const char c : text) {
        if (is_digit(c)) {
            if (count == digits.size()) return Plain::AskLibrary;
            digits[count++] = c;
        } else if (std::string_view(" ()-./\t").find(c) == std::string_view::npos && !(c == '+' && count == 0)) {
            return Plain::AskLibrary;
        }
    }
    const bool has_plus = text.find('+') != text.npos;
    if (count == 0) return Plain::NoNumber;
    if (count == 10 && !has_plus) return Plain::Yes;
    if (count == 11 && digits[0] == '1') return Plain::Yes;
    return Plain::AskLibrary;
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

std::optional<std::string> by_library(std::string_view text, std::string_view region) {
    const auto& library = *i18n::phonenumbers::PhoneNumberUtil::GetInstance();
    i18n::phonenumbers::PhoneNumber number;
    if (library.Parse(std::string(text), upper(region), &number) !=
        i18n::phonenumbers::PhoneNumberUtil::NO_PARSING_ERROR) {
        return std::nullopt;
    }
    number.clear_extension();
    const bool is_north_american = number.country_code() == 1;
    if (!is_north_american && !library.IsValidNumber(number)) return std::nullopt;
    std::string e164;
    library.Format(number, i18n::phonenumbers::PhoneNumberUtil::E164, &e164);
    if (is_north_american && (e164.size() != 12 || !is_nanp(std::string_view(e164).substr(2)))) return std::nullopt;
    return e164;
}

}  // namespace

std::optional<std::string> to_e164(std::string_view text, std::string_view region) {
    constexpr std::size_t kTextMax = 250;  // the library's own limit; longer text is no number
    if (text.size() > kTextMax) return std::nullopt;
    if (region == "US" || region == "CA") {
        std::array<char, 11> digits{};
        std::size_t count = 0;
        const Plain plain = read_plain(text, digits, count);
        if (plain == Plain::NoNumber) return std::nullopt;
        if (plain == Plain::Yes) {
            const std::string_view ten(digits.data() + (count - 10), 10);
            if (!is_nanp(ten)) return std::nullopt;
            return std::string("+1").append(ten);
        }
    }
    return by_library(text, region);
}

}  // namespace kith::text
