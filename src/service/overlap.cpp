#include "service/overlap.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "service/json.h"
#include "service/measures.h"

namespace kith::service {
namespace {

/// A match weight as a probability. A pair in the review band is never taken for certain.
double probability_of(double weight) {
    return std::clamp(1 / (1 + std::exp2(-weight)), 0.05, 0.95);
}

struct Counted {
    std::vector<OverlapMember> members;
    std::vector<insight::OverlapCluster> clusters;
    std::vector<std::uint32_t> cluster_of;  // by person; kNone where nobody may count the child
    std::size_t of = 0;
};
constexpr std::uint32_t kNone = 0xffffffff;

Result<std::vector<OverlapMember>> members_with_sources(ledger::Reader& reader, const Population& population) {
    std::vector<OverlapMember> members;
    const std::vector<ledger::Member> held = TRY(reader.members());
    for (const ledger::Member& member : held) {
        const bool has_source = std::any_of(population.sources().begin(), population.sources().end(),
                                            [&](const PopulationSource& source) { return source.member == member.id; });
        const Json json = TRY(parse_json(member.json, "community.malformed", member.id.value()));
        if (has_source) members.push_back({member.id, text_at(json, "name")});
    }
    return members;
}

/// Whether the source's children may be known of for the purpose, in any category it sends.
std::vector<bool> known_children(const Population& population, std::uint32_t source) {
    std::vector<bool> known(population.size(), false);
    for (const std::string& category : population.sources()[source].categories) {
        const std::vector<bool> bits = population.permitted(category, source, consent::Action::Existence);
        for (std::size_t i = 0; i < known.size(); ++i) known[i] = known[i] || bits[i];
    }
    return known;
}

Result<Counted> count_members(ledger::Reader& reader, const Population& population) {
    Counted counted;
    counted.members = TRY(members_with_sources(reader, population));
    std::vector<std::uint32_t> member_of_source;
    std::vector<std::vector<bool>> known;
    for (std::uint32_t source = 0; source < population.sources().size(); ++source) {
        const auto found =
            std::find_if(counted.members.begin(), counted.members.end(),
                         [&](const OverlapMember& member) { return member.id == population.sources()[source].member; });
        member_of_source.push_back(static_cast<std::uint32_t>(found - counted.members.begin()));
        known.push_back(known_children(population, source));
    }
    counted.cluster_of.assign(population.size(), kNone);
    counted.of = population.size();
    for (std::uint32_t person = 0; person < population.size(); ++person) {
        insight::OverlapCluster cluster;
        for (const PopulationRecord& record : population.records_of(person)) {
            const std::uint32_t member = member_of_source[record.source];
            if (known[record.source][person] && member < counted.members.size()) cluster.members.push_back(member);
        }
        if (cluster.members.empty()) continue;
        std::sort(cluster.members.begin(), cluster.members.end());
        cluster.members.erase(std::unique(cluster.members.begin(), cluster.members.end()), cluster.members.end());
        counted.cluster_of[person] = static_cast<std::uint32_t>(counted.clusters.size());
        counted.clusters.push_back(std::move(cluster));
    }
    return counted;
}

Result<std::vector<insight::UndecidedLink>> undecided(ledger::Reader& reader, const Population& population,
                                                      const Counted& counted) {
    std::vector<insight::UndecidedLink> links;
    const std::vector<ledger::Review> reviews = TRY(reader.reviews(ledger::ReviewState::Open));
    for (const ledger::Review& review : reviews) {
        const std::size_t a = population.person_of(review.pair.a);
        const std::size_t b = population.person_of(review.pair.b);
        if (a >= population.size() || b >= population.size() || a == b) continue;
        if (counted.cluster_of[a] == kNone || counted.cluster_of[b] == kNone) continue;
        links.push_back({counted.cluster_of[a], counted.cluster_of[b], probability_of(review.pair.weight)});
    }
    return links;
}

OverlapCell cell_of(const insight::PairOverlap& pair, const Counted& counted, const insight::OverlapReport& report,
                    std::uint64_t k) {
    OverlapCell cell;
    cell.a = counted.members[pair.a].id;
    cell.b = counted.members[pair.b].id;
    // Small overlaps, and those that leave only a few of one member's children outside.
    const auto is_small = [k](std::uint64_t count) { return count < k; };
    const std::uint64_t left = std::min(report.sizes[pair.a], report.sizes[pair.b]);
    cell.is_suppressed = is_small(pair.children.low) || is_small(left) ||
                         (pair.children.high > pair.children.low && is_small(pair.children.high)) ||
                         (left > pair.children.low && is_small(left - pair.children.low));
    if (cell.is_suppressed) return cell;
    cell.low = pair.children.low;
    cell.high = pair.children.high;
    cell.expected = pair.expected.mean;
    cell.ratio = pair.ratio;
    return cell;
}

}  // namespace

Result<OverlapView> show_overlap(ledger::Ledger& ledger, const std::string& purpose, const UserId& viewer,
                                 const Clock& clock) {
    OverlapView view;
    view.as_of = clock.now();
    {
        const auto reader = TRY(ledger.begin_read());
        view.purpose = TRY(purpose_for(*reader, purpose, "care-coordination", "identity"));
        const insight::DisclosureRule rule = TRY(disclosure_rule(*reader));
        const Population population = TRY(Population::read(*reader, {viewer, view.purpose, view.as_of}));
        Counted counted = TRY(count_members(*reader, population));
        const auto links = TRY(undecided(*reader, population, counted));
        const auto members = static_cast<std::uint32_t>(counted.members.size());
        const insight::OverlapReport report = insight::measure_overlap(counted.clusters, links, members);
        for (const insight::PairOverlap& pair : report.pairs)
            view.cells.push_back(cell_of(pair, counted, report, rule.k));
        if (report.distinct.low >= rule.k) {
            view.distinct_low = report.distinct.low;
            view.distinct_high = report.distinct.high;
            view.coverage = static_cast<double>(counted.clusters.size()) / static_cast<double>(counted.of);
        }
        view.members = std::move(counted.members);
    }
    const auto transaction = TRY(ledger.begin_write({viewer, view.as_of}));
    const Json entry{{"viewer", viewer.value()}, {"purpose", view.purpose}, {"measure", "overlap"}};
    TRY(transaction->append_audit({"measure", std::nullopt, dump_json(entry)}));
    TRY(transaction->commit());
    return view;
}

}  // namespace kith::service
