#pragma once

// Serial numbers of days as dates and times under a format's tokens. See number_format.h.

#include <string>
#include <vector>

#include "intake/number_format.h"

namespace kith::intake {

/// `########` for what no date system can show.
std::string format_date(const std::vector<NumberFormat::Token>& tokens, double serial, DateSystem system);

}  // namespace kith::intake
