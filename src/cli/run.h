#pragma once

// The command line program as a function: parse, run one command, print, and the exit code.

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace kith::cli {

/// Exit codes: 0 done; 2 a wrong command line; 3 and above the error's code (base/result.h); 141 nobody reads.
int run(const std::vector<std::string>& words, std::string_view version, const Clock& clock);

}  // namespace kith::cli
