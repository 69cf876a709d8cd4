#pragma once

// Sealed bytes: XChaCha20-Poly1305-IETF with a random 24-byte nonce, behind a header that says how to open them.
//
//   offset  size  what
//        0     1  version of the envelope, 1
//        1     1  algorithm, 1 = XChaCha20-Poly1305-IETF
//        2     8  key id: the first 8 bytes of HMAC-SHA256(key, "kith/v1/key-id")
//       10    24  nonce
//       34     n  ciphertext
//     34+n    16  tag
//
// The cipher does not commit to its key (two keys may open one ciphertext to different texts), so the key id is made
// from the key, stands in the associated data with the whole header, and is compared before anything is opened. The
// caller's associated data binds the place: record id, field, schema version (ledger/keyring.h).

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/secret.h"

namespace kith::crypto {

inline constexpr std::size_t kNonceBytes = 24;
inline constexpr std::size_t kTagBytes = 16;
inline constexpr std::size_t kHeaderBytes = 34;
inline constexpr std::size_t kEnvelopeOverhead = kHeaderBytes + kTagBytes;

/// A key with its id computed once: what sealing and opening take.
class SealingKey {
  public:
    explicit SealingKey(Key key);
    static SealingKey random() { return SealingKey(Key::random()); }

    const Key& key() const { return key_; }
    std::uint64_t id() const { return id_; }

  private:
    Key key_;
    std::uint64_t id_;
};

Bytes seal(const SealingKey& key, ByteView plain, ByteView associated);

/// Errors, all Corrupt: `crypto.envelope.malformed` (too short, unknown version or algorithm),
/// `crypto.envelope.other-key` (sealed under another key), `crypto.envelope.refused` (altered, or another place).
Result<SecretBytes> open(const SealingKey& key, ByteView sealed, ByteView associated);

/// The cipher by itself, for keys and nonces from elsewhere (test vectors, foreign files). Returns ciphertext and tag.
/// Errors: `crypto.cipher.sizes` unless the key has 32 and the nonce 24 bytes.
Result<Bytes> encrypt(ByteView key, ByteView nonce, ByteView plain, ByteView associated);
/// Errors: `crypto.cipher.sizes`, `crypto.cipher.refused`.
Result<SecretBytes> decrypt(ByteView key, ByteView nonce, ByteView sealed, ByteView associated);

}  // namespace kith::crypto
