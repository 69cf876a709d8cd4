#include "base/bytes.h"

#include <cstdint>

namespace kith {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string to_hex(ByteView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::byte b : bytes) {
        const auto value = std::to_integer<unsigned>(b);
        text += kHexDigits[value >> 4];
        text += kHexDigits[value & 15];
    }
    return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]);
        const int low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes.push_back(static_cast<std::byte>(high << 4 | low));
    }
    return bytes;
}

std::string to_base64(ByteView bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = bytes.size() - i;
        std::uint32_t group = std::to_integer<std::uint32_t>(bytes[i]) << 16;
        if (left > 1) group |= std::to_integer<std::uint32_t>(bytes[i + 1]) << 8;
        if (left > 2) group |= std::to_integer<std::uint32_t>(bytes[i + 2]);
        text += kBase64Digits[group >> 18];
        text += kBase64Digits[group >> 12 & 63];
        text += left > 1 ? kBase64Digits[group >> 6 & 63] : '=';
        text += left > 2 ? kBase64Digits[group & 63] : '=';
    }
    return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    Bytes bytes;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        std::uint32_t group = 0;
        int padding = 0;
        for (std::size_t j = 0; j < 4; ++j) {
            const char c = text[i + j];
            const auto value = kBase64Digits.find(c);
            const bool is_padding = c == '=' && i + 4 == text.size() && j >= 2;
            if ((value == std::string_view::npos && !is_padding) || (padding > 0 && !is_padding)) return std::nullopt;
            padding += is_padding ? 1 : 0;
            group = group << 6 | (is_padding ? 0U : static_cast<std::uint32_t>(value));
        }
        bytes.push_back(static_cast<std::byte>(group >> 16));
        if (padding < 2) bytes.push_back(static_cast<std::byte>(group >> 8 & 255));
        if (padding < 1) bytes.push_back(static_cast<std::byte>(group & 255));
    }
    return bytes;
}

}  // namespace kith
