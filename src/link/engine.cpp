#include "link/engine.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/result.h"
#include "link/candidates.h"
#include "link/cluster.h"
#include "link/cut.h"
#include "link/model_codec.h"
#include "link/patterns.h"
#include "link/reviews.h"
#include "link/scorer.h"
#include "link/train.h"

namespace kith::link {
namespace {

constexpr std::uint64_t kTrainingPairsMax = 1'500'000;
constexpr std::uint64_t kRandomPairsMax = 600'000;
constexpr std::size_t kScoringChunks = 64;
constexpr float kJunctionShare = 0.55F;      // of the prior, which two clusters must overcome on average to be joined
constexpr double kHouseholdShareMin = 0.02;  // relatives per match from which families are believed in

/// Everything that is worked out before pairs are scored.
struct Prepared {
    Frame frame;
    Comparisons comparisons;
    Candidates candidates;
    Trained trained;
    ScoringRules rules;
};

double household_share(const Trained& trained) {
    return trained.relatives / std::max(trained.matches, 1.0);
}

Prepared prepare(const Dataset& dataset, const Options& options, ThreadPool& pool) {
    Prepared result;
    result.frame = make_frame(dataset);
    result.comparisons = choose_comparisons(result.frame);
    result.candidates = Candidates::find(result.frame, options.candidates_per_record, pool);
    TrainingInput input;
    input.frame = &result.frame;
    input.comparisons = &result.comparisons;
    input.random = sample_random_pairs(result.frame, result.comparisons, kRandomPairsMax, options.seed, pool);
    input.patterns =
        count_patterns(result.frame, result.comparisons, result.candidates, kTrainingPairsMax, options.seed, pool);
    result.trained = train(input);
    const bool has_families =
        dataset.population == Population::Children || household_share(result.trained) >= kHouseholdShareMin;
    result.rules.families = has_families ? Families::Yes : Families::No;
    return result;
}

/// A pair at or above the floor, in frame order.
struct Scored {
    std::vector<Edge> edges;
    std::vector<Doubt> doubts;  // per edge
    std::uint64_t pairs = 0;
};

Scored score_candidates(const Prepared& prepared, float floor, ThreadPool& pool) {
    struct Found {
        Edge edge;
        Doubt doubt;
    };
    const std::size_t parts = prepared.candidates.parts();
    const std::size_t chunks = std::min(kScoringChunks, parts);
    std::vector<std::vector<Found>> found(chunks);
    std::vector<std::uint64_t> pairs(chunks, 0);
    pool.run(chunks, [&](std::size_t chunk) {
        Scorer scorer(prepared.frame, prepared.comparisons, prepared.trained.weights, prepared.rules);
        for (std::size_t part = parts * chunk / chunks; part < parts * (chunk + 1) / chunks; ++part) {
            prepared.candidates.visit(part, [&](std::uint32_t a, std::uint32_t b) {
                ++pairs[chunk];
                const PairScore score = scorer.score(a, b, floor);
                if (score.weight < floor) return;
                const auto probability = static_cast<float>(probability_of(score.weight));
                found[chunk].push_back({{a, b, score.weight, probability}, score.doubt});
            });
        }
    });
    Scored result;
    std::vector<Found> all;
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
        all.insert(all.end(), found[chunk].begin(), found[chunk].end());
        result.pairs += pairs[chunk];
    }
    std::sort(all.begin(), all.end(), [](const Found& x, const Found& y) {
        if (x.edge.weight != y.edge.weight) return x.edge.weight > y.edge.weight;
        return x.edge.a != y.edge.a ? x.edge.a < y.edge.a : x.edge.b < y.edge.b;
    });
    for (const Found& one : all) {
        result.edges.push_back(one.edge);
        result.doubts.push_back(one.doubt);
    }
    return result;
}

Constraints in_frame_order(const Constraints& constraints, const Frame& frame) {
    const auto translated = [&](const std::vector<RecordPair>& pairs) {
        std::vector<RecordPair> result;
        for (const RecordPair& pair : pairs) {
            KITH_CHECK(pair.a < frame.size() && pair.b < frame.size());
            const std::uint32_t x = frame.place[pair.a];
            const std::uint32_t y = frame.place[pair.b];
            result.push_back({std::min(x, y), std::max(x, y)});
        }
        std::sort(result.begin(), result.end());
        return result;
    };
    return {translated(constraints.same), translated(constraints.different), constraints.sources_without_repeats};
}

/// Links without doubt, strongest first, and what stands against joining.
ClusterResult cluster_scored(const Prepared& prepared, const Scored& scored, const Constraints& constraints,
                             float cut) {
    std::vector<Edge> links;
    for (std::size_t i = 0; i < scored.edges.size() && scored.edges[i].weight >= cut; ++i) {
        if (scored.doubts[i] == Doubt::None) links.push_back(scored.edges[i]);
    }
    Scorer scorer(prepared.frame, prepared.comparisons, prepared.trained.weights, prepared.rules);
    const float prior = prepared.trained.weights.log_match - prepared.trained.weights.log_unrelated;
    ClusterInput input;
    input.records = prepared.frame.size();
    input.links = links;
    input.constraints = &constraints;
    input.source = prepared.frame.source;
    input.junction_min = -kJunctionShare * prior;
    input.judge = [&](std::uint32_t a, std::uint32_t b) {
        const PairScore score = scorer.score(std::min(a, b), std::max(a, b), kHopeless);
        return score.doubt == Doubt::Twins ? kRuledOut : score.weight - prior;
    };
    return make_clusters(input);
}

std::vector<std::uint32_t> number_clusters(const Frame& frame, const std::vector<std::uint32_t>& by_frame,
                                           std::uint64_t& clusters) {
    std::vector<std::uint32_t> number(frame.size(), 0xffffffff);
    std::vector<std::uint32_t> result(frame.size());
    std::uint32_t next = 0;
    for (std::uint32_t r = 0; r < frame.size(); ++r) {
        std::uint32_t& own = number[by_frame[frame.place[r]]];
        if (own == 0xffffffff) own = next++;
        result[r] = own;
    }
    clusters = next;
    return result;
}

Model describe(const Prepared& prepared, const Cut& cut, double review_from) {
    Model model;
    const Trained& trained = prepared.trained;
    for (std::size_t c = 0; c < prepared.comparisons.size(); ++c) {
        const FrameColumn& column = prepared.frame.columns[prepared.comparisons.column[c]];
        Comparison comparison;
        comparison.name = column.column->name;
        comparison.evidence = evidence_of(column.kind);
        const auto names = level_names(column.kind);
        for (std::size_t l = 0; l < names.size(); ++l) {
            comparison.levels.push_back(
                {std::string(names[l]), trained.chances[c].m[0][l], trained.chances[c].u[0][l]});
        }
        model.comparisons.push_back(std::move(comparison));
    }
    model.prior = trained.matches / trained.pairs;
    model.household_share = household_share(trained);
    model.cut = cut.weight;
    model.review_from = review_from;
    model.expected_precision = cut.expected_precision;
    model.expected_recall = cut.expected_recall;
    model.parameters = pack_weights(trained.weights, prepared.rules);
    return model;
}

}  // namespace

Outcome link(const Dataset& dataset, const Constraints& constraints, const Options& options, ThreadPool& pool) {
    Outcome outcome;
    const Prepared prepared = prepare(dataset, options, pool);
    const double p = std::clamp(options.review_probability_min, 1e-6, 0.5);
    const auto floor = static_cast<float>(std::log2(p / (1 - p)));
    const Scored scored = score_candidates(prepared, floor, pool);
    const Cut cut = find_cut(scored.edges, prepared.trained.matches);
    const Constraints local = in_frame_order(constraints, prepared.frame);
    const ClusterResult clusters = cluster_scored(prepared, scored, local, static_cast<float>(cut.weight));

    outcome.model = describe(prepared, cut, floor);
    outcome.cluster = number_clusters(prepared.frame, clusters.cluster, outcome.statistics.clusters);
    outcome.statistics.candidates = scored.pairs;
    outcome.statistics.pairs_scored = scored.pairs;
    for (std::size_t i = 0; i < scored.edges.size(); ++i) {
        Edge edge = scored.edges[i];
        edge.a = prepared.frame.original[scored.edges[i].a];
        edge.b = prepared.frame.original[scored.edges[i].b];
        if (edge.a > edge.b) std::swap(edge.a, edge.b);
        if (edge.weight >= cut.weight) ++outcome.statistics.edges_over_cut;
        outcome.edges.push_back(edge);
    }
    outcome.statistics.clusters_split = static_cast<std::uint64_t>(
        std::count_if(clusters.refusal.begin(), clusters.refusal.end(), [](Refusal r) { return r != Refusal::None; }));
    outcome.reviews = list_reviews(outcome.edges, scored.doubts, outcome.cluster, dataset, constraints,
                                   {cut.weight, options.reviews_max});
    std::sort(outcome.edges.begin(), outcome.edges.end(),
              [](const Edge& x, const Edge& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    return outcome;
}

std::string_view name_of(ReviewReason reason) {
    switch (reason) {
        case ReviewReason::Uncertain:
            return "uncertain";
        case ReviewReason::PossibleTwins:
            return "possible-twins";
        case ReviewReason::SourceConflict:
            return "source-conflict";
        case ReviewReason::VerdictConflict:
            return "verdict-conflict";
    }
    return "uncertain";
}

}  // namespace kith::link
