#pragma once

// Random words that open something (sessions, links, recovery codes) and the hashes they are stored as. Internal to
// sign-in.

#include <string>
#include <string_view>

namespace kith::service {

/// 256 random bits in base64url: 43 characters.
std::string random_token();
/// SHA-256 in hex. No salt and no cost: there is nothing to guess in 256 random bits.
std::string hash_of_token(std::string_view token);
/// 50 random bits, `ABCDE-FGHIJ`, to be written on paper.
std::string random_recovery_code();
/// SHA-256 in hex of its letters and digits, however they were typed.
std::string hash_of_recovery_code(std::string_view code);

}  // namespace kith::service
