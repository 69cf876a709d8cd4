#pragma once

// JSON from strangers (RFC 8259): valid UTF-8, no key twice in one object, no nesting past 32.

#include <optional>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"

namespace kith::http {

/// Errors: request.json.
Result<nlohmann::ordered_json> parse_strict_json(std::string_view text);

}  // namespace kith::http
