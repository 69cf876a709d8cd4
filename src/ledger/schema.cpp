#include "ledger/schema.h"

#include <array>

namespace kith::ledger {

namespace {

struct Migration {
    const char* name;
    const char* sql;
};

// A migration that has left this house is never edited; a change is a new one at the end.
constexpr std::array kMigrations = {
    Migration{"first", R"sql(
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE members (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, key BLOB NOT NULL, body BLOB NOT NULL);
CREATE TABLE sources (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE,
    member INTEGER NOT NULL REFERENCES members, body BLOB NOT NULL);

CREATE TABLE documents (kind INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
    is_latest INTEGER NOT NULL, is_removed INTEGER NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
    anchor_source INTEGER REFERENCES sources, anchor_token BLOB, body BLOB NOT NULL,
    PRIMARY KEY (kind, id, version)) WITHOUT ROWID;
CREATE INDEX documents_latest ON documents (kind, id) WHERE is_latest = 1;
CREATE INDEX documents_anchor ON documents (anchor_source, anchor_token, kind)
    WHERE is_latest = 1 AND anchor_token IS NOT NULL;

CREATE TABLE deliveries (id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL REFERENCES sources,
    state INTEGER NOT NULL, by TEXT NOT NULL, received_at INTEGER NOT NULL, committed_at INTEGER, undone_at INTEGER,
    content BLOB NOT NULL, files BLOB NOT NULL, notes BLOB, key BLOB);
CREATE INDEX deliveries_content ON deliveries (source, content);

CREATE TABLE records (id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES sources, token BLOB NOT NULL,
    state INTEGER NOT NULL, first_delivery INTEGER NOT NULL REFERENCES deliveries,
    last_delivery INTEGER NOT NULL REFERENCES deliveries, terms BLOB, head BLOB);
CREATE UNIQUE INDEX records_token ON records (source, token);
CREATE TABLE record_keys (record INTEGER PRIMARY KEY REFERENCES records, key BLOB NOT NULL);
CREATE TABLE record_history (record INTEGER NOT NULL REFERENCES records, until INTEGER NOT NULL,
    since INTEGER NOT NULL, state INTEGER NOT NULL, terms BLOB, head BLOB,
    PRIMARY KEY (record, until)) WITHOUT ROWID;
CREATE TABLE slots (id INTEGER PRIMARY KEY, field INTEGER NOT NULL, category TEXT NOT NULL, year INTEGER NOT NULL,
    UNIQUE (field, category, year));
CREATE TABLE parts (record INTEGER NOT NULL REFERENCES records, slot INTEGER NOT NULL REFERENCES slots,
    since INTEGER NOT NULL, until INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL,
    PRIMARY KEY (record, slot, since)) WITHOUT ROWID;
CREATE TABLE search (token INTEGER NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (token, record)) WITHOUT ROWID;
CREATE TABLE shredded (record INTEGER PRIMARY KEY, at INTEGER NOT NULL);

CREATE TABLE problems (id INTEGER PRIMARY KEY, delivery INTEGER NOT NULL REFERENCES deliveries,
    file INTEGER NOT NULL, problem TEXT NOT NULL, severity INTEGER NOT NULL, line INTEGER NOT NULL,
    place_column INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX problems_delivery ON problems (delivery);

CREATE TABLE persons (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, merged_into INTEGER REFERENCES persons);
CREATE INDEX persons_merged ON persons (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE link_runs (id INTEGER PRIMARY KEY, by TEXT NOT NULL, at INTEGER NOT NULL,
    last_delivery INTEGER NOT NULL, changed INTEGER NOT NULL, notes BLOB NOT NULL);
CREATE TABLE links (record INTEGER NOT NULL REFERENCES records, since INTEGER NOT NULL REFERENCES link_runs,
    until INTEGER NOT NULL DEFAULT 0, person INTEGER NOT NULL REFERENCES persons, weight REAL NOT NULL,
    PRIMARY KEY (record, since)) WITHOUT ROWID;
CREATE INDEX links_person ON links (person) WHERE until = 0;
CREATE TABLE verdicts (id INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES records,
    b INTEGER NOT NULL REFERENCES records, kind INTEGER NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
    revoked_by TEXT, revoked_at INTEGER);
CREATE TABLE reviews (id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES link_runs,
    a INTEGER NOT NULL REFERENCES records, b INTEGER NOT NULL REFERENCES records, weight REAL NOT NULL,
    reason TEXT NOT NULL, state INTEGER NOT NULL, verdict INTEGER REFERENCES verdicts);
CREATE UNIQUE INDEX reviews_open ON reviews (a, b) WHERE state = 1;

CREATE TABLE accounting_keys (id INTEGER PRIMARY KEY, child TEXT NOT NULL, key BLOB);
CREATE INDEX accounting_keys_child ON accounting_keys (child);
CREATE TABLE audit (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, child TEXT,
    key INTEGER REFERENCES accounting_keys, commitment BLOB NOT NULL, body BLOB NOT NULL);
CREATE INDEX audit_child ON audit (child, sequence) WHERE child IS NOT NULL;
CREATE TABLE audit_nodes (level INTEGER NOT NULL, place INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (level, place)) WITHOUT ROWID;
CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, text TEXT NOT NULL);
)sql"},
    Migration{"items", R"sql(
CREATE TABLE items (id INTEGER PRIMARY KEY AUTOINCREMENT, drawer TEXT NOT NULL, token BLOB NOT NULL,
    expires_at INTEGER NOT NULL, body BLOB NOT NULL);
CREATE UNIQUE INDEX items_token ON items (drawer, token);
CREATE INDEX items_expiry ON items (expires_at);
)sql"},
    Migration{"orphans", R"sql(
CREATE INDEX IF NOT EXISTS records_orphaned ON records (state) WHERE state >= 3;
)sql"},
};

Result<void> apply(Database& database, std::size_t index) {
    TRY(database.execute("BEGIN IMMEDIATE"));
    const auto version = static_cast<std::int64_t>(index) + 1;
    // Pragmas take no parameters; both numbers are our own.
    const std::string stamp =
        "PRAGMA application_id=" + std::to_string(kApplicationId) + "; PRAGMA user_version=" + std::to_string(version);
    auto applied = [&]() -> Result<void> {
        // Another program may have opened the file in the same moment and been first.
        const std::int64_t held = TRY(database.number("PRAGMA user_version")).value_or(0);
        if (held >= version) return database.execute("COMMIT");
        TRY(database.execute(kMigrations[index].sql));
        TRY(database.run("INSERT INTO migrations (version, name) VALUES (?1, ?2)", version,
                         std::string_view(kMigrations[index].name)));
        TRY(database.execute(stamp.c_str()));
        return database.execute("COMMIT");
    }();
    if (applied.is_error()) static_cast<void>(database.execute("ROLLBACK"));
    return applied;
}

}  // namespace

std::int64_t newest_schema() {
    return static_cast<std::int64_t>(kMigrations.size());
}

Result<void> migrate(Database& database) {
    const std::int64_t application = TRY(database.number("PRAGMA application_id")).value_or(0);
    const std::int64_t version = TRY(database.number("PRAGMA user_version")).value_or(0);
    const std::int64_t tables = TRY(database.number("SELECT count(*) FROM sqlite_schema")).value_or(0);
    if (tables > 0 && application != kApplicationId) {
        return make_error(ErrorCode::InvalidInput, "ledger.file.not-a-ledger",
                          "the file is another program's database");
    }
    if (version > newest_schema()) {
        return make_error(ErrorCode::InvalidInput, "ledger.file.newer",
                          "a later version of the program wrote this ledger");
    }
    for (std::int64_t i = version; i < newest_schema(); ++i) TRY(apply(database, static_cast<std::size_t>(i)));
    return {};
}

}  // namespace kith::ledger
