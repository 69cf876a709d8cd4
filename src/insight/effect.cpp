#include "insight/effect.h"

#include <algorithm>
#include <cmath>

#include "insight/sensitivity.h"

namespace kith::insight {
namespace {

constexpr double kDroppedMax = 0.5;
constexpr double kOutsideMax = 0.1;
constexpr std::size_t kTierTwoChildren = 350;
constexpr std::size_t kTierTwoSites = 2;

enum class Choice : std::uint8_t { Pairs, Weights };

bool is_balanced(const std::vector<BalanceRow>& table) {
    return std::none_of(table.begin(), table.end(),
                        [](const BalanceRow& row) { return row.baseline == Baseline::NotSatisfied; });
}

/// One comparison of treated with controls, by pairs and by weights.
class Comparison {
  public:
    Comparison(const EffectData& data, const EffectOptions& options) : data_(data), fits_(data) {
        const auto& scores = fits_.propensity().probabilities;
        matching_ = match_nearest(data.treated, scores, options.caliper_deviations * score_deviation(scores));
        for (const Pair& pair : matching_.pairs) {
            paired_treated_.push_back(pair.treated);
            paired_controls_.push_back(pair.control);
        }
        // A regression on pairs needs more pairs than columns.
        has_pairs_ = matching_.pairs.size() > data.covariates.size() + 3;
    }

    const EffectFits& fits() const { return fits_; }
    const Matching& matching() const { return matching_; }
    bool has_pairs() const { return has_pairs_; }
    bool has(Choice choice) const { return choice == Choice::Pairs ? has_pairs_ : fits_.entropy_weights().has_value(); }

    std::vector<BalanceRow> balance(Choice choice) const {
        const Group before{fits_.treated_rows(), fits_.control_rows()};
        if (choice == Choice::Pairs)
            return balance_table(data_.covariates, before, {paired_treated_, paired_controls_});
        return balance_table(data_.covariates, before,
                             {fits_.treated_rows(), fits_.control_rows(), *fits_.entropy_weights()});
    }
    Estimate estimate(Choice choice) const {
        return choice == Choice::Pairs ? matched_adjusted(data_, matching_) : *fits_.by_entropy();
    }
    Choice choose() const {
        const bool is_paired = has_pairs_ && is_balanced(balance(Choice::Pairs));
        return is_paired || !has(Choice::Weights) ? Choice::Pairs : Choice::Weights;
    }
    std::vector<Estimate> all() const {
        std::vector<Estimate> estimates = {fits_.difference(), fits_.least_squares(), fits_.outcome_regression(),
                                           fits_.by_propensity(), fits_.doubly_robust()};
        if (has(Choice::Weights)) estimates.push_back(*fits_.by_entropy());
        if (has_pairs_) {
            estimates.push_back(matched_difference(data_, matching_));
            estimates.push_back(matched_adjusted(data_, matching_));
        }
        return estimates;
    }

  private:
    const EffectData& data_;
    EffectFits fits_;
    Matching matching_;
    std::vector<std::uint32_t> paired_treated_;
    std::vector<std::uint32_t> paired_controls_;
    bool has_pairs_ = false;
};

Overlap overlap_of(const EffectData& data, const EffectFits& fits) {
    Overlap overlap;
    const auto& scores = fits.propensity().probabilities;
    double lowest = 1;
    double highest = 0;
    for (const std::uint32_t row : fits.control_rows()) {
        lowest = std::min(lowest, scores[row]);
        highest = std::max(highest, scores[row]);
    }
    std::size_t outside = 0;
    for (std::size_t row = 0; row < data.size(); ++row) {
        const auto bin = std::min(Overlap::kBins - 1, static_cast<std::size_t>(scores[row] * Overlap::kBins));
        ++(data.treated[row] != 0 ? overlap.treated : overlap.controls)[bin];
        if (data.treated[row] != 0 && (scores[row] < lowest || scores[row] > highest)) ++outside;
    }
    overlap.treated_outside = static_cast<double>(outside) / static_cast<double>(fits.treated_rows().size());
    overlap.control_effective = effective_size(fits.propensity_weights());
    return overlap;
}

Robustness robustness_of(const EffectData& data, const EffectFits& fits, const Estimate& estimate) {
    Robustness robustness;
    robustness.value = robustness_value(fits.t_value(), fits.degrees_of_freedom());
    robustness.value_at_05 = robustness_value_at(fits.t_value(), fits.degrees_of_freedom(), 0.05);
    robustness.partial_r2 = partial_r2(fits.t_value(), fits.degrees_of_freedom());
    const bool is_binary =
        std::all_of(data.outcome.begin(), data.outcome.end(), [](double y) { return y == 0 || y == 1; });
    double share = 0;
    for (const std::uint32_t row : fits.treated_rows()) share += data.outcome[row];
    share /= static_cast<double>(fits.treated_rows().size());
    const double without = share - estimate.value;
    if (is_binary && share > 0 && without > 0) robustness.e_value = e_value(share / without);
    return robustness;
}

bool is_significant(const Estimate& estimate) {
    return estimate.low() > 0 || estimate.high() < 0;
}

bool is_for_better(const Estimate& estimate, Better better) {
    return (estimate.value > 0) == (better == Better::Higher);
}

Evidence evidence_of(const EffectReport& report, const EffectOptions& options, std::size_t children) {
    Evidence evidence;
    const bool is_fair = is_balanced(report.balance);
    const bool is_positive = is_significant(report.estimate) && is_for_better(report.estimate, options.better);
    evidence.rating = is_fair ? Rating::MeetsWithReservations : Rating::DoesNotMeet;
    if (!is_fair) evidence.because.push_back(TierReason::Unbalanced);
    if (!is_positive) evidence.because.push_back(TierReason::NotSignificant);
    if (children < kTierTwoChildren) evidence.because.push_back(TierReason::TooFewChildren);
    if (!options.sites) evidence.because.push_back(TierReason::SitesUnknown);
    if (options.sites && *options.sites < kTierTwoSites) evidence.because.push_back(TierReason::OneSite);
    if (evidence.because.empty()) {
        evidence.tier = Tier::Two;
        evidence.because.push_back(TierReason::Full);
    } else {
        evidence.tier = is_positive ? Tier::Three : Tier::None;
    }
    return evidence;
}

bool is_opposed(const Estimate& estimate, const Estimate& headline) {
    // The raw difference is what the comparison is there to correct.
    return estimate.estimator != Estimator::Difference && is_significant(estimate) &&
           estimate.value * headline.value < 0;
}

void raise_concerns(EffectReport& report, const EffectFits& fits, const EffectOptions& options) {
    std::vector<Concern>& concerns = report.concerns;
    if (!fits.propensity().has_converged) concerns.push_back(Concern::NotConverged);
    if (!report.placebo) concerns.push_back(Concern::NoPlacebo);
    if (report.placebo && !report.placebo->is_passed()) concerns.push_back(Concern::PlaceboFailed);
    if (!is_balanced(report.balance)) concerns.push_back(Concern::Unbalanced);
    if (static_cast<double>(report.dropped) > kDroppedMax * static_cast<double>(report.treated)) {
        concerns.push_back(Concern::ManyDropped);
    }
    if (report.overlap.treated_outside > kOutsideMax) concerns.push_back(Concern::LittleOverlap);
    if (std::any_of(report.estimators.begin(), report.estimators.end(),
                    [&](const Estimate& estimate) { return is_opposed(estimate, report.estimate); })) {
        concerns.push_back(Concern::Disagreement);
    }
    const double worthwhile = options.worthwhile_deviations * report.outcome_deviation;
    if (!is_significant(report.estimate) &&
        (report.estimate.low() < -worthwhile || report.estimate.high() > worthwhile)) {
        concerns.push_back(Concern::Imprecise);
    }
}

Verdict verdict_of(const EffectReport& report, const EffectOptions& options) {
    for (const Concern concern : {Concern::NotConverged, Concern::PlaceboFailed, Concern::Unbalanced,
                                  Concern::ManyDropped, Concern::LittleOverlap}) {
        if (report.has(concern)) return Verdict::NotFair;
    }
    for (const Concern concern : {Concern::NoPlacebo, Concern::Disagreement, Concern::Imprecise}) {
        if (report.has(concern)) return Verdict::CannotTell;
    }
    if (!is_significant(report.estimate)) return Verdict::NoClearDifference;
    return is_for_better(report.estimate, options.better) ? Verdict::Helped : Verdict::Hurt;
}

double deviation_of_controls(const EffectData& data, const EffectFits& fits) {
    const Group everyone{fits.treated_rows(), fits.control_rows()};
    return group_means(data.outcome, everyone).control_deviation;
}

Result<void> refuse_unfit(const EffectData& data, const EffectOptions& options) {
    const std::size_t treated = data.treated_count();
    if (std::min(treated, data.size() - treated) < std::max<std::size_t>(options.minimum, 2)) {
        return make_error(ErrorCode::InvalidInput, "effect.too-few",
                          "fewer than " + std::to_string(options.minimum) + " children in one of the two groups");
    }
    const auto [low, high] = std::minmax_element(data.outcome.begin(), data.outcome.end());
    if (*low == *high) return make_error(ErrorCode::InvalidInput, "effect.constant", "the outcome never varies");
    return {};
}

Placebo placebo_of(const EffectData& data, Choice choice, const EffectOptions& options) {
    const Comparison comparison(data, options);
    const Choice possible = comparison.has(choice) ? choice : comparison.choose();
    const Estimate estimate =
        comparison.has(possible) ? comparison.estimate(possible) : comparison.fits().doubly_robust();
    return {estimate, comparison.all()};
}

}  // namespace

bool EffectReport::has(Concern concern) const {
    return std::find(concerns.begin(), concerns.end(), concern) != concerns.end();
}

Result<EffectReport> estimate_effect(const EffectData& data, const std::optional<EffectData>& placebo,
                                     const EffectOptions& options) {
    TRY(refuse_unfit(data, options));
    const Comparison comparison(data, options);
    const EffectFits& fits = comparison.fits();
    EffectReport report;
    report.treated = fits.treated_rows().size();
    report.controls = fits.control_rows().size();
    report.outcome_deviation = deviation_of_controls(data, fits);
    report.estimators = comparison.all();
    report.overlap = overlap_of(data, fits);

    const Choice choice = comparison.choose();
    const bool is_possible = comparison.has(choice);
    report.estimate = is_possible ? comparison.estimate(choice) : fits.least_squares();
    if (is_possible) report.balance = comparison.balance(choice);
    const bool is_paired = choice == Choice::Pairs;
    report.matched = is_paired ? comparison.matching().pairs.size() : report.treated;
    report.dropped = report.treated - report.matched;
    report.robustness = robustness_of(data, fits, report.estimate);
    if (placebo) report.placebo = placebo_of(*placebo, choice, options);
    report.evidence = evidence_of(report, options, is_paired ? 2 * report.matched : report.treated + report.controls);
    raise_concerns(report, fits, options);
    report.verdict = verdict_of(report, options);
    return report;
}

}  // namespace kith::insight
