// The audit log, and erasure.

#include "crypto/checkpoint.h"
#include "ledger/audit_leaf.h"
#include "ledger/sqlite_transaction.h"

namespace kith::ledger {

namespace {

// Of the checkpoints signed within one tile of 256 leaves only the newest is kept: any older one that somebody holds is
// proved from the nodes.
constexpr std::uint64_t kTileLeaves = 256;

/// A JSON string of the text.
std::string json_text(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string quoted = "\"";
    for (const char c : text) {
        const auto value = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            (quoted += '\\') += c;
        } else if (value < 0x20) {
            ((quoted += "\\u00") += kHex[value >> 4]) += kHex[value & 15];
        } else {
            quoted += c;
        }
    }
    return quoted + "\"";
}

}  // namespace

Result<void> SqliteTransaction::load_audit() {
    if (log_) return {};
    // Leaves are never removed: the last one's number says how many there are, without counting them.
    const auto size =
        static_cast<std::uint64_t>(TRY(database().number("SELECT max(sequence) FROM audit")).value_or(-1) + 1);
    std::vector<Hash> peaks;
    for (const crypto::NodeId id : crypto::CompactRange::peaks_of(size)) peaks.push_back(TRY(audit_node(id)));
    log_ = crypto::CompactRange::resume(size, std::move(peaks));
    log_size_before_ = size;
    return {};
}

Result<SqliteTransaction::AccountingKey> SqliteTransaction::accounting_key_or_new(const std::string& child) {
    const auto held =
        TRY(database().number("SELECT max(id) FROM accounting_keys WHERE child = ?1 AND key IS NOT NULL", child));
    if (held) {
        const auto id = static_cast<std::uint64_t>(*held);
        auto key = TRY(accounting_key(id));
        return AccountingKey{id, std::move(*key)};
    }
    const auto id =
        static_cast<std::uint64_t>(TRY(database().number("SELECT max(id) FROM accounting_keys")).value_or(0)) + 1;
    crypto::SealingKey key = crypto::SealingKey::random();
    TRY(database().run("INSERT INTO accounting_keys (id, child, key) VALUES (?1, ?2, ?3)", id, child,
                       wrap(session().keyring().accounting_wrap, key.key(), place_of(Field::AccountingKey, id))));
    return AccountingKey{id, std::move(key)};
}

Result<std::uint64_t> SqliteTransaction::append_audit(const AuditWrite& entry) {
    TRY(load_audit());
    AuditEntry full{log_->size(), writer_.at, entry.by.value_or(writer_.user), entry.kind, entry.child,
                    entry.json,   false};
    std::optional<std::string> child;
    std::optional<std::uint64_t> key_id;
    std::optional<AccountingKey> own;
    if (entry.child) {
        child = entry.child->value();
        own = TRY(accounting_key_or_new(*child));
        key_id = own->id;
    }
    const SealedLeaf leaf = seal_leaf(own ? own->key : session().keyring().audit_body, full);
    TRY(database().run("INSERT INTO audit (sequence, at, child, key, commitment, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                       full.sequence, full.at.unix_ms, child, key_id, ByteView(leaf.commitment), leaf.sealed));
    std::vector<std::pair<crypto::NodeId, Hash>> nodes;
    log_->append(crypto::leaf_hash(leaf.commitment),
                 [&nodes](crypto::NodeId id, const Hash& hash) { nodes.emplace_back(id, hash); });
    for (const auto& [id, hash] : nodes) {
        TRY(database().run("INSERT INTO audit_nodes (level, place, hash) VALUES (?1, ?2, ?3)", id.level, id.index,
                           ByteView(hash)));
    }
    return full.sequence;
}

Result<void> SqliteTransaction::sign_checkpoint() {
    if (!log_ || log_->size() == log_size_before_) return {};
    const std::string text =
        crypto::sign_checkpoint({TRY(checkpoint_origin()), log_->size(), log_->root()}, session().keyring().signer);
    const std::uint64_t tile_begin = (log_->size() - 1) / kTileLeaves * kTileLeaves;
    TRY(database().run("DELETE FROM checkpoints WHERE size > ?1", tile_begin));
    return database().run("INSERT INTO checkpoints (size, text) VALUES (?1, ?2)", log_->size(), text);
}

Result<void> SqliteTransaction::shred_record(RecordId id, const std::string& reason) {
    const RecordHead head = TRY(record(id));
    if (head.state == RecordState::Shredded) return {};
    Bytes terms;
    TRY(database().each(
        "SELECT terms FROM records WHERE id = ?1 UNION SELECT terms FROM record_history WHERE record = ?1",
        [&terms](Query& row) -> Result<void> {
            const ByteView more = row.blob(0);
            terms.insert(terms.end(), more.begin(), more.end());
            return {};
        },
        id.value()));
    TRY(drop_tokens(id, terms));
    TRY(database().run("DELETE FROM record_keys WHERE record = ?1", id.value()));
    TRY(database().run("DELETE FROM parts WHERE record = ?1", id.value()));
    TRY(database().run("DELETE FROM record_history WHERE record = ?1", id.value()));
    TRY(database().run("UPDATE records SET state = 4, terms = NULL, head = NULL WHERE id = ?1", id.value()));
    TRY(database().run("INSERT OR REPLACE INTO shredded (record, at) VALUES (?1, ?2)", id.value(), writer_.at.unix_ms));
    has_erased_ = true;
    has_touched_decisions_ = true;
    TRY(append_audit({"record.shred", std::nullopt,
                      "{\"record\":" + std::to_string(id.value()) + ",\"reason\":" + json_text(reason) + "}"}));
    return {};
}

Result<void> SqliteTransaction::erase_accounting(const PersonId& child, const std::string& reason) {
    TRY(database().run("UPDATE accounting_keys SET key = NULL WHERE child = ?1 AND key IS NOT NULL", child.value()));
    if (database().changes() == 0) return unknown("accounting", child.value());
    has_erased_ = true;
    TRY(append_audit({"accounting.erase", std::nullopt,
                      "{\"child\":" + json_text(child.value()) + ",\"reason\":" + json_text(reason) + "}"}));
    return {};
}

}  // namespace kith::ledger
