#include "ledger/wire.h"

#include <algorithm>

namespace kith::ledger {

void WireWriter::number(std::uint64_t value) {
    while (value >= 0x80) {
        byte(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    byte(static_cast<std::uint8_t>(value));
}

void WireWriter::signed_number(std::int64_t value) {
    // Zigzag: small magnitudes of either sign stay short.
    number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
}

void WireWriter::text(std::string_view value) {
    number(value.size());
    raw(as_bytes(value));
}

void WireWriter::word(std::string_view value) {
    const auto known = std::find(words_.begin(), words_.end(), value);
    if (known != words_.end()) {
        number(static_cast<std::uint64_t>(known - words_.begin()) + 1);
        return;
    }
    number(0);
    text(value);
    words_.emplace_back(value);
}

void WireWriter::date(const std::optional<CivilDate>& value) {
    byte(value ? 1 : 0);
    if (value) signed_number(value->days());
}

void WireWriter::clear() {
    bytes_.clear();
    words_.clear();
}

void WireReader::fail() {
    is_sound_ = false;
    rest_ = {};
}

std::uint8_t WireReader::byte() {
    if (rest_.empty()) {
        fail();
        return 0;
    }
    const auto value = std::to_integer<std::uint8_t>(rest_.front());
    rest_ = rest_.subspan(1);
    return value;
}

std::uint64_t WireReader::number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t next = byte();
        // The tenth byte has room for one bit; a zero last byte is a second spelling of a shorter number.
        if ((shift == 63 && next > 1) || (shift > 0 && next == 0)) break;
        value |= static_cast<std::uint64_t>(next & 0x7f) << shift;
        if ((next & 0x80) == 0) return value;
    }
    fail();
    return 0;
}

std::int64_t WireReader::signed_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
}

std::string WireReader::text() {
    const std::uint64_t size = number();
    if (size > rest_.size()) {
        fail();
        return {};
    }
    std::string value(as_text(rest_.first(size)));
    rest_ = rest_.subspan(size);
    return value;
}

std::string WireReader::word() {
    const std::uint64_t place = number();
    if (place == 0) return is_sound_ ? words_.emplace_back(text()) : std::string();
    if (place > words_.size()) {
        fail();
        return {};
    }
    return words_[place - 1];
}

std::optional<CivilDate> WireReader::date() {
    if (choice(1) == 0) return std::nullopt;
    return CivilDate::from_days(narrow_signed_number<std::int32_t>());
}

std::size_t WireReader::count() {
    const std::uint64_t value = number();
    if (value > rest_.size()) {
        fail();
        return 0;
    }
    return value;
}

std::uint8_t WireReader::choice(std::uint8_t last) {
    const std::uint8_t value = byte();
    if (value > last) {
        fail();
        return 0;
    }
    return value;
}

}  // namespace kith::ledger
