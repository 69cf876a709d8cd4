#include "link/engine.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <set>

#include <gtest/gtest.h>

#include "link/evaluate.h"
#include "link/explain.h"
#include "link/scorer.h"
#include "link/train.h"
#include "link/village_fixture.h"

namespace kith::link {
namespace {

Constraints unrepeated(std::uint32_t sources) {
    Constraints result;
    result.sources_without_repeats.resize(sources);
    std::iota(result.sources_without_repeats.begin(), result.sources_without_repeats.end(), 0U);
    return result;
}

/// Clusters that hold records of both twins of a pair.
std::size_t merged_twins(const village::Village& village, const std::vector<std::uint32_t>& cluster) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::set<std::uint32_t>> children;
    for (std::size_t r = 0; r < cluster.size(); ++r) {
        const std::uint32_t child = village.records[r].child;
        if (village.children[child].twins != 0) children[{cluster[r], village.children[child].twins}].insert(child);
    }
    return static_cast<std::size_t>(
        std::count_if(children.begin(), children.end(), [](const auto& entry) { return entry.second.size() > 1; }));
}

TEST(Engine, LinksChildrenAndKeepsTwinsApart) {
    ThreadPool pool(2);
    for (const std::uint64_t seed : {1, 2, 3}) {
        const village::Village village = village::build({1500, 10, 0.55, 1, seed});
        const Dataset dataset = village.dataset();
        const Outcome outcome = link(dataset, unrepeated(10), {}, pool);
        const Accuracy accuracy = evaluate(outcome.cluster, village.truth());
        std::printf("village %d: precision %.5f recall %.5f, merged twins %zu, reviews %zu\n", static_cast<int>(seed),
                    accuracy.precision, accuracy.recall, merged_twins(village, outcome.cluster),
                    outcome.reviews.size());
        EXPECT_EQ(merged_twins(village, outcome.cluster), 0U);
        EXPECT_GE(accuracy.precision, 0.999);
        EXPECT_GE(accuracy.recall, 0.96);
    }
}

TEST(Engine, KeepsTwinsApartWhereSourcesRepeat) {
    ThreadPool pool(2);
    const village::Village village = village::build({1500, 10, 0.4, 1.5, 7});
    const Outcome outcome = link(village.dataset(), {}, {}, pool);
    const Accuracy accuracy = evaluate(outcome.cluster, village.truth());
    EXPECT_EQ(merged_twins(village, outcome.cluster), 0U);
    EXPECT_GE(accuracy.precision, 0.97);
    EXPECT_GE(accuracy.recall, 0.93);
}

/// Adds a child whom the sources 0 to 3 know, some without the middle name.
void add_child(village::Village& village, const table::Identity& identity) {
    const auto child = static_cast<std::uint32_t>(village.children.size());
    village.children.push_back({child, 0, identity});
    for (std::uint32_t source = 0; source < 4; ++source) {
        table::Identity said = identity;
        if (source % 2 == 1) said.middle.clear();
        if (source == 2 && !said.middle.empty()) said.middle.resize(1);
        if (source == 3) said.contacts.clear();
        village.records.push_back({source, child, said});
    }
}

TEST(Engine, KeepsTwinsApartWhoseNamesAreAlikeOrShared) {
    ThreadPool pool(2);
    village::Village village = village::build({700, 6, 0.6, 1, 21});
    const auto first = static_cast<std::uint32_t>(village.children.size());
    table::Identity twin;
    twin.surname = "Moldering";
    twin.birth_date = PartialDate::from(CivilDate::from_days(16000));
    twin.contacts = {{table::ContactKind::Phone, "+16125550123", ""}};
    const auto add_twins = [&](std::array<std::string_view, 2> one, std::array<std::string_view, 2> other) {
        twin.surname += "a";
        twin.contacts[0].value.back()++;
        twin.birth_date =
            PartialDate::from(CivilDate::from_days(16000 + 37 * static_cast<int>(village.children.size())));
        for (const auto& name : {one, other}) {
            twin.given = name[0];
            twin.middle = name[1];
            add_child(village, twin);
        }
    };
    add_twins({"Arianna", "Amelia"}, {"Ariana", "Scarlett"});
    add_twins({"Noah", "Lucas"}, {"Lucas", "Owen"});
    add_twins({"Noah", "Lucas"}, {"Noel", "Owen"});
    const Outcome outcome = link(village.dataset(), unrepeated(6), {}, pool);
    std::map<std::uint32_t, std::set<std::uint32_t>> children;
    for (std::size_t r = 0; r < outcome.cluster.size(); ++r) {
        if (village.records[r].child >= first) children[outcome.cluster[r]].insert(village.records[r].child);
    }
    for (const auto& [cluster, members] : children) EXPECT_EQ(members.size(), 1U);
    EXPECT_LE(children.size(), 8U);  // and they are found again
}

TEST(Comparer, TakesAMiddleNameForTheGivenNameUnlessAnotherOneStandsBesideIt) {
    const auto level_of = [](std::array<const char*, 2> one, std::array<const char*, 2> other) {
        std::array<table::Identity, 2> identities;
        identities[0].given = one[0];
        identities[0].middle = one[1];
        identities[1].given = other[0];
        identities[1].middle = other[1];
        const std::vector<IdentityRecord> records = {{1, 0, &identities[0]}, {2, 1, &identities[1]}};
        const Dataset dataset = from_identities(records);
        const Frame frame = make_frame(dataset);
        const Comparisons comparisons = choose_comparisons(frame);
        Agreement agreement;
        PlainComparer(frame, comparisons).compare(0, 1, agreement);
        return static_cast<GivenLevel>(agreement.level[*comparisons.given]);
    };
    EXPECT_EQ(level_of({"Noah", "Lucas"}, {"Lucas", ""}), GivenLevel::OtherName);
    EXPECT_EQ(level_of({"Lucas", ""}, {"Noah", "Lucas"}), GivenLevel::OtherName);
    EXPECT_EQ(level_of({"Noah", "Lucas"}, {"Lucas", "Noah"}), GivenLevel::OtherName);
    EXPECT_EQ(level_of({"Noah", "Lucas"}, {"Lucas", "N"}), GivenLevel::OtherName);
    EXPECT_EQ(level_of({"Noah", "Lucas"}, {"Lucas", "Owen"}), GivenLevel::Different);
    EXPECT_EQ(level_of({"Lucas", "Owen"}, {"Noah", "Lucas"}), GivenLevel::Different);
}

TEST(Engine, GivesTheSameOutcomeOnAnyNumberOfThreads) {
    const village::Village village = village::build({800, 6, 0.6, 1, 4});
    const Dataset dataset = village.dataset();
    ThreadPool one(1);
    ThreadPool two(2);
    ThreadPool four(4);
    const Outcome reference = link(dataset, unrepeated(6), {}, one);
    for (ThreadPool* pool : {&two, &four}) {
        const Outcome outcome = link(dataset, unrepeated(6), {}, *pool);
        EXPECT_EQ(outcome.cluster, reference.cluster);
        EXPECT_EQ(outcome.model.parameters, reference.model.parameters);
        ASSERT_EQ(outcome.reviews.size(), reference.reviews.size());
        for (std::size_t i = 0; i < outcome.reviews.size(); ++i) {
            EXPECT_EQ(outcome.reviews[i].pair, reference.reviews[i].pair);
        }
    }
}

TEST(Engine, DoesNotCareForTheOrderOfRecords) {
    const village::Village village = village::build({800, 6, 0.6, 1, 5});
    std::vector<IdentityRecord> records;
    for (std::size_t i = 0; i < village.records.size(); ++i) {
        records.push_back({i + 1, village.records[i].source, &village.records[i].identity});
    }
    std::vector<IdentityRecord> shuffled = records;
    Random random(11);
    for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[random.below(i)]);
    ThreadPool pool(2);
    const auto members = [&](const std::vector<IdentityRecord>& input) {
        const Outcome outcome = link(from_identities(input), unrepeated(6), {}, pool);
        std::map<std::uint32_t, std::set<std::uint64_t>> by_cluster;
        for (std::size_t i = 0; i < input.size(); ++i) by_cluster[outcome.cluster[i]].insert(input[i].key);
        std::set<std::set<std::uint64_t>> result;
        for (auto& [cluster, keys] : by_cluster) result.insert(std::move(keys));
        return result;
    };
    EXPECT_EQ(members(records), members(shuffled));
}

TEST(Engine, ObeysVerdicts) {
    const village::Village village = village::build({300, 6, 0.6, 1, 6});
    const Dataset dataset = village.dataset();
    ThreadPool pool(2);
    Constraints constraints = unrepeated(6);
    const Outcome before = link(dataset, constraints, {}, pool);
    ASSERT_FALSE(before.reviews.empty());
    const RecordPair asked = before.reviews[0].pair;
    std::uint32_t second = 1;
    while (before.cluster[second] != before.cluster[0]) ++second;
    constraints.same = {asked};
    constraints.different = {{0, second}};
    const Outcome after = link(dataset, constraints, {}, pool);
    EXPECT_EQ(after.cluster[asked.a], after.cluster[asked.b]);
    EXPECT_NE(after.cluster[0], after.cluster[second]);
    for (const Review& review : after.reviews) EXPECT_NE(review.pair, asked);
}

TEST(Engine, TakesAnyNumberOfRecords) {
    ThreadPool pool(2);
    EXPECT_TRUE(link({}, {}, {}, pool).cluster.empty());
    for (const std::uint32_t children : {1, 2, 5}) {
        const village::Village village = village::build({children, 1, 1, 0, 8});
        const Outcome outcome = link(village.dataset(), {}, {}, pool);
        EXPECT_EQ(outcome.cluster.size(), village.records.size());
    }
}

TEST(Engine, FindsNothingWhereNothingIsTwice) {
    ThreadPool pool(2);
    const village::Village village = village::build({1200, 1, 1, 1, 9});
    const Outcome outcome = link(village.dataset(), {}, {}, pool);
    const Accuracy accuracy = evaluate(outcome.cluster, village.truth());
    EXPECT_LE(accuracy.found_pairs, 3U);
}

/// The parts of link() up to the weights, for looking inside.
struct Inside {
    Dataset dataset;
    Frame frame;
    Comparisons comparisons;
    Trained trained;

    explicit Inside(const village::Village& village, ThreadPool& pool) : dataset(village.dataset()) {
        frame = make_frame(dataset);
        comparisons = choose_comparisons(frame);
        const Candidates candidates = Candidates::find(frame, 40, pool);
        TrainingInput input;
        input.frame = &frame;
        input.comparisons = &comparisons;
        input.random = sample_random_pairs(frame, comparisons, 100'000, 1, pool);
        input.patterns = count_patterns(frame, comparisons, candidates, 500'000, 1, pool);
        trained = train(input);
    }
};

TEST(Scorer, AgreesWithThePlainOne) {
    ThreadPool pool(2);
    const village::Village village = village::build({700, 6, 0.6, 2, 10});
    const Inside inside(village, pool);
    const ScoringRules rules{Families::Yes};
    Scorer scorer(inside.frame, inside.comparisons, inside.trained.weights, rules);
    constexpr float kFloor = -4;
    const auto plain_one = [&](std::uint32_t a, std::uint32_t b) {
        return plain_score(inside.frame, inside.comparisons, inside.trained.weights, rules, a, b);
    };
    std::size_t above = 0;
    const auto expect_equal = [&](std::uint32_t a, std::uint32_t b) {
        const PairScore fast = scorer.score(a, b, kFloor);
        const PairScore plain = plain_one(a, b);
        if (plain.weight < kFloor) {
            EXPECT_LT(fast.weight, kFloor);
            return;
        }
        ++above;
        EXPECT_EQ(fast.weight, plain.weight);
        EXPECT_EQ(fast.doubt, plain.doubt);
    };
    Random random(3);
    for (int i = 0; i < 20'000; ++i) {
        const auto a = static_cast<std::uint32_t>(random.below(inside.frame.size()));
        const auto b = static_cast<std::uint32_t>(random.below(inside.frame.size()));
        if (a != b) expect_equal(std::min(a, b), std::max(a, b));
    }
    const Candidates candidates = Candidates::find(inside.frame, 10, pool);
    for (std::size_t part = 0; part < candidates.parts(); ++part) {
        candidates.visit_sample(part, 7, 1, expect_equal);
    }
    EXPECT_GT(above, 500U);
}

TEST(Candidates, AreDistinctAndHoldNearlyAllTruePairs) {
    ThreadPool pool(2);
    const village::Village village = village::build({1500, 6, 0.6, 1, 12});
    const Dataset dataset = village.dataset();
    const Frame frame = make_frame(dataset);
    const Candidates candidates = Candidates::find(frame, 40, pool);
    ASSERT_GT(candidates.rules(), 5U);
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    std::uint64_t found = 0;
    for (std::size_t part = 0; part < candidates.parts(); ++part) {
        candidates.visit(part, [&](std::uint32_t a, std::uint32_t b) {
            EXPECT_LT(a, b);
            EXPECT_TRUE(seen.emplace(a, b).second);
            const auto child = [&](std::uint32_t r) { return village.records[frame.original[r]].child; };
            if (child(a) == child(b)) ++found;
        });
    }
    std::uint64_t pairs = 0;
    std::map<std::uint32_t, std::uint64_t> records;
    for (const auto& record : village.records) pairs += records[record.child]++;
    EXPECT_GE(static_cast<double>(found), 0.995 * static_cast<double>(pairs));
}

TEST(Explanations, AddUpToTheWeightOfTheEdge) {
    ThreadPool pool(2);
    const village::Village village = village::build({300, 6, 0.6, 1, 13});
    const Dataset dataset = village.dataset();
    const Outcome outcome = link(dataset, {}, {}, pool);
    const Explainer explainer(dataset, outcome.model);
    ASSERT_GT(outcome.edges.size(), 100U);
    for (std::size_t i = 0; i < 100; ++i) {
        const Edge& edge = outcome.edges[i * outcome.edges.size() / 100];
        const Explanation explanation = explainer.explain(edge.a, edge.b);
        double sum = 0;
        for (const Step& step : explanation.steps) sum += step.weight;
        EXPECT_NEAR(sum, edge.weight, 1e-3);
        EXPECT_NEAR(explanation.probability, edge.probability, 1e-4);
    }
}

}  // namespace
}  // namespace kith::link
