#pragma once

// Did it help, from plain files: reads one table (and, where the controls lie apart, a second), turns the named columns
// into numbers and hands them to the engine. Without a ledger: whoever runs it may read the files.
//
// Columns of words become indicators, one a word, the first in alphabetical order left out. Rows with an empty or
// unreadable cell in a named column are left out and counted, never filled in.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "insight/effect.h"

namespace kith::service {

struct EffectFileRequest {
    std::string file;
    std::optional<std::string> controls;  // a file whose untreated rows replace those of `file`
    std::string treatment;                // 0 or 1 in every row
    std::string outcome;
    std::vector<std::string> covariates;
    std::vector<std::string> factors;    // covariates whose numbers are names
    std::optional<std::string> placebo;  // an outcome from before; it leaves the covariates of its own comparison
    insight::EffectOptions options;
};

struct EffectFileReport {
    insight::EffectReport effect;
    std::uint64_t rows = 0;            // read
    std::uint64_t incomplete = 0;      // left out
    std::vector<std::string> columns;  // the covariates as they entered
};

/// Errors: those of files.h, intake/reader.h and insight/effect.h; effect.no-column (NotFound), effect.treatment
/// (a value that is neither 0 nor 1), effect.not-a-number (an outcome or placebo of words), effect.too-many-columns.
Result<EffectFileReport> effect_of_files(const EffectFileRequest& request);

}  // namespace kith::service
