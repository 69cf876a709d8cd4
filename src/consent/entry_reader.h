#pragma once

// Reads one entry of a policy document key by key. What is wrong is noted as a fault and makes the entry broken;
// reading goes on, so that one pass finds every fault. Not for other modules.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "consent/policy.h"
#include "consent/policy_json.h"

namespace kith::consent {

enum class Presence : std::uint8_t { Required, Optional };

/// What one section of a document shares.
struct ReadingContext {
    int timezone_offset_minutes = 0;
    std::vector<Fault>* faults = nullptr;
};

/// A date or an instant; a date is the first moment of its local day.
std::optional<Instant> parse_moment(std::string_view text, int timezone_offset_minutes);

class EntryReader {
  public:
    EntryReader(const nlohmann::json& object, std::string pointer, const ReadingContext& context)
        : object_(object), pointer_(std::move(pointer)), context_(context) {}

    std::string text(std::string_view key, Presence presence = Presence::Optional);
    /// Not empty, at most 200 bytes.
    std::string id(std::string_view key, Presence presence = Presence::Required);
    NameSet names(std::string_view key, Presence presence = Presence::Required);
    std::vector<std::string> plain_names(std::string_view key);
    ActionSet actions(std::string_view key);
    RecipientSet recipients(std::string_view key, Presence presence = Presence::Required);
    bool flag(std::string_view key, Presence presence = Presence::Optional);
    std::optional<std::int64_t> integer(std::string_view key);
    std::optional<Instant> moment(std::string_view key, Presence presence = Presence::Optional);
    /// The first moment after `key`: a date ends with its day.
    std::int64_t end(std::string_view key);
    Window window();
    /// Index of the word in `words`.
    std::optional<std::size_t> word(std::string_view key, std::span<const std::string_view> words);

    /// The value of a key in any form; the key counts as known.
    const nlohmann::json* value(std::string_view key);
    void fault(std::string_view id, std::string_view key);
    /// Unknown keys are faults. Whether the entry could be read as a whole.
    Health close();

  private:
    /// The value, or nothing (with a fault) where it is required and absent; null is absent.
    const nlohmann::json* present(std::string_view key, Presence presence);
    bool read_recipient(const nlohmann::json& entry, Recipient* recipient) const;

    const nlohmann::json& object_;
    std::string pointer_;
    const ReadingContext& context_;
    std::vector<std::string_view> known_keys_;
    Health health_ = Health::Sound;
};

}  // namespace kith::consent
