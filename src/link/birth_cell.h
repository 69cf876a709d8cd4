#pragma once

// Birth dates of plain files as comparable text: `yyyy-mm-dd`, `yyyy-mm` or `yyyy`. Impossible dates (month 21) keep
// their digits, since a typing error is still close to the date that was meant. Not for showing.

#include <string>
#include <string_view>

#include "text/dates.h"

namespace kith::link {

/// Empty where the cell holds no date in this order.
std::string birth_text(std::string_view cell, text::DateOrder order);

}  // namespace kith::link
