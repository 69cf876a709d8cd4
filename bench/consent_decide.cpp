// What one decision costs as the rules grow: compiled at 10 to 100,000 rules, and the naive evaluator on the same
// requests in the same run, so that the ratio is of one machine and one moment. Half the requests come from another
// child's worth of memory each time, so caches are as cold as a busy server's.

#include <algorithm>
#include <chrono>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/random.h"
#include "consent/naive.h"
#include "consent/small_world.h"
#include "consent/snapshot.h"

namespace {

using kith::consent::Policy;
using kith::consent::Request;
using kith::consent::Snapshot;

std::size_t rules_of(const Policy& policy) {
    return policy.agreements.size() + policy.authorities.size() + policy.consents.size() + policy.forbids.size();
}

// Twelve members bring 13 agreements; the rest are children with an authority and a consent each.
std::uint32_t children_for(std::int64_t rules) {
    return rules <= 14 ? 1U : static_cast<std::uint32_t>(rules - 13) / 2;
}

std::vector<Request> requests_for(std::uint32_t children) {
    std::vector<Request> requests;
    kith::Random random(11);
    for (int i = 0; i < 4096; ++i) {
        const auto child = static_cast<std::uint32_t>(random.below(children));
        requests.push_back(kith::consent::sized_request(child, random.next()));
    }
    return requests;
}

void decide_compiled(benchmark::State& state) {
    const std::uint32_t children = children_for(state.range(0));
    const Policy policy = kith::consent::sized_policy(children, 5);
    const Snapshot snapshot = Snapshot::compile(policy);
    const auto requests = requests_for(children);
    std::vector<double> batches_ns;
    std::size_t next = 0;
    std::size_t permits = 0;
    for (auto _ : state) {
        const auto begin = std::chrono::steady_clock::now();
        for (int i = 0; i < 16; ++i) {
            permits += kith::consent::decide(snapshot, requests[next]).is_permit() ? 1 : 0;
            next = (next + 1) % requests.size();
        }
        const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - begin;
        batches_ns.push_back(taken.count() / 16);
    }
    benchmark::DoNotOptimize(permits);
    std::sort(batches_ns.begin(), batches_ns.end());
    state.counters["p50_ns"] = batches_ns[batches_ns.size() / 2];
    state.counters["p99_ns"] = batches_ns[batches_ns.size() * 99 / 100];
    state.counters["rules"] = static_cast<double>(rules_of(policy));
    state.SetItemsProcessed(state.iterations() * 16);
}
BENCHMARK(decide_compiled)->Arg(10)->Arg(100)->Arg(1'000)->Arg(10'000)->Arg(100'000);

void decide_naive(benchmark::State& state) {
    const std::uint32_t children = children_for(state.range(0));
    const Policy policy = kith::consent::sized_policy(children, 5);
    const auto requests = requests_for(children);
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(kith::consent::naive_decide(policy, requests[next]));
        next = (next + 1) % requests.size();
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decide_naive)->Arg(10)->Arg(100)->Arg(1'000)->Arg(10'000);

void answer_with_reasons(benchmark::State& state) {
    const std::uint32_t children = children_for(state.range(0));
    const Snapshot snapshot = Snapshot::compile(kith::consent::sized_policy(children, 5));
    const auto requests = requests_for(children);
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(kith::consent::answer(snapshot, requests[next]));
        next = (next + 1) % requests.size();
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(answer_with_reasons)->Arg(10'000);

void compile_snapshot(benchmark::State& state) {
    const Policy policy = kith::consent::sized_policy(children_for(state.range(0)), 5);
    for (auto _ : state) benchmark::DoNotOptimize(Snapshot::compile(policy).epoch());
}
BENCHMARK(compile_snapshot)->Arg(10'000)->Unit(benchmark::kMillisecond);

void permitted_of_all(benchmark::State& state) {
    const std::uint32_t children = children_for(state.range(0));
    const Snapshot snapshot = Snapshot::compile(kith::consent::sized_policy(children, 5));
    const Request request = kith::consent::sized_request(0, 3);
    for (auto _ : state) benchmark::DoNotOptimize(kith::consent::permitted_persons(snapshot, request).count());
    state.SetItemsProcessed(state.iterations() * children);
}
BENCHMARK(permitted_of_all)->Arg(10'000);

}  // namespace

BENCHMARK_MAIN();
