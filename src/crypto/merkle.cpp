#include "crypto/merkle.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace kith::crypto {

namespace {

constexpr std::byte kLeafPrefix{0};
constexpr std::byte kNodePrefix{1};

Error range_error(std::string message) {
    return make_error(ErrorCode::InvalidInput, "crypto.merkle.range", std::move(message));
}

/// Leaves [begin, end) as the tree sees them: `begin` is a multiple of the largest power of two below the length.
struct Range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t size() const { return end - begin; }
    /// The largest power of two smaller than the size (RFC 6962 section 2.1's k).
    std::uint64_t split() const { return begin + std::bit_floor(size() - 1); }
};

/// The root of the leaves of `range`. A complete subtree is one read, others at most one read per level.
Result<Hash> hash_of(const Range& range, const ReadNode& read) {
    if (std::has_single_bit(range.size())) {
        const auto level = static_cast<std::uint32_t>(std::countr_zero(range.size()));
        return read({level, range.begin >> level});
    }
    const std::uint64_t split = range.split();
    const Hash left = TRY(hash_of({range.begin, split}, read));
    const Hash right = TRY(hash_of({split, range.end}, read));
    return node_hash(left, right);
}

/// One step of a proof: the hash beside the path, and on which side it stands.
bool take(std::span<const Bytes>& proof, Hash& out) {
    if (proof.empty() || proof.front().size() != sizeof(Hash)) return false;
    std::copy(proof.front().begin(), proof.front().end(), out.begin());
    proof = proof.subspan(1);
    return true;
}

bool to_hash(ByteView bytes, Hash& out) {
    if (bytes.size() != sizeof(Hash)) return false;
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return true;
}

}  // namespace

Hash leaf_hash(ByteView bytes) {
    return sha256({ByteView(&kLeafPrefix, 1), bytes});
}
Hash node_hash(const Hash& left, const Hash& right) {
    return sha256({ByteView(&kNodePrefix, 1), left, right});
}
Hash empty_root() {
    return sha256(ByteView{});
}

Hash CompactRange::root() const {
    if (peaks_.empty()) return empty_root();
    Hash root = peaks_.back();
    for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = node_hash(peaks_[i], root);
    return root;
}

void CompactRange::append(const Hash& leaf, const NewNode& on_node) {
    NodeId id{0, size_};
    peaks_.push_back(leaf);
    if (on_node) on_node(id, leaf);
    // As in binary addition: every trailing one bit of the old size carries.
    for (std::uint64_t carry = size_; (carry & 1) != 0; carry >>= 1) {
        const Hash right = peaks_.back();
        peaks_.pop_back();
        peaks_.back() = node_hash(peaks_.back(), right);
        id = {id.level + 1, id.index >> 1};
        if (on_node) on_node(id, peaks_.back());
    }
    ++size_;
}

std::vector<NodeId> CompactRange::peaks_of(std::uint64_t size) {
    std::vector<NodeId> peaks;
    std::uint64_t begin = 0;
    while (begin < size) {
        const std::uint64_t leaves = std::bit_floor(size - begin);
        const auto level = static_cast<std::uint32_t>(std::countr_zero(leaves));
        peaks.push_back({level, begin >> level});
        begin += leaves;
    }
    return peaks;
}

CompactRange CompactRange::resume(std::uint64_t size, std::vector<Hash> peaks) {
    KITH_CHECK(static_cast<int>(peaks.size()) == std::popcount(size));
    CompactRange range;
    range.size_ = size;
    range.peaks_ = std::move(peaks);
    return range;
}

Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, const ReadNode& read) {
    if (index >= size) return range_error("expected a leaf index below the tree size");
    // RFC 6962 section 2.1.1, from the root down; the proof is written from the leaf up.
    std::vector<Hash> proof;
    Range range{0, size};
    while (range.size() > 1) {
        const std::uint64_t split = range.split();
        const Range left{range.begin, split};
        const Range right{split, range.end};
        const bool goes_left = index < split;
        proof.push_back(TRY(hash_of(goes_left ? right : left, read)));
        range = goes_left ? left : right;
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

Result<std::vector<Hash>> consistency_proof(std::uint64_t old_size, std::uint64_t size, const ReadNode& read) {
    if (old_size == 0 || old_size > size) return range_error("expected 0 < old size <= size");
    // RFC 6962 section 2.1.2: PROOF(m, D[n]) = SUBPROOF(m, D[n], true); `is_whole` is its third argument.
    std::vector<Hash> proof;
    Range range{0, size};
    bool is_whole = true;
    while (range.end != old_size) {
        const std::uint64_t split = range.split();
        if (old_size <= split) {
            proof.push_back(TRY(hash_of({split, range.end}, read)));
            range.end = split;
        } else {
            proof.push_back(TRY(hash_of({range.begin, split}, read)));
            range.begin = split;
            is_whole = false;
        }
    }
    if (!is_whole) proof.push_back(TRY(hash_of(range, read)));
    std::reverse(proof.begin(), proof.end());
    return proof;
}

Result<Hash> root_at(std::uint64_t size, const ReadNode& read) {
    if (size == 0) return empty_root();
    return hash_of({0, size}, read);
}

bool verify_inclusion(const InclusionClaim& claim) {
    Hash hash;
    Hash root;
    if (claim.index >= claim.size || !to_hash(claim.leaf, hash) || !to_hash(claim.root, root)) return false;
    // RFC 9162 section 2.1.3.2.
    auto proof = claim.proof;
    std::uint64_t node = claim.index;
    std::uint64_t last = claim.size - 1;
    while (last != 0) {
        const bool is_right = (node & 1) != 0;
        if (is_right || node != last) {
            Hash sibling;
            if (!take(proof, sibling)) return false;
            hash = is_right ? node_hash(sibling, hash) : node_hash(hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return proof.empty() && hash == root;
}

bool verify_consistency(const ConsistencyClaim& claim) {
    Hash old_root;
    Hash root;
    if (claim.old_size == 0 || claim.old_size > claim.size) return false;
    if (claim.old_size == claim.size) {
        return claim.proof.empty() && equal_in_constant_time(claim.old_root, claim.root);
    }
    if (!to_hash(claim.old_root, old_root) || !to_hash(claim.root, root)) return false;
    auto proof = claim.proof;
    // RFC 9162 section 2.1.4.2: `old_hash` climbs to the old root and `hash` to the new one along the same proof.
    std::uint64_t node = claim.old_size - 1;
    std::uint64_t last = claim.size - 1;
    const auto shift = std::countr_one(node);
    node >>= shift;
    last >>= shift;
    Hash hash = old_root;
    if (node != 0 && !take(proof, hash)) return false;
    Hash old_hash = hash;
    while (last != 0) {
        const bool is_right = (node & 1) != 0;
        if (is_right || node != last) {
            Hash sibling;
            if (!take(proof, sibling)) return false;
            if (is_right) old_hash = node_hash(sibling, old_hash);
            hash = is_right ? node_hash(sibling, hash) : node_hash(hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return proof.empty() && old_hash == old_root && hash == root;
}

}  // namespace kith::crypto
