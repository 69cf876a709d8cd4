#pragma once

// Passwords of people, as Argon2id PHC strings (`$argon2id$v=19$m=65536,t=2,p=1$...`). Not for keys: crypto/keys.h.

#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/keys.h"

namespace kith::crypto {

/// Errors: `crypto.password.cost` when the cost is refused or memory is short.
Result<std::string> hash_password(std::string_view password, const PassphraseCost& cost = {});

enum class PasswordAnswer : std::uint8_t {
    Wrong,
    Right,
    RightButWeak,  // made with other parameters than `cost`: hash again now that the password is known
};

/// A malformed hash is Wrong.
PasswordAnswer verify_password(std::string_view phc, std::string_view password, const PassphraseCost& cost = {});

}  // namespace kith::crypto
