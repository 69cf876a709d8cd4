#include "link/evaluate.h"

#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kith::link {
namespace {

Accuracy by_all_pairs(const std::vector<std::uint32_t>& cluster, const std::vector<std::uint32_t>& truth) {
    Accuracy result;
    for (std::size_t i = 0; i < cluster.size(); ++i) {
        for (std::size_t j = i + 1; j < cluster.size(); ++j) {
            if (truth[i] == kNoTruth || truth[j] == kNoTruth) continue;
            result.true_pairs += truth[i] == truth[j] ? 1 : 0;
            result.found_pairs += cluster[i] == cluster[j] ? 1 : 0;
            result.correct_pairs += truth[i] == truth[j] && cluster[i] == cluster[j] ? 1 : 0;
        }
    }
    return result;
}

RC_GTEST_PROP(Evaluation, CountsPairsAsAllPairsDo, ()) {
    const auto size = *rc::gen::inRange<std::size_t>(0, 40);
    const auto cluster = *rc::gen::container<std::vector<std::uint32_t>>(size, rc::gen::inRange<std::uint32_t>(0, 6));
    auto truth = *rc::gen::container<std::vector<std::uint32_t>>(size, rc::gen::inRange<std::uint32_t>(0, 6));
    for (auto& label : truth) label = label == 5 ? kNoTruth : label;
    const Accuracy fast = evaluate(cluster, truth);
    const Accuracy slow = by_all_pairs(cluster, truth);
    RC_ASSERT(fast.true_pairs == slow.true_pairs);
    RC_ASSERT(fast.found_pairs == slow.found_pairs);
    RC_ASSERT(fast.correct_pairs == slow.correct_pairs);
}

TEST(Evaluation, GivesTheWorkedFigures) {
    const std::vector<std::uint32_t> cluster = {0, 0, 0, 1, 1};
    const std::vector<std::uint32_t> truth = {7, 7, 8, 8, 8};
    const Accuracy result = evaluate(cluster, truth);
    EXPECT_EQ(result.found_pairs, 4U);
    EXPECT_EQ(result.true_pairs, 4U);
    EXPECT_EQ(result.correct_pairs, 2U);
    EXPECT_DOUBLE_EQ(result.f1, 0.5);
    EXPECT_NEAR(result.b3_precision, (2.0 / 3 * 2 + 1.0 / 3 + 2) / 5, 1e-12);
    EXPECT_NEAR(result.b3_recall, (2 + 1.0 / 3 + 2.0 / 3 * 2) / 5, 1e-12);
}

TEST(Evaluation, IsPerfectWhereNothingIsToBeFound) {
    const std::vector<std::uint32_t> each = {0, 1, 2};
    EXPECT_DOUBLE_EQ(evaluate(each, each).f1, 1);
    EXPECT_DOUBLE_EQ(evaluate({}, {}).f1, 1);
}

TEST(Evaluation, NumbersLabelsByFirstAppearance) {
    const std::vector<std::string_view> labels = {"b", "a", "", "b"};
    EXPECT_EQ(number_labels(labels), (std::vector<std::uint32_t>{0, 1, kNoTruth, 0}));
}

}  // namespace
}  // namespace kith::link
