// Work: similarity of 4,096 pairs of usual names (mean 6 letters), ASCII, as linkage asks it per distinct value pair.
// Peer: the textbook version over the same pairs in the same run; `times_textbook` is how often faster.

#include <ctime>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/random.h"
#include "text/name_tables.h"
#include "text/similarity.h"

namespace kith::text {
namespace {

/// Of this process, so that other work on the machine does not change the ratio.
double cpu_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

using Pair = std::pair<std::string_view, std::string_view>;

std::vector<std::string_view> words_of(std::string_view list) {
    std::vector<std::string_view> words;
    for (std::size_t end = 0; !list.empty(); list.remove_prefix(std::min(end + 1, list.size()))) {
        end = std::min(list.find(' '), list.size());
        words.push_back(list.substr(0, end));
    }
    return words;
}

const std::vector<Pair>& name_pairs() {
    static const std::vector<Pair> kAll = [] {
        constexpr std::size_t kPairs = 4096;
        const auto names = words_of(common_surnames());
        Random random(7);
        std::vector<Pair> drawn;
        for (std::size_t i = 0; i < kPairs; ++i)
            drawn.emplace_back(names[random.below(names.size())], names[random.below(names.size())]);
        return drawn;
    }();
    return kAll;
}

template <class Measure>
double total(const Measure& measure) {
    double sum = 0;
    for (const auto& [a, b] : name_pairs()) sum += static_cast<double>(measure(a, b));
    return sum;
}

template <class Fast, class Textbook>
void compare(benchmark::State& state, const Fast& fast, const Textbook& textbook_version) {
    constexpr int kPeerRounds = 50;
    const double peer_start = cpu_s();
    for (int i = 0; i < kPeerRounds; ++i) benchmark::DoNotOptimize(total(textbook_version));
    const double peer_s = (cpu_s() - peer_start) / kPeerRounds;
    const double start = cpu_s();
    for (auto _ : state) benchmark::DoNotOptimize(total(fast));
    const double fast_s = (cpu_s() - start) / static_cast<double>(state.iterations());
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(name_pairs().size()));
    state.counters["ns_per_pair"] = fast_s * 1e9 / static_cast<double>(name_pairs().size());
    state.counters["times_textbook"] = peer_s / fast_s;
}

using Score = double (*)(std::string_view, std::string_view);
using Distance = std::size_t (*)(std::string_view, std::string_view);

void jaro_winkler_of_names(benchmark::State& state) {
    compare(state, static_cast<Score>(jaro_winkler), static_cast<Score>(textbook::jaro_winkler));
}
void levenshtein_of_names(benchmark::State& state) {
    compare(state, static_cast<Distance>(levenshtein), static_cast<Distance>(textbook::levenshtein));
}
void damerau_levenshtein_of_names(benchmark::State& state) {
    compare(state, static_cast<Distance>(damerau_levenshtein), static_cast<Distance>(textbook::damerau_levenshtein));
}

BENCHMARK(jaro_winkler_of_names);
BENCHMARK(levenshtein_of_names);
BENCHMARK(damerau_levenshtein_of_names);

}  // namespace
}  // namespace kith::text

BENCHMARK_MAIN();
