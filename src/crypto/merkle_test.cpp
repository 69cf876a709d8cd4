#include "crypto/merkle.h"

#include <algorithm>
#include <bit>
#include <map>

#include <gtest/gtest.h>

namespace kith::crypto {
namespace {

/// RFC 6962 section 2.1 as it is written: the judge of the incremental tree.
Hash textbook_root(std::span<const Hash> leaves) {
    if (leaves.empty()) return empty_root();
    if (leaves.size() == 1) return leaves[0];
    const std::size_t k = std::bit_floor(leaves.size() - 1);
    return node_hash(textbook_root(leaves.first(k)), textbook_root(leaves.subspan(k)));
}

struct Log {
    std::vector<Hash> leaves;
    std::map<NodeId, Hash> nodes;
    CompactRange range;

    explicit Log(std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) {
            const std::string text = "leaf " + std::to_string(i);
            leaves.push_back(leaf_hash(as_bytes(text)));
            range.append(leaves.back(), [this](NodeId id, const Hash& hash) { nodes[id] = hash; });
        }
    }
    ReadNode reader() const {
        return [this](NodeId id) -> Result<Hash> {
            const auto found = nodes.find(id);
            if (found == nodes.end()) return make_error(ErrorCode::NotFound, "test.node.missing", "");
            return found->second;
        };
    }
};

std::vector<Bytes> as_proof(const std::vector<Hash>& hashes) {
    std::vector<Bytes> proof;
    for (const Hash& hash : hashes) proof.emplace_back(hash.begin(), hash.end());
    return proof;
}

constexpr std::size_t kSmall = 70;  // past 64: every shape of the right edge

TEST(MerkleTree, GrowsTheRootsOfTheTextbook) {
    CompactRange range;
    const Log log(kSmall);
    EXPECT_EQ(range.root(), empty_root());
    for (std::size_t size = 1; size <= kSmall; ++size) {
        range.append(log.leaves[size - 1]);
        EXPECT_EQ(range.root(), textbook_root(std::span(log.leaves).first(size))) << size;
    }
}

TEST(MerkleTree, ResumesFromItsStoredPeaks) {
    const Log log(kSmall);
    for (std::size_t size = 0; size <= kSmall; ++size) {
        std::vector<Hash> peaks;
        for (const NodeId id : CompactRange::peaks_of(size)) peaks.push_back(log.nodes.at(id));
        CompactRange range = CompactRange::resume(size, peaks);
        for (std::size_t i = size; i < kSmall; ++i) range.append(log.leaves[i]);
        EXPECT_EQ(range.root(), log.range.root()) << size;
    }
}

TEST(MerkleTree, ProvesEveryLeafAtEverySize) {
    const Log log(kSmall);
    for (std::uint64_t size = 1; size <= kSmall; ++size) {
        const Hash root = textbook_root(std::span(log.leaves).first(size));
        EXPECT_EQ(*root_at(size, log.reader()), root);
        for (std::uint64_t index = 0; index < size; ++index) {
            const auto hashes = inclusion_proof(index, size, log.reader());
            ASSERT_TRUE(hashes.is_ok());
            const auto proof = as_proof(*hashes);
            EXPECT_TRUE(verify_inclusion({index, size, log.leaves[index], root, proof})) << index << "/" << size;
            const auto other = (index + 1) % size;
            EXPECT_EQ(verify_inclusion({other, size, log.leaves[index], root, proof}), other == index);
        }
        EXPECT_EQ(inclusion_proof(size, size, log.reader()).error().id, "crypto.merkle.range");
    }
}

TEST(MerkleTree, ProvesEveryEarlierSize) {
    const Log log(kSmall);
    for (std::uint64_t size = 1; size <= kSmall; ++size) {
        const Hash root = textbook_root(std::span(log.leaves).first(size));
        for (std::uint64_t old_size = 1; old_size <= size; ++old_size) {
            const Hash old_root = textbook_root(std::span(log.leaves).first(old_size));
            const auto hashes = consistency_proof(old_size, size, log.reader());
            ASSERT_TRUE(hashes.is_ok());
            const auto proof = as_proof(*hashes);
            EXPECT_TRUE(verify_consistency({old_size, size, old_root, root, proof})) << old_size << "/" << size;
            const Hash forged = leaf_hash(as_bytes("forged"));
            EXPECT_FALSE(verify_consistency({old_size, size, forged, root, proof})) << old_size << "/" << size;
        }
        EXPECT_EQ(consistency_proof(0, size, log.reader()).error().id, "crypto.merkle.range");
        EXPECT_EQ(consistency_proof(size + 1, size, log.reader()).error().id, "crypto.merkle.range");
    }
}

TEST(MerkleTree, HandsOnWhatItsReaderSays) {
    const auto nothing = [](NodeId) -> Result<Hash> { return make_error(ErrorCode::Corrupt, "test.node.missing", ""); };
    EXPECT_EQ(inclusion_proof(1, 5, nothing).error().id, "test.node.missing");
    EXPECT_EQ(consistency_proof(3, 5, nothing).error().id, "test.node.missing");
    EXPECT_EQ(root_at(5, nothing).error().id, "test.node.missing");
    EXPECT_EQ(*root_at(0, nothing), empty_root());
}

TEST(MerkleTree, VerifiesSizesThatDoNotFitAMachine) {
    const Hash hash = leaf_hash({});
    EXPECT_FALSE(verify_inclusion({0, ~std::uint64_t{0}, hash, hash, {}}));
    EXPECT_FALSE(verify_consistency({1, ~std::uint64_t{0}, hash, hash, {}}));
    EXPECT_FALSE(verify_consistency({~std::uint64_t{0} - 1, ~std::uint64_t{0}, hash, hash, {}}));
}

}  // namespace
}  // namespace kith::crypto
