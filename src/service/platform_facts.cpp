// The facts of govern/indicators.h, counted in the ledger.

#include <algorithm>
#include <optional>
#include <set>

#include "govern/documents.h"
#include "service/configuration.h"
#include "service/feeds.h"
#include "service/json.h"
#include "service/local_day.h"
#include "service/readiness.h"
#include "service/upkeep.h"

namespace kith::service {
namespace {

using ledger::DocumentKind;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int32_t kSoonDays = 60;

std::int64_t days_between(Instant earlier, Instant later) {
    return (later.unix_ms - earlier.unix_ms) / kDayMs;
}

/// The day of a date or an instant of a policy; none where it is open or cannot be read.
std::optional<CivilDate> day_at(const Json& json, std::string_view key) {
    return CivilDate::parse_iso(std::string_view(text_at(json, key)).substr(0, 10));
}

bool is_open_on(const Json& json, CivilDate day) {
    const auto from = day_at(json, "from");
    const auto to = day_at(json, "to");
    return (!from || *from <= day) && (!to || day <= *to);
}

class Counting {
  public:
    Counting(ledger::Reader& reader, Instant now, CivilDate today) : reader_(reader), now_(now), today_(today) {}

    Result<govern::PlatformFacts> count() {
        const ledger::Counts counts = TRY(reader_.counts());
        facts_.members = counts.members;
        facts_.children = counts.persons;
        facts_.reviews_open = counts.reviews_open;
        TRY(count_agreements());
        TRY(count_purposes());
        TRY(count_consents());
        TRY(count_feeds());
        TRY(count_motions());
        TRY(count_plan());
        facts_.findings = TRY(reader_.documents(DocumentKind::Release)).size();
        if (const auto backup = TRY(last_backup(reader_))) facts_.days_since_backup = days_between(*backup, now_);
        facts_.values_without_motion = TRY(values_without_motion(reader_)).size();
        return facts_;
    }

  private:
    Result<void> count_agreements() {
        std::set<std::string> signatories;
        std::optional<CivilDate> next_end;
        const std::vector<ledger::Document> documents = TRY(reader_.documents(DocumentKind::Agreement));
        for (const ledger::Document& document : documents) {
            const Json json = TRY(parse_json(document.json, "policy.document", document.id));
            if (text_at(json, "state") != "in_force" || !is_open_on(json, today_)) continue;
            ++facts_.agreements_in_force;
            for (std::string& member : texts_at(json, "parties")) signatories.insert(std::move(member));
            const auto end = day_at(json, "to");
            if (end && (!next_end || *end < *next_end)) next_end = end;
        }
        facts_.members_with_mou = std::min<std::uint64_t>(signatories.size(), facts_.members);
        if (next_end) facts_.days_to_next_agreement_end = next_end->days() - today_.days();
        return {};
    }

    Result<void> count_purposes() {
        const std::vector<govern::Purpose> purposes = TRY(purposes_of(reader_));
        std::vector<govern::Purpose> running;
        for (const govern::Purpose& purpose : purposes) {
            if (govern::state_on(purpose, today_) == govern::PurposeState::Over) continue;
            running.push_back(purpose);
            if (purpose.measures.empty()) ++facts_.purposes_without_measure;
        }
        facts_.purposes = running.size();
        const std::vector<ledger::Source> sources = TRY(reader_.sources());
        for (const ledger::Source& source : sources) {
            const Json json = TRY(parse_json(source.json, "source.malformed", source.id.value()));
            const std::vector<std::string> categories = texts_at(json, "categories");
            facts_.elements += categories.size();
            facts_.elements_without_purpose += govern::without_purpose(categories, running).size();
        }
        return {};
    }

    Result<void> count_consents() {
        std::set<std::optional<ledger::Anchor>> covered;
        const std::vector<ledger::Document> documents = TRY(reader_.documents(DocumentKind::Consent));
        for (const ledger::Document& document : documents) {
            const Json json = TRY(parse_json(document.json, "policy.document", document.id));
            const std::string state = text_at(json, "state");
            const bool is_said = state == "given" || state == "renewed";
            if (!is_said || text_at(json, "effect") != "permit" || !is_open_on(json, today_)) continue;
            covered.insert(document.anchor);
            const auto end = day_at(json, "to");
            if (end && *end <= today_.plus_days(kSoonDays)) ++facts_.consents_ending_in_60_days;
        }
        facts_.children_with_consent = std::min<std::uint64_t>(covered.size(), facts_.children);
        return {};
    }

    Result<void> count_feeds() {
        std::set<MemberId> with_data;
        const std::vector<Feed> feeds = TRY(feeds_of(reader_, now_));
        facts_.feeds = feeds.size();
        for (const Feed& feed : feeds) {
            if (feed.health != FeedHealth::Fresh) ++facts_.feeds_late;
            if (feed.last_at) with_data.insert(feed.member);
            if (feed.quarantined_lines == 0) continue;
            facts_.rows_quarantined += feed.quarantined_lines;
            const std::int64_t days = days_between(*feed.last_at, now_);
            facts_.quarantine_days = std::max(facts_.quarantine_days.value_or(0), days);
        }
        facts_.members_with_data = with_data.size();
        return {};
    }

    Result<void> count_motions() {
        std::vector<govern::Motion> motions;
        const std::vector<ledger::Document> documents = TRY(reader_.documents(DocumentKind::Motion));
        motions.reserve(documents.size());
        for (const ledger::Document& document : documents) motions.push_back(TRY(govern::read_motion(document.json)));
        const std::vector<govern::Motion> in_register = govern::register_of(motions);
        std::optional<Instant> last;
        for (const govern::Motion& motion : motions) {
            if (motion.closed_at) last = std::max(last.value_or(*motion.closed_at), *motion.closed_at);
            const bool is_due = motion.review_on && *motion.review_on < today_ &&
                                govern::state_in(motion, in_register) == govern::MotionState::InEffect;
            if (is_due) ++facts_.motions_past_review;
        }
        if (last) facts_.days_since_vote = days_between(*last, now_);
        return {};
    }

    Result<void> count_plan() {
        const std::vector<ledger::Document> documents = TRY(reader_.documents(DocumentKind::Prospect));
        for (const ledger::Document& document : documents) {
            if (govern::is_overdue(TRY(govern::read_prospect(document.json)), today_)) ++facts_.prospects_overdue;
        }
        return {};
    }

    ledger::Reader& reader_;
    Instant now_;
    CivilDate today_;
    govern::PlatformFacts facts_;
};

}  // namespace

Result<govern::PlatformFacts> platform_facts(ledger::Reader& reader, Instant now) {
    return Counting(reader, now, TRY(local_day(reader, now))).count();
}

}  // namespace kith::service
