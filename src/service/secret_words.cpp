#include "service/secret_words.h"

#include <array>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/secret.h"
#include "service/totp.h"

namespace kith::service {

std::string random_token() {
    std::array<std::byte, 32> bytes{};
    crypto::fill_random(bytes);
    std::string token = to_base64(bytes);
    while (token.ends_with('=')) token.pop_back();
    for (char& c : token) {
        if (c == '+') c = '-';
        if (c == '/') c = '_';
    }
    return token;
}

std::string hash_of_token(std::string_view token) {
    return to_hex(crypto::sha256(as_bytes(token)));
}

std::string random_recovery_code() {
    std::array<std::byte, 7> bytes{};
    crypto::fill_random(bytes);
    const std::string letters = to_base32(bytes);
    return letters.substr(0, 5) + "-" + letters.substr(5, 5);
}

std::string hash_of_recovery_code(std::string_view code) {
    std::string letters;
    for (const char c : code) {
        if (c >= 'a' && c <= 'z') letters += static_cast<char>(c - 'a' + 'A');
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) letters += c;
    }
    return hash_of_token(letters);
}

}  // namespace kith::service
