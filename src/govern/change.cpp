#include <algorithm>

#include "govern/change_words.h"
#include "govern/json_text.h"

namespace kith::govern {
namespace {

constexpr std::size_t kPartsMax = 200;
constexpr std::size_t kIdBytesMax = 200;

Error malformed(std::string_view where) {
    return make_error(ErrorCode::InvalidInput, "change.malformed", "the change is not what its kind carries",
                      std::string(where));
}

bool is_usable_id(const std::string& id) {
    return !id.empty() && id.size() <= kIdBytesMax && id != "*" && id.find('/') == std::string::npos;
}

Result<void> read_document(const ChangeWord& word, const Json& json, Change& change) {
    const Json& document = json.contains(word.key) ? json.at(std::string(word.key)) : Json();
    if (!document.is_object()) return malformed(word.key);
    Fields fields(document);
    // A target is known by the measure card it is for, everything else by its own id.
    change.id = fields.text(change.kind == ChangeKind::PutMeasureTarget ? "card" : "id");
    if (!is_usable_id(change.id)) {
        return make_error(ErrorCode::InvalidInput, "change.no-id", "expected an `id` of 1 to 200 bytes without `/`",
                          std::string(word.key));
    }
    change.document = write_json(document);
    return {};
}

Result<void> read_number(const ChangeWord& word, const Json& json, Change& change) {
    const Json& value = json.contains(word.key) ? json.at(std::string(word.key)) : Json();
    const bool is_switch = change.kind == ChangeKind::PublishZeros;
    if (is_switch ? !value.is_boolean() : !value.is_number_integer()) return malformed(word.key);
    change.value = is_switch ? static_cast<std::int64_t>(value.get<bool>()) : value.get<std::int64_t>();
    if (is_switch || (change.value >= kMinimumCellLeast && change.value <= kMinimumCellMost)) return {};
    return make_error(ErrorCode::InvalidInput, "change.value", "expected a minimum cell of 3 to 1000",
                      std::string(word.key));
}

enum class Nesting : std::uint8_t { Outer, Part };

Result<Change> read_one(const Json& json, Nesting nesting);

Result<void> read_parts(const Json& json, Change& change, Nesting nesting) {
    const Json& parts = json.contains("changes") ? json.at("changes") : Json();
    if (!parts.is_array() || parts.empty() || nesting == Nesting::Part) return malformed("changes");
    if (parts.size() > kPartsMax) {
        return make_error(ErrorCode::InvalidInput, "change.too-many", "expected at most 200 changes in one motion");
    }
    for (const Json& part : parts) change.parts.push_back(TRY(read_one(part, Nesting::Part)));
    return {};
}

Result<Change> read_one(const Json& json, Nesting nesting) {
    if (!json.is_object()) return malformed("changes");
    Fields fields(json);
    const std::string name = fields.text("kind");
    const auto* const word = std::find_if(kChangeWords.begin(), kChangeWords.end(),
                                          [&](const ChangeWord& each) { return each.word == name; });
    if (word == kChangeWords.end()) {
        return make_error(ErrorCode::InvalidInput, "change.kind", "no change is of this kind", "kind");
    }
    const std::size_t keys = word->carries == Carries::Nothing ? 1 : 2;
    if (json.size() != keys) return malformed(word->key);
    Change change;
    change.kind = word->kind;
    switch (word->carries) {
        case Carries::Nothing:
            break;
        case Carries::Document:
            TRY(read_document(*word, json, change));
            break;
        case Carries::Id:
            change.id = fields.text("id");
            if (!is_usable_id(change.id)) {
                return make_error(ErrorCode::InvalidInput, "change.no-id", "expected an `id` of 1 to 200 bytes", "id");
            }
            break;
        case Carries::Number:
            TRY(read_number(*word, json, change));
            break;
        case Carries::Parts:
            TRY(read_parts(json, change, nesting));
            break;
    }
    return change;
}

Json json_of(const Change& change) {
    const ChangeWord& word = word_of(change.kind);
    Json json{{"kind", word.word}};
    const std::string key(word.key);
    switch (word.carries) {
        case Carries::Nothing:
            break;
        case Carries::Document:
            json[key] = Json::parse(change.document, nullptr, false);
            break;
        case Carries::Id:
            json[key] = change.id;
            break;
        case Carries::Number:
            if (change.kind == ChangeKind::PublishZeros) {
                json[key] = change.value != 0;
            } else {
                json[key] = change.value;
            }
            break;
        case Carries::Parts:
            json[key] = Json::array();
            for (const Change& part : change.parts) json[key].push_back(json_of(part));
            break;
    }
    return json;
}

}  // namespace

std::string_view name_of(ChangeKind kind) {
    return word_of(kind).word;
}

Result<std::string> canonical(std::string_view json) {
    return write_json(TRY(read_object(json, "change.malformed")));
}

Result<Change> read_change(std::string_view json) {
    return read_one(TRY(read_object(json, "change.malformed")), Nesting::Outer);
}

std::string write_change(const Change& change) {
    return write_json(json_of(change));
}

std::vector<std::string> places_of(const Change& change) {
    std::vector<std::string> places;
    if (change.kind == ChangeKind::None) return places;
    for (const Change& part : change.parts) {
        for (std::string& place : places_of(part)) {
            if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(std::move(place));
        }
    }
    if (change.kind == ChangeKind::Several) return places;
    std::string place(word_of(change.kind).place);
    if (!change.id.empty()) place += "/" + change.id;
    places.push_back(std::move(place));
    return places;
}

}  // namespace kith::govern
