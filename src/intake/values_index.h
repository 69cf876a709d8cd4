#pragma once

// Texts to dense numbers: the first text is 0, the next new one 1, ... Open addressing over views, without an
// allocation per text, because a delivery asks it once per row (4 million times). The views must outlive the index.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace kith::intake {

class TextIndex {
  public:
    /// The number of `text`, given now if it is new.
    std::uint32_t intern(std::string_view text);
    std::optional<std::uint32_t> find(std::string_view text) const;
    /// In the order of their numbers.
    const std::vector<std::string_view>& texts() const { return texts_; }
    std::size_t size() const { return texts_.size(); }

  private:
    static constexpr std::uint32_t kFree = 0xffffffff;
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t number = kFree;
    };
    std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
    void grow();

    std::vector<Slot> slots_;
    std::vector<std::string_view> texts_;
};

}  // namespace kith::intake
