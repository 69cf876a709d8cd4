#include "service/json.h"

namespace kith::service {
namespace {

/// Deeper nesting is no document of ours and would cost stack.
constexpr int kDepthMax = 64;

bool is_too_deep(std::string_view text) {
    int depth = 0;
    bool is_in_text = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (is_in_text && c == '\\') {
            ++i;
        } else if (c == '"') {
            is_in_text = !is_in_text;
        } else if (!is_in_text && (c == '{' || c == '[')) {
            if (++depth > kDepthMax) return true;
        } else if (!is_in_text && (c == '}' || c == ']')) {
            --depth;
        }
    }
    return false;
}

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view id, std::string_view where) {
    if (is_too_deep(text)) {
        return make_error(ErrorCode::InvalidInput, id, "the JSON is nested too deeply", std::string(where));
    }
    Json json = Json::parse(text, nullptr, false);
    if (!json.is_structured()) {
        return make_error(ErrorCode::InvalidInput, id, "expected a JSON object or list", std::string(where));
    }
    return json;
}

std::string dump_json(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json& at(const Json& object, std::string_view key) {
    static const Json kNull;
    if (!object.is_object()) return kNull;
    const auto found = object.find(key);
    return found == object.end() ? kNull : *found;
}

const Json& list_at(const Json& object, std::string_view key) {
    static const Json kEmpty = Json::array();
    const Json& found = at(object, key);
    return found.is_array() ? found : kEmpty;
}

std::string text_at(const Json& object, std::string_view key) {
    const Json& found = at(object, key);
    return found.is_string() ? found.get<std::string>() : std::string();
}

std::vector<std::string> texts_at(const Json& object, std::string_view key) {
    std::vector<std::string> texts;
    for (const Json& element : list_at(object, key)) {
        if (element.is_string()) texts.push_back(element.get<std::string>());
    }
    return texts;
}

std::int64_t number_at(const Json& object, std::string_view key, std::int64_t otherwise) {
    const Json& found = at(object, key);
    return found.is_number_integer() ? found.get<std::int64_t>() : otherwise;
}

bool is_true_at(const Json& object, std::string_view key) {
    const Json& found = at(object, key);
    return found.is_boolean() && found.get<bool>();
}

}  // namespace kith::service
