#include "insight/matching.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/random.h"
#include "insight/balance.h"
#include "insight/test_corpora.h"

namespace kith::insight {
namespace {

/// MatchIt's 614 rows; race as its two indicators beside black.
EffectData six_hundred(const std::vector<std::string>& columns) {
    Rows rows = read_rows("matchit/lalonde614.csv");
    for (auto& row : rows) {
        for (const std::string race : {"black", "hispan", "white"}) row[race] = row.at("race") == race ? "1" : "0";
    }
    return effect_data(rows, "treat", "re78", columns);
}

const std::vector<std::string> kColumns = {"age", "educ", "hispan", "white", "married", "nodegree", "re74", "re75"};

std::vector<std::uint32_t> side_of(const Matching& matching, std::uint32_t Pair::*side) {
    std::vector<std::uint32_t> rows;
    for (const Pair& pair : matching.pairs) rows.push_back(pair.*side);
    return rows;
}

double standardised(const EffectData& data, const std::vector<double>& values, Scale scale, const Matching& matching) {
    const EffectFits fits(data);
    const std::vector<Covariate> one = {{"x", scale, values}};
    const auto treated = side_of(matching, &Pair::treated);
    const auto controls = side_of(matching, &Pair::control);
    return balance_table(one, {fits.treated_rows(), fits.control_rows()}, {treated, controls}).front().after;
}

TEST(Matching, EqualsThePropensityOfTheReference) {
    KITH_NEED_CORPUS("matchit/lalonde614.csv");
    const EffectData data = six_hundred(kColumns);
    const EffectFits fits(data);
    const std::vector<double> published = {-1.663281598, .01577707102, .1613068774,     -2.081734120,  -3.065367741,
                                           -.8321132754, .7072968814,  -7.177668644e-5, 5.344644707e-5};
    for (std::size_t i = 0; i < published.size(); ++i) {
        EXPECT_NEAR(fits.propensity().coefficients[i] / published[i], 1, 1e-9);
    }
    EXPECT_NEAR(fits.propensity().log_likelihood, -243.921965655, 6e-10);
    EXPECT_NEAR(fits.least_squares().value, 1548.243802, 6e-7);
    EXPECT_NEAR(fits.by_propensity().value, 1214.071223, 6e-7);
    EXPECT_NEAR(effective_size(fits.propensity_weights()), 99.81538592, 6e-9);
    EXPECT_NEAR(fits.by_entropy()->value, 1273.261814, 6e-7);
    EXPECT_NEAR(effective_size(*fits.entropy_weights()), 98.45783442, 6e-9);
}

TEST(Matching, EqualsTheGreedyPairsOfTheReference) {
    KITH_NEED_CORPUS("matchit/lalonde614.csv");
    const EffectData data = six_hundred(kColumns);
    const EffectFits fits(data);
    const auto& scores = fits.propensity().probabilities;
    const Matching all = match_nearest(data.treated, scores, std::nullopt);
    ASSERT_EQ(all.pairs.size(), 185U);
    EXPECT_NEAR(matched_difference(data, all).value, 894.3674803, 6e-8);
    EXPECT_NEAR(matched_adjusted(data, all).value, 1344.935605, 6e-7);
    EXPECT_NEAR(matched_adjusted(data, all).standard_error, 730.8367831, 6e-8);

    EXPECT_NEAR(standardised(data, scores, Scale::Continuous, all), .9739, 6e-5);
    EXPECT_NEAR(standardised(data, data.covariates[0].values, Scale::Continuous, all), .0718, 6e-5);
    EXPECT_NEAR(standardised(data, data.covariates[1].values, Scale::Continuous, all), -.1290, 6e-5);
    EXPECT_NEAR(standardised(data, data.covariates[6].values, Scale::Continuous, all), -.0505, 6e-5);
    EXPECT_NEAR(standardised(data, data.covariates[7].values, Scale::Continuous, all), -.0257, 6e-5);
}

TEST(Matching, EqualsTheCaliperOfTheReference) {
    KITH_NEED_CORPUS("matchit/lalonde614.csv");
    const EffectData data = six_hundred(kColumns);
    const EffectFits fits(data);
    const auto& scores = fits.propensity().probabilities;
    const double caliper = 0.2 * score_deviation(scores);
    EXPECT_NEAR(caliper, .05806267448, 6e-12);
    const Matching near = match_nearest(data.treated, scores, caliper);
    EXPECT_EQ(near.pairs.size(), 113U);
    EXPECT_EQ(near.dropped, 72U);
    EXPECT_NEAR(matched_difference(data, near).value, 1571.744454, 6e-7);
    EXPECT_NEAR(matched_adjusted(data, near).value, 1510.982442, 6e-7);
    EXPECT_NEAR(matched_adjusted(data, near).standard_error, 961.8258564, 6e-8);
}

TEST(Matching, EqualsMahalanobisOfTheReference) {
    KITH_NEED_CORPUS("matchit/lalonde614.csv");
    const EffectData data = six_hundred(kColumns);
    const Matching matching = match_mahalanobis(data.treated, data.covariate_matrix());
    const auto controls = side_of(matching, &Pair::control);
    EXPECT_EQ(std::set<std::uint32_t>(controls.begin(), controls.end()).size(), 76U);
    EXPECT_NEAR(matched_difference(data, matching).value, 625.7567918, 6e-8);
}

TEST(Matching, StandardisesAsTheReference) {
    KITH_NEED_CORPUS("matchit/lalonde614.csv");
    const EffectData data =
        six_hundred({"age", "educ", "black", "hispan", "white", "married", "nodegree", "re74", "re75"});
    const EffectFits fits(six_hundred(kColumns));
    const Group before{fits.treated_rows(), fits.control_rows()};
    const std::vector<double> published = {-.3094, .0550, 1.7615, -.3498, -1.8819, -.8263, .2450, -.7211, -.2903};
    const auto table = balance_table(data.covariates, before, before);
    for (std::size_t i = 0; i < published.size(); ++i) EXPECT_NEAR(table[i].before, published[i], 6e-5);
    const std::vector<Covariate> distance = {{"distance", Scale::Continuous, fits.propensity().probabilities}};
    EXPECT_NEAR(balance_table(distance, before, before)[0].before, 1.7941, 6e-5);
}

/// The textbook: look at every free control.
Matching match_by_looking(const std::vector<std::uint8_t>& treated, const std::vector<double>& scores,
                          std::optional<double> caliper) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < treated.size(); ++i) {
        if (treated[i] != 0) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
    std::vector<bool> is_taken(treated.size(), false);
    Matching matching;
    for (const std::uint32_t row : order) {
        std::optional<std::uint32_t> best;
        for (std::uint32_t other = 0; other < treated.size(); ++other) {
            if (treated[other] != 0 || is_taken[other]) continue;
            if (!best || std::abs(scores[other] - scores[row]) < std::abs(scores[*best] - scores[row])) best = other;
        }
        if (!best || (caliper && std::abs(scores[*best] - scores[row]) > *caliper)) continue;
        is_taken[*best] = true;
        matching.pairs.push_back({row, *best});
    }
    return matching;
}

RC_GTEST_PROP(Matching, EqualsLookingAtEveryControl, ()) {
    const auto draws = *rc::gen::container<std::vector<std::pair<bool, int>>>(
        rc::gen::pair(rc::gen::arbitrary<bool>(), rc::gen::inRange(0, 20)));
    std::vector<std::uint8_t> treated;
    std::vector<double> scores;
    for (const auto& [is_treated, score] : draws) {
        treated.push_back(is_treated ? 1 : 0);
        scores.push_back(score);
    }
    const std::optional<double> caliper = *rc::gen::arbitrary<bool>() ? std::optional<double>(2) : std::nullopt;
    const Matching fast = match_nearest(treated, scores, caliper);
    const Matching slow = match_by_looking(treated, scores, caliper);
    RC_ASSERT(fast.pairs.size() == slow.pairs.size());
    for (std::size_t i = 0; i < fast.pairs.size(); ++i) {
        RC_ASSERT(fast.pairs[i].treated == slow.pairs[i].treated);
        RC_ASSERT(fast.pairs[i].control == slow.pairs[i].control);
    }
}

}  // namespace
}  // namespace kith::insight
