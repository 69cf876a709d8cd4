// The whole engine, from a dataset in memory to clusters, on made-up communities with eleven sources: seconds for the
// argument's number of children (each has about six records), on one thread and on all cores.

#include <numeric>

#include <benchmark/benchmark.h>

#include "link/engine.h"
#include "link/village_fixture.h"

namespace {

using namespace kith;
using namespace kith::link;

void engine(benchmark::State& state) {
    const auto children = static_cast<std::uint32_t>(state.range(0));
    const Dataset dataset = village::build({children, 11, 0.55, 1, 1}).dataset();
    Constraints constraints;
    constraints.sources_without_repeats.resize(11);
    std::iota(constraints.sources_without_repeats.begin(), constraints.sources_without_repeats.end(), 0U);
    ThreadPool pool(static_cast<unsigned>(state.range(1)));
    std::uint64_t pairs = 0;
    for (auto _ : state) {
        const Outcome outcome = link::link(dataset, constraints, {}, pool);
        pairs = outcome.statistics.pairs_scored;
        benchmark::DoNotOptimize(outcome.cluster.data());
    }
    state.counters["records"] = static_cast<double>(dataset.size());
    state.counters["pairs"] = static_cast<double>(pairs);
}

BENCHMARK(engine)
    ->Args({2'000, 1})
    ->Args({2'000, 0})
    ->Args({100'000, 0})
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
