#pragma once

// All records of the ledger to persons: identities, verdicts and previous ids in, links, tombstones and reviews out, in
// one transaction.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/thread_pool.h"
#include "ledger/ledger.h"
#include "link/engine.h"
#include "service/link_truth.h"
#include "service/progress.h"

namespace kith::service {

struct LinkRequest {
    std::optional<std::string> truth;  // truth/records.csv of a town
};

struct Linked {
    std::uint64_t records = 0;
    std::uint64_t persons = 0;
    std::uint64_t new_persons = 0;
    std::uint64_t merged_persons = 0;  // ids that became tombstones
    std::uint64_t reviews = 0;
    std::uint64_t verdicts = 0;
    link::Statistics statistics;
    double cut = 0;
    double expected_precision = 0;
    double expected_recall = 0;
    std::optional<LinkAccuracy> accuracy;
    double seconds = 0;
};

/// Errors: those of the ledger and of read_truth; link.ledger-changed (Conflict) when somebody delivered or settled
/// while the engine worked: nothing was written, run it again.
Result<Linked> link_records(ledger::Ledger& ledger, const LinkRequest& request, const Clock& clock, ThreadPool& pool,
                            Progress& progress);

}  // namespace kith::service
