#include "link/train.h"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "base/random.h"
#include "link/column_builder.h"

namespace kith::link {
namespace {

struct Simulated {
    Dataset dataset;
    double true_matches = 0;
};

/// Persons with two records each, fields independent, one field in `1 / error` typed wrong.
Simulated simulate(std::uint32_t persons, double error_rate) {
    Simulated result;
    Random random(5);
    const std::uint64_t sizes[] = {400, 700, 3000, 50};
    const FieldKind kinds[] = {FieldKind::City, FieldKind::Postcode, FieldKind::Identifier, FieldKind::Category};
    std::vector<ColumnBuilder> columns;
    for (int f = 0; f < 4; ++f) columns.emplace_back("field " + std::to_string(f), kinds[f]);
    for (std::uint32_t p = 0; p < persons; ++p) {
        std::uint64_t value[4];
        for (int f = 0; f < 4; ++f) value[f] = random.below(sizes[f]);
        for (int copy = 0; copy < 2; ++copy) {
            for (int f = 0; f < 4; ++f) {
                const std::uint64_t seen = random.chance(error_rate) ? random.below(sizes[f]) : value[f];
                columns[f].add(std::to_string(mix64(seen + 1000 * f)));
                columns[f].end_record();
            }
            result.dataset.key.push_back(mix64(result.dataset.key.size()));
            result.dataset.source.push_back(0);
        }
    }
    for (ColumnBuilder& column : columns) result.dataset.columns.push_back(std::move(column).finish());
    result.true_matches = persons;
    return result;
}

Trained train_on(const Dataset& dataset, ThreadPool& pool) {
    const Frame frame = make_frame(dataset);
    const Comparisons comparisons = choose_comparisons(frame);
    const Candidates candidates = Candidates::find(frame, 100, pool);
    TrainingInput input;
    input.frame = &frame;
    input.comparisons = &comparisons;
    input.random = sample_random_pairs(frame, comparisons, 400'000, 1, pool);
    input.patterns = count_patterns(frame, comparisons, candidates, 2'000'000, 1, pool);
    return train(input);
}

TEST(Training, RecoversKnownChances) {
    ThreadPool pool(2);
    const Simulated simulated = simulate(600, 0.1);
    const Trained trained = train_on(simulated.dataset, pool);
    EXPECT_NEAR(trained.matches, simulated.true_matches, 0.05 * simulated.true_matches);
    const double agree = 0.9 * 0.9;  // both copies right; agreement by chance adds almost nothing
    for (const ComparisonChances& chances : trained.chances) EXPECT_NEAR(chances.m[0][0], agree, 0.04);
    EXPECT_NEAR(trained.chances[0].u[0][0], 1.0 / 400, 0.0006);
    EXPECT_NEAR(trained.chances[3].u[0][0], 1.0 / 50, 0.003);
}

TEST(Training, KeepsAgreementForAndDisagreementAgainst) {
    ThreadPool pool(2);
    const Trained trained = train_on(simulate(40, 0.9).dataset, pool);  // fields that say nothing
    for (std::size_t c = 0; c < trained.chances.size(); ++c) {
        const auto& chances = trained.chances[c];
        const std::size_t last = trained.weights.comparison[c].levels - std::size_t{1};
        EXPECT_GE(chances.m[0][0], chances.u[0][0] * 0.999);
        EXPECT_LE(chances.m[0][last], chances.u[0][last] * 1.001);
        for (std::size_t l = 0; l <= last; ++l) EXPECT_TRUE(std::isfinite(trained.weights.comparison[c].match[0][l]));
    }
}

}  // namespace
}  // namespace kith::link
