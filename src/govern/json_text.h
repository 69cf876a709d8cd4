#pragma once

// JSON inside this module: objects with sorted keys, so that the bytes of equal values are equal. Parsing without
// exceptions; a key twice in one object, deep nesting and numbers that are no whole numbers of 64 bits or finite are
// refused, because they would not come back as they were.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/civil_date.h"
#include "base/result.h"

namespace kith::govern {

using Json = nlohmann::json;

/// InvalidInput with `id` unless the text is one JSON object of at most 16 levels.
Result<Json> read_object(std::string_view text, std::string_view id);
/// Sorted keys, no blanks; invalid UTF-8 becomes the replacement character.
std::string write_json(const Json& json);

/// Reads the keys of one object and remembers the first that is not what it should be.
class Fields {
  public:
    /// Borrows the object; what is none has no keys.
    explicit Fields(const Json& object);
    explicit Fields(Json&&) = delete;

    std::string text(std::string_view key);         // empty where absent
    std::string needed_text(std::string_view key);  // a fault where absent or empty
    std::int64_t number(std::string_view key, std::int64_t otherwise);
    std::vector<std::string> texts(std::string_view key);
    std::optional<CivilDate> day(std::string_view key);  // absent or null: none
    std::optional<Instant> instant(std::string_view key);
    const Json& at(std::string_view key) const;  // null where absent

    void fault(std::string_view key) {
        if (fault_.empty()) fault_ = key;
    }
    /// Errors: InvalidInput `id`, `where` the first key at fault.
    Result<void> check(std::string_view id) const;

  private:
    const Json& object_;
    std::string fault_;
};

Json day_json(const std::optional<CivilDate>& day);
Json instant_json(const std::optional<Instant>& instant);

}  // namespace kith::govern
