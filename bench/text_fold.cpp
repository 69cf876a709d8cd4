// Work: folding 1,024 names, of which the argument says how many per cent have an accent. Peer: ICU alone over the same
// names in the same run; `times_icu` is how often faster.

#include <ctime>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "text/fold.h"

namespace kith::text {
namespace {

/// Of this process, so that other work on the machine does not change the ratio.
double cpu_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::vector<std::string> names_with_accents(std::int64_t per_cent) {
    const std::vector<std::string> plain = {"Emily Parker", "O'Brien", "Hernandez Garcia", "DE LA CRUZ", "Mary-Jane"};
    const std::vector<std::string> accented = {"José Núñez", "GARCÍA-LÓPEZ", "Zoë", "María de los Ángeles", "Ibáñez"};
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < 1024; ++i) names.push_back(i * 37 % 100 < per_cent ? accented[i % 5] : plain[i % 5]);
    return names;
}

void fold_names(benchmark::State& state) {
    const auto names = names_with_accents(state.range(0));
    const double peer_start = cpu_s();
    for (const auto& name : names) benchmark::DoNotOptimize(fold_by_icu(name));
    const double peer_s = (cpu_s() - peer_start);
    std::string out;
    const double start = cpu_s();
    for (auto _ : state) {
        for (const auto& name : names) {
            fold_into(name, out);
            benchmark::DoNotOptimize(out.data());
        }
    }
    const double fast_s = (cpu_s() - start) / static_cast<double>(state.iterations());
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(names.size()));
    state.counters["ns_per_name"] = fast_s * 1e9 / static_cast<double>(names.size());
    state.counters["times_icu"] = peer_s / fast_s;
}
BENCHMARK(fold_names)->Arg(0)->Arg(20)->Arg(100);

}  // namespace
}  // namespace kith::text

BENCHMARK_MAIN();
