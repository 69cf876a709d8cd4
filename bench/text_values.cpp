// Work: 1,024 cells a column, as intake reads them. Peers, in the same run: strptime with the right format given for
// dates (`times_strptime`), libphonenumber for telephone numbers (`times_library`; an extension sends a number there).

#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/random.h"
#include "text/address.h"
#include "text/dates.h"
#include "text/names.h"
#include "text/phone.h"

namespace kith::text {
namespace {

/// Of this process, so that other work on the machine does not change the ratio.
double cpu_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

constexpr std::size_t kCells = 1024;

template <class Work>
double seconds(int rounds, const Work& work) {
    const double start = cpu_s();
    for (int i = 0; i < rounds; ++i) work();
    return (cpu_s() - start) / rounds;
}

/// Runs `fast` under the benchmark and `peer` a few rounds before it.
template <class Fast, class Peer>
void compare(benchmark::State& state, const char* ratio, const Fast& fast, const Peer& peer) {
    constexpr int kPeerRounds = 20;
    const double peer_s = seconds(kPeerRounds, peer);
    const double start = cpu_s();
    for (auto _ : state) fast();
    const double fast_s = (cpu_s() - start) / static_cast<double>(state.iterations());
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kCells));
    state.counters["ns_per_cell"] = fast_s * 1e9 / kCells;
    state.counters[ratio] = peer_s / fast_s;
}

void parse_dates(benchmark::State& state) {
    Random random(3);
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < kCells; ++i) {
        cells.push_back(std::to_string(random.between(1, 12)) + "/" + std::to_string(random.between(1, 28)) + "/" +
                        std::to_string(random.between(2000, 2020)));
    }
    compare(
        state, "times_strptime",
        [&] {
            for (const auto& cell : cells) benchmark::DoNotOptimize(parse_date(cell, DateOrder::Mdy).is_ok());
        },
        [&] {
            for (const auto& cell : cells) {
                std::tm tm{};
                benchmark::DoNotOptimize(strptime(cell.c_str(), "%m/%d/%Y", &tm));
            }
        });
}
BENCHMARK(parse_dates);

void phones_to_e164(benchmark::State& state) {
    Random random(4);
    std::vector<std::string> plain;
    std::vector<std::string> extended;
    for (std::size_t i = 0; i < kCells; ++i) {
        plain.push_back("(612) 555-" + std::to_string(random.between(1000, 9999)));
        extended.push_back(plain.back() + " ext 7");
    }
    const auto read = [](const std::vector<std::string>& cells) {
        for (const auto& cell : cells) benchmark::DoNotOptimize(to_e164(cell).has_value());
    };
    compare(
        state, "times_library", [&] { read(plain); }, [&] { read(extended); });
}
BENCHMARK(phones_to_e164);

void relate_nicknames(benchmark::State& state) {
    const std::vector<std::string_view> names = {"robert", "bob",  "guadalupe", "lupita",
                                                 "emily",  "jose", "pepe",      "ximena"};
    for (auto _ : state) {
        for (const auto a : names) {
            for (const auto b : names) benchmark::DoNotOptimize(are_nicknames(a, b));
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(names.size() * names.size()));
}
BENCHMARK(relate_nicknames);

void split_full_names(benchmark::State& state) {
    const std::vector<std::string_view> names = {"Ana María de la Cruz García", "Robert J. Hill", "Hill, Robert",
                                                 "Emily Parker"};
    for (auto _ : state) {
        for (const auto name : names) benchmark::DoNotOptimize(split_full_name(name, NameOrder::GivenFirst));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(names.size()));
}
BENCHMARK(split_full_names);

void normalise_addresses(benchmark::State& state) {
    const std::vector<std::string_view> lines = {"123 N. Main St., Apt 4B", "2403 magnolia park rd", "10 St Paul Ave"};
    for (auto _ : state) {
        for (const auto line : lines) benchmark::DoNotOptimize(normal_address(line));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(lines.size()));
}
BENCHMARK(normalise_addresses);

}  // namespace
}  // namespace kith::text

BENCHMARK_MAIN();
