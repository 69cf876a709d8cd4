#pragma once

// One leaf of the audit log. The leaf is a salted commitment, SHA-256("kith/v1/audit-leaf" || salt || body), and the
// sealed bytes hold salt and body: whoever has the key can check the commitment, and destroying the key erases the body
// while leaf, nodes and checkpoints stay what they were. Without the salt a guessed body could be confirmed.

#include "base/result.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"
#include "ledger/types.h"

namespace kith::ledger {

struct SealedLeaf {
    Hash commitment{};  // the leaf's bytes: its hash is crypto::leaf_hash(commitment)
    Bytes sealed;
};

SealedLeaf seal_leaf(const crypto::SealingKey& key, const AuditEntry& entry);

struct OpenedLeaf {
    Hash commitment{};
    AuditEntry entry;
};

/// Errors: those of crypto::open; `ledger.codec.malformed`.
Result<OpenedLeaf> open_leaf(const crypto::SealingKey& key, ByteView sealed, std::uint64_t sequence);

}  // namespace kith::ledger
