#pragma once

// A decision in JSON and in words.

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "consent/decide.h"

namespace kith::cli {

nlohmann::ordered_json answer_json(const consent::Answer& answer);
/// The chain that shows a cell, or the one reason against it.
std::string reasons_text(const consent::Answer& answer, const std::string& indent);
std::string unlock_text(const consent::Answer& answer, const std::string& indent);

}  // namespace kith::cli
