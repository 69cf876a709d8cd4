#pragma once

// Ed25519 (RFC 8032): signatures of checkpoints. A signing key is made from a 32-byte seed, which is a subkey.

#include <array>
#include <cstddef>

#include "base/bytes.h"
#include "crypto/secret.h"

namespace kith::crypto {

using PublicKey = std::array<std::byte, 32>;
using Signature = std::array<std::byte, 64>;

class SigningKey {
  public:
    static SigningKey from_seed(const Key& seed);

    const PublicKey& public_key() const { return public_key_; }
    Signature sign(ByteView message) const;

  private:
    SigningKey() = default;

    SecretArray<64> secret_;
    PublicKey public_key_{};
};

/// False for a wrong signature and for keys or signatures of a wrong size.
bool verify_signature(ByteView public_key, ByteView message, ByteView signature);

}  // namespace kith::crypto
