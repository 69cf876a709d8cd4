// Reading a clean roster of 12 columns on one core: the block reader and the whole way from bytes to an accounted
// table, beside the plainest loop that looks at each character and stores each cell: the peak that no reader needs to
// explain.

#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/random.h"
#include "intake/reader.h"

namespace {

using namespace kith;
using namespace kith::intake;

const std::string& roster() {
    static const std::string text = [] {
        Random random(7);
        std::string out = "id,last,first,birth,grade,school,phone,street,city,zip,present,note\r\n";
        while (out.size() < (64U << 20)) {
            out += std::to_string(random.between(100000, 999999)) + ",Garcia,Ana," +
                   std::to_string(random.between(2008, 2016)) + "-03-1" + std::to_string(random.between(0, 9)) +
                   ",4,Lincoln Elementary,555-01" + std::to_string(random.between(10, 99)) +
                   ",12 Oak Street,Springfield,6" + std::to_string(random.between(1000, 9999)) + "," +
                   std::to_string(random.between(0, 180)) + ",\"ok, late\"\r\n";
        }
        return out;
    }();
    return text;
}

void naive_loop(benchmark::State& state) {
    for (auto _ : state) {
        std::vector<std::string_view> cells;
        bool is_quoted = false;
        std::size_t begin = 0;
        const std::string& text = roster();
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (c == '"') is_quoted = !is_quoted;
            if (is_quoted || (c != ',' && c != '\n' && c != '\r')) continue;
            cells.emplace_back(text.data() + begin, i - begin);
            begin = i + 1;
        }
        benchmark::DoNotOptimize(cells.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * roster().size()));
}

void block_reader(benchmark::State& state) {
    for (auto _ : state) {
        auto reading = read_csv(roster(), {});
        benchmark::DoNotOptimize(reading);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * roster().size()));
}

void bytes_to_table(benchmark::State& state) {
    for (auto _ : state) {
        auto readings = read_tables(as_bytes(roster()), "roster.csv");
        benchmark::DoNotOptimize(readings);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * roster().size()));
}

void sniff_20_kb(benchmark::State& state) {
    const std::string text = roster().substr(0, 20'000);
    for (auto _ : state) {
        auto dialect = sniff_dialect(text);
        benchmark::DoNotOptimize(dialect);
    }
}

BENCHMARK(naive_loop)->Unit(benchmark::kMillisecond);
BENCHMARK(block_reader)->Unit(benchmark::kMillisecond);
BENCHMARK(bytes_to_table)->Unit(benchmark::kMillisecond);
BENCHMARK(sniff_20_kb)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
