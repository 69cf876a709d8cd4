#include "link/train.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "link/dependence.h"

namespace kith::link {
namespace {

constexpr int kRounds = 25;
constexpr double kPriorPairs = 10;        // weight of the prior of m
constexpr double kContextPairs = 30;      // weight of the marginal m within a context
constexpr double kRandomPriorPairs = 20;  // weight of the prior of u
constexpr double kTwinShare = 0.03;       // of the pairs of siblings: twin births are about 3 in 100
constexpr double kChanceMin = 1e-9;

using Levels = std::array<double, 16>;

struct Prior {
    Levels m{};
    Levels u{};
};

/// Where nothing is known yet. Rounded from what EM finds on FEBRL and on the sample communities.
Prior prior_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::GivenName:
            return {{.82, .03, .05, .03, .01, .01, .02, .03}, {.005, .002, .003, .01, .0001, .002, .005, .97}};
        case FieldKind::Surname:
            return {{.86, .02, .06, .02, .04}, {.003, .001, .002, .01, .98}};
        case FieldKind::BirthDate:
            return {{.88, .05, .01, .02, .01, .03}, {.0005, .001, .002, .01, .03, .9565}};
        case FieldKind::Sex:
            return {{.98, .02}, {.5, .5}};
        case FieldKind::Phone:
            return {{.70, .05, .01, .01, .23}, {.0005, .0005, .0001, .0001, .9988}};
        case FieldKind::Identifier:
            return {{.93, .04, .01, .01, .01}, {.0001, .001, .001, .001, .9969}};
        default:
            return {{.75, .07, .04, .04, .10}, {.01, .01, .02, .03, .93}};
    }
}

void normalise(Levels& levels, std::size_t count) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += levels[i] = std::max(levels[i], kChanceMin);
    for (std::size_t i = 0; i < count; ++i) levels[i] /= sum;
}

/// Agreement never speaks against, disagreement never for, and no partial agreement for more than an exact one.
void keep_sane(Levels& m, const Levels& u, std::size_t count) {
    const std::size_t last = count - 1;
    m[0] = std::max(m[0], u[0] * 1.001);
    m[last] = std::min(m[last], u[last]);
    for (std::size_t l = 1; l < last; ++l) m[l] = std::min(m[l], u[l] * m[0] / u[0]);
    normalise(m, count);
}

class Trainer {
  public:
    explicit Trainer(const TrainingInput& input) : input_(input), size_(input.comparisons->size()) {
        const double records = input.frame->size();
        trained_.pairs = std::max(1.0, records * (records - 1) / 2);
        trained_.matches = 0.25 * records;
        trained_.chances.resize(size_);
        trained_.weights.comparison.resize(size_);
        for (std::size_t c = 0; c < size_; ++c) start(c);
        for (std::size_t c = 0; c < size_; ++c) has_contact_ = has_contact_ || is_contact(kind(c));
        trained_.relatives = has_contact_ ? 0.25 * records : 0;
        for (const Pattern& pattern : input.patterns) patterns_.push_back(unpack_pattern(pattern.word, size_));
    }

    Trained run() && {
        iterate();
        std::vector<double> agreement;
        for (const ComparisonChances& chances : trained_.chances) agreement.push_back(chances.m[0][0]);
        const auto found = find_dependences(*input_.frame, *input_.comparisons, match_share(), agreement);
        for (std::size_t c = 0; c < size_; ++c) {
            trained_.chances[c].parent = found[c].parent;
            trained_.chances[c].parent_factor = found[c].factor;
            trained_.chances[c].m[1] = trained_.chances[c].m[2] = trained_.chances[c].m[0];
        }
        iterate();
        return std::move(trained_);
    }

  private:
    FieldKind kind(std::size_t c) const { return input_.frame->columns[input_.comparisons->column[c]].kind; }
    std::size_t levels(std::size_t c) const { return level_names(kind(c)).size(); }
    double match_share() const { return trained_.matches / trained_.pairs; }

    /// u as sampled, with the exact level counted over all pairs where the sample is too small for it.
    void start(std::size_t c) {
        const Prior prior = prior_of(kind(c));
        const std::size_t count = levels(c);
        Levels sampled{};
        double total = kRandomPriorPairs;
        for (std::size_t l = 0; l < count; ++l) total += input_.random.count[c][l];
        for (std::size_t l = 0; l < count; ++l) {
            sampled[l] = (input_.random.count[c][l] + kRandomPriorPairs * prior.u[l]) / total;
        }
        const FrameColumn& column = input_.frame->columns[input_.comparisons->column[c]];
        if (input_.random.pairs < trained_.pairs && input_.random.count[c][0] < 1000) {
            sampled[0] = std::max(column.exact_agreement, 1.0 / trained_.pairs);
        }
        normalise(sampled, count);
        sampled_.push_back(sampled);
        ComparisonChances& chances = trained_.chances[c];
        chances.m.fill(prior.m);
        for (auto& m : chances.m) normalise(m, count);
    }

    /// Random pairs hold matches too: as many as the share says, with the levels that m says.
    void clean_u(std::size_t c) {
        ComparisonChances& chances = trained_.chances[c];
        const std::size_t count = levels(c);
        Levels& u = chances.u[0];
        for (std::size_t l = 0; l < count; ++l) {
            u[l] = std::max(sampled_[c][l] - match_share() * chances.m[0][l], 0.05 * sampled_[c][l]);
        }
        normalise(u, count);
        chances.u[2] = u;
        chances.u[1] = u;
        if (chances.parent == kNoParent) return;
        const double exact = std::clamp(u[0] * chances.parent_factor, u[0], 0.98);
        for (std::size_t l = 1; l < count; ++l) chances.u[1][l] *= (1 - exact) / std::max(1 - u[0], kChanceMin);
        chances.u[1][0] = exact;
        normalise(chances.u[1], count);
    }

    Levels relatives_chances(std::size_t c, std::size_t context) const {
        const ComparisonChances& chances = trained_.chances[c];
        if (evidence_of(kind(c)) == Evidence::Household) return chances.m[context];
        Levels result = chances.u[context];
        if (kind(c) == FieldKind::BirthDate) {
            result[0] = std::max(result[0], kTwinShare);
            result[1] = std::max(result[1], kTwinShare / 10);
        } else if (kind(c) == FieldKind::Category || kind(c) == FieldKind::Text) {
            for (std::size_t l = 0; l < levels(c); ++l) result[l] = std::sqrt(result[l] * chances.m[context][l]);
        }
        normalise(result, levels(c));
        return result;
    }

    void set_weights() {
        Weights& weights = trained_.weights;
        const auto log_share = [&](double pairs) {
            return static_cast<float>(std::max(-60.0, std::log2(std::max(pairs, 1e-12) / trained_.pairs)));
        };
        weights.log_match = log_share(trained_.matches);
        weights.log_relatives = has_contact_ ? log_share(trained_.relatives) : -1000;
        weights.log_unrelated = log_share(std::max(trained_.pairs - trained_.matches - trained_.relatives, 1.0));
        for (std::size_t c = 0; c < size_; ++c) {
            ComparisonWeights& target = weights.comparison[c];
            target.parent = trained_.chances[c].parent;
            target.levels = static_cast<std::uint8_t>(levels(c));
            target.evidence = evidence_of(kind(c));
            for (std::size_t context = 0; context < kContexts; ++context) {
                const Levels relatives = relatives_chances(c, context);
                for (std::size_t l = 0; l < levels(c); ++l) {
                    target.match[context][l] = static_cast<float>(std::log2(trained_.chances[c].m[context][l]));
                    target.unrelated[context][l] = static_cast<float>(std::log2(trained_.chances[c].u[context][l]));
                    target.relatives[context][l] = static_cast<float>(std::log2(relatives[l]));
                }
            }
        }
    }

    Agreement agreement_of(const UnpackedPattern& pattern) const {
        Agreement agreement;
        agreement.level = pattern.level;
        return agreement;
    }

    void expect_and_maximise() {
        std::vector<std::array<Levels, kContexts>> counts(size_);
        double matches = 0;
        double relatives = 0;
        for (std::size_t i = 0; i < patterns_.size(); ++i) {
            const UnpackedPattern& pattern = patterns_[i];
            const Agreement agreement = agreement_of(pattern);
            Sums sums = sums_of(trained_.weights, agreement);
            sums.unrelated -= pattern.person_rarity + pattern.household_rarity;
            sums.relatives -= pattern.person_rarity;
            const double top = std::max({sums.match, sums.unrelated, sums.relatives});
            const double match = std::exp2(sums.match - top);
            const double relative = std::exp2(sums.relatives - top);
            const double all = match + relative + std::exp2(sums.unrelated - top);
            const double share = match / all * input_.patterns[i].count;
            matches += share;
            relatives += relative / all * input_.patterns[i].count;
            if (share < 1e-9) continue;
            for (std::size_t c = 0; c < size_; ++c) {
                if (pattern.level[c] == kMissing) continue;
                counts[c][static_cast<std::size_t>(context_of(trained_.weights.comparison[c], agreement))]
                      [pattern.level[c]] += share;
            }
        }
        trained_.matches = matches + 0.01;
        trained_.relatives = has_contact_ ? relatives + 0.01 : 0;
        for (std::size_t c = 0; c < size_; ++c) maximise(c, counts[c]);
    }

    void maximise(std::size_t c, const std::array<Levels, kContexts>& counts) {
        ComparisonChances& chances = trained_.chances[c];
        const std::size_t count = levels(c);
        const Prior prior = prior_of(kind(c));
        Levels& marginal = chances.m[0];
        for (std::size_t l = 0; l < count; ++l) {
            marginal[l] = kPriorPairs * prior.m[l] + counts[0][l] + counts[1][l] + counts[2][l];
        }
        normalise(marginal, count);
        for (std::size_t context = 1; context < kContexts; ++context) {
            for (std::size_t l = 0; l < count; ++l) {
                chances.m[context][l] = kContextPairs * marginal[l] + counts[context][l];
            }
            normalise(chances.m[context], count);
        }
        clean_u(c);
        for (std::size_t context = 0; context < kContexts; ++context) {
            keep_sane(chances.m[context], chances.u[context], count);
        }
    }

    void iterate() {
        for (std::size_t c = 0; c < size_; ++c) clean_u(c);
        for (int round = 0; round < kRounds; ++round) {
            set_weights();
            expect_and_maximise();
        }
        set_weights();
    }

    const TrainingInput& input_;
    std::size_t size_;
    Trained trained_;
    std::vector<Levels> sampled_;
    std::vector<UnpackedPattern> patterns_;
    bool has_contact_ = false;
};

}  // namespace

Trained train(const TrainingInput& input) {
    return Trainer(input).run();
}

}  // namespace kith::link
