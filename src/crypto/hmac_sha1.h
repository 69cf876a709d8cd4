#pragma once

// HMAC-SHA-1 (RFC 2104, RFC 3174), for authenticator codes (RFC 6238) and nothing else: SHA-1 is broken for whatever
// needs that nobody finds two texts of one hash. Through OpenSSL; libsodium leaves SHA-1 out.

#include <array>
#include <cstddef>

#include "base/bytes.h"

namespace kith::crypto {

std::array<std::byte, 20> hmac_sha1(ByteView key, ByteView message);

}  // namespace kith::crypto
