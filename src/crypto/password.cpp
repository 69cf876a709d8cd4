#include "crypto/password.h"

#include <array>

#include <sodium.h>

#include "crypto/sodium.h"

namespace kith::crypto {

Result<std::string> hash_password(std::string_view password, const PassphraseCost& cost) {
    start_sodium();
    std::array<char, crypto_pwhash_argon2id_STRBYTES> phc{};
    if (crypto_pwhash_argon2id_str(phc.data(), password.data(), password.size(), cost.passes, cost.memory_bytes) != 0) {
        return make_error(ErrorCode::Unavailable, "crypto.password.cost",
                          "the password could not be hashed: parameters refused or not enough memory");
    }
    return std::string(phc.data());
}

PasswordAnswer verify_password(std::string_view phc, std::string_view password, const PassphraseCost& cost) {
    start_sodium();
    // The library wants a zero-terminated string of at most STRBYTES.
    std::array<char, crypto_pwhash_argon2id_STRBYTES> text{};
    if (phc.size() >= text.size()) return PasswordAnswer::Wrong;
    phc.copy(text.data(), phc.size());
    if (crypto_pwhash_argon2id_str_verify(text.data(), password.data(), password.size()) != 0) {
        return PasswordAnswer::Wrong;
    }
    const bool is_current = crypto_pwhash_argon2id_str_needs_rehash(text.data(), cost.passes, cost.memory_bytes) == 0;
    return is_current ? PasswordAnswer::Right : PasswordAnswer::RightButWeak;
}

}  // namespace kith::crypto
