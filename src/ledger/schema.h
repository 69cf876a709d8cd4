#pragma once

// The tables of the SQLite ledger, and how an older file becomes a newer one. What the columns mean is in
// docs/formats/ledger.md; the statements are in schema.cpp.

#include <cstdint>

#include "base/result.h"
#include "ledger/database.h"

namespace kith::ledger {

inline constexpr std::int64_t kApplicationId = 0x4b697468;  // "Kith"

std::int64_t newest_schema();

/// Brings the file to the newest schema, one migration a transaction. Errors: `ledger.file.not-a-ledger` for another
/// application's file, `ledger.file.newer` for a later program's.
Result<void> migrate(Database& database);

}  // namespace kith::ledger
