#include "link/cluster.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/random.h"
#include "base/result.h"

namespace kith::link {
namespace {

constexpr std::size_t kJudgedMax = 100;  // pairs across one junction
constexpr float kJudgementMax = 16;      // no single pair decides a mean
constexpr float kTieMargin = 2;          // bits by which a match must be better than that with a twin

class Clusters {
  public:
    explicit Clusters(const ClusterInput& input)
        : input_(input), root_(input.records), members_(input.records), links_of_(input.records) {
        for (std::uint32_t r = 0; r < input.records; ++r) {
            root_[r] = r;
            members_[r] = {r};
        }
        for (std::uint32_t i = 0; i < input.links.size(); ++i) {
            links_of_[input.links[i].a].push_back(i);
            links_of_[input.links[i].b].push_back(i);
        }
        const auto& unrepeated = input.constraints->sources_without_repeats;
        unrepeated_.insert(unrepeated.begin(), unrepeated.end());
        for (const RecordPair& pair : input.constraints->different) {
            different_[pair.a].push_back(pair.b);
            different_[pair.b].push_back(pair.a);
        }
    }

    std::uint32_t root_of(std::uint32_t record) const { return root_[record]; }

    void join(std::uint32_t x, std::uint32_t y) {
        if (members_[x].size() < members_[y].size()) std::swap(x, y);
        for (const std::uint32_t r : members_[y]) root_[r] = x;
        members_[x].insert(members_[x].end(), members_[y].begin(), members_[y].end());
        members_[y] = {};
    }

    bool is_forbidden_by_verdict(std::uint32_t x, std::uint32_t y) const {
        if (different_.empty()) return false;
        const auto& smaller = members_[x].size() < members_[y].size() ? members_[x] : members_[y];
        const std::uint32_t other = members_[x].size() < members_[y].size() ? y : x;
        for (const std::uint32_t r : smaller) {
            const auto found = different_.find(r);
            if (found == different_.end()) continue;
            for (const std::uint32_t far : found->second) {
                if (root_[far] == other) return true;
            }
        }
        return false;
    }

    Refusal refusal_of(std::uint32_t x, std::uint32_t y, float weight) const {
        if (is_forbidden_by_verdict(x, y)) return Refusal::Verdict;
        if (share_a_source(x, y)) return Refusal::Source;
        if (may_be_twins(x, y, weight) || may_be_twins(y, x, weight)) return Refusal::RuledOut;
        return judge_junction(members_[x], members_[y]);
    }

    std::vector<std::uint32_t> smallest_of_each() const {
        std::vector<std::uint32_t> smallest(root_.size(), 0xffffffff);
        std::vector<std::uint32_t> result(root_.size());
        for (std::uint32_t r = 0; r < root_.size(); ++r) smallest[root_[r]] = std::min(smallest[root_[r]], r);
        for (std::uint32_t r = 0; r < root_.size(); ++r) result[r] = smallest[root_[r]];
        return result;
    }

  private:
    bool share_a_source(std::uint32_t x, std::uint32_t y) const {
        if (unrepeated_.empty()) return false;
        std::unordered_set<std::uint32_t> sources;
        for (const std::uint32_t r : members_[x]) {
            if (unrepeated_.contains(input_.source[r])) sources.insert(input_.source[r]);
        }
        return std::any_of(members_[y].begin(), members_[y].end(),
                           [&](std::uint32_t r) { return sources.contains(input_.source[r]); });
    }

    /// A lone record matches a twin of this child about as well: it may be either's, and is left to a person.
    bool may_be_twins(std::uint32_t lone, std::uint32_t child, float weight) const {
        if (members_[lone].size() != 1) return false;
        const auto& links = links_of_[members_[lone].front()];
        return std::any_of(links.begin(), links.end(), [&](const std::uint32_t index) {
            const Edge& link = input_.links[index];
            if (link.weight < weight - kTieMargin) return false;
            const std::uint32_t other = root_[link.a] == lone ? root_[link.b] : root_[link.a];
            return other != child && judge_junction(members_[other], members_[child]) == Refusal::RuledOut;
        });
    }

    Refusal judge_junction(const std::vector<std::uint32_t>& x, const std::vector<std::uint32_t>& y) const {
        if (x.size() == 1 && y.size() == 1) {
            return input_.judge(x[0], y[0]) == kRuledOut ? Refusal::RuledOut : Refusal::None;
        }
        const std::uint64_t pairs = static_cast<std::uint64_t>(x.size()) * y.size();
        const std::uint64_t judged = std::min<std::uint64_t>(pairs, kJudgedMax);
        double sum = 0;
        for (std::uint64_t i = 0; i < judged; ++i) {
            const std::uint64_t n = pairs <= kJudgedMax ? i : mix64(i ^ (std::uint64_t{x[0]} << 32 | y[0])) % pairs;
            const float judgement = input_.judge(x[n / y.size()], y[n % y.size()]);
            if (judgement == kRuledOut) return Refusal::RuledOut;
            sum += std::clamp(judgement, -kJudgementMax, kJudgementMax);
        }
        return sum < input_.junction_min * static_cast<double>(judged) ? Refusal::Weak : Refusal::None;
    }

    const ClusterInput& input_;
    std::vector<std::uint32_t> root_;
    std::vector<std::vector<std::uint32_t>> members_;
    std::unordered_set<std::uint32_t> unrepeated_;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> different_;
    std::vector<std::vector<std::uint32_t>> links_of_;  // record -> places in the links
};

}  // namespace

ClusterResult make_clusters(const ClusterInput& input) {
    KITH_CHECK(input.source.size() == input.records);
    Clusters clusters(input);
    for (const RecordPair& pair : input.constraints->same) {
        const std::uint32_t x = clusters.root_of(pair.a);
        const std::uint32_t y = clusters.root_of(pair.b);
        if (x != y && !clusters.is_forbidden_by_verdict(x, y)) clusters.join(x, y);
    }
    ClusterResult result;
    result.refusal.reserve(input.links.size());
    for (const Edge& link : input.links) {
        const std::uint32_t x = clusters.root_of(link.a);
        const std::uint32_t y = clusters.root_of(link.b);
        const Refusal refusal = x == y ? Refusal::None : clusters.refusal_of(x, y, link.weight);
        result.refusal.push_back(refusal);
        if (x != y && refusal == Refusal::None) clusters.join(x, y);
    }
    result.cluster = clusters.smallest_of_each();
    return result;
}

}  // namespace kith::link
