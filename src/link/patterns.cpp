#include "link/patterns.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/random.h"
#include "link/weights.h"

namespace kith::link {
namespace {

constexpr unsigned kPersonShift = 4 * kComparisonsMax;
constexpr unsigned kHouseholdShift = kPersonShift + 4;
constexpr float kRarityStep = 2;
constexpr float kRarityLowest = -8;
constexpr std::size_t kSampleParts = 64;

std::uint64_t rarity_step(float rarity) {
    return static_cast<std::uint64_t>(std::clamp(std::lround((rarity - kRarityLowest) / kRarityStep), 0L, 15L));
}

using Counts = std::unordered_map<std::uint64_t, std::uint64_t>;

std::vector<Pattern> merged(const std::vector<Counts>& parts, double scale) {
    Counts total;
    for (const Counts& part : parts) {
        for (const auto& [word, count] : part) total[word] += count;
    }
    std::vector<Pattern> result;
    result.reserve(total.size());
    for (const auto& [word, count] : total) result.push_back({word, scale * static_cast<double>(count)});
    std::sort(result.begin(), result.end(), [](const Pattern& x, const Pattern& y) { return x.word < y.word; });
    return result;
}

}  // namespace

std::uint64_t pack_pattern(const Agreement& agreement, std::size_t comparisons, const std::vector<Evidence>& evidence) {
    std::uint64_t word = 0;
    float person = 0;
    float household = 0;
    for (std::size_t c = 0; c < comparisons; ++c) {
        word |= static_cast<std::uint64_t>(agreement.level[c]) << (4 * c);
        if (agreement.level[c] == kMissing) continue;
        (evidence[c] == Evidence::Person ? person : household) += agreement.rarity[c];
    }
    return word | rarity_step(person) << kPersonShift | rarity_step(household) << kHouseholdShift;
}

UnpackedPattern unpack_pattern(std::uint64_t word, std::size_t comparisons) {
    UnpackedPattern result;
    for (std::size_t c = 0; c < comparisons; ++c) result.level[c] = (word >> (4 * c)) & 15;
    result.person_rarity = kRarityLowest + kRarityStep * static_cast<float>((word >> kPersonShift) & 15);
    result.household_rarity = kRarityLowest + kRarityStep * static_cast<float>((word >> kHouseholdShift) & 15);
    return result;
}

std::vector<Evidence> evidence_of(const Frame& frame, const Comparisons& comparisons) {
    std::vector<Evidence> result;
    for (const std::size_t column : comparisons.column) result.push_back(evidence_of(frame.columns[column].kind));
    return result;
}

std::vector<Pattern> count_patterns(const Frame& frame, const Comparisons& comparisons, const Candidates& candidates,
                                    std::uint64_t pairs_max, std::uint64_t seed, ThreadPool& pool) {
    const std::uint64_t step = std::max<std::uint64_t>(1, candidates.pairs_with_repeats() / pairs_max);
    const auto evidence = evidence_of(frame, comparisons);
    // Some parts in a row share one memory of value pairs.
    const std::size_t chunks = std::min(kSampleParts, candidates.parts());
    std::vector<Counts> counts(chunks);
    pool.run(chunks, [&](std::size_t chunk) {
        Comparer comparer(frame, comparisons);
        Agreement agreement;
        for (std::size_t part = candidates.parts() * chunk / chunks; part < candidates.parts() * (chunk + 1) / chunks;
             ++part) {
            candidates.visit_sample(part, step, seed, [&](std::uint32_t a, std::uint32_t b) {
                comparer.compare(a, b, agreement);
                ++counts[chunk][pack_pattern(agreement, comparisons.size(), evidence)];
            });
        }
    });
    return merged(counts, static_cast<double>(step));
}

RandomLevels sample_random_pairs(const Frame& frame, const Comparisons& comparisons, std::uint64_t pairs_max,
                                 std::uint64_t seed, ThreadPool& pool) {
    const std::uint64_t records = frame.size();
    const std::uint64_t all = records < 2 ? 0 : records * (records - 1) / 2;
    RandomLevels result;
    result.count.resize(comparisons.size());
    result.pairs = static_cast<double>(std::min(all, pairs_max));
    std::vector<RandomLevels> parts(kSampleParts, result);
    pool.run(kSampleParts, [&](std::size_t part) {
        Comparer comparer(frame, comparisons);
        Agreement agreement;
        const auto count = [&](std::uint64_t a, std::uint64_t b) {
            comparer.compare(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), agreement);
            for (std::size_t c = 0; c < comparisons.size(); ++c) parts[part].count[c][agreement.level[c]] += 1;
        };
        if (all <= pairs_max) {
            for (std::uint64_t a = part; a < records; a += kSampleParts) {
                for (std::uint64_t b = a + 1; b < records; ++b) count(a, b);
            }
            return;
        }
        for (std::uint64_t i = part; i < pairs_max; i += kSampleParts) {
            Random random(seed, i);
            const std::uint64_t a = random.below(records);
            const std::uint64_t b = (a + 1 + random.below(records - 1)) % records;
            count(std::min(a, b), std::max(a, b));
        }
    });
    for (const RandomLevels& part : parts) {
        for (std::size_t c = 0; c < comparisons.size(); ++c) {
            for (std::size_t level = 0; level < 16; ++level) result.count[c][level] += part.count[c][level];
        }
    }
    return result;
}

}  // namespace kith::link
