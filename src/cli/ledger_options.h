#pragma once

// The ledger that a command line, or the environment, names.

#include <memory>
#include <string_view>

#include "base/ids.h"
#include "cli/command.h"
#include "service/ledger_access.h"

namespace kith::cli {

service::LedgerPlace ledger_place(const Arguments& arguments);
Result<std::unique_ptr<ledger::Ledger>> open_ledger(const Arguments& arguments);

/// Cut at commas, each trimmed; options that may be repeated add up.
std::vector<std::string> words_of(const Arguments& arguments, std::string_view option);

}  // namespace kith::cli
