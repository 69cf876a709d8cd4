#pragma once

// The tree of RFC 6962 section 2.1 (RFC 9162 section 2.1) over SHA-256: leaf H(00 || bytes), node H(01 || left ||
// right), empty root H(""). Appending needs only the roots of the complete subtrees (CompactRange); proofs read stored
// nodes.
//
// A node is named by its level (0 = leaf hash) and its index in that level; only nodes of complete subtrees (2^level
// leaves) are ever stored, so a stored node never changes. Verifiers need neither tree nor store.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/result.h"
#include "crypto/hash.h"

namespace kith::crypto {

Hash leaf_hash(ByteView bytes);
Hash node_hash(const Hash& left, const Hash& right);
Hash empty_root();

struct NodeId {
    std::uint32_t level = 0;
    std::uint64_t index = 0;
    auto operator<=>(const NodeId&) const = default;
};

/// The roots of the complete subtrees of the first size() leaves, largest first: one per set bit of the size.
class CompactRange {
  public:
    CompactRange() = default;

    std::uint64_t size() const { return size_; }
    Hash root() const;

    /// Told of every node that became complete, leaf first.
    using NewNode = std::function<void(NodeId, const Hash&)>;
    void append(const Hash& leaf, const NewNode& on_node = {});

    /// The nodes that stand for the first `size` leaves, in the order of peaks().
    static std::vector<NodeId> peaks_of(std::uint64_t size);
    /// `peaks` are the hashes of peaks_of(size).
    static CompactRange resume(std::uint64_t size, std::vector<Hash> peaks);

  private:
    std::uint64_t size_ = 0;
    std::vector<Hash> peaks_;
};

using ReadNode = std::function<Result<Hash>(NodeId)>;

/// That leaf `index` is in the tree of `size` leaves. Errors: `crypto.merkle.range` unless index < size; the reader's.
Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, const ReadNode& read);
/// That the tree of `old_size` leaves begins the tree of `size`. Errors: `crypto.merkle.range` unless
/// 0 < old_size <= size; the reader's.
Result<std::vector<Hash>> consistency_proof(std::uint64_t old_size, std::uint64_t size, const ReadNode& read);
/// Root of the first `size` leaves from stored nodes.
Result<Hash> root_at(std::uint64_t size, const ReadNode& read);

struct InclusionClaim {
    std::uint64_t index = 0;
    std::uint64_t size = 0;
    ByteView leaf;  // a leaf hash; refused unless 32 bytes
    ByteView root;
    std::span<const Bytes> proof;
};

struct ConsistencyClaim {
    std::uint64_t old_size = 0;  // 0 is refused: an empty tree proves nothing
    std::uint64_t size = 0;
    ByteView old_root;
    ByteView root;
    std::span<const Bytes> proof;
};

bool verify_inclusion(const InclusionClaim& claim);
bool verify_consistency(const ConsistencyClaim& claim);

}  // namespace kith::crypto
