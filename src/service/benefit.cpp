#include "service/benefit.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "govern/documents.h"
#include "service/configuration.h"
#include "service/json.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using Members = std::set<MemberId>;

/// Who holds records of which person, and which persons a review may still join.
struct Holdings {
    std::unordered_map<PersonId, Members> members_of;
    std::vector<std::pair<PersonId, PersonId>> in_doubt;
};

Result<std::unordered_map<RecordId, MemberId>> members_by_record(ledger::Reader& reader) {
    std::unordered_map<RecordId, MemberId> members;
    const std::vector<ledger::Source> sources = TRY(reader.sources());
    for (const ledger::Source& source : sources) {
        const std::vector<ledger::HeldRecord> records = TRY(reader.held_records(source.id));
        for (const ledger::HeldRecord& record : records) {
            if (record.state != ledger::RecordState::Undone) members.emplace(record.id, source.member);
        }
    }
    return members;
}

Result<Holdings> read_holdings(ledger::Reader& reader) {
    const auto members = TRY(members_by_record(reader));
    Holdings holdings;
    std::unordered_map<RecordId, PersonId> person_of;
    const std::vector<ledger::Link> links = TRY(reader.links());
    for (const ledger::Link& link : links) {
        const auto member = members.find(link.record);
        if (member == members.end()) continue;
        holdings.members_of[link.person].insert(member->second);
        person_of.emplace(link.record, link.person);
    }
    const std::vector<ledger::Review> reviews = TRY(reader.reviews(ledger::ReviewState::Open));
    for (const ledger::Review& review : reviews) {
        const auto a = person_of.find(review.pair.a);
        const auto b = person_of.find(review.pair.b);
        if (a == person_of.end() || b == person_of.end() || a->second == b->second) continue;
        holdings.in_doubt.emplace_back(a->second, b->second);
    }
    return holdings;
}

/// A child whom an open review would add to the two members' shared ones: at most one for each child of the first, and
/// one for each of the second.
std::uint64_t doubtful(const Holdings& holdings, const MemberId& own, const MemberId& other) {
    std::set<PersonId> of_own;
    std::set<PersonId> of_other;
    const auto add = [&](const PersonId& first, const PersonId& second) {
        const Members& a = holdings.members_of.at(first);
        const Members& b = holdings.members_of.at(second);
        if (!a.contains(own) || a.contains(other) || !b.contains(other) || b.contains(own)) return;
        of_own.insert(first);
        of_other.insert(second);
    };
    for (const auto& [a, b] : holdings.in_doubt) {
        add(a, b);
        add(b, a);
    }
    return std::min(of_own.size(), of_other.size());
}

/// Children of the member that an open review may find to be one with another of its children.
std::uint64_t doubtful_twice(const Holdings& holdings, const MemberId& own) {
    std::set<PersonId> second;
    for (const auto& [a, b] : holdings.in_doubt) {
        if (holdings.members_of.at(a).contains(own) && holdings.members_of.at(b).contains(own)) {
            second.insert(std::max(a, b));
        }
    }
    return second.size();
}

Result<void> count_children(ledger::Reader& reader, Benefit& benefit) {
    const govern::Configuration in_force = TRY(configuration(reader));
    const auto least = static_cast<std::uint64_t>(in_force.minimum_cell);
    const Holdings holdings = TRY(read_holdings(reader));
    std::map<MemberId, std::uint64_t> shared;
    for (const auto& [person, members] : holdings.members_of) {
        if (!members.contains(benefit.member)) continue;
        ++benefit.children_high;
        for (const MemberId& member : members) ++shared[member];
    }
    shared.erase(benefit.member);
    benefit.children_low = benefit.children_high - doubtful_twice(holdings, benefit.member);
    for (const auto& [member, low] : shared) {
        const std::uint64_t high = std::min(low + doubtful(holdings, benefit.member, member), benefit.children_high);
        const bool is_suppressed = low < least;
        benefit.overlaps.push_back({member, is_suppressed ? 0 : low, is_suppressed ? 0 : high, is_suppressed});
    }
    std::sort(benefit.overlaps.begin(), benefit.overlaps.end(), [](const SharedChildren& a, const SharedChildren& b) {
        return std::tuple(b.low, a.member) < std::tuple(a.low, b.member);
    });
    return {};
}

Result<void> count_work(ledger::Reader& reader, Benefit& benefit) {
    const std::vector<ledger::Document> plan = TRY(reader.documents(ledger::DocumentKind::Prospect));
    for (const ledger::Document& document : plan) {
        const govern::Prospect prospect = TRY(govern::read_prospect(document.json));
        if (prospect.member == benefit.member) benefit.hours_saved += prospect.hours_saved;
    }
    std::set<SourceId> own;
    const std::vector<ledger::Source> sources = TRY(reader.sources());
    for (const ledger::Source& source : sources) {
        if (source.member == benefit.member) own.insert(source.id);
    }
    const std::vector<ledger::Delivery> deliveries = TRY(reader.deliveries(std::nullopt));
    for (const ledger::Delivery& delivery : deliveries) {
        if (!own.contains(delivery.source) || delivery.state != ledger::DeliveryState::Committed) continue;
        const Json json = TRY(parse_json(delivery.json, "delivery.malformed", ""));
        for (const Json& file : list_at(json, "files")) {
            benefit.rows_read += static_cast<std::uint64_t>(std::max<std::int64_t>(number_at(file, "loaded", 0), 0));
        }
    }
    benefit.findings = TRY(reader.documents(ledger::DocumentKind::Release)).size();
    return {};
}

}  // namespace

Result<Benefit> show_benefit(ledger::Ledger& ledger, const MemberId& member, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    const Standing standing = TRY(standing_of(*reader, viewer, clock.now()));
    const bool is_own_lead = standing.role == kMemberLead && standing.member == member;
    if (!is_steward(standing) && !is_own_lead) {
        return make_error(ErrorCode::Denied, "benefit.denied", "a member's benefit is for its lead and for stewards");
    }
    const std::vector<ledger::Member> members = TRY(reader->members());
    const bool is_known =
        std::any_of(members.begin(), members.end(), [&](const ledger::Member& each) { return each.id == member; });
    if (!is_known) return make_error(ErrorCode::NotFound, "member.unknown", "there is no such member", member.value());
    Benefit benefit;
    benefit.member = member;
    TRY(count_children(*reader, benefit));
    TRY(count_work(*reader, benefit));
    return benefit;
}

}  // namespace kith::service
