#pragma once

// The ledger in one SQLite file: WAL, synchronous=FULL, secure_delete. The stored format is docs/formats/ledger.md.
// SQLite's C interface is used as it is (database.h) rather than a wrapper that throws: own code throws nothing, and
// the bulk paths reuse prepared statements without an allocation per row.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>

#include "crypto/keys.h"
#include "ledger/ledger.h"

namespace kith::ledger {

struct KeyFile {
    std::filesystem::path path;
};

struct Passphrase {
    std::string text;
    crypto::PassphraseCost cost;  // used when a ledger is created; afterwards the stored one counts
};

/// What opens the community key.
using KeySource = std::variant<KeyFile, Passphrase>;

struct SqliteOptions {
    std::uint32_t wait_ms_max = 5000;  // for another writer
    std::uint64_t pages_max = 0;       // 0 = as large as the disk; a bound is a full disk to everyone
};

/// A new ledger for the community called `name` (a slug). With a KeyFile that does not exist yet, the key file is
/// created first. Errors: `ledger.file.exists`; those of crypto::create_key_file and key_from_passphrase.
Result<std::unique_ptr<Ledger>> create_sqlite(const std::filesystem::path& path, const KeySource& key,
                                              const std::string& name, const SqliteOptions& options = {});

/// Errors: `ledger.file.missing`, `ledger.file.not-a-ledger`, `ledger.file.corrupt`, `ledger.file.newer` (written by a
/// later version), `ledger.key.missing` (no such key file, empty passphrase), `ledger.key.wrong`.
Result<std::unique_ptr<Ledger>> open_sqlite(const std::filesystem::path& path, const KeySource& key,
                                            const SqliteOptions& options = {});

/// Puts a backup and its keys (`<from>.keys`) in place at `to`, after verifying that it opens, that its pages are whole
/// and that its audit log holds. When a ledger stands at `to` it is replaced, and the records it had shredded stay
/// shredded in the restored one. Errors: those of open_sqlite; `ledger.backup.no-keys`,
/// `ledger.backup.other-keys`, `ledger.backup.broken`, `ledger.busy`, `ledger.file.exists` for anything but a ledger at
/// `to`.
Result<void> restore_sqlite(const std::filesystem::path& from, const std::filesystem::path& to, const KeySource& key);

}  // namespace kith::ledger
