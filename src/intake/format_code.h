#pragma once

// A number format's code, read into sections of tokens. See number_format.h, which applies them.

#include <string_view>
#include <vector>

#include "intake/number_format.h"

namespace kith::intake {

/// Never empty. Letters that mean nothing are literals, as spreadsheets take them.
std::vector<NumberFormat::Section> read_format_code(std::string_view code);

}  // namespace kith::intake
