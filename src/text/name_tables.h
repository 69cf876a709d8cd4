#pragma once

// The lists behind names.h, as text: own selections of usual names, lower case and folded. Used by names*.cpp only.

#include <span>
#include <string_view>

namespace kith::text {

/// Each line: a formal name, then the short and familiar forms used for it. English, then Spanish.
std::span<const std::string_view> nickname_lines();

/// Names separated by single spaces.
std::string_view common_given_names();
std::string_view common_surnames();  // without the Spanish ones
std::string_view spanish_surnames();

}  // namespace kith::text
