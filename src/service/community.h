#pragma once

// A community file (docs/formats/community.md) into the ledger: members, sources, and the documents that decisions rest
// on. What the file does not name stays; what it names again gets a new version.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

struct CommunityLoaded {
    std::string name;
    std::uint64_t members = 0;
    std::uint64_t sources = 0;
    std::uint64_t users = 0;
    std::uint64_t documents = 0;  // purposes, roles, users, agreements, forbids and permits
};

/// One transaction. Errors: community.malformed, community.format, community.no-id, community.no-member,
/// ledger.source.other-member.
Result<CommunityLoaded> load_community(ledger::Ledger& ledger, std::string_view json, const Clock& clock);

/// The name and the settings of the whole community, as the ledger holds them; defaults where no file was loaded.
struct CommunitySettings {
    std::string name;
    std::string region = "US";
    int timezone_offset_minutes = 0;
};
Result<CommunitySettings> community_settings(ledger::Reader& reader);

/// A slug from a file's `name`: `Riverton Promise` is `riverton-promise`.
std::string slug_of(std::string_view name);

}  // namespace kith::service
