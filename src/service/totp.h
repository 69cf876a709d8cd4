#pragma once

// Time-based one-time codes: RFC 6238 over HMAC-SHA-1 (RFC 4226), steps of 30 seconds, six digits, as every
// authenticator makes them. A code is taken in its own step and in the next one, since clocks and fingers are slow: a
// deviation from ASVS 6.5.5, which wants 30 seconds only. Each code is taken once: the caller keeps the last step that
// was accepted.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/civil_date.h"

namespace kith::service {

inline constexpr std::int64_t kTotpStepMs = 30'000;
inline constexpr std::size_t kTotpSecretBytes = 20;

/// The code of the step that `at` lies in.
std::string totp_code(ByteView secret, Instant at, int digits = 6);

/// The step of this code, if it is of now or of the step before and later than `last_step`.
std::optional<std::int64_t> totp_step(ByteView secret, std::string_view code, Instant now,
                                      std::optional<std::int64_t> last_step);

/// RFC 4648 section 6, without padding.
std::string to_base32(ByteView bytes);
std::optional<Bytes> from_base32(std::string_view text);

}  // namespace kith::service
