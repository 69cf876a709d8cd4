#pragma once

// Opening a ledger's file, shared by the ledger, its backup and its restoring. Internal to the SQLite backend.

#include <memory>
#include <string>

#include "ledger/database.h"
#include "ledger/keyring.h"
#include "ledger/sqlite_ledger.h"

namespace kith::ledger {

/// By the first bytes alone: SQLite is not asked to look at a foreign file.
bool has_ledger_header(const std::filesystem::path& path);

/// Opens an existing file as a ledger's database: checks what it is before SQLite touches it, then the schema.
Result<std::unique_ptr<Database>> open_database(const std::filesystem::path& path, const SqliteOptions& options);

/// The text of a meta row; empty when there is none.
Result<std::string> read_meta(Database& database, const char* name);
Result<void> write_meta(Database& database, const char* name, std::string_view value);

/// Makes a new root key, wraps it under what `source` gives, and writes both into meta.
Result<crypto::Key> create_root(Database& database, const KeySource& source);
/// Errors: `ledger.key.missing`, `ledger.key.wrong`.
Result<crypto::Key> open_root(Database& database, const KeySource& source);

}  // namespace kith::ledger
