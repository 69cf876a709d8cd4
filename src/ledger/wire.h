#pragma once

// The bytes of the ledger's own records: unsigned LEB128 numbers, length-prefixed text, and words that are written once
// per blob and referred to afterwards. Internal to this folder; the formats built from it are codec.h's.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/civil_date.h"

namespace kith::ledger {

class WireWriter {
  public:
    void byte(std::uint8_t value) { bytes_.push_back(static_cast<std::byte>(value)); }
    void number(std::uint64_t value);
    void signed_number(std::int64_t value);
    void text(std::string_view value);
    void raw(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    /// For texts that repeat within one blob: attribute names, kinds.
    void word(std::string_view value);
    void date(const std::optional<CivilDate>& value);

    ByteView view() const { return bytes_; }
    Bytes take() { return std::move(bytes_); }
    /// Empties the writer and keeps its memory, for bulk writes.
    void clear();

  private:
    Bytes bytes_;
    std::vector<std::string> words_;
};

/// Reads what WireWriter wrote. After a fault every answer is zero or empty and is_sound() is false.
class WireReader {
  public:
    explicit WireReader(ByteView bytes) : rest_(bytes) {}

    std::uint8_t byte();
    std::uint64_t number();
    std::int64_t signed_number();
    /// A number that fits T; anything else is a fault.
    template <class T>
    T narrow_number() {
        return narrow<T>(number());
    }
    template <class T>
    T narrow_signed_number() {
        return narrow<T>(signed_number());
    }
    std::string text();
    std::string word();
    std::optional<CivilDate> date();
    /// A count of things that take at least one byte each: never more than bytes are left.
    std::size_t count();
    /// An enumerator up to `last`.
    std::uint8_t choice(std::uint8_t last);

    bool is_sound() const { return is_sound_; }
    bool is_finished() const { return is_sound_ && rest_.empty(); }

  private:
    void fail();
    template <class T, class Wide>
    T narrow(Wide value) {
        if (std::in_range<T>(value)) return static_cast<T>(value);
        fail();
        return T{};
    }

    ByteView rest_;
    std::vector<std::string> words_;
    bool is_sound_ = true;
};

}  // namespace kith::ledger
