#pragma once

// Where a ledger is and what opens it.

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "ledger/ledger.h"

namespace kith::service {

struct LedgerPlace {
    std::string path = "./kith.db";
    std::string key_file;                        // empty: `path` with `.key`
    std::optional<std::string> passphrase_file;  // instead of a key file; its first line is the passphrase

    std::string key_file_or_default() const { return key_file.empty() ? path + ".key" : key_file; }
};

/// Errors: those of ledger::open_sqlite; of files.h for the passphrase file.
Result<std::unique_ptr<ledger::Ledger>> open_ledger(const LedgerPlace& place);
/// Errors: those of ledger::create_sqlite.
Result<std::unique_ptr<ledger::Ledger>> create_ledger(const LedgerPlace& place, const std::string& name);
/// Puts a backup in place of the ledger. Errors: those of ledger::restore_sqlite.
Result<void> restore_ledger(const std::string& from, const LedgerPlace& place);

/// The user who is named in what a command without a viewer writes.
inline constexpr std::string_view kOperator = "operator";

/// A transaction in the operator's name, now.
Result<std::unique_ptr<ledger::Transaction>> begin_as_operator(ledger::Ledger& ledger, const Clock& clock);

}  // namespace kith::service
