#include "intake/decimal_digits.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace kith::intake {

DecimalDigits round_decimal(double value, int decimals) {
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.14e", std::fabs(value));
    const std::string text = buffer.data();
    const std::size_t e = text.find('e');
    if (e == text.npos) return {text, {}};  // inf, nan
    const int exponent = std::atoi(text.c_str() + e + 1);
    std::string digits = text.substr(0, 1) + text.substr(2, e - 2);  // 15 digits; the point stands after the first
    // Place of the point, counted from the left of `digits`.
    int point = exponent + 1;
    if (point < 0) {
        digits.insert(0, static_cast<std::size_t>(std::min(-point, 400)), '0');
        point = 0;
    }
    const std::size_t keep = static_cast<std::size_t>(point) + static_cast<std::size_t>(decimals);
    if (keep >= digits.size()) {
        digits.append(keep - digits.size(), '0');
    } else {
        const bool rounds_up = digits[keep] >= '5';
        digits.resize(keep);
        std::size_t i = keep;
        while (rounds_up && i > 0 && digits[i - 1] == '9') digits[--i] = '0';
        if (rounds_up && i > 0) ++digits[i - 1];
        if (rounds_up && i == 0) {
            digits.insert(digits.begin(), '1');
            ++point;
        }
    }
    DecimalDigits result{digits.substr(0, static_cast<std::size_t>(point)),
                         digits.substr(static_cast<std::size_t>(point))};
    const std::size_t first = result.whole.find_first_not_of('0');
    result.whole = first == result.whole.npos ? std::string() : result.whole.substr(first);
    return result;
}

}  // namespace kith::intake
