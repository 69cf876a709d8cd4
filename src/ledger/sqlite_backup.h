#pragma once

// Copies of a running ledger. The wrapped keys that erasure destroys (of records, accounting and problems) leave the
// copy for a file of their own, so that they can be kept for a shorter time than the data: a record shredded after the
// backup stays readable in it only as long as that file exists. Restoring is in sqlite_ledger.h.

#include <filesystem>

#include "ledger/sqlite_session.h"

namespace kith::ledger {

/// See Ledger::backup. Errors: `ledger.backup.exists`, `ledger.backup.broken`; those of writing.
Result<void> backup_sqlite(Session& session, const std::filesystem::path& to);

}  // namespace kith::ledger
