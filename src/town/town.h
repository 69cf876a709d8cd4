#pragma once

// A synthetic community with known truth: households, children, the organisations that serve them, and the files those
// organisations export, with the errors people make. Same options, same bytes, on any number of threads.
//
// The idea: `generate` settles who lives where and who serves whom, in about a hundred bytes a child; everything else
// (names as written, errors, marks, scores) is drawn again from Random(seed, child) whenever a row is written, so that
// a million children need no more memory than their roster. docs/formats/town.md describes every file.
//
// Not for modelling a real place: names, rates and effects are plausible, not estimates.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/civil_date.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "town/model.h"

namespace kith::town {

/// At most this many children: local ids keep seven digits.
inline constexpr std::uint32_t kChildrenMax = 5'000'000;
/// Up to this many children, truth/policy.json and truth/decisions.jsonl know every child; beyond, the households of
/// the first kPolicyChildrenMax children and the scenarios' children.
inline constexpr std::uint32_t kPolicyChildrenMax = 20'000;

/// Takes the files as they are written. Files come one after another: the first append to a path begins the file, and
/// the next path ends it. Always called from the thread that called write_town. Paths are relative, with `/`.
class FileSink {
  public:
    virtual ~FileSink() = default;
    virtual Result<void> append(std::string_view path, std::string_view bytes) = 0;
};

struct Written {
    std::uint32_t children = 0;
    std::uint32_t households = 0;
    std::uint64_t records = 0;  // lines of truth/records.csv without its header
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
};

/// Errors: `town.children.out-of-range`, `town.now.out-of-range`, `town.school-year.out-of-range`.
Result<Town> generate(const Options& options, ThreadPool& pool);

/// Writes every file of the town. Errors: whatever the sink returns; `town.workbook.failed`.
Result<Written> write_town(const Town& town, ThreadPool& pool, FileSink& sink);

/// Writes only what these feeds export, as of the town's `as_of`. Errors: as write_town.
Result<Written> write_exports(const Town& town, std::span<const Feed> feeds, ThreadPool& pool, FileSink& sink);

}  // namespace kith::town
