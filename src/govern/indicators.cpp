#include "govern/indicators.h"

#include <array>

namespace kith::govern {
namespace {

constexpr std::array<std::string_view, 3> kStandings = {"good", "watch", "act"};

std::optional<double> share(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(whole);
}

/// At least `good`: good; at least `watch`: watch. Nothing to measure: act, since that is what is missing.
Standing higher_is_better(const std::optional<double>& value, double good, double watch) {
    if (!value || *value < watch) return Standing::Act;
    return *value < good ? Standing::Watch : Standing::Good;
}

Standing lower_is_better(double value, double good, double watch) {
    if (value > watch) return Standing::Act;
    return value > good ? Standing::Watch : Standing::Good;
}

Indicator share_of(std::string_view key, std::uint64_t part, std::uint64_t whole, double good, double watch,
                   std::string_view next_step) {
    const auto value = share(part, whole);
    return {key, "share", value, higher_is_better(value, good, watch), next_step};
}

Indicator count_of(std::string_view key, std::uint64_t count, double good, double watch, std::string_view next_step) {
    const auto value = static_cast<double>(count);
    return {key, "count", value, lower_is_better(value, good, watch), next_step};
}

/// Days since something that should have happened lately; never is worse than long ago.
Indicator days_since(std::string_view key, const std::optional<std::int64_t>& days, double good, double watch,
                     std::string_view next_step) {
    if (!days) return {key, "days", std::nullopt, Standing::Act, next_step};
    const auto value = static_cast<double>(*days);
    return {key, "days", value, lower_is_better(value, good, watch), next_step};
}

Indicator agreement_end(const PlatformFacts& facts) {
    Indicator indicator{"agreement_end", "days", std::nullopt, Standing::Good, "readiness.next.renew_agreement"};
    if (facts.agreements_in_force == 0) indicator.standing = Standing::Act;
    if (facts.days_to_next_agreement_end) {
        const auto days = static_cast<double>(*facts.days_to_next_agreement_end);
        indicator.value = days;
        indicator.standing = higher_is_better(days, 180, 60);
    }
    return indicator;
}

Indicator quarantine_age(const PlatformFacts& facts) {
    if (!facts.quarantine_days) {
        return {"quarantine_age", "days", 0.0, Standing::Good, "readiness.next.send_fix_it_sheet"};
    }
    return days_since("quarantine_age", facts.quarantine_days, 7, 30, "readiness.next.send_fix_it_sheet");
}

}  // namespace

std::string_view name_of(Standing standing) {
    return kStandings[static_cast<std::size_t>(standing)];
}

std::vector<Indicator> indicators_of(const PlatformFacts& facts) {
    return {
        share_of("mou_signed", facts.members_with_mou, facts.members, 1.0, 0.8, "readiness.next.sign_mou"),
        agreement_end(facts),
        share_of("purposes_with_measures", facts.purposes - facts.purposes_without_measure, facts.purposes, 0.5, 0.01,
                 "readiness.next.name_measures"),
        share_of("elements_with_purpose", facts.elements - facts.elements_without_purpose, facts.elements, 1.0, 0.9,
                 "readiness.next.give_purpose"),
        share_of("members_with_data", facts.members_with_data, facts.members, 0.9, 0.5,
                 "readiness.next.first_delivery"),
        share_of("consent_coverage", facts.children_with_consent, facts.children, 0.8, 0.5,
                 "readiness.next.ask_families"),
        count_of("consents_ending", facts.consents_ending_in_60_days, 0, 25, "readiness.next.renew_consents"),
        share_of("feeds_fresh", facts.feeds - facts.feeds_late, facts.feeds, 0.9, 0.6, "readiness.next.ask_for_data"),
        quarantine_age(facts),
        count_of("review_backlog", facts.reviews_open, 25, 250, "readiness.next.settle_reviews"),
        days_since("recent_vote", facts.days_since_vote, 90, 180, "readiness.next.put_to_vote"),
        count_of("motions_reviewed", facts.motions_past_review, 0, 2, "readiness.next.review_motion"),
        count_of("values_without_motion", facts.values_without_motion, 0, 0, "readiness.next.adopt_values"),
        count_of("plan_on_time", facts.prospects_overdue, 0, 3, "readiness.next.next_conversation"),
        days_since("last_backup", facts.days_since_backup, 7, 30, "readiness.next.back_up"),
        {"findings", "count", static_cast<double>(facts.findings),
         facts.findings == 0 ? Standing::Watch : Standing::Good, "readiness.next.ask_did_it_help"},
    };
}

}  // namespace kith::govern
