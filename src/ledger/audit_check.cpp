#include "ledger/audit_check.h"

#include <algorithm>
#include <utility>

#include "ledger/audit_leaf.h"

namespace kith::ledger {

namespace {

constexpr std::size_t kFailuresMax = 100;  // a broken log is broken; nobody reads the millionth line

bool is_equal(ByteView bytes, const Hash& hash) {
    return std::equal(bytes.begin(), bytes.end(), hash.begin(), hash.end());
}

}  // namespace

void AuditCheck::fail(std::string what) {
    if (report_.failures.size() < kFailuresMax) report_.failures.push_back(std::move(what));
}

void AuditCheck::add_node(crypto::NodeId id, ByteView hash) {
    Hash stored{};
    if (hash.size() == stored.size()) {
        std::copy(hash.begin(), hash.end(), stored.begin());
    } else {
        fail("node " + std::to_string(id.level) + "/" + std::to_string(id.index) + ": not a hash");
    }
    nodes_[id] = stored;
}

void AuditCheck::add_checkpoint(std::uint64_t size, std::string text, std::string_view origin,
                                const crypto::PublicKey& key) {
    ++report_.checkpoints;
    const auto checkpoint = crypto::verify_checkpoint(text, origin, key);
    if (checkpoint.is_error() || checkpoint->size != size) {
        fail("checkpoint " + std::to_string(size) + ": " +
             (checkpoint.is_error() ? checkpoint.error().id : "signed for another size"));
        return;
    }
    roots_[size] = checkpoint->root;
    last_size_ = std::max(last_size_, size);
    report_.last_checkpoint = std::move(text);
}

void AuditCheck::check_body(const StoredEntry& entry, const crypto::SealingKey& key) {
    const std::string name = "entry " + std::to_string(entry.sequence);
    const auto leaf = open_leaf(key, entry.sealed, entry.sequence);
    if (leaf.is_error()) {
        fail(name + ": body does not open");
        return;
    }
    if (!is_equal(entry.commitment, leaf->commitment)) fail(name + ": commitment differs");
    const bool is_in_place =
        leaf->entry.sequence == entry.sequence && leaf->entry.at == entry.at && leaf->entry.child == entry.child;
    if (!is_in_place) fail(name + ": body belongs to another place");
}

void AuditCheck::add_entry(const StoredEntry& entry, const crypto::SealingKey* key) {
    if (entry.sequence != range_.size()) {
        fail("entry " + std::to_string(range_.size()) + ": missing");
        // From here on every root differs; the gap is the finding.
    }
    if (entry.commitment.size() != sizeof(Hash)) fail("entry " + std::to_string(entry.sequence) + ": no commitment");
    if (key == nullptr) {
        ++report_.erased;
    } else {
        check_body(entry, *key);
    }
    range_.append(crypto::leaf_hash(entry.commitment), [this](crypto::NodeId id, const Hash& hash) {
        ++nodes_seen_;
        const auto stored = nodes_.find(id);
        if (stored == nodes_.end() || stored->second != hash) {
            fail("node " + std::to_string(id.level) + "/" + std::to_string(id.index) + ": differs");
        }
    });
    check_checkpoint();
}

void AuditCheck::check_checkpoint() {
    const auto signed_root = roots_.find(range_.size());
    if (signed_root == roots_.end()) return;
    if (signed_root->second != range_.root()) {
        fail("checkpoint " + std::to_string(range_.size()) + ": root differs");
    }
    roots_.erase(signed_root);
}

AuditReport AuditCheck::finish() && {
    report_.size = range_.size();
    report_.root = range_.root();
    for (const auto& [size, root] : roots_) fail("checkpoint " + std::to_string(size) + ": beyond the log");
    if (last_size_ != range_.size()) fail("the newest entries are not under a checkpoint");
    if (nodes_seen_ != nodes_.size()) fail("there are nodes that no entry gives");
    return std::move(report_);
}

}  // namespace kith::ledger
