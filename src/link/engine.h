#pragma once

// Who is who: records to clusters, each one child.
//
// Candidates by many selective keys -> agreement patterns -> training without labels -> match weights (log2 odds,
// Fellegi and Sunter 1969) -> a cut found from the data -> clusters that respect constraints. Same records, same
// outcome: whatever their order, on any number of threads. No I/O, no clock, no globals.
//
// Not for finding one child while somebody types, and not for keeping ids over time (stable_ids.h).

#include <cstdint>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "link/dataset.h"
#include "link/model.h"

namespace kith::link {

struct RecordPair {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    auto operator<=>(const RecordPair&) const = default;
};

/// What outranks every score. Indices into the dataset.
struct Constraints {
    std::vector<RecordPair> same;                        // verdicts "same child"
    std::vector<RecordPair> different;                   // verdicts "different children"
    std::vector<std::uint32_t> sources_without_repeats;  // two records of such a source are different children
};

struct Options {
    double review_probability_min = 0.05;      // pairs below are not offered for review
    std::uint32_t candidates_per_record = 40;  // mean over all records; the rarest keys come first
    std::uint32_t reviews_max = 100'000;
    std::uint64_t seed = 1;
};

/// A scored pair at or above the review band. Sorted by (a, b), a < b.
struct Edge {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    float weight = 0;       // log2 odds, prior included: 0 means as likely as not
    float probability = 0;  // of being one child
};

enum class ReviewReason : std::uint8_t {
    Uncertain,        // the weight lies in the band
    PossibleTwins,    // one birth date and household, but the names do not say which child
    SourceConflict,   // strong, but would put two records of one non-repeating source together
    VerdictConflict,  // strong, but a verdict keeps them apart; or two verdicts contradict each other
};

std::string_view name_of(ReviewReason reason);

/// One question for a person: are these one child? Ordered by how much there is to learn, most first.
struct Review {
    RecordPair pair;  // the two records to look at
    ReviewReason reason = ReviewReason::Uncertain;
    float weight = 0;
    float probability = 0;
};

struct Statistics {
    std::uint64_t candidates = 0;  // distinct pairs
    std::uint64_t pairs_scored = 0;
    std::uint64_t edges_over_cut = 0;
    std::uint64_t clusters = 0;
    std::uint64_t clusters_split = 0;  // components that were cut
};

struct Outcome {
    std::vector<std::uint32_t> cluster;  // per record; clusters are numbered by their first record
    std::vector<Edge> edges;
    std::vector<Review> reviews;
    Model model;
    Statistics statistics;
};

Outcome link(const Dataset& dataset, const Constraints& constraints, const Options& options, ThreadPool& pool);

}  // namespace kith::link
