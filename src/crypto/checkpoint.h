#pragma once

// The signed root of a log at one size, as text after C2SP tlog-checkpoint and signed-note:
//
//   <origin>\n<decimal size>\n<base64 root>\n
//   \n
//   — <origin> <base64 of 4-byte key id || 64-byte Ed25519 signature>\n
//
// The signature is over the body up to and including the newline of the root line. Key id: first 4 bytes of
// SHA-256(name || 0x0A || 0x01 || public key). Signature lines of other names are kept by a reader as unknown
// witnesses.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/hash.h"
#include "crypto/signature.h"

namespace kith::crypto {

struct Checkpoint {
    std::string origin;  // one line without spaces: `kith/riverbend`
    std::uint64_t size = 0;
    Hash root{};
};

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);

/// Errors, all Corrupt: `crypto.checkpoint.malformed`, `crypto.checkpoint.unsigned` when no line of `origin` under this
/// key verifies.
Result<Checkpoint> verify_checkpoint(std::string_view text, std::string_view origin, const PublicKey& key);

}  // namespace kith::crypto
