#include "http/fields.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "http/address.h"
#include "http/strict_json.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMissing = "request.field.missing";
constexpr std::string_view kType = "request.field.type";
constexpr std::string_view kValue = "request.field.value";

bool is_text_allowed(std::string_view text, const TextRule& rule) {
    return text.size() >= rule.bytes_min && text.size() <= rule.bytes_max && is_clean_text(text, LineBreaks::Allowed);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Error fault_of(std::string_view id, std::string_view message, std::string_view name) {
    return make_error(ErrorCode::InvalidInput, id, std::string(message), std::string(name));
}

/// Unknown names are not repeated in answers and logs: they may be anything.
Error unknown_field() {
    return fault_of("request.field.unknown", "a field is not known here", {});
}

bool holds(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

BodyFields::BodyFields(const Request& request) {
    if (request.body.empty()) {
        object_ = std::make_unique<const Json>(Json::object());
        return;
    }
    Result<Json> parsed = parse_strict_json(request.body);
    if (parsed.is_error()) {
        fault_ = std::move(parsed).error();
    } else if (!parsed->is_object()) {
        fault_ = fault_of("request.json", "expected a JSON object", {});
    } else {
        object_ = std::make_unique<const Json>(std::move(parsed).value());
    }
    if (!object_) object_ = std::make_unique<const Json>(Json::object());
}

BodyFields::~BodyFields() = default;

void BodyFields::fault(std::string_view id, std::string_view message, std::string_view name) {
    if (!fault_) fault_ = fault_of(id, message, name);
}

const Json* BodyFields::find(std::string_view name) {
    read_.emplace_back(name);
    const auto found = object_->find(std::string(name));
    return found == object_->end() || found->is_null() ? nullptr : &*found;
}

const Json* BodyFields::require(std::string_view name) {
    const Json* value = find(name);
    if (value == nullptr) fault(kMissing, "a field is missing", name);
    return value;
}

std::optional<std::string> BodyFields::optional_text(std::string_view name, TextRule rule) {
    const Json* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) {
        fault(kType, "expected a text", name);
        return std::nullopt;
    }
    std::string text = value->get<std::string>();
    if (!is_text_allowed(text, rule)) {
        fault(kValue, "the text is too short, too long, or holds control characters", name);
        return std::nullopt;
    }
    return text;
}

std::string BodyFields::text(std::string_view name, TextRule rule) {
    if (require(name) == nullptr) return {};
    return optional_text(name, rule).value_or(std::string());
}

std::optional<std::string> BodyFields::optional_word(std::string_view name,
                                                     std::initializer_list<std::string_view> words) {
    std::optional<std::string> word = optional_text(name);
    if (word && std::find(words.begin(), words.end(), *word) == words.end()) {
        fault(kValue, "expected one of the known words", name);
        return std::nullopt;
    }
    return word;
}

std::string BodyFields::word(std::string_view name, std::initializer_list<std::string_view> words) {
    if (require(name) == nullptr) return {};
    return optional_word(name, words).value_or(std::string());
}

std::optional<std::int64_t> BodyFields::optional_number(std::string_view name, NumberRule rule) {
    const Json* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number_integer()) {
        fault(kType, "expected a whole number", name);
        return std::nullopt;
    }
    // An unsigned number past the signed range would turn negative.
    const bool is_too_large =
        value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
    const std::int64_t number = is_too_large ? INT64_MAX : value->get<std::int64_t>();
    if (is_too_large || number < rule.least || number > rule.most) {
        fault(kValue, "the number is out of its range", name);
        return std::nullopt;
    }
    return number;
}

std::int64_t BodyFields::number(std::string_view name, NumberRule rule) {
    if (require(name) == nullptr) return rule.least;
    return optional_number(name, rule).value_or(rule.least);
}

double BodyFields::real(std::string_view name) {
    const Json* value = require(name);
    if (value == nullptr) return 0;
    if (!value->is_number() || !std::isfinite(value->get<double>())) {
        fault(kType, "expected a number", name);
        return 0;
    }
    return value->get<double>();
}

std::optional<bool> BodyFields::optional_truth(std::string_view name) {
    const Json* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (!value->is_boolean()) {
        fault(kType, "expected true or false", name);
        return std::nullopt;
    }
    return value->get<bool>();
}

bool BodyFields::truth(std::string_view name) {
    if (require(name) == nullptr) return false;
    return optional_truth(name).value_or(false);
}

std::optional<CivilDate> BodyFields::optional_date(std::string_view name) {
    const std::optional<std::string> text = optional_text(name);
    if (!text) return std::nullopt;
    const std::optional<CivilDate> date = CivilDate::parse_iso(*text);
    if (!date) fault(kValue, "expected a date `yyyy-mm-dd`", name);
    return date;
}

CivilDate BodyFields::date(std::string_view name) {
    if (require(name) == nullptr) return {};
    return optional_date(name).value_or(CivilDate());
}

std::vector<std::string> BodyFields::texts(std::string_view name, std::size_t count_max, TextRule rule) {
    std::vector<std::string> texts;
    const Json* value = find(name);
    if (value == nullptr) return texts;
    if (!value->is_array()) {
        fault(kType, "expected a list of texts", name);
        return texts;
    }
    if (value->size() > count_max) {
        fault(kValue, "the list is too long", name);
        return texts;
    }
    for (const Json& item : *value) {
        if (!item.is_string()) {
            fault(kType, "expected a list of texts", name);
            return {};
        }
        texts.push_back(item.get<std::string>());
        if (!is_text_allowed(texts.back(), rule)) fault(kValue, "a text of the list is not allowed", name);
    }
    return texts;
}

const Json& BodyFields::value(std::string_view name) {
    static const Json kNull;
    const Json* value = find(name);
    return value == nullptr ? kNull : *value;
}

Result<void> BodyFields::check() {
    if (fault_) return *fault_;
    for (const auto& [name, _] : object_->items()) {
        if (!holds(read_, name)) return unknown_field();
    }
    return {};
}

const std::string* QueryFields::find(std::string_view name) {
    read_.emplace_back(name);
    for (const auto& [held, value] : request_.query) {
        if (held == name) return &value;
    }
    return nullptr;
}

void QueryFields::fault(std::string_view id, std::string_view message, std::string_view name) {
    if (!fault_) fault_ = fault_of(id, message, name);
}

std::optional<std::string> QueryFields::optional_text(std::string_view name, TextRule rule) {
    const std::string* value = find(name);
    if (value == nullptr || value->empty()) return std::nullopt;
    if (!is_text_allowed(*value, rule)) {
        fault(kValue, "the text is too short or too long", name);
        return std::nullopt;
    }
    return *value;
}

std::string QueryFields::text(std::string_view name, TextRule rule) {
    std::optional<std::string> text = optional_text(name, rule);
    if (!text) fault(kMissing, "a field is missing from the query", name);
    return text.value_or(std::string());
}

std::int64_t QueryFields::number(std::string_view name, std::int64_t otherwise, NumberRule rule) {
    const std::string* value = find(name);
    if (value == nullptr || value->empty()) return otherwise;
    const std::optional<std::int64_t> number = whole_number(*value);
    if (!number) {
        fault(kType, "expected a whole number", name);
        return otherwise;
    }
    if (*number < rule.least || *number > rule.most) fault(kValue, "the number is out of its range", name);
    return std::clamp(*number, rule.least, rule.most);
}

Result<void> QueryFields::check() {
    if (fault_) return *fault_;
    for (const auto& [name, _] : request_.query) {
        if (!holds(read_, name)) return unknown_field();
    }
    return {};
}

PageAsked page_asked(QueryFields& query) {
    PageAsked asked;
    asked.from = static_cast<std::size_t>(query.number("cursor", 0));
    asked.limit = static_cast<std::size_t>(query.number("limit", 50, {.least = 1, .most = 200}));
    return asked;
}

Result<std::uint64_t> number_param(const Request& request, std::string_view name) {
    const std::optional<std::int64_t> number = whole_number(request.param(name));
    if (!number || *number < 0) {
        return make_error(ErrorCode::NotFound, "request.path.number", "there is nothing by this number");
    }
    return static_cast<std::uint64_t>(*number);
}

}  // namespace kith::http
