#include "insight/rounding.h"

#include <algorithm>

namespace kith::insight {

std::optional<std::uint64_t> rounded(std::uint64_t count, const RoundingRule& rule) {
    if (count == 0) return 0;
    if (count <= rule.redact) return std::nullopt;
    return (count + rule.base / 2) / rule.base * rule.base;
}

CellBounds counts_behind(std::uint64_t value, const RoundingRule& rule) {
    if (value == 0) return {0, 0};
    const std::uint64_t half = rule.base / 2;
    return {std::max(rule.redact + 1, value - half), value + (rule.base - 1 - half)};
}

bool is_even(const RoundingRule& rule) {
    const auto first = rounded(rule.redact + 1, rule);
    const CellBounds behind = counts_behind(*first, rule);
    return behind.high - behind.low + 1 >= rule.base;
}

std::uint64_t published_total(std::span<const std::uint64_t> counts, const RoundingRule& rule) {
    std::uint64_t total = 0;
    for (const std::uint64_t count : counts) total += rounded(count, rule).value_or(0);
    return total;
}

std::uint64_t midpoint_six(std::uint64_t count) {
    return (count + 5) / 6 * 6 - (count > 0 ? 3 : 0);
}

bool may_show_rate(std::uint64_t n, std::uint64_t d, std::uint64_t k) {
    return n <= d && n >= k && d - n >= k;
}

std::optional<ShareRange> coarse_share(std::uint64_t n, std::uint64_t d) {
    if (d < 6 || n > d) return std::nullopt;
    const std::uint32_t step = d <= 15 ? 50 : d <= 30 ? 20 : d <= 60 ? 10 : d <= 300 ? 5 : 1;
    const std::uint32_t steps = 100 / step;
    const auto at = std::min<std::uint64_t>(n * steps / d, steps - 1);
    return ShareRange{static_cast<std::uint32_t>(at) * step, static_cast<std::uint32_t>(at + 1) * step};
}

bool insider_learns(std::uint64_t total, std::uint64_t own, const DisclosureRule& rule) {
    const std::uint64_t others = total - own;
    return others > 0 && others < rule.k;
}

}  // namespace kith::insight
