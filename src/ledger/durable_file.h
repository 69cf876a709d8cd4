#pragma once

// Files that are on the disk when the call returns. Internal to this folder.

#include <filesystem>

#include "base/result.h"

namespace kith::ledger {

/// Errors: `ledger.disk.full`, `ledger.file.io`.
Result<void> sync_file(const std::filesystem::path& path);
/// Replaces `to` in one step and syncs the folder: after a crash one of the two stands there whole.
Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);
Result<void> copy_whole_file(const std::filesystem::path& from, const std::filesystem::path& to);
/// A database with its `-wal`, `-shm` and `-journal`; what is not there is no error.
void remove_database(const std::filesystem::path& path);
/// `path` with something appended to its last name.
std::filesystem::path beside(const std::filesystem::path& path, const char* suffix);

}  // namespace kith::ledger
