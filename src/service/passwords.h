#pragma once

// What a password must be: eight characters, not too long to hash, and none of those that everybody tries first. No
// rules of composition: they make passwords worse (NIST SP 800-63B, OWASP ASVS 6.2.5).

#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace kith::service {

inline constexpr std::size_t kPasswordCharactersMin = 8;
inline constexpr std::size_t kPasswordBytesMax = 1000;

/// Sorted, a space after each.
extern const std::string_view kCommonPasswords;

/// In any mixture of capitals.
bool is_common_password(std::string_view password);

/// `user` may not be its own password. Errors, InvalidInput: password.short, password.long, password.common.
Result<void> check_password(std::string_view password, std::string_view user);

}  // namespace kith::service
