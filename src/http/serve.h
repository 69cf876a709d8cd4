#pragma once

// `kith serve`: everything that runs while the server does, from opening the ledger's jobs to the last answer. Blocks
// until a signal asks it to stop.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "http/limits.h"
#include "http/server.h"
#include "ledger/ledger.h"

namespace kith::http {

enum class PrintLinks : std::uint8_t { No, Yes };

struct ServeOptions {
    Listen listen;
    Transport transport = Transport::Loopback;
    Limits limits;
    PrintLinks links = PrintLinks::No;
    unsigned threads = 0;      // that answer requests; 0: Workers' choice
    std::string spool_folder;  // where uploads wait, beside the ledger
    std::string version;
    std::function<void(std::string_view line)> print;  // for the person who started it
};

/// The signals that end the server, blocked in every thread that is begun from here on, so that serve() can wait for
/// them. To be called before any thread exists.
void hold_back_stop_signals();

/// Errors: server.not-secure (an address that others reach, without TLS or proxy), those of start_server, of
/// service::Jobs and of service::issue_link.
Result<void> serve(ledger::Ledger& ledger, const Clock& clock, const ServeOptions& options);

}  // namespace kith::http
