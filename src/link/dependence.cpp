#include "link/dependence.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace kith::link {
namespace {

constexpr std::uint64_t kRecordsMax = 200'000;
constexpr double kFactorMin = 1.6;  // below, the error of independence is under 0.7 bits
constexpr double kPairsMin = 30;    // agreeing pairs beyond those expected, so that chance does not make a tree

struct Joint {
    double both = 0;
    double first = 0;
    double second = 0;
    double pairs = 0;
};

double agreeing_pairs(std::vector<std::uint64_t>& codes) {
    std::sort(codes.begin(), codes.end());
    double pairs = 0;
    for (std::size_t begin = 0; begin < codes.size();) {
        std::size_t end = begin;
        while (end < codes.size() && codes[end] == codes[begin]) ++end;
        pairs += static_cast<double>(end - begin) * static_cast<double>(end - begin - 1) / 2;
        begin = end;
    }
    return pairs;
}

/// Over records that have both values (the first one where there are several).
Joint count_joint(const Frame& frame, const std::vector<std::uint32_t>& records, std::size_t x, std::size_t y) {
    std::vector<std::uint64_t> first;
    std::vector<std::uint64_t> second;
    std::vector<std::uint64_t> both;
    for (const std::uint32_t r : records) {
        const auto left = frame.values_of(x, r);
        const auto right = frame.values_of(y, r);
        if (left.empty() || right.empty()) continue;
        first.push_back(left[0]);
        second.push_back(right[0]);
        both.push_back(static_cast<std::uint64_t>(left[0]) << 32 | right[0]);
    }
    const auto size = static_cast<double>(both.size());
    return {agreeing_pairs(both), agreeing_pairs(first), agreeing_pairs(second), size * (size - 1) / 2};
}

std::vector<std::uint32_t> sample_records(const Frame& frame) {
    std::vector<std::uint32_t> records;
    const std::uint64_t step = frame.size() / kRecordsMax + 1;
    for (std::uint32_t r = 0; r < frame.size(); ++r) {
        if (step == 1 || mix64(r) % step == 0) records.push_back(r);
    }
    return records;
}

}  // namespace

std::vector<Dependence> find_dependences(const Frame& frame, const Comparisons& comparisons, double match_share,
                                         const std::vector<double>& match_agreement) {
    const auto records = sample_records(frame);
    std::vector<Dependence> result(comparisons.size());
    const auto agreement = [&](std::size_t c) { return frame.columns[comparisons.column[c]].exact_agreement; };
    for (std::size_t child = 0; child < comparisons.size(); ++child) {
        for (std::size_t parent = 0; parent < comparisons.size(); ++parent) {
            const bool is_more_specific =
                agreement(parent) < agreement(child) || (agreement(parent) == agreement(child) && parent < child);
            if (parent == child || !is_more_specific) continue;
            const Joint joint = count_joint(frame, records, comparisons.column[parent], comparisons.column[child]);
            if (joint.pairs < 1) continue;
            const double matches = match_share * joint.pairs;
            const double both = joint.both - matches * match_agreement[parent] * match_agreement[child];
            const double first = std::max(joint.first - matches * match_agreement[parent], 1e-9);
            const double second = std::max(joint.second - matches * match_agreement[child], 1e-9);
            const double expected = first * second / joint.pairs;
            if (both - expected < kPairsMin) continue;
            const double factor = both / expected;
            if (factor > std::max(kFactorMin, result[child].factor)) result[child] = {static_cast<int>(parent), factor};
        }
    }
    return result;
}

}  // namespace kith::link
