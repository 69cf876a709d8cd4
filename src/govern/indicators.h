#pragma once

// What the running platform says about readiness: each indicator is computed from plain facts and gives one next step.
// Nothing here is an opinion; what a member says of itself stands beside it (readiness.h).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::govern {

/// Facts that a service counts in the ledger. Days are whole; a missing optional means `never` or `none there`.
struct PlatformFacts {
    std::uint64_t members = 0;
    std::uint64_t members_with_mou = 0;
    std::uint64_t members_with_data = 0;  // with a committed delivery
    std::uint64_t purposes = 0;
    std::uint64_t purposes_without_measure = 0;
    std::uint64_t elements = 0;  // categories that sources deliver, once per source
    std::uint64_t elements_without_purpose = 0;
    std::uint64_t agreements_in_force = 0;
    std::optional<std::int64_t> days_to_next_agreement_end;
    std::uint64_t children = 0;
    std::uint64_t children_with_consent = 0;
    std::uint64_t consents_ending_in_60_days = 0;
    std::uint64_t feeds = 0;
    std::uint64_t feeds_late = 0;
    std::uint64_t rows_quarantined = 0;
    std::optional<std::int64_t> quarantine_days;  // age of the oldest delivery with held-back rows
    std::uint64_t reviews_open = 0;
    std::optional<std::int64_t> days_since_vote;
    std::uint64_t motions_past_review = 0;
    std::uint64_t values_without_motion = 0;
    std::uint64_t prospects_overdue = 0;
    std::optional<std::int64_t> days_since_backup;
    std::uint64_t findings = 0;  // releases and effect reports
};

enum class Standing : std::uint8_t { Good, Watch, Act };
std::string_view name_of(Standing standing);

struct Indicator {
    std::string_view key;         // `consent_coverage`
    std::string_view unit;        // `share`, `count`, `days`
    std::optional<double> value;  // none: nothing to measure yet, or never
    Standing standing = Standing::Good;
    std::string_view next_step;  // a key such as `readiness.next.ask_families`
};

std::vector<Indicator> indicators_of(const PlatformFacts& facts);

}  // namespace kith::govern
