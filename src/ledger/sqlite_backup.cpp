#include "ledger/sqlite_backup.h"

#include <system_error>

#include "ledger/durable_file.h"
#include "ledger/sqlite_ledger.h"
#include "ledger/sqlite_open.h"
#include "ledger/sqlite_reads.h"

namespace kith::ledger {

namespace {

Error broken(std::string what) {
    return make_error(ErrorCode::Corrupt, "ledger.backup.broken", "the copy does not verify: " + std::move(what));
}

/// All pages of one snapshot; writers go on meanwhile.
Result<void> copy_pages(Database& from, Database& to) {
    sqlite3_backup* const copying = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (copying == nullptr) return sqlite_error(to.handle(), sqlite3_extended_errcode(to.handle()), "backup");
    const int answer = sqlite3_backup_step(copying, -1);
    sqlite3_backup_finish(copying);
    if (answer != SQLITE_DONE) return sqlite_error(to.handle(), answer, "backup");
    return {};
}

Result<void> verify(SqliteReads& reads) {
    const IntegrityReport pages = TRY(reads.check_integrity(IntegrityCheck::Quick));
    if (!pages.holds()) return broken(pages.failures.front());
    const AuditReport log = TRY(reads.verify_audit());
    if (!log.holds()) return broken(log.failures.front());
    return {};
}

Result<void> move_keys_apart(Database& database, const std::filesystem::path& keys) {
    TRY(database.run("ATTACH ?1 AS apart", keys.string()));
    TRY(database.execute(
        "BEGIN; CREATE TABLE apart.meta AS SELECT name, value FROM main.meta WHERE name = 'ledger';"
        "CREATE TABLE apart.record_keys AS SELECT record, key FROM main.record_keys;"
        "CREATE TABLE apart.accounting_keys AS SELECT id, key FROM main.accounting_keys WHERE key IS NOT NULL;"
        "CREATE TABLE apart.problem_keys AS SELECT id, key FROM main.deliveries WHERE key IS NOT NULL;"
        "DELETE FROM main.items; DELETE FROM main.record_keys; UPDATE main.accounting_keys SET key = NULL; "
        "UPDATE main.deliveries SET key = NULL;"
        "INSERT OR REPLACE INTO main.meta (name, value) VALUES ('keys', 'apart'); COMMIT; DETACH apart"));
    return {};
}

Result<void> make_copy(Session& session, const std::filesystem::path& data, const std::filesystem::path& keys) {
    auto copy = TRY(Database::open(data, {OpenMode::Create, 5000, 0}));
    TRY(copy_pages(session.database(), *copy));
    // A backup is one file: no -wal may lie beside it.
    TRY(copy->execute("PRAGMA journal_mode=DELETE"));
    Session copied(std::move(copy), std::make_shared<const Keyring>(session.keyring()));
    SqliteReads reads(copied);
    TRY(verify(reads));
    return move_keys_apart(copied.database(), keys);
}

Result<void> put_keys_back(Database& database, const std::filesystem::path& keys) {
    TRY(database.run("ATTACH ?1 AS apart", keys.string()));
    const auto is_same =
        TRY(database.number("SELECT count(*) FROM main.meta m JOIN apart.meta a ON a.name = m.name "
                            "AND a.value = m.value WHERE m.name = 'ledger'"));
    if (is_same.value_or(0) != 1) {
        return make_error(ErrorCode::InvalidInput, "ledger.backup.other-keys", "these are another ledger's keys");
    }
    return database.execute(
        "BEGIN; INSERT INTO main.record_keys (record, key) SELECT record, key FROM apart.record_keys;"
        "UPDATE main.accounting_keys SET key = (SELECT k.key FROM apart.accounting_keys k WHERE "
        "k.id = accounting_keys.id); UPDATE main.deliveries SET key = (SELECT k.key FROM apart.problem_keys k "
        "WHERE k.id = deliveries.id); DELETE FROM main.meta WHERE name = 'keys'; COMMIT; DETACH apart");
}

/// What the ledger in place had erased stays erased in the restored one, if they are of one line.
Result<void> repeat_erasures(Database& restored, const std::filesystem::path& in_place) {
    TRY(restored.run("ATTACH ?1 AS live", in_place.string()));
    TRY(restored.execute(
        "BEGIN; CREATE TEMP TABLE gone AS SELECT s.record FROM live.shredded s WHERE EXISTS (SELECT 1 FROM live.meta l "
        "JOIN main.meta m ON m.name = l.name AND m.value = l.value WHERE l.name = 'ledger');"
        "DELETE FROM main.search WHERE record IN (SELECT record FROM gone);"
        "DELETE FROM main.record_keys WHERE record IN (SELECT record FROM gone);"
        "DELETE FROM main.parts WHERE record IN (SELECT record FROM gone);"
        "DELETE FROM main.record_history WHERE record IN (SELECT record FROM gone);"
        "UPDATE main.records SET state = 4, terms = NULL, head = NULL WHERE id IN (SELECT record FROM gone);"
        "INSERT OR IGNORE INTO main.shredded (record, at) SELECT s.record, s.at FROM live.shredded s JOIN main.records "
        "r "
        "ON r.id = s.record WHERE s.record IN (SELECT record FROM gone);"
        "UPDATE main.accounting_keys SET key = NULL WHERE EXISTS (SELECT 1 FROM live.meta l JOIN main.meta m "
        "ON m.name = l.name AND m.value = l.value WHERE l.name = 'ledger') AND id IN "
        "(SELECT id FROM live.accounting_keys WHERE key IS NULL); COMMIT; DETACH live"));
    return {};
}

/// Nobody else may have the ledger in place open while it is replaced.
Result<void> close_in_place(const std::filesystem::path& to) {
    auto database = Database::open(to, {OpenMode::Existing, 1000, 0});
    if (database.is_error()) return {};  // too damaged to open: that is why it is being replaced
    const auto closed = (*database)->execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE");
    if (closed.is_error() && closed.error().id == "ledger.busy") return closed.error();
    return {};
}

Result<void> build_restored(const std::filesystem::path& from, const std::filesystem::path& fresh,
                            const std::filesystem::path& to, const KeySource& key) {
    TRY(copy_whole_file(from, fresh));
    auto database = TRY(open_database(fresh, {}));
    auto keyring = std::make_shared<const Keyring>(Keyring::derive(TRY(open_root(*database, key))));
    TRY(put_keys_back(*database, beside(from, ".keys")));
    std::error_code error;
    if (std::filesystem::exists(to, error)) {
        TRY(close_in_place(to));
        const auto repeated = repeat_erasures(*database, to);
        if (repeated.is_error()) {
            // A damaged ledger cannot say what it had erased; the audit log of the backup still can, up to its time.
            if (sqlite3_get_autocommit(database->handle()) == 0) TRY(database->execute("ROLLBACK"));
            if (repeated.error().code == ErrorCode::Unavailable) return repeated.error();
        }
    }
    Session session(std::move(database), std::move(keyring));
    SqliteReads reads(session);
    return verify(reads);
}

}  // namespace

Result<void> backup_sqlite(Session& session, const std::filesystem::path& to) {
    const auto keys = beside(to, ".keys");
    std::error_code error;
    if (std::filesystem::exists(to, error) || std::filesystem::exists(keys, error)) {
        return make_error(ErrorCode::Conflict, "ledger.backup.exists", "a backup is never overwritten", to.string());
    }
    const auto data_partial = beside(to, ".partial");
    const auto keys_partial = beside(keys, ".partial");
    remove_database(data_partial);
    remove_database(keys_partial);
    auto made = [&]() -> Result<void> {
        TRY(make_copy(session, data_partial, keys_partial));
        std::filesystem::permissions(keys_partial,
                                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
        TRY(sync_file(data_partial));
        TRY(sync_file(keys_partial));
        TRY(rename_durably(keys_partial, keys));
        return rename_durably(data_partial, to);
    }();
    if (made.is_error()) {
        remove_database(data_partial);
        remove_database(keys_partial);
    }
    return made;
}

Result<void> restore_sqlite(const std::filesystem::path& from, const std::filesystem::path& to, const KeySource& key) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(from, error)) {
        return make_error(ErrorCode::NotFound, "ledger.file.missing", "there is no backup here", from.string());
    }
    if (!std::filesystem::is_regular_file(beside(from, ".keys"), error)) {
        return make_error(ErrorCode::NotFound, "ledger.backup.no-keys", "the backup's keys are not beside it",
                          beside(from, ".keys").string());
    }
    if (std::filesystem::exists(to, error) && !has_ledger_header(to)) {
        return make_error(ErrorCode::Conflict, "ledger.file.exists",
                          "what stands in the ledger's place is no ledger, or its first page is damaged: move it away",
                          to.string());
    }
    const auto fresh = beside(to, ".restoring");
    remove_database(fresh);
    auto restored = build_restored(from, fresh, to, key);
    if (restored.is_ok()) restored = sync_file(fresh);
    if (restored.is_error()) {
        remove_database(fresh);
        return restored;
    }
    for (const char* suffix : {"-wal", "-shm", "-journal"}) std::filesystem::remove(beside(to, suffix), error);
    return rename_durably(fresh, to);
}

}  // namespace kith::ledger
