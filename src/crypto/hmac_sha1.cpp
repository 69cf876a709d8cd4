#include "crypto/hmac_sha1.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/result.h"
#include "crypto/octets.h"

namespace kith::crypto {

std::array<std::byte, 20> hmac_sha1(ByteView key, ByteView message) {
    std::array<std::byte, 20> tag{};
    unsigned size = 0;
    const unsigned char* const made = HMAC(EVP_sha1(), octets(key), static_cast<int>(key.size()), octets(message),
                                           message.size(), octets(tag.data()), &size);
    KITH_CHECK(made != nullptr && size == tag.size());
    return tag;
}

}  // namespace kith::crypto
