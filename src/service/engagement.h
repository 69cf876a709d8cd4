#pragma once

// The stakeholder plan in the ledger: stewards keep it, everybody signed in except families reads it.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "govern/engagement.h"
#include "ledger/ledger.h"

namespace kith::service {

struct ProspectView {
    govern::Prospect prospect;
    bool is_overdue = false;
};

/// Overdue first, then by due day. Errors: engagement.denied.
Result<std::vector<ProspectView>> list_engagement(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

/// What a person fills in; what is absent stays as it is.
struct ProspectChange {
    std::optional<std::string> organisation;
    std::optional<std::string> member;
    std::optional<std::string> contact;
    std::optional<std::string> owner;
    std::optional<govern::Stage> stage;
    std::optional<std::string> benefit;
    std::optional<std::string> fears;
    std::optional<std::string> next_step;
    std::optional<CivilDate> due;
    std::optional<std::int64_t> hours_given;
    std::optional<std::int64_t> hours_saved;
};

/// Errors: engagement.denied, prospect.no-organisation, prospect.exists, prospect.unknown-member, prospect.hours,
/// prospect.too-long.
Result<ProspectView> add_prospect(ledger::Ledger& ledger, const ProspectChange& change, const UserId& viewer,
                                  const Clock& clock);
/// Errors: those of add_prospect, prospect.unknown, prospect.stage-in-the-past.
Result<ProspectView> update_prospect(ledger::Ledger& ledger, const std::string& id, const ProspectChange& change,
                                     const UserId& viewer, const Clock& clock);

}  // namespace kith::service
