#pragma once

// Did it help? Estimates beside everything that could make them wrong, and a verdict in words that no estimate gets
// without having passed: enough children, a fair comparison, and a placebo, the same comparison on an outcome from
// before the programme, where there can be no effect. On the LaLonde data every adjusted estimator looks plausible and
// fails its placebo by a thousand dollars; so there is no verdict without one.
//
// The comparison is chosen by a rule fixed in advance and reported with its outcome: pairs by propensity within a
// caliper, adjusted for the covariates; where pairs leave a covariate more than .25 deviations apart, weights by
// entropy balance over all controls. Evidence standards: What Works Clearinghouse Handbook 4.1, and the tiers of ESSA.
//
// Never for one child: there are no individual effects here.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "insight/balance.h"
#include "insight/estimators.h"
#include "insight/matching.h"

namespace kith::insight {

enum class Better : std::uint8_t { Higher, Lower };

struct EffectOptions {
    std::size_t minimum = 60;         // treated, and controls; fewer are refused
    double caliper_deviations = 0.2;  // of the propensity score
    Better better = Better::Higher;
    double worthwhile_deviations = 0.25;  // smaller effects, in deviations of the controls' outcome, change nothing
    std::optional<std::size_t> sites;     // for the ESSA tier
};

enum class Verdict : std::uint8_t { Helped, Hurt, NoClearDifference, CannotTell, NotFair };
std::string_view name_of(Verdict verdict);

enum class Concern : std::uint8_t {
    NoPlacebo,
    PlaceboFailed,
    Unbalanced,
    ManyDropped,    // more than half of the treated have nobody to be compared with
    LittleOverlap,  // more than a tenth of the treated lie outside the controls' range of scores
    Disagreement,   // another adjusted estimator is significant the other way
    Imprecise,      // the interval holds both nothing and an effect worth having
    NotConverged,   // a covariate tells treated and controls apart without fail
};
std::string_view name_of(Concern concern);

struct Overlap {
    static constexpr std::size_t kBins = 10;
    std::array<std::size_t, kBins> treated{};  // children by propensity, tenths
    std::array<std::size_t, kBins> controls{};
    double treated_outside = 0;    // share beyond the controls' lowest and highest score
    double control_effective = 0;  // Kish's size of the controls under propensity weights
};

struct Placebo {
    Estimate estimate;
    std::vector<Estimate> others;
    bool is_passed() const { return estimate.low() <= 0 && estimate.high() >= 0; }
};

struct Robustness {
    double value = 0;
    double value_at_05 = 0;
    double partial_r2 = 0;
    std::optional<double> e_value;  // of a binary outcome
};

enum class Rating : std::uint8_t { MeetsWithReservations, DoesNotMeet };
enum class Tier : std::uint8_t { None, Two, Three };
enum class TierReason : std::uint8_t { Unbalanced, NotSignificant, TooFewChildren, OneSite, SitesUnknown, Full };
std::string_view name_of(Rating rating);
std::string_view name_of(TierReason reason);

struct Evidence {
    Rating rating = Rating::DoesNotMeet;
    Tier tier = Tier::None;
    std::vector<TierReason> because;  // why not tier 2; Full when it is
};

struct EffectReport {
    std::size_t treated = 0;
    std::size_t controls = 0;
    std::size_t matched = 0;  // treated children in the comparison
    std::size_t dropped = 0;
    Verdict verdict = Verdict::CannotTell;
    std::vector<Concern> concerns;
    Estimate estimate;
    std::vector<Estimate> estimators;
    std::vector<BalanceRow> balance;
    Overlap overlap;
    std::optional<Placebo> placebo;
    Robustness robustness;
    Evidence evidence;
    double outcome_deviation = 0;  // of the controls
    bool has(Concern concern) const;
};

/// `placebo` has the rows of `data`, an outcome from before, and covariates known before that.
/// Errors: effect.too-few (fewer than the minimum of treated or of controls), effect.constant (the outcome never
/// varies).
Result<EffectReport> estimate_effect(const EffectData& data, const std::optional<EffectData>& placebo,
                                     const EffectOptions& options);

/// Attrition is low when the difference in leaving is within the boundary for the overall share. Per cent and points.
enum class Assumption : std::uint8_t { Cautious, Optimistic };
bool is_attrition_low(double overall_percent, double differential_points, Assumption assumption);

}  // namespace kith::insight
