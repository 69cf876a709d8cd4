#include "http/strict_json.h"

#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace kith::http {
namespace {

constexpr int kDepthMax = 32;

Error refused(std::string_view why) {
    return make_error(ErrorCode::InvalidInput, "request.json", std::string(why));
}

/// Counted before parsing, so that hostile nesting is never built.
bool is_too_deep(std::string_view text) {
    int depth = 0;
    bool is_in_text = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (is_in_text) {
            if (c == '\\') ++i;
            is_in_text = c != '"';
            continue;
        }
        if (c == '"') is_in_text = true;
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (depth > kDepthMax) return true;
    }
    return false;
}

}  // namespace

Result<nlohmann::ordered_json> parse_strict_json(std::string_view text) {
    using Json = nlohmann::ordered_json;
    if (is_too_deep(text)) return refused("the body is nested too deep");
    std::vector<std::set<std::string>> keys;
    bool is_key_twice = false;
    const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start) keys.emplace_back();
        if (event == Json::parse_event_t::object_end && !keys.empty()) keys.pop_back();
        if (event == Json::parse_event_t::key && !keys.empty()) {
            is_key_twice |= !keys.back().insert(parsed.get_ref<const std::string&>()).second;
        }
        return true;
    };
    Json value = Json::parse(text, watch, /*allow_exceptions=*/false);
    if (value.is_discarded()) return refused("the body is no JSON");
    if (is_key_twice) return refused("a key is in the body twice");
    return value;
}

}  // namespace kith::http
