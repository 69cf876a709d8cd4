#pragma once

// Counts and shares made coarse: rounding after hiding, totals from what is published, shares in steps by group size.
//
// Sources: OpenSAFELY (redact counts of 7 or less, then round to 5; midpoint 6), EDFacts public files (steps of shares
// by group size).

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "insight/disclosure.h"

namespace kith::insight {

struct RoundingRule {
    std::uint64_t redact = 7;  // counts of 1 to this are hidden
    std::uint64_t base = 5;
};

/// None when hidden.
std::optional<std::uint64_t> rounded(std::uint64_t count, const RoundingRule& rule);
/// The counts that are published as `value`.
CellBounds counts_behind(std::uint64_t value, const RoundingRule& rule);
/// Whether every published value stands for as many counts as the base: not when hiding ends inside a step.
bool is_even(const RoundingRule& rule);
/// The sum of the published cells: a total is never rounded apart.
std::uint64_t published_total(std::span<const std::uint64_t> counts, const RoundingRule& rule);

/// 0 stays 0; 1-6 is 3, 7-12 is 9, 13-18 is 15.
std::uint64_t midpoint_six(std::uint64_t count);

/// Whether n of d may be printed: neither those in nor those not in are fewer than k.
bool may_show_rate(std::uint64_t n, std::uint64_t d, std::uint64_t k);

/// A share as a range in per cent, wide for small groups; none below 6 children.
struct ShareRange {
    std::uint32_t low = 0;
    std::uint32_t high = 100;
    bool operator==(const ShareRange&) const = default;
};
std::optional<ShareRange> coarse_share(std::uint64_t n, std::uint64_t d);

/// Whether a member who contributed `own` of `total` learns a count below k of the others.
bool insider_learns(std::uint64_t total, std::uint64_t own, const DisclosureRule& rule);

}  // namespace kith::insight
