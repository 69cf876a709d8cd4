#pragma once

// Keys that open other keys: one from a key file or a passphrase, subkeys from a parent and a label. Which key opens
// what is the ledger's matter (ledger/keyring.h).
//
// A key file is one line of text, `kith-key-1 <base64 of 32 bytes>`, readable by its owner only (0600).

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/result.h"
#include "crypto/secret.h"

namespace kith::crypto {

using Salt = std::array<std::byte, 16>;

/// Argon2id's cost (security.md: 64 MiB, two passes, about 70 ms). Stored beside what it made.
struct PassphraseCost {
    std::uint64_t memory_bytes = 64ULL << 20;
    std::uint64_t passes = 2;
};

/// Writes a new random key; never overwrites. Errors: `crypto.key-file.exists`, `crypto.key-file.unwritable`.
Result<Key> create_key_file(const std::filesystem::path& path);
/// Errors: `crypto.key-file.missing`, `crypto.key-file.malformed`, `crypto.key-file.exposed` when others may read it.
Result<Key> read_key_file(const std::filesystem::path& path);

/// Errors: `crypto.passphrase.empty`, `crypto.passphrase.cost` when the cost is refused or memory is short.
Result<Key> key_from_passphrase(std::string_view passphrase, const Salt& salt, const PassphraseCost& cost = {});

/// HKDF-SHA256 with an empty salt and the label (crypto/labels.h) as info.
Key subkey(const Key& parent, std::string_view label);

}  // namespace kith::crypto
