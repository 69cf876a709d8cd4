#pragma once

// What may we share, until when: the agreements with their terms, gaps and days left; and how far consent reaches, what
// ends next, who turns 18. Counts below the community's smallest cell are withheld.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "service/agreement_gaps.h"

namespace kith::service {

struct AgreementView {
    std::string id;
    std::string tier;
    std::string title;
    std::vector<std::string> parties;
    std::string contributor;
    std::vector<std::string> sources;
    std::vector<std::string> categories;
    std::vector<std::string> purposes;
    std::vector<std::string> recipients;
    std::vector<std::string> actions;
    std::optional<std::string> from;
    std::optional<std::string> to;
    std::string state;  // as in docs/formats/policy.md; `expired` once its end has passed
    std::vector<AgreementGap> gaps;
    std::optional<std::int64_t> days_left;
};

/// For stewards, coordinators and member leads. Errors: viewer.unknown, role.not-for-agreements (Denied).
Result<std::vector<AgreementView>> list_agreements(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

struct CoverageCell {
    std::string member;
    std::string category;
    std::optional<std::uint64_t> covered;  // children with a permit in force that names the category; nothing: withheld
    std::optional<std::uint64_t> of;       // children of the member's sources that send the category
};

struct ExpiringMonth {
    std::string month;  // `2026-12`
    std::optional<std::uint64_t> count;
};

struct ConsentOverview {
    std::vector<CoverageCell> coverage;       // a lead sees their own member's
    std::vector<ExpiringMonth> expiring;      // the next twelve months, those in which any ends
    std::optional<std::uint64_t> hand_overs;  // children who turn 18 within 183 days
    std::optional<std::uint64_t> lapsed;      // consents whose end has passed and that nothing replaced
};

/// Errors: as list_agreements.
Result<ConsentOverview> consent_overview(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

}  // namespace kith::service
