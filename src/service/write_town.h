#pragma once

// A synthetic community as files in a folder.

#include <string>

#include "base/result.h"
#include "base/thread_pool.h"
#include "service/progress.h"
#include "town/town.h"

namespace kith::service {

/// Errors: those of files.h and the town; town.folder-not-empty.
Result<town::Written> write_town(const town::Options& options, const std::string& folder, ThreadPool& pool,
                                 Progress& progress);

}  // namespace kith::service
