#pragma once

// Scored pairs to clusters. Links are taken from strong to weak; two clusters grow together only if nothing speaks
// against any of the pairs this makes: transitive closure amplifies errors (at a pair precision of 0.97 the closure of
// historical_50k has 0.73), so each junction is judged as a whole.
//
// A junction is refused where a constraint forbids it, where some pair across it is ruled out, or where the pairs
// across it speak against it on average; and where a lone record matches two children who are ruled out as one about
// equally well. Verdicts come first and outrank all of it.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "link/engine.h"

namespace kith::link {

inline constexpr float kRuledOut = -1e6F;

/// All indices are of one numbering of the records.
struct ClusterInput {
    std::uint32_t records = 0;
    std::span<const Edge> links;  // strongest first
    const Constraints* constraints = nullptr;
    std::span<const std::uint32_t> source;  // per record
    /// What two records say for being one child, in bits without the prior; kRuledOut forbids.
    std::function<float(std::uint32_t, std::uint32_t)> judge;
    float junction_min = 0;  // mean judgement that two clusters need
};

enum class Refusal : std::uint8_t { None, Verdict, Source, RuledOut, Weak };

struct ClusterResult {
    std::vector<std::uint32_t> cluster;  // per record: the smallest record of its cluster
    std::vector<Refusal> refusal;        // per link
};

ClusterResult make_clusters(const ClusterInput& input);

}  // namespace kith::link
