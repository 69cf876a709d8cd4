#pragma once

// SHA-256, HMAC-SHA256 (RFC 2104) and HKDF-SHA256 (RFC 5869) over libsodium's SHA-256.

#include <array>
#include <cstddef>
#include <initializer_list>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/secret.h"

namespace kith::crypto {

using Hash = std::array<std::byte, 32>;

Hash sha256(ByteView bytes);
/// Of the parts one after another, without copying them together.
Hash sha256(std::initializer_list<ByteView> parts);

/// SHA-256 of more than fits in memory.
class Sha256 {
  public:
    Sha256();
    void update(ByteView bytes);
    Hash finish();

  private:
    alignas(16) std::array<std::byte, 112> state_{};
};

/// Any key length; the full 32-byte tag.
Hash hmac_sha256(ByteView key, ByteView message);
/// Full tags only: a truncated tag is refused.
bool verify_hmac_sha256(ByteView key, ByteView message, ByteView tag);

/// Errors: `crypto.hkdf.too-long` above 255 * 32 bytes.
Result<SecretBytes> hkdf_sha256(ByteView key, ByteView salt, ByteView info, std::size_t size);

}  // namespace kith::crypto
