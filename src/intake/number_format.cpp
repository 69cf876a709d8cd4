#include "intake/number_format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "intake/date_format.h"
#include "intake/decimal_digits.h"
#include "intake/format_code.h"

namespace kith::intake {
namespace {

using Part = NumberFormat::Part;
using Token = NumberFormat::Token;
using Section = NumberFormat::Section;

constexpr std::array<std::string_view, 50> kBuiltIn = {"General",
                                                       "0",
                                                       "0.00",
                                                       "#,##0",
                                                       "#,##0.00",
                                                       "$#,##0_);\\($#,##0\\)",
                                                       "$#,##0_);[Red]\\($#,##0\\)",
                                                       "$#,##0.00_);\\($#,##0.00\\)",
                                                       "$#,##0.00_);[Red]\\($#,##0.00\\)",
                                                       "0%",
                                                       "0.00%",
                                                       "0.00E+00",
                                                       "# ?/?",
                                                       "# ?\?/?\?",
                                                       "m/d/yy",
                                                       "d-mmm-yy",
                                                       "d-mmm",
                                                       "mmm-yy",
                                                       "h:mm AM/PM",
                                                       "h:mm:ss AM/PM",
                                                       "h:mm",
                                                       "h:mm:ss",
                                                       "m/d/yy h:mm",
                                                       "General",
                                                       "General",
                                                       "General",
                                                       "General",
                                                       "m/d/yy",
                                                       "m/d/yy",
                                                       "m/d/yy",
                                                       "m/d/yy",
                                                       "m/d/yy",
                                                       "h:mm",
                                                       "h:mm:ss",
                                                       "h:mm",
                                                       "h:mm:ss",
                                                       "m/d/yy",
                                                       "#,##0_);\\(#,##0\\)",
                                                       "#,##0_);[Red]\\(#,##0\\)",
                                                       "#,##0.00_);\\(#,##0.00\\)",
                                                       "#,##0.00_);[Red]\\(#,##0.00\\)",
                                                       "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"_);_(@_)",
                                                       "_($* #,##0_);_($* \\(#,##0\\);_($* \"-\"_);_(@_)",
                                                       "_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"?\?_);_(@_)",
                                                       "_($* #,##0.00_);_($* \\(#,##0.00\\);_($* \"-\"?\?_);_(@_)",
                                                       "mm:ss",
                                                       "[h]:mm:ss",
                                                       "mm:ss.0",
                                                       "##0.0E+0",
                                                       "@"};

constexpr double kFractionMax = 1e9;  // larger numbers have no fraction worth showing

/// Digits of an integer into placeholders, from the right; digits left over stand at the first placeholder.
class DigitWriter {
  public:
    DigitWriter(const std::vector<Token>& tokens, std::size_t begin, std::size_t end)
        : tokens_(tokens), begin_(begin), end_(end) {
        for (std::size_t i = begin; i < end; ++i) places_ += tokens[i].part == Part::Digit ? 1U : 0U;
    }

    std::string write(std::string_view digits, bool has_thousands) const {
        std::string out;
        std::size_t place = places_;  // placeholders from here to the right
        bool is_first = true;
        for (std::size_t i = begin_; i < end_; ++i) {
            const Token& token = tokens_[i];
            if (token.part == Part::Literal) out += token.text;
            if (token.part != Part::Digit) continue;
            if (is_first && digits.size() > places_)
                put(out, digits.substr(0, digits.size() - places_), digits.size(), has_thousands);
            is_first = false;
            if (place <= digits.size()) {
                put(out, digits.substr(digits.size() - place, 1), place, has_thousands);
            } else if (token.text[0] == '0') {
                put(out, "0", place, has_thousands);
            } else if (token.text[0] == '?') {
                out += ' ';
            }
            --place;
        }
        return out;
    }
    std::size_t places() const { return places_; }

  private:
    /// `left` counts the digits from the first of these to the right end.
    static void put(std::string& out, std::string_view digits, std::size_t left, bool has_thousands) {
        for (const char c : digits) {
            out += c;
            --left;
            if (has_thousands && left > 0 && left % 3 == 0) out += ',';
        }
    }

    const std::vector<Token>& tokens_;
    std::size_t begin_;
    std::size_t end_;
    std::size_t places_ = 0;
};

struct Layers {
    std::size_t first_digit = 0;
    std::size_t last_digit = 0;
    std::size_t point = 0;  // index of the Point token, or past the end
    std::size_t exponent = 0;
    std::size_t slash = 0;
    int percents = 0;
    int thousands_steps = 0;
    bool has_digit = false;
    bool has_thousands = false;
};

Layers survey(const std::vector<Token>& tokens) {
    Layers layers;
    layers.point = layers.exponent = layers.slash = tokens.size();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].part == Part::Exponent && layers.exponent == tokens.size()) layers.exponent = i;
        if (tokens[i].part == Part::Slash && layers.slash == tokens.size()) layers.slash = i;
        if (tokens[i].part == Part::Percent) ++layers.percents;
        if (tokens[i].part == Part::Point && layers.point == tokens.size()) layers.point = i;
        if (tokens[i].part != Part::Digit || layers.exponent < i) continue;
        if (!layers.has_digit) layers.first_digit = i;
        layers.has_digit = true;
        layers.last_digit = i;
    }
    for (std::size_t i = 0; i < tokens.size() && layers.has_digit; ++i) {
        if (tokens[i].part != Part::Comma) continue;
        if (i > layers.last_digit || (i + 1 == layers.point && i > 0))
            ++layers.thousands_steps;
        else if (i > layers.first_digit && i < layers.point)
            layers.has_thousands = true;
    }
    return layers;
}

std::string write_fraction_digits(const std::vector<Token>& tokens, std::size_t begin, std::size_t end,
                                  const std::string& digits) {
    std::string out;
    std::size_t last = digits.find_last_not_of('0');
    last = last == digits.npos ? 0 : last + 1;  // digits that must be shown
    std::size_t n = 0;
    for (std::size_t i = begin; i < end; ++i) {
        if (tokens[i].part == Part::Literal) out += tokens[i].text;
        if (tokens[i].part == Part::Percent) out += '%';
        if (tokens[i].part != Part::Digit) continue;
        const char digit = n < digits.size() ? digits[n] : '0';
        if (n < last || tokens[i].text[0] == '0')
            out += digit;
        else if (tokens[i].text[0] == '?')
            out += ' ';
        ++n;
    }
    return out;
}

std::string write_literals(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) {
        if (tokens[i].part == Part::Literal) out += tokens[i].text;
        if (tokens[i].part == Part::Percent) out += '%';
        if (tokens[i].part == Part::Slash) out += '/';
    }
    return out;
}

std::string write_plain(const std::vector<Token>& tokens, const Layers& layers, double value) {
    int decimals = 0;
    for (std::size_t i = layers.point; i < tokens.size(); ++i) decimals += tokens[i].part == Part::Digit ? 1 : 0;
    const double scaled =
        std::fabs(value) * std::pow(100.0, layers.percents) / std::pow(1000.0, layers.thousands_steps);
    const DecimalDigits digits = round_decimal(scaled, decimals);
    const std::size_t whole_end = std::min(layers.point, layers.last_digit + 1);
    std::string out = write_literals(tokens, 0, std::min(layers.first_digit, layers.point));
    if (layers.first_digit < layers.point)
        out += DigitWriter(tokens, layers.first_digit, whole_end).write(digits.whole, layers.has_thousands);
    else if (!digits.whole.empty())
        out += digits.whole;
    if (layers.point == tokens.size()) return out + write_literals(tokens, whole_end, tokens.size());
    return out + '.' + write_fraction_digits(tokens, layers.point + 1, tokens.size(), digits.fraction);
}

std::string write_exponent(const std::vector<Token>& tokens, const Layers& layers, double value) {
    const std::size_t whole_end = std::min(layers.point, layers.exponent);
    const auto count = [&](std::size_t begin, std::size_t end) {
        int n = 0;
        for (std::size_t i = begin; i < end; ++i) n += tokens[i].part == Part::Digit ? 1 : 0;
        return n;
    };
    const int whole_places = std::max(1, count(0, whole_end));
    const int decimals = layers.point < layers.exponent ? count(layers.point, layers.exponent) : 0;
    const double magnitude = std::fabs(value);
    int power = magnitude == 0 ? 0 : static_cast<int>(std::floor(std::log10(magnitude)));
    // With several places before the point the exponent is a multiple of their number.
    power = whole_places > 1 ? static_cast<int>(std::floor(static_cast<double>(power) / whole_places)) * whole_places
                             : power;
    DecimalDigits digits = round_decimal(magnitude / std::pow(10.0, power), decimals);
    if (digits.whole.size() > static_cast<std::size_t>(whole_places)) {
        power += whole_places;
        digits = round_decimal(magnitude / std::pow(10.0, power), decimals);
    }
    std::string out = write_literals(tokens, 0, layers.first_digit);
    out += DigitWriter(tokens, layers.first_digit, whole_end).write(digits.whole, false);
    if (layers.point < layers.exponent)
        out += '.' + write_fraction_digits(tokens, layers.point + 1, layers.exponent, digits.fraction);
    out += 'E';
    if (power < 0)
        out += '-';
    else if (tokens[layers.exponent].text[1] == '+')
        out += '+';
    const DigitWriter exponent(tokens, layers.exponent + 1, tokens.size());
    return out + exponent.write(std::to_string(std::abs(power)), false);
}

struct Ratio {
    long numerator = 0;
    long denominator = 1;
};

/// The closest fraction with a denominator up to `limit`: every denominator is tried, there are at most 9,999.
Ratio closest_ratio(double value, long limit) {
    Ratio best;
    double best_error = 2;
    for (long d = 1; d <= limit; ++d) {
        const long n = std::lround(value * static_cast<double>(d));
        const double error = std::fabs(value - static_cast<double>(n) / static_cast<double>(d));
        if (error < best_error - 1e-12) {
            best_error = error;
            best = {n, d};
        }
    }
    return best;
}

std::string write_fraction(const std::vector<Token>& tokens, const Layers& layers, double value) {
    std::size_t top_begin = layers.slash;
    while (top_begin > 0 && tokens[top_begin - 1].part == Part::Digit) --top_begin;
    std::size_t bottom_end = layers.slash + 1;
    std::string fixed;
    std::size_t bottom_places = 0;
    for (; bottom_end < tokens.size(); ++bottom_end) {
        const Token& token = tokens[bottom_end];
        const bool is_number =
            token.part == Part::Literal && token.text.find_first_not_of("0123456789") == token.text.npos;
        if (token.part == Part::Digit) ++bottom_places;
        if (is_number || (token.part == Part::Digit && token.text == "0" && !fixed.empty()))
            fixed += token.text;
        else if (token.part != Part::Digit)
            break;
    }
    const bool has_whole = layers.first_digit < top_begin;
    const double magnitude = std::fabs(value);
    double whole = has_whole ? std::floor(magnitude) : 0;
    Ratio ratio;
    if (!fixed.empty() && std::atol(fixed.c_str()) > 0) {
        ratio.denominator = std::atol(fixed.c_str());
        ratio.numerator = std::lround((magnitude - whole) * static_cast<double>(ratio.denominator));
    } else {
        const std::size_t places = std::clamp<std::size_t>(bottom_places, 1, 4);
        ratio = closest_ratio(magnitude - whole, static_cast<long>(std::pow(10.0, static_cast<double>(places))) - 1);
    }
    if (has_whole && ratio.numerator == ratio.denominator) {
        whole += 1;
        ratio.numerator = 0;
    }
    std::string out = write_literals(tokens, 0, layers.first_digit);
    const std::string whole_digits = whole > 0 ? round_decimal(whole, 0).whole : "";
    const std::size_t top_places = layers.slash - top_begin;
    if (has_whole) {
        out += ratio.numerator == 0 && whole == 0 ? "0" : whole_digits;
        if (ratio.numerator == 0)
            return out + std::string(1 + top_places + 1 + std::max(bottom_places, fixed.size()), ' ');
        if (!whole_digits.empty()) out += ' ';
    }
    const std::string top = std::to_string(ratio.numerator);
    const std::string bottom = std::to_string(ratio.denominator);
    if (top.size() < top_places) out += std::string(top_places - top.size(), ' ');
    out += top + '/' + bottom;
    if (bottom.size() < bottom_places) out += std::string(bottom_places - bottom.size(), ' ');
    return out + write_literals(tokens, bottom_end, tokens.size());
}

std::string write_number(const Section& section, double value) {
    std::string out;
    const Layers layers = survey(section.tokens);
    if (!layers.has_digit) {
        for (const Token& token : section.tokens) {
            if (token.part == Part::General || token.part == Part::At)
                out += format_general(std::fabs(value));
            else if (token.part == Part::Literal || token.part == Part::Point || token.part == Part::Comma ||
                     token.part == Part::Slash || token.part == Part::Percent)
                out += token.text;
        }
        return out;
    }
    if (layers.exponent < section.tokens.size()) return write_exponent(section.tokens, layers, value);
    const bool is_fraction = layers.slash < section.tokens.size() && layers.slash > layers.first_digit;
    if (is_fraction && std::fabs(value) < kFractionMax) return write_fraction(section.tokens, layers, value);
    return write_plain(section.tokens, layers, value);
}

bool holds(const Section& section, double value) {
    switch (section.condition) {
        case '<':
            return value < section.limit;
        case '>':
            return value > section.limit;
        case '=':
            return value == section.limit;
        case 'l':
            return value <= section.limit;
        case 'g':
            return value >= section.limit;
        case 'n':
            return value != section.limit;
        default:
            return true;
    }
}

bool has_text_place(const Section& section) {
    return std::any_of(section.tokens.begin(), section.tokens.end(), [](const Token& t) { return t.part == Part::At; });
}

}  // namespace

NumberFormat::NumberFormat(std::string_view code) : sections_(read_format_code(code)) {}

std::string_view NumberFormat::built_in(std::uint32_t id) {
    return id < kBuiltIn.size() ? kBuiltIn[id] : "General";
}

bool NumberFormat::is_date() const {
    return sections_[0].is_date;
}

const NumberFormat::Section* NumberFormat::choose(double value) const {
    const std::size_t n = std::min<std::size_t>(sections_.size(), 3);
    const bool has_conditions = sections_[0].condition != '\0' || (n > 1 && sections_[1].condition != '\0');
    if (has_conditions) {
        for (std::size_t i = 0; i < n; ++i) {
            if (i == 1 && n == 3 && sections_[1].condition == '\0' && value >= 0) continue;
            if (holds(sections_[i], value)) return &sections_[i];
        }
        return n == 1 || sections_[n - 1].condition != '\0' ? nullptr : &sections_[n - 1];
    }
    if (n >= 2 && value < 0) return &sections_[1];
    if (n >= 3 && value == 0)
        return has_text_place(sections_[2]) && sections_.size() == 3 ? &sections_[0] : &sections_[2];
    return &sections_[0];
}

std::string NumberFormat::number(double value, DateSystem system) const {
    if (!std::isfinite(value)) return "#NUM!";
    const Section* section = choose(value);
    if (section == nullptr) return "########";
    if (section->is_date) return format_date(section->tokens, value, system);
    std::string out = write_number(*section, value);
    // A section of its own for negatives says its own sign.
    const bool says_sign =
        section == &sections_[1] && sections_.size() > 1 && (section->condition == '\0' || section->limit <= 0);
    const bool is_negative =
        value < 0 && sections_.size() > 0 && !says_sign && out.find_first_of("123456789") != out.npos;
    return is_negative ? '-' + out : out;
}

std::string NumberFormat::text(std::string_view value) const {
    const Section* section = nullptr;
    if (sections_.size() >= 4)
        section = &sections_[3];
    else if (has_text_place(sections_.back()))
        section = &sections_.back();
    if (section == nullptr) return std::string(value);
    std::string out;
    for (const Token& token : section->tokens) {
        if (token.part == Part::At || token.part == Part::General) out += value;
        if (token.part == Part::Literal) out += token.text;
    }
    return out;
}

std::string format_general(double value) {
    if (value == 0) return "0";
    const double magnitude = std::fabs(value);
    const std::string sign = value < 0 ? "-" : "";
    if (magnitude >= 1e11 || magnitude < 1e-4) {
        const int power_guess = static_cast<int>(std::floor(std::log10(magnitude)));
        const bool fits_plain =
            magnitude < 1 && power_guess >= -9 && round_decimal(magnitude, 9).fraction.size() == 9 &&
            std::fabs(std::strtod(("0." + round_decimal(magnitude, 9).fraction).c_str(), nullptr) - magnitude) <
                magnitude * 1e-12;
        if (!fits_plain) {
            std::array<char, 40> buffer{};
            std::snprintf(buffer.data(), buffer.size(), "%.5E", magnitude);
            std::string text = buffer.data();
            const std::size_t e = text.find('E');
            std::string mantissa = text.substr(0, e);
            while (mantissa.back() == '0') mantissa.pop_back();
            if (mantissa.back() == '.') mantissa.pop_back();
            return sign + mantissa + text.substr(e);
        }
    }
    const int whole_digits = magnitude < 1 ? 1 : static_cast<int>(std::floor(std::log10(magnitude))) + 1;
    const DecimalDigits digits = round_decimal(magnitude, std::max(0, 10 - whole_digits));
    std::string fraction = digits.fraction;
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    return sign + (digits.whole.empty() ? "0" : digits.whole) + (fraction.empty() ? "" : "." + fraction);
}

}  // namespace kith::intake
