#pragma once

// The command line program as a function: parse, run one command, print, and the exit code.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "ledger/ledger.h"

namespace kith::cli {

/// What `kith serve` was asked for.
struct ServeAsked {
    std::string address;
    std::uint16_t port = 0;
    std::string tls_certificate_file;  // empty: none
    std::string tls_key_file;
    bool is_behind_proxy = false;
    bool prints_links = false;
    double requests_a_second = 0;  // of one session; 0: any number
    unsigned threads = 0;
    std::string spool_folder;
    std::function<void(std::string_view line)> print;
};

/// The server, which this level does not know: the level above hands it in. Blocks until it is told to stop.
using Serve = Result<void>(ledger::Ledger& ledger, const Clock& clock, const ServeAsked& asked);

/// Exit codes: 0 done; 2 a wrong command line; 3 and above the error's code (base/result.h); 141 nobody reads.
int run(const std::vector<std::string>& words, std::string_view version, const Clock& clock, Serve* serve);

}  // namespace kith::cli
