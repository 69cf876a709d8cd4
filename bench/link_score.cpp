// Pairs per second of the fast scorer against the plain one, same pairs, same run. Work: 30,000 candidate pairs of a
// made-up community of 20,000 children, nine comparisons, floor at 1 in 20 odds. Both give the same weights
// (engine_test).

#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "link/scorer.h"
#include "link/train.h"
#include "link/village_fixture.h"

namespace {

using namespace kith;
using namespace kith::link;

struct Prepared {
    Dataset dataset;
    Frame frame;
    Comparisons comparisons;
    Trained trained;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;

    Prepared() {
        dataset = village::build({20'000, 6, 0.5, 1, 1}).dataset();
        frame = make_frame(dataset);
        comparisons = choose_comparisons(frame);
        ThreadPool pool;
        const Candidates candidates = Candidates::find(frame, 20, pool);
        TrainingInput input;
        input.frame = &frame;
        input.comparisons = &comparisons;
        input.random = sample_random_pairs(frame, comparisons, 200'000, 1, pool);
        input.patterns = count_patterns(frame, comparisons, candidates, 500'000, 1, pool);
        trained = train(input);
        for (std::size_t part = 0; part < candidates.parts() && pairs.size() < 30'000; ++part) {
            candidates.visit(part, [&](std::uint32_t a, std::uint32_t b) { pairs.emplace_back(a, b); });
        }
        pairs.resize(30'000);
    }
};

const Prepared& prepared() {
    static const Prepared kPrepared;
    return kPrepared;
}

constexpr float kFloor = -4.25;

void fast_scorer(benchmark::State& state) {
    const Prepared& p = prepared();
    Scorer scorer(p.frame, p.comparisons, p.trained.weights, {Families::Yes});
    for (auto _ : state) {
        for (const auto& [a, b] : p.pairs) benchmark::DoNotOptimize(scorer.score(a, b, kFloor));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(p.pairs.size()));
}

void plain_scorer(benchmark::State& state) {
    const Prepared& p = prepared();
    for (auto _ : state) {
        for (const auto& [a, b] : p.pairs) {
            benchmark::DoNotOptimize(plain_score(p.frame, p.comparisons, p.trained.weights, {Families::Yes}, a, b));
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(p.pairs.size()));
}

BENCHMARK(fast_scorer)->Unit(benchmark::kMillisecond);
BENCHMARK(plain_scorer)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
