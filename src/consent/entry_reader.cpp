#include "consent/entry_reader.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace kith::consent {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kIdBytesMax = 200;

std::string_view text_of(const Json& value) {
    return value.get_ref<const std::string&>();
}

bool is_id(const Json& value) {
    return value.is_string() && !text_of(value).empty() && text_of(value).size() <= kIdBytesMax;
}

// A key is written into a pointer only where it looks like one of ours: it could be anybody's name.
bool is_plain(std::string_view key) {
    const auto is_plain_char = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return key.size() <= 40 && std::all_of(key.begin(), key.end(), is_plain_char);
}

}  // namespace

std::optional<Instant> parse_moment(std::string_view text, int timezone_offset_minutes) {
    if (const auto date = CivilDate::parse_iso(text)) return local_midnight(*date, timezone_offset_minutes);
    return Instant::parse_iso(text);
}

void EntryReader::fault(std::string_view id, std::string_view key) {
    health_ = Health::Broken;
    std::string where = pointer_;
    if (is_plain(key) && !key.empty()) where.append("/").append(key);
    context_.faults->push_back({"consent.policy." + std::string(id), std::move(where)});
}

const Json* EntryReader::value(std::string_view key) {
    known_keys_.push_back(key);
    const auto found = object_.find(key);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
}

const Json* EntryReader::present(std::string_view key, Presence presence) {
    const Json* found = value(key);
    if (found == nullptr && presence == Presence::Required) fault("missing-key", key);
    return found;
}

std::string EntryReader::text(std::string_view key, Presence presence) {
    const Json* found = present(key, presence);
    if (found == nullptr) return {};
    if (found->is_string()) return std::string(text_of(*found));
    fault("type", key);
    return {};
}

std::string EntryReader::id(std::string_view key, Presence presence) {
    const Json* found = present(key, presence);
    if (found == nullptr) return {};
    if (is_id(*found)) return std::string(text_of(*found));
    fault("type", key);
    return {};
}

NameSet EntryReader::names(std::string_view key, Presence presence) {
    const Json* found = present(key, presence);
    if (found == nullptr) return {};
    NameSet set;
    if (!found->is_array() || !std::all_of(found->begin(), found->end(), is_id)) {
        fault("type", key);
        return set;
    }
    for (const Json& name : *found) {
        if (text_of(name) == "*") {
            set.is_all = true;
        } else {
            set.names.emplace_back(text_of(name));
        }
    }
    // `["*", "grades"]` could mean either; it is nobody's clear word.
    if (set.is_all && found->size() != 1) fault("list-mixes-all", key);
    return set;
}

std::vector<std::string> EntryReader::plain_names(std::string_view key) {
    NameSet set = names(key, Presence::Optional);
    if (set.is_all) fault("all-not-allowed", key);
    return std::move(set.names);
}

ActionSet EntryReader::actions(std::string_view key) {
    const NameSet set = names(key);
    if (set.is_all) return ActionSet::all();
    ActionSet actions;
    for (const std::string& name : set.names) {
        const auto action = action_named(name);
        if (!action) {
            fault("word", key);
            return {};
        }
        actions.add(*action);
    }
    return actions;
}

bool EntryReader::read_recipient(const Json& entry, Recipient* recipient) const {
    if (!entry.is_object() || entry.empty()) return false;
    for (const auto& [key, value] : entry.items()) {
        if (!is_id(value)) return false;
        if (key == "member") {
            recipient->member = text_of(value);
        } else if (key == "role") {
            recipient->role = text_of(value);
        } else if (key == "user") {
            recipient->user = text_of(value);
        } else {
            return false;
        }
    }
    return true;
}

RecipientSet EntryReader::recipients(std::string_view key, Presence presence) {
    const Json* found = present(key, presence);
    if (found == nullptr) return {};
    RecipientSet set;
    if (!found->is_array()) {
        fault("type", key);
        return set;
    }
    for (const Json& entry : *found) {
        if (entry.is_string() && text_of(entry) == "*") {
            set.is_all = true;
            continue;
        }
        if (!read_recipient(entry, &set.recipients.emplace_back())) {
            fault("recipient", key);
            return {};
        }
    }
    if (set.is_all && found->size() != 1) fault("list-mixes-all", key);
    return set;
}

bool EntryReader::flag(std::string_view key, Presence presence) {
    const Json* found = present(key, presence);
    if (found == nullptr) return false;
    if (found->is_boolean()) return found->get<bool>();
    fault("type", key);
    return false;
}

std::optional<std::int64_t> EntryReader::integer(std::string_view key) {
    const Json* found = present(key, Presence::Optional);
    if (found == nullptr) return std::nullopt;
    constexpr std::int64_t kLargest = 1'000'000'000;
    if (found->is_number_integer()) {
        const bool fits = found->is_number_unsigned() ? found->get<std::uint64_t>() <= kLargest
                                                      : found->get<std::int64_t>() >= -kLargest;
        if (fits) return found->get<std::int64_t>();
    }
    fault("type", key);
    return std::nullopt;
}

std::optional<Instant> EntryReader::moment(std::string_view key, Presence presence) {
    const Json* found = present(key, presence);
    if (found == nullptr) return std::nullopt;
    const auto moment =
        found->is_string() ? parse_moment(text_of(*found), context_.timezone_offset_minutes) : std::nullopt;
    if (!moment) fault("date", key);
    return moment;
}

std::int64_t EntryReader::end(std::string_view key) {
    const Json* found = present(key, Presence::Optional);
    if (found == nullptr) return Window::kNever;
    if (found->is_string()) {
        if (const auto date = CivilDate::parse_iso(text_of(*found))) {
            return local_midnight(date->plus_days(1), context_.timezone_offset_minutes).unix_ms;
        }
        if (const auto instant = Instant::parse_iso(text_of(*found))) return instant->unix_ms;
    }
    fault("date", key);
    return Window::kNever;
}

Window EntryReader::window() {
    Window window;
    if (const auto from = moment("from")) window.from_ms = from->unix_ms;
    window.until_ms = end("to");
    if (window.from_ms > window.until_ms) fault("from-after-to", "from");
    return window;
}

std::optional<std::size_t> EntryReader::word(std::string_view key, std::span<const std::string_view> words) {
    const Json* found = present(key, Presence::Required);
    if (found == nullptr) return std::nullopt;
    if (found->is_string()) {
        const auto place = std::find(words.begin(), words.end(), text_of(*found));
        if (place != words.end()) return static_cast<std::size_t>(place - words.begin());
    }
    fault("word", key);
    return std::nullopt;
}

Health EntryReader::close() {
    known_keys_.insert(known_keys_.end(), {"id", "note"});
    for (const auto& item : object_.items()) {
        if (std::find(known_keys_.begin(), known_keys_.end(), item.key()) == known_keys_.end()) {
            fault("unknown-key", item.key());
        }
    }
    return health_;
}

}  // namespace kith::consent
