#pragma once

// Documents as JSON inside this module: parsing without exceptions and reading with a default, so that a document that
// lacks something, or has it in another type, never ends the program.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"

namespace kith::service {

using Json = nlohmann::ordered_json;

/// InvalidInput with `id` when the text is no JSON object or list.
Result<Json> parse_json(std::string_view text, std::string_view id, std::string_view where);

/// Invalid UTF-8 becomes the replacement character.
std::string dump_json(const Json& json);

std::string text_at(const Json& object, std::string_view key);
std::vector<std::string> texts_at(const Json& object, std::string_view key);
std::int64_t number_at(const Json& object, std::string_view key, std::int64_t otherwise);
bool is_true_at(const Json& object, std::string_view key);
/// Null where there is none.
const Json& at(const Json& object, std::string_view key);
/// The list, or an empty one.
const Json& list_at(const Json& object, std::string_view key);

}  // namespace kith::service
