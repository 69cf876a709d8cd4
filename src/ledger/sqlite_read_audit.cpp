// The audit log, counts, and the check of the whole file.

#include <algorithm>
#include <map>

#include "crypto/checkpoint.h"
#include "crypto/merkle.h"
#include "ledger/audit_check.h"
#include "ledger/audit_leaf.h"
#include "ledger/sqlite_reads.h"

namespace kith::ledger {

namespace {

Result<Hash> hash_from(ByteView bytes, std::string_view what) {
    Hash hash{};
    if (bytes.size() != hash.size()) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "a stored hash has a wrong size",
                          std::string(what));
    }
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

}  // namespace

Result<std::optional<crypto::SealingKey>> SqliteReads::accounting_key(std::uint64_t id) {
    Query row = TRY(database().query("SELECT key FROM accounting_keys WHERE id = ?1"));
    if (TRY(row.bind(id).step()) == Step::Done || row.is_null(0)) return std::optional<crypto::SealingKey>();
    auto key = unwrap(session_.keyring().accounting_wrap, row.blob(0), place_of(Field::AccountingKey, id));
    if (key.is_error()) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "an accounting key does not open",
                          "accounting key " + std::to_string(id));
    }
    return std::optional(crypto::SealingKey(std::move(key).value()));
}

/// Columns: sequence, at, child, key, body.
Result<AuditEntry> SqliteReads::audit_entry_from(Query& row) {
    const std::uint64_t sequence = row.id(0);
    std::optional<crypto::SealingKey> own;
    if (!row.is_null(3)) own = TRY(accounting_key(row.id(3)));
    if (!row.is_null(3) && !own) {
        AuditEntry erased;
        erased.sequence = sequence;
        erased.at = Instant{row.number(1)};
        erased.child = PersonId{row.text(2)};
        erased.is_erased = true;
        return erased;
    }
    auto leaf = open_leaf(own ? own.value() : session_.keyring().audit_body, row.blob(4), sequence);
    if (leaf.is_error()) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "an audit entry does not open",
                          "entry " + std::to_string(sequence));
    }
    return std::move(leaf->entry);
}

Result<std::vector<AuditEntry>> SqliteReads::audit_entries(std::uint64_t from, std::size_t limit) {
    std::vector<AuditEntry> entries;
    TRY(database().each(
        "SELECT sequence, at, child, key, body FROM audit WHERE sequence >= ?1 ORDER BY sequence LIMIT ?2",
        [&](Query& row) -> Result<void> {
            entries.push_back(TRY(audit_entry_from(row)));
            return {};
        },
        from, static_cast<std::uint64_t>(std::min<std::size_t>(limit, INT64_MAX))));
    return entries;
}

Result<std::vector<AuditEntry>> SqliteReads::audit_entries_of(const PersonId& child) {
    std::vector<AuditEntry> entries;
    TRY(database().each(
        "WITH RECURSIVE merged (id, name) AS (SELECT id, name FROM persons WHERE name = ?1 UNION "
        "SELECT p.id, p.name FROM persons p JOIN merged m ON p.merged_into = m.id) "
        "SELECT sequence, at, child, key, body FROM audit WHERE child = ?1 OR child IN (SELECT name FROM merged) "
        "ORDER BY sequence",
        [&](Query& row) -> Result<void> {
            entries.push_back(TRY(audit_entry_from(row)));
            return {};
        },
        child.value()));
    return entries;
}

Result<AuditReport> SqliteReads::verify_audit() {
    AuditCheck check(TRY(database().number("SELECT count(*) FROM audit_nodes")).value_or(0));
    TRY(database().each("SELECT level, place, hash FROM audit_nodes ORDER BY level, place",
                        [&](Query& row) -> Result<void> {
                            check.add_node({static_cast<std::uint32_t>(row.number(0)), row.id(1)}, row.blob(2));
                            return {};
                        }));
    const crypto::PublicKey& key = session_.keyring().signer.public_key();
    const std::string origin = TRY(checkpoint_origin());
    TRY(database().each("SELECT size, text FROM checkpoints ORDER BY size", [&](Query& row) -> Result<void> {
        check.add_checkpoint(row.id(0), row.text(1), origin, key);
        return {};
    }));
    TRY(database().each("SELECT sequence, at, child, key, body, commitment FROM audit ORDER BY sequence",
                        [&](Query& row) -> Result<void> {
                            std::optional<crypto::SealingKey> own;
                            if (!row.is_null(3)) own = TRY(accounting_key(row.id(3)));
                            const bool is_erased = !row.is_null(3) && !own;
                            std::optional<PersonId> child;
                            if (!row.is_null(2)) child = PersonId{row.text(2)};
                            const crypto::SealingKey* const key_of_body =
                                own ? &own.value() : &session_.keyring().audit_body;
                            check.add_entry({row.id(0), Instant{row.number(1)}, child, row.blob(4), row.blob(5)},
                                            is_erased ? nullptr : key_of_body);
                            return {};
                        }));
    return std::move(check).finish();
}

Result<std::string> SqliteReads::checkpoint_origin() {
    Query row = TRY(database().query("SELECT value FROM meta WHERE name = 'origin'"));
    if (TRY(row.step()) == Step::Done) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "the ledger has no origin");
    }
    return row.text(0);
}

Result<crypto::Hash> SqliteReads::audit_node(crypto::NodeId id) {
    Query row = TRY(database().query("SELECT hash FROM audit_nodes WHERE level = ?1 AND place = ?2"));
    if (TRY(row.bind(id.level, id.index).step()) == Step::Done) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "a node of the audit tree is missing");
    }
    return hash_from(row.blob(0), "audit node");
}

Result<std::vector<Hash>> SqliteReads::inclusion_proof(std::uint64_t sequence) {
    const auto size = TRY(database().number("SELECT max(size) FROM checkpoints"));
    if (!size || sequence >= static_cast<std::uint64_t>(*size)) {
        return unknown("entry", std::to_string(sequence));
    }
    return crypto::inclusion_proof(sequence, static_cast<std::uint64_t>(*size),
                                   [this](crypto::NodeId id) { return audit_node(id); });
}

Result<std::string> SqliteReads::last_checkpoint() {
    Query row = TRY(database().query("SELECT text FROM checkpoints ORDER BY size DESC LIMIT 1"));
    if (TRY(row.step()) == Step::Done) return std::string();
    return row.text(0);
}

}  // namespace kith::ledger
