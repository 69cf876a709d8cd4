#pragma once

// What a delivery's files are known by. Internal to the SQLite backend.

#include <span>

#include "ledger/keyring.h"
#include "ledger/types.h"

namespace kith::ledger {

/// 16 bytes that stand for a set of files, whatever their order and names.
Bytes content_token(const Keyring& keyring, std::span<const Hash> files);

}  // namespace kith::ledger
