#pragma once

// A synthetic community as files in a folder.

#include <span>
#include <string>

#include "base/result.h"
#include "base/thread_pool.h"
#include "service/progress.h"
#include "town/town.h"

namespace kith::service {

/// Errors: those of files.h and the town; town.folder-not-empty.
Result<town::Written> write_town(const town::Options& options, const std::string& folder, ThreadPool& pool,
                                 Progress& progress);

/// What some feeds export as of the town's day `as_of`. Errors: those of files.h and the town.
Result<void> write_exports(const town::Town& town, std::span<const town::Feed> feeds, const std::string& folder,
                           ThreadPool& pool, Progress& progress);

}  // namespace kith::service
