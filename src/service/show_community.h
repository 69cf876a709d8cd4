#pragma once

// Who takes part and with what, as every page names it: members, sources, purposes, categories, programmes. Nothing of
// a child, so that everybody who is signed in may read it.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

struct CommunityMember {
    std::string id;
    std::string name;
    std::string kind;
    std::string phone;
    std::string contact;
};

struct CommunitySource {
    std::string id;
    std::string name;
    std::string member;
    std::vector<std::string> categories;
    std::string programme;
    std::string policy;  // `full`, `additions`, ...
    std::optional<Instant> last_delivery_at;
};

struct CommunityPurpose {
    std::string id;
    std::string name;
    std::vector<std::string> categories;
    std::optional<std::string> from;  // as the document says it
    std::optional<std::string> to;
};

struct CommunityView {
    std::string name;
    std::vector<CommunityMember> members;
    std::vector<CommunitySource> sources;
    std::vector<CommunityPurpose> purposes;
    std::vector<std::string> categories;  // the program's own and those that sources name, in that order
};

/// Errors: viewer.unknown; those of the ledger.
Result<CommunityView> show_community(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

}  // namespace kith::service
