#include "service/needs.h"

#include <algorithm>
#include <set>

#include "govern/documents.h"
#include "service/feeds.h"
#include "service/json.h"
#include "service/local_day.h"

namespace kith::service {
namespace {

using ledger::DocumentKind;

constexpr std::int32_t kConsentDays = 30;
constexpr std::int32_t kStepDays = 7;

std::optional<CivilDate> day_at(const Json& json, std::string_view key) {
    return CivilDate::parse_iso(std::string_view(text_at(json, key)).substr(0, 10));
}

class Gathering {
  public:
    Gathering(ledger::Reader& reader, const Standing& viewer, CivilDate today)
        : reader_(reader), viewer_(viewer), today_(today) {}

    Result<void> motions() {
        const std::vector<ledger::Document> documents = TRY(reader_.documents(DocumentKind::Motion));
        for (const ledger::Document& document : documents) {
            const govern::Motion motion = TRY(govern::read_motion(document.json));
            if (motion.state != govern::MotionState::Open) continue;
            Need need{"motion", 1, "decide", motion.closes_on, {{"motion", motion.id}, {"title", motion.title}}};
            if (is_steward(viewer_) || TRY(has_vote_to_give(motion))) needs_.push_back(std::move(need));
        }
        return {};
    }

    Result<void> reviews() {
        const ledger::Counts counts = TRY(reader_.counts());
        add({"reviews", counts.reviews_open, "reviews", std::nullopt, {}});
        return {};
    }

    Result<void> feeds(Instant now) {
        Need stale{"stale_source", 0, "deliveries", std::nullopt, {}};
        Need problems{"problems", 0, "deliveries", std::nullopt, {}};
        const std::vector<Feed> feeds = TRY(feeds_of(reader_, now));
        for (const Feed& feed : feeds) {
            if (!is_steward(viewer_) && feed.member != viewer_.member) continue;
            if (feed.health == FeedHealth::Late) {
                ++stale.count;
                stale.parameters.emplace_back("source", feed.source.value());
            }
            if (feed.quarantined_lines == 0) continue;
            problems.count += feed.quarantined_lines;
            problems.parameters.emplace_back("source", feed.source.value());
        }
        add(std::move(stale));
        add(std::move(problems));
        return {};
    }

    Result<void> consents(std::span<const ledger::Document> documents, std::string_view page) {
        Need need{"consent_expiring", 0, std::string(page), std::nullopt, {}};
        for (const ledger::Document& document : documents) {
            const Json json = TRY(parse_json(document.json, "policy.document", document.id));
            const std::string state = text_at(json, "state");
            const auto end = day_at(json, "to");
            const bool is_said = (state == "given" || state == "renewed") && text_at(json, "effect") == "permit";
            if (!is_said || !end || *end < today_ || *end > today_.plus_days(kConsentDays)) continue;
            ++need.count;
            if (!need.due || *end < *need.due) need.due = end;
        }
        add(std::move(need));
        return {};
    }

    Result<void> own_children_consents() {
        std::vector<RecordId> records;
        const auto user = TRY(reader_.document(DocumentKind::User, viewer_.user.value()));
        const Json json = TRY(parse_json(user ? user->json : "{}", "policy.document", viewer_.user.value()));
        for (const Json& child : list_at(json, "caseload")) {
            const auto record =
                TRY(reader_.find_record(SourceId(text_at(child, "source")), text_at(child, "local_id")));
            if (!record) continue;
            const auto person = TRY(reader_.person_of(*record));
            if (!person) continue;
            const ledger::Person held = TRY(reader_.person(*person));
            for (const ledger::Link& link : held.links) records.push_back(link.record);
        }
        return consents(TRY(reader_.documents_of(DocumentKind::Consent, records)), "family");
    }

    Result<void> next_steps() {
        Need need{"next_step", 0, "children", std::nullopt, {}};
        const std::vector<ledger::Document> documents = TRY(reader_.documents(DocumentKind::NextStep));
        for (const ledger::Document& document : documents) {
            const Json json = TRY(parse_json(document.json, "policy.document", document.id));
            const auto due = day_at(json, "due");
            const bool is_own = text_at(json, "owner") == viewer_.user.value() && text_at(json, "state") == "open";
            if (!is_own || !due || *due > today_.plus_days(kStepDays)) continue;
            ++need.count;
            if (!need.due || *due < *need.due) need.due = due;
        }
        add(std::move(need));
        return {};
    }

    std::vector<Need> sorted() && {
        const auto key = [](const Need& need) { return std::pair(!need.due, need.due.value_or(CivilDate())); };
        std::stable_sort(needs_.begin(), needs_.end(), [&](const Need& a, const Need& b) { return key(a) < key(b); });
        return std::move(needs_);
    }

  private:
    void add(Need need) {
        if (need.count > 0) needs_.push_back(std::move(need));
    }

    Result<bool> has_vote_to_give(const govern::Motion& motion) {
        if (viewer_.role != kMemberLead) return false;
        govern::Ballot ballot;
        ballot.motion = motion.id;
        ballot.member = viewer_.member;
        if (govern::check_ballot(motion, ballot, today_).is_error()) return false;
        const auto cast = TRY(reader_.document(DocumentKind::Ballot, motion.id + "/" + viewer_.member.value()));
        return !cast.has_value();
    }

    ledger::Reader& reader_;
    const Standing& viewer_;
    CivilDate today_;
    std::vector<Need> needs_;
};

}  // namespace

Result<std::vector<Need>> needs_of(ledger::Reader& reader, const Standing& viewer, Instant now) {
    Gathering gathering(reader, viewer, TRY(local_day(reader, now)));
    if (viewer.role == "family") {
        TRY(gathering.own_children_consents());
        return std::move(gathering).sorted();
    }
    TRY(gathering.motions());
    TRY(gathering.next_steps());
    if (is_steward(viewer)) {
        TRY(gathering.reviews());
        TRY(gathering.consents(TRY(reader.documents(DocumentKind::Consent)), "consents"));
    }
    if (is_steward(viewer) || viewer.role == kMemberLead) TRY(gathering.feeds(now));
    return std::move(gathering).sorted();
}

}  // namespace kith::service
