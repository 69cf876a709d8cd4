#include "link/cluster.h"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kith::link {
namespace {

struct Graph {
    std::uint32_t records = 0;
    std::vector<Edge> links;
    Constraints constraints;
    std::vector<std::uint32_t> source;
    std::set<RecordPair> ruled_out;

    ClusterResult run() const {
        ClusterInput input;
        input.records = records;
        input.links = links;
        input.constraints = &constraints;
        input.source = source;
        input.judge = [&](std::uint32_t a, std::uint32_t b) {
            return ruled_out.contains({std::min(a, b), std::max(a, b)}) ? kRuledOut : 10.0F;
        };
        return make_clusters(input);
    }
};

Graph random_graph() {
    Graph graph;
    graph.records = *rc::gen::inRange<std::uint32_t>(2, 20);
    const auto record = rc::gen::inRange<std::uint32_t>(0, graph.records);
    const auto draw_pair = [&] {
        const std::uint32_t a = *record;
        const std::uint32_t b = *record;
        return RecordPair{std::min(a, b), std::max(a, b)};
    };
    const int links = *rc::gen::inRange(0, 40);
    for (int i = 0; i < links; ++i) {
        const RecordPair pair = draw_pair();
        if (pair.a != pair.b) graph.links.push_back({pair.a, pair.b, static_cast<float>(50 - i), 1});
    }
    const int different = *rc::gen::inRange(0, 6);
    for (int i = 0; i < different; ++i) {
        const RecordPair pair = draw_pair();
        if (pair.a != pair.b) graph.constraints.different.push_back(pair);
        const RecordPair other = draw_pair();
        if (other.a != other.b) graph.ruled_out.insert(other);
    }
    graph.constraints.sources_without_repeats = {0, 1, 2};
    for (std::uint32_t r = 0; r < graph.records; ++r) graph.source.push_back(*rc::gen::inRange<std::uint32_t>(0, 8));
    return graph;
}

RC_GTEST_PROP(Clusters, RespectEveryConstraint, ()) {
    const Graph graph = random_graph();
    const auto cluster = graph.run().cluster;
    for (const RecordPair& pair : graph.constraints.different) RC_ASSERT(cluster[pair.a] != cluster[pair.b]);
    for (const RecordPair& pair : graph.ruled_out) RC_ASSERT(cluster[pair.a] != cluster[pair.b]);
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (std::uint32_t r = 0; r < graph.records; ++r) {
        if (graph.source[r] < 3) RC_ASSERT(seen.emplace(cluster[r], graph.source[r]).second);
    }
}

RC_GTEST_PROP(Clusters, AreTheComponentsWhereNothingSpeaksAgainst, ()) {
    Graph graph = random_graph();
    graph.constraints = {};
    graph.ruled_out.clear();
    const auto cluster = graph.run().cluster;
    std::vector<std::uint32_t> component(graph.records);
    for (std::uint32_t r = 0; r < graph.records; ++r) component[r] = r;
    for (std::uint32_t round = 0; round < graph.records; ++round) {
        for (const Edge& link : graph.links) {
            component[link.a] = component[link.b] = std::min(component[link.a], component[link.b]);
        }
    }
    RC_ASSERT(cluster == component);
}

TEST(Clusters, PutAVerdictAboveEverythingElse) {
    Graph graph;
    graph.records = 3;
    graph.source = {0, 0, 1};
    graph.constraints.sources_without_repeats = {0};
    graph.constraints.same = {{0, 1}};
    graph.constraints.different = {{1, 2}};
    graph.ruled_out = {{0, 1}};
    graph.links = {{0, 2, 30, 1}, {1, 2, 20, 1}};
    const auto result = graph.run();
    EXPECT_EQ(result.cluster, (std::vector<std::uint32_t>{0, 0, 2}));
    EXPECT_EQ(result.refusal[0], Refusal::Verdict);
}

TEST(Clusters, AreNotJoinedByOneWeakBridge) {
    Graph graph;
    graph.records = 6;
    graph.source = {0, 1, 2, 3, 4, 5};
    graph.links = {{0, 1, 30, 1}, {1, 2, 29, 1}, {3, 4, 28, 1}, {4, 5, 27, 1}, {2, 3, 1, 0.7F}};
    ClusterInput input;
    input.records = graph.records;
    input.links = graph.links;
    input.constraints = &graph.constraints;
    input.source = graph.source;
    input.judge = [](std::uint32_t a, std::uint32_t b) { return (a < 3) == (b < 3) ? 20.0F : -5.0F; };
    const auto result = make_clusters(input);
    EXPECT_EQ(result.cluster, (std::vector<std::uint32_t>{0, 0, 0, 3, 3, 3}));
    EXPECT_EQ(result.refusal[4], Refusal::Weak);
}

}  // namespace
}  // namespace kith::link
