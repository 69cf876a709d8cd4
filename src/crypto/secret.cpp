#include "crypto/secret.h"

#include <sodium.h>

#include "base/result.h"
#include "crypto/sodium.h"

namespace kith::crypto {

void start_sodium() {
    static const bool kHasStarted = sodium_init() >= 0;  // 0 started, 1 already started, -1 cannot
    KITH_CHECK(kHasStarted);
}

void wipe(std::span<std::byte> bytes) {
    if (!bytes.empty()) sodium_memzero(bytes.data(), bytes.size());
}

void fill_random(std::span<std::byte> bytes) {
    start_sodium();
    randombytes_buf(bytes.data(), bytes.size());
}

bool equal_in_constant_time(ByteView a, ByteView b) {
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

}  // namespace kith::crypto
