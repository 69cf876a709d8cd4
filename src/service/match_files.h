#pragma once

// Which rows of any plain files are about one child, without a ledger: clusters to a file, and how good they are where
// the truth is known.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/thread_pool.h"
#include "link/dataset.h"
#include "link/engine.h"
#include "link/evaluate.h"
#include "service/progress.h"

namespace kith::service {

struct MatchRequest {
    std::vector<std::string> files;
    std::optional<std::string> out;            // clusters.csv: file, row, entity
    std::optional<std::string> pairs_out;      // pairs.csv: every scored pair at or above the review band
    std::optional<std::string> truth;          // the column that names the true entity
    std::optional<std::string> truth_pattern;  // its first group is the entity; the whole match without one
    std::vector<std::string> ignore;           // columns not to compare
};

struct Matched {
    std::uint64_t records = 0;
    std::uint64_t entities = 0;
    std::uint64_t quarantined_rows = 0;  // lines that could not be read
    std::uint64_t reviews = 0;
    link::Statistics statistics;
    link::Model model;
    std::vector<link::ColumnReading> columns;
    std::optional<link::Accuracy> accuracy;
    double seconds = 0;  // reading, linking and writing
    std::uint64_t peak_bytes = 0;
};

/// Errors: those of files.h and intake/reader.h; match.no-records, match.no-truth-column, match.bad-pattern.
Result<Matched> match_files(const MatchRequest& request, ThreadPool& pool, Progress& progress);

}  // namespace kith::service
