// Work: a town of N children, generated and written to a sink that only counts bytes. The peer is writing the same
// number of bytes from a buffer, the least that any writer must do; the ratio is the `times_copying` counter.
// Measured on 2 cores: see docs/formats/town.md.

#include <chrono>
#include <cstring>
#include <string>

#include <benchmark/benchmark.h>

#include "town/town.h"

namespace {

class CountingSink final : public kith::town::FileSink {
  public:
    kith::Result<void> append(std::string_view, std::string_view bytes) override {
        for (std::size_t at = 0; at < bytes.size(); at += buffer_.size())
            std::memcpy(buffer_.data(), bytes.data() + at, std::min(buffer_.size(), bytes.size() - at));
        benchmark::DoNotOptimize(buffer_.data());
        size += bytes.size();
        return {};
    }
    std::size_t size = 0;

  private:
    std::string buffer_ = std::string(1U << 20U, '\0');
};

double seconds_to_copy(std::size_t size) {
    const std::string bytes(1U << 20U, 'x');
    CountingSink sink;
    const auto start = std::chrono::steady_clock::now();
    while (sink.size < size) static_cast<void>(sink.append("peer", bytes));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void write_a_town(benchmark::State& state) {
    kith::ThreadPool pool;
    const kith::town::Options options{.children = static_cast<std::uint32_t>(state.range(0)), .seed = 1};
    std::size_t size = 0;
    const auto start = std::chrono::steady_clock::now();
    for (auto _ : state) {
        CountingSink sink;
        const kith::town::Town town = kith::town::generate(options, pool).value();
        static_cast<void>(kith::town::write_town(town, pool, sink));
        size += sink.size;
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    state.SetBytesProcessed(static_cast<std::int64_t>(size));
    state.counters["times_copying"] = seconds / seconds_to_copy(size);
}

}  // namespace

BENCHMARK(write_a_town)->Arg(2'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_MAIN();
