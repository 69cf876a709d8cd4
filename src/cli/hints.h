#pragma once

// One thing to do next for an error, by its id.

#include <string_view>

namespace kith::cli {

/// Empty where there is nothing better to say than the message.
std::string_view hint_of(std::string_view error_id);

}  // namespace kith::cli
