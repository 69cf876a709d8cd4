#pragma once

// A double as decimal digits, for printing under a number format. Not for arithmetic.

#include <string>

namespace kith::intake {

struct DecimalDigits {
    std::string whole;     // without leading zeros; empty for 0
    std::string fraction;  // exactly as many digits as asked for
};

/// |value| rounded to `decimals` places, half away from zero, from its 15 significant digits.
DecimalDigits round_decimal(double value, int decimals);

}  // namespace kith::intake
