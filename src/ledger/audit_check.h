#pragma once

// The audit log recomputed from what is stored: every commitment whose key still exists, every leaf and node, every
// checkpoint's signature and root. Knows no database: a backend feeds it nodes and checkpoints, then the entries in
// order.
//
// Checkpoints are consistent with each other when each has the root that the same leaves give at its size; that is
// stronger than a consistency proof between any two of them. Memory: 32 bytes a node, about 64 a leaf.

#include <map>
#include <string>
#include <unordered_map>

#include "crypto/checkpoint.h"
#include "crypto/envelope.h"
#include "crypto/merkle.h"
#include "ledger/types.h"

namespace kith::ledger {

struct StoredEntry {
    std::uint64_t sequence = 0;
    Instant at;
    std::optional<PersonId> child;
    ByteView sealed;
    ByteView commitment;
};

class AuditCheck {
  public:
    explicit AuditCheck(std::int64_t nodes_expected) { nodes_.reserve(static_cast<std::size_t>(nodes_expected)); }

    void add_node(crypto::NodeId id, ByteView hash);
    void add_checkpoint(std::uint64_t size, std::string text, std::string_view origin, const crypto::PublicKey& key);
    /// In order of sequence. `key` is null when it was destroyed.
    void add_entry(const StoredEntry& entry, const crypto::SealingKey* key);
    AuditReport finish() &&;

  private:
    struct NodeHash {
        std::size_t operator()(const crypto::NodeId& id) const {
            return std::hash<std::uint64_t>{}(id.index << 6 ^ id.level);
        }
    };

    void fail(std::string what);
    void check_body(const StoredEntry& entry, const crypto::SealingKey& key);
    void check_checkpoint();

    std::unordered_map<crypto::NodeId, Hash, NodeHash> nodes_;
    std::map<std::uint64_t, Hash> roots_;  // by size, of signed checkpoints not yet reached
    std::uint64_t nodes_seen_ = 0;
    std::uint64_t last_size_ = 0;
    crypto::CompactRange range_;
    AuditReport report_;
};

}  // namespace kith::ledger
