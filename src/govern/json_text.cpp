#include "govern/json_text.h"

#include <cmath>
#include <set>

namespace kith::govern {
namespace {

constexpr int kDepthMax = 16;

/// Keys seen in each open object: a key that stands twice ends the reading.
class KeyWatch {
  public:
    bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > kDepthMax) is_sound_ = false;
        if (event == Json::parse_event_t::object_start) open_.emplace_back();
        if (event == Json::parse_event_t::object_end && !open_.empty()) open_.pop_back();
        if (event == Json::parse_event_t::key && !open_.empty()) {
            is_sound_ = is_sound_ && open_.back().insert(parsed.get<std::string>()).second;
        }
        if (event == Json::parse_event_t::value && parsed.is_number_float()) {
            is_sound_ = is_sound_ && std::isfinite(parsed.get<double>());
        }
        return true;
    }
    bool is_sound() const { return is_sound_; }

  private:
    std::vector<std::set<std::string>> open_;
    bool is_sound_ = true;
};

/// Cheap, before anything is built: a text of brackets alone would cost memory and stack.
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

const Json& no_keys() {
    static const Json kEmpty = Json::object();
    return kEmpty;
}

}  // namespace

Result<Json> read_object(std::string_view text, std::string_view id) {
    const Error malformed = make_error(ErrorCode::InvalidInput, id, "expected one JSON object");
    if (is_too_deep(text)) return malformed;
    KeyWatch watch;
    Json json = Json::parse(
        text, [&watch](int depth, Json::parse_event_t event, Json& parsed) { return watch(depth, event, parsed); },
        false);
    if (!json.is_object() || !watch.is_sound()) return malformed;
    return json;
}

std::string write_json(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Fields::Fields(const Json& object) : object_(object.is_object() ? object : no_keys()) {}

const Json& Fields::at(std::string_view key) const {
    static const Json kNull;
    const auto found = object_.find(std::string(key));
    return found == object_.end() ? kNull : *found;
}

std::string Fields::text(std::string_view key) {
    const Json& value = at(key);
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_null()) fault(key);
    return {};
}

std::string Fields::needed_text(std::string_view key) {
    std::string value = text(key);
    if (value.empty()) fault(key);
    return value;
}

std::int64_t Fields::number(std::string_view key, std::int64_t otherwise) {
    const Json& value = at(key);
    if (value.is_null()) return otherwise;
    if (!value.is_number_integer()) fault(key);
    return value.is_number_integer() ? value.get<std::int64_t>() : otherwise;
}

std::vector<std::string> Fields::texts(std::string_view key) {
    std::vector<std::string> words;
    const Json& value = at(key);
    if (value.is_null()) return words;
    if (!value.is_array()) fault(key);
    for (const Json& each : value) {
        if (!each.is_string()) fault(key);
        if (each.is_string()) words.push_back(each.get<std::string>());
    }
    return words;
}

std::optional<CivilDate> Fields::day(std::string_view key) {
    const std::string value = text(key);
    if (value.empty()) return std::nullopt;
    const auto day = CivilDate::parse_iso(value);
    if (!day) fault(key);
    return day;
}

std::optional<Instant> Fields::instant(std::string_view key) {
    const std::string value = text(key);
    if (value.empty()) return std::nullopt;
    const auto instant = Instant::parse_iso(value);
    if (!instant) fault(key);
    return instant;
}

Result<void> Fields::check(std::string_view id) const {
    if (fault_.empty()) return {};
    return make_error(ErrorCode::InvalidInput, id, "expected a value of another kind", fault_);
}

Json day_json(const std::optional<CivilDate>& day) {
    return day ? Json(day->to_iso()) : Json();
}

Json instant_json(const std::optional<Instant>& instant) {
    return instant ? Json(instant->to_iso()) : Json();
}

}  // namespace kith::govern
