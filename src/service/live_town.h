#pragma once

// A sample community that is alive: a new ledger and the year before its day, acted out through the commands people
// use, with a clock that is stepped from day to day (docs/decisions/0006-a-stepped-clock-for-samples.md).
//
// A log whose times are made must never pass for a real one. So this makes a ledger of its own, never writes into one
// that is there, names it `sample-...`, which every checkpoint it signs says, and begins its log with an entry that
// says so. No other command can set a time.

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/thread_pool.h"
#include "service/ledger_access.h"
#include "service/progress.h"
#include "town/town.h"

namespace kith::service {

struct LiveTown {
    std::uint64_t deliveries = 0;
    std::uint64_t motions = 0;
    std::uint64_t persons = 0;
    std::uint64_t reviews = 0;
    std::uint64_t audit_entries = 0;
};

/// The files of the town lie in `folder` already (write_town); what was exported on earlier days is added in
/// `folder/history`. Errors: those of create_ledger and of the commands; town.day-in-the-future.
Result<LiveTown> make_live_town(const town::Options& options, const std::string& folder, const LedgerPlace& place,
                                const Clock& clock, ThreadPool& pool, Progress& progress);

}  // namespace kith::service
