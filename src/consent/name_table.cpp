#include <algorithm>
#include <functional>

#include "consent/compiled.h"

namespace kith::consent {
namespace {

constexpr std::size_t kFirstSlots = 16;

std::uint32_t hash_of(std::string_view name) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>{}(name));
}

}  // namespace

std::uint32_t NameTable::find(std::string_view name) const {
    if (slots_.empty()) return kNone;
    const std::uint32_t hash = hash_of(name);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
        const std::uint32_t number = slots_[slot] - 1;
        if (hashes_[number] == hash && names_[number] == name) return number;
    }
    return kNone;
}

std::uint32_t NameTable::add(std::string_view name) {
    if (const std::uint32_t found = find(name); found != kNone) return found;
    names_.push_back(name);
    hashes_.push_back(hash_of(name));
    if (names_.size() * 2 > slots_.size()) {
        grow();
    } else {
        const std::size_t mask = slots_.size() - 1;
        std::size_t slot = hashes_.back() & mask;
        while (slots_[slot] != 0) slot = (slot + 1) & mask;
        slots_[slot] = size();
    }
    return size() - 1;
}

void NameTable::grow() {
    slots_.assign(std::max(kFirstSlots, slots_.size() * 2), 0);
    const std::size_t mask = slots_.size() - 1;
    for (std::uint32_t number = 0; number < names_.size(); ++number) {
        std::size_t slot = hashes_[number] & mask;
        while (slots_[slot] != 0) slot = (slot + 1) & mask;
        slots_[slot] = number + 1;
    }
}

bool CompiledSet::names_high(std::uint32_t number) const {
    return std::binary_search(high, high + high_count, number);
}

}  // namespace kith::consent
