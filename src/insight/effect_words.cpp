// The closed sets of effect.h as words, and the attrition boundary.

#include <array>
#include <cmath>

#include "insight/effect.h"

namespace kith::insight {
namespace {

// What Works Clearinghouse, Standards Handbook 4.1, table II.1: tenths of a percentage point by whole per cent of
// overall attrition; -1 where no difference is low.
constexpr int kNoBoundary = -1;
constexpr std::array<int, 66> kCautious = {57, 58, 59, 59, 60, 61, 62, 63, 63, 63, 63, 62, 62, 61, 60, 59, 59,
                                           58, 57, 55, 54, 53, 52, 51, 49, 48, 47, 45, 44, 43, 41, 40, 38, 36,
                                           35, 33, 32, 31, 29, 28, 26, 25, 23, 21, 20, 18, 16, 15, 13, 12, 10,
                                           9,  7,  6,  4,  3,  2,  0,  -1, -1, -1, -1, -1, -1, -1, -1};
constexpr std::array<int, 66> kOptimistic = {
    100, 101, 102, 103, 104, 105, 107, 108, 109, 109, 109, 109, 109, 108, 108, 107, 106, 105, 103, 102, 100, 99,
    97,  95,  94,  92,  90,  88,  86,  84,  82,  80,  78,  76,  74,  72,  70,  67,  65,  63,  60,  58,  56,  53,
    51,  49,  46,  44,  42,  39,  37,  35,  32,  30,  28,  26,  23,  21,  19,  16,  14,  11,  9,   7,   5,   3};

}  // namespace

bool is_attrition_low(double overall_percent, double differential_points, Assumption assumption) {
    const auto& boundary = assumption == Assumption::Cautious ? kCautious : kOptimistic;
    const double rounded = std::round(overall_percent);
    if (!(rounded >= 0) || rounded >= static_cast<double>(boundary.size())) return false;
    const int tenths = boundary[static_cast<std::size_t>(rounded)];
    return tenths != kNoBoundary && std::abs(differential_points) * 10 <= tenths + 1e-9;
}

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::Helped:
            return "helped";
        case Verdict::Hurt:
            return "hurt";
        case Verdict::NoClearDifference:
            return "no_clear_difference";
        case Verdict::CannotTell:
            return "cannot_tell";
        case Verdict::NotFair:
            return "not_fair";
    }
    return "";
}

std::string_view name_of(Concern concern) {
    switch (concern) {
        case Concern::NoPlacebo:
            return "no_placebo";
        case Concern::PlaceboFailed:
            return "placebo_failed";
        case Concern::Unbalanced:
            return "unbalanced";
        case Concern::ManyDropped:
            return "many_dropped";
        case Concern::LittleOverlap:
            return "little_overlap";
        case Concern::Disagreement:
            return "disagreement";
        case Concern::Imprecise:
            return "imprecise";
        case Concern::NotConverged:
            return "not_converged";
    }
    return "";
}

std::string_view name_of(Rating rating) {
    return rating == Rating::MeetsWithReservations ? "meets_with_reservations" : "does_not_meet";
}

std::string_view name_of(TierReason reason) {
    switch (reason) {
        case TierReason::Unbalanced:
            return "unbalanced";
        case TierReason::NotSignificant:
            return "not_significant";
        case TierReason::TooFewChildren:
            return "too_few_children";
        case TierReason::OneSite:
            return "one_site";
        case TierReason::SitesUnknown:
            return "sites_unknown";
        case TierReason::Full:
            return "all_met";
    }
    return "";
}

}  // namespace kith::insight
