#include "text/code_points.h"

#include <cstdint>
#include <cstring>

namespace kith::text {

namespace {

constexpr char32_t kIllFormed = 0x110000;  // plus the byte

struct Step {
    char32_t code_point;
    std::size_t bytes;
};

/// RFC 3629, section 4: shortest forms, no surrogates, nothing above U+10FFFF.
Step next(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
    const char32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    const Step broken{kIllFormed + lead, 1};
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return broken;
    char32_t code_point = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return broken;
        code_point = code_point << 6 | (byte(i) & 0x3F);
    }
    const bool is_overlong = (size == 3 && code_point < 0x800) || (size == 4 && code_point < 0x10000);
    const bool is_surrogate = code_point >= 0xD800 && code_point < 0xE000;
    if (is_overlong || is_surrogate || code_point > 0x10FFFF) return broken;
    return {code_point, size};
}

}  // namespace

void code_points_into(std::string_view text, std::u32string& out) {
    out.clear();
    while (!text.empty()) {
        const Step step = next(text);
        out.push_back(step.code_point);
        text.remove_prefix(step.bytes);
    }
}

std::u32string code_points(std::string_view text) {
    std::u32string out;
    code_points_into(text, out);
    return out;
}

bool is_ascii(std::string_view text) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        if (word & kHighBits) return false;
    }
    for (; left > 0; ++at, --left) {
        if (*at & 0x80) return false;
    }
    return true;
}

}  // namespace kith::text
