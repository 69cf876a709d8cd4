#include "intake/values_index.h"

#include <cstring>

#include "base/random.h"

namespace kith::intake {
namespace {

constexpr std::size_t kSlotsMin = 64;

/// Eight bytes at a time; only for tables in memory, never stored.
std::uint32_t hash_of(std::string_view text) {
    std::uint64_t state = text.size();
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        state = mix64(state ^ word);
    }
    std::uint64_t word = 0;
    if (at < text.size()) std::memcpy(&word, text.data() + at, text.size() - at);
    state = mix64(state ^ word);
    return static_cast<std::uint32_t>(state >> 32);
}

}  // namespace

std::size_t TextIndex::slot_of(std::string_view text, std::uint32_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].number != kFree && (slots_[at].hash != hash || texts_[slots_[at].number] != text)) {
        at = (at + 1) & mask;
    }
    return at;
}

void TextIndex::grow() {
    const std::vector<Slot> before = std::move(slots_);
    slots_.assign(before.empty() ? kSlotsMin : before.size() * 2, Slot{});
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : before) {
        if (slot.number == kFree) continue;
        std::size_t at = slot.hash & mask;
        while (slots_[at].number != kFree) at = (at + 1) & mask;
        slots_[at] = slot;
    }
}

std::uint32_t TextIndex::intern(std::string_view text) {
    if ((texts_.size() + 1) * 2 > slots_.size()) grow();
    const std::uint32_t hash = hash_of(text);
    Slot& slot = slots_[slot_of(text, hash)];
    if (slot.number == kFree) {
        slot = {hash, static_cast<std::uint32_t>(texts_.size())};
        texts_.push_back(text);
    }
    return slot.number;
}

std::optional<std::uint32_t> TextIndex::find(std::string_view text) const {
    if (slots_.empty()) return std::nullopt;
    const Slot& slot = slots_[slot_of(text, hash_of(text))];
    return slot.number == kFree ? std::nullopt : std::optional(slot.number);
}

}  // namespace kith::intake
