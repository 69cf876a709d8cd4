#pragma once

// A new ledger with its key, and the community in it where a file says who takes part.

#include <optional>
#include <string>

#include "base/clock.h"
#include "service/community.h"
#include "service/ledger_access.h"

namespace kith::service {

struct Initialised {
    std::string name;
    std::optional<CommunityLoaded> community;
};

/// `community_file` and `name` may be empty. Errors: those of create_ledger and load_community; a community file that
/// cannot be read is found out before anything is created.
Result<Initialised> init(const LedgerPlace& place, const std::string& community_file, const std::string& name,
                         const Clock& clock);

}  // namespace kith::service
