#include "service/totp.h"

#include <array>

#include "crypto/hmac_sha1.h"
#include "crypto/secret.h"

namespace kith::service {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::int64_t step_of(Instant at) {
    return at.unix_ms / kTotpStepMs;
}

/// RFC 4226 section 5.3: the last four bits say where the number stands.
std::string code_of_step(ByteView secret, std::int64_t step, int digits) {
    std::array<std::byte, 8> counter{};
    for (std::size_t i = 0; i < 8; ++i) counter[i] = static_cast<std::byte>(step >> (56 - 8 * i) & 255);
    const auto tag = crypto::hmac_sha1(secret, counter);
    const std::size_t offset = std::to_integer<std::size_t>(tag[19]) & 15;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number = number << 8 | std::to_integer<std::uint32_t>(tag[offset + i]);
    number &= 0x7fffffff;
    std::string code(static_cast<std::size_t>(digits), '0');
    for (std::size_t i = code.size(); i-- > 0; number /= 10) code[i] = static_cast<char>('0' + number % 10);
    return code;
}

}  // namespace

std::string totp_code(ByteView secret, Instant at, int digits) {
    return code_of_step(secret, step_of(at), digits);
}

std::optional<std::int64_t> totp_step(ByteView secret, std::string_view code, Instant now,
                                      std::optional<std::int64_t> last_step) {
    std::optional<std::int64_t> found;
    for (const std::int64_t step : {step_of(now) - 1, step_of(now)}) {
        const std::string expected = code_of_step(secret, step, 6);
        const bool is_equal = crypto::equal_in_constant_time(as_bytes(expected), as_bytes(code));
        if (is_equal && (!last_step || step > *last_step)) found = step;
    }
    return found;
}

std::string to_base32(ByteView bytes) {
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (const std::byte byte : bytes) {
        held = held << 8 | std::to_integer<std::uint32_t>(byte);
        for (bits += 8; bits >= 5; bits -= 5) text += kBase32[held >> (bits - 5) & 31];
    }
    if (bits > 0) text += kBase32[held << (5 - bits) & 31];
    return text;
}

std::optional<Bytes> from_base32(std::string_view text) {
    Bytes bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : text) {
        const std::size_t value = kBase32.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        held = held << 5 | static_cast<std::uint32_t>(value);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes.push_back(static_cast<std::byte>(held >> bits & 255));
    }
    return bytes;
}

}  // namespace kith::service
