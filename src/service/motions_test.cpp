#include "service/motions.h"

#include <algorithm>

#include "service/configuration.h"
#include "service/engagement.h"
#include "service/home.h"
#include "service/json.h"
#include "service/readiness.h"
#include "service/staff_fixture.h"
#include "service/upkeep.h"

namespace kith::service {
namespace {

constexpr std::string_view kPurpose =
    R"({"kind":"put_purpose","purpose":{"id":"attend","name":"Attendance","question":"Do they come?","categories":["identity","school_enrolment"],"measures":["chronic-absence"],"from":"2026-01-01","to":"2026-12-31"}})";

class MotionsOnLedger : public StaffFixture {
  protected:
    ProposeRequest request(std::string_view change) const {
        ProposeRequest asked;
        asked.title = "A motion";
        asked.change = change;
        asked.closes_on = *CivilDate::parse_iso("2026-03-09");
        return asked;
    }

    std::string proposed(std::string_view change) {
        const auto id = propose_motion(*ledger_, request(change), steward_, clock_);
        EXPECT_TRUE(id.is_ok()) << id.error().id;
        return id.is_ok() ? *id : std::string();
    }

    std::string opened(std::string_view change) {
        const std::string id = proposed(change);
        EXPECT_TRUE(open_motion(*ledger_, id, {}, steward_, clock_).is_ok());
        return id;
    }

    Result<void> vote(const std::string& id, const UserId& user, govern::Choice choice = govern::Choice::For) {
        return cast_ballot(*ledger_, {id, choice, "because"}, user, clock_);
    }

    void pass_days(int days) { clock_.set(Instant{clock_.now().unix_ms + days * 86'400'000LL}); }

    /// Proposed, opened, voted for by two of the three members, closed after its last day.
    std::string carried(std::string_view change) {
        const std::string id = opened(change);
        EXPECT_TRUE(vote(id, school_lead_).is_ok());
        EXPECT_TRUE(vote(id, club_lead_).is_ok());
        const Instant before = clock_.now();
        clock_.set(*Instant::parse_iso("2026-03-10T18:00:00Z"));
        const auto closed = close_motion(*ledger_, id, steward_, clock_);
        EXPECT_TRUE(closed.is_ok()) << closed.error().id;
        clock_.set(before);
        return id;
    }

    govern::Configuration in_force() {
        const auto reader = ledger_->begin_read();
        return configuration(**reader).value();
    }
};

TEST_F(MotionsOnLedger, ChangeTheConfigurationWhenCarriedAndReplay) {
    const std::string id = carried(R"({"kind":"set_minimum_cell","value":15})");
    EXPECT_EQ(15, in_force().minimum_cell);
    const auto view = show_motion(*ledger_, id, practitioner_, clock_);
    ASSERT_TRUE(view.is_ok());
    EXPECT_EQ(govern::MotionState::InEffect, view->state);
    EXPECT_EQ(R"({"minimum_cell":11})", view->before);
    EXPECT_EQ(R"({"minimum_cell":15})", view->after);
    carried(R"({"kind":"set_minimum_cell","value":12})");
    EXPECT_EQ(govern::MotionState::Superseded, show_motion(*ledger_, id, practitioner_, clock_)->state);
    const auto decided = show_register(*ledger_, practitioner_, clock_);
    ASSERT_TRUE(decided.is_ok());
    EXPECT_EQ(Replay::Equal, decided->replay);
    EXPECT_EQ(2U, decided->items.size());
    EXPECT_EQ(64U, decided->configuration_hash.size());
}

TEST_F(MotionsOnLedger, PutWhatDecisionsRestOnAndNameWhatNobodyVotedFor) {
    carried(kPurpose);
    const auto reader = ledger_->begin_read();
    const auto document = (*reader)->document(ledger::DocumentKind::Purpose, "attend").value();
    ASSERT_TRUE(document);
    EXPECT_EQ(std::string::npos, document->json.find("question"));
    const auto purposes = purposes_of(**reader).value();
    EXPECT_EQ(2U, purposes.size());
    EXPECT_EQ("chronic-absence", purposes.front().measures.front());
    const std::vector<std::string> without = values_without_motion(**reader).value();
    EXPECT_EQ(0, std::count(without.begin(), without.end(), "purpose/attend"));
    EXPECT_EQ(1, std::count(without.begin(), without.end(), "purpose/care"));
    EXPECT_EQ(1, std::count(without.begin(), without.end(), "agreement/dsa-1"));
}

TEST_F(MotionsOnLedger, NoticeAConfigurationThatNobodyVotedFor) {
    carried(R"({"kind":"set_minimum_cell","value":15})");
    {
        const auto transaction = begin_as_operator(*ledger_, clock_);
        govern::Configuration changed = in_force();
        changed.minimum_cell = 3;
        ASSERT_TRUE(put_configuration(**transaction, changed).is_ok());
        ASSERT_TRUE((*transaction)->commit().is_ok());
    }
    EXPECT_EQ(Replay::Differs, show_register(*ledger_, steward_, clock_)->replay);
}

TEST_F(MotionsOnLedger, AreProposedOpenedAndClosedByStewardsOnly) {
    for (const UserId& user : {school_lead_, practitioner_, UserId("vang")}) {
        EXPECT_EQ("role.not-steward", error_of(propose_motion(*ledger_, request(""), user, clock_)));
    }
    EXPECT_EQ("viewer.unknown", error_of(propose_motion(*ledger_, request(""), UserId("gone"), clock_)));
    EXPECT_EQ("viewer.unknown", error_of(list_motions(*ledger_, UserId("nobody"), clock_)));
    const std::string id = proposed("");
    EXPECT_EQ("role.not-steward", error_of(open_motion(*ledger_, id, {}, school_lead_, clock_)));
    EXPECT_EQ("motion.state", error_of(vote(id, school_lead_)));
    ASSERT_TRUE(open_motion(*ledger_, id, {}, steward_, clock_).is_ok());
    EXPECT_EQ("role.not-member-lead", error_of(vote(id, steward_)));
    EXPECT_EQ("role.not-member-lead", error_of(vote(id, practitioner_)));
    EXPECT_EQ("role.not-steward", error_of(close_motion(*ledger_, id, club_lead_, clock_)));
    EXPECT_EQ("motion.too-early", error_of(close_motion(*ledger_, id, steward_, clock_)));
    EXPECT_EQ("motion.unknown", error_of(show_motion(*ledger_, "m-9", steward_, clock_)));
}

TEST_F(MotionsOnLedger, CountOneVoteAMemberAndTheLastOfIt) {
    const std::string id = opened("");
    ASSERT_TRUE(vote(id, school_lead_, govern::Choice::Against).is_ok());
    pass_days(1);
    ASSERT_TRUE(vote(id, school_lead_, govern::Choice::For).is_ok());
    const auto view = show_motion(*ledger_, id, school_lead_, clock_);
    EXPECT_EQ(1U, view->tally.present());
    EXPECT_EQ(1U, view->tally.in_favour);
    EXPECT_EQ(2U, view->tally.quorum_needed);
    EXPECT_EQ(govern::Choice::For, *view->my_ballot);
    EXPECT_TRUE(view->may_vote);
    EXPECT_FALSE(show_motion(*ledger_, id, steward_, clock_)->may_vote);
    pass_days(7);
    EXPECT_EQ("motion.closing-day-passed", error_of(vote(id, club_lead_)));
    const auto closed = close_motion(*ledger_, id, steward_, clock_);
    ASSERT_TRUE(closed.is_ok());
    EXPECT_EQ(govern::MotionState::NoQuorum, closed->state);
    EXPECT_EQ("motion.state", error_of(vote(id, club_lead_)));
}

TEST_F(MotionsOnLedger, RecuseMembersWithAnInterest) {
    const std::string id = proposed("");
    EXPECT_EQ("motion.unknown-member", error_of(open_motion(*ledger_, id, {MemberId("zoo")}, steward_, clock_)));
    ASSERT_TRUE(open_motion(*ledger_, id, {MemberId("club")}, steward_, clock_).is_ok());
    EXPECT_EQ("motion.recused", error_of(vote(id, club_lead_)));
    EXPECT_EQ(2U, show_motion(*ledger_, id, steward_, clock_)->motion.electorate.size());
}

TEST_F(MotionsOnLedger, RefuseWhatCouldNotBeApplied) {
    EXPECT_EQ("change.unknown",
              error_of(propose_motion(*ledger_, request(R"({"kind":"remove_purpose","id":"x"})"), steward_, clock_)));
    EXPECT_EQ("change.broken-document",
              error_of(propose_motion(
                  *ledger_,
                  request(R"({"kind":"put_purpose","purpose":{"id":"p","categories":["identity"],"colour":"red"}})"),
                  steward_, clock_)));
    ProposeRequest late = request("");
    late.closes_on = *CivilDate::parse_iso("2026-03-01");
    EXPECT_EQ("motion.closes-in-the-past", error_of(propose_motion(*ledger_, late, steward_, clock_)));
    late.title.clear();
    EXPECT_EQ("motion.no-title", error_of(propose_motion(*ledger_, late, steward_, clock_)));
    EXPECT_TRUE(list_motions(*ledger_, steward_, clock_)->empty());
}

TEST_F(MotionsOnLedger, AreInTheAuditLogStepByStep) {
    carried(R"({"kind":"set_minimum_cell","value":15})");
    const auto reader = ledger_->begin_read();
    std::vector<std::string> kinds;
    for (const ledger::AuditEntry& entry : (*reader)->audit_entries(0, 100).value()) kinds.push_back(entry.kind);
    for (const std::string_view kind : {"motion.propose", "motion.open", "ballot", "motion.close"}) {
        EXPECT_NE(0, std::count(kinds.begin(), kinds.end(), kind)) << kind;
    }
}

TEST_F(MotionsOnLedger, WaitAtHomeForThoseWhoMayVote) {
    const std::string id = opened("");
    const auto motions_of = [&](const UserId& user) {
        const auto home = show_home(*ledger_, user, clock_);
        return std::count_if(home->needs.begin(), home->needs.end(),
                             [](const Need& need) { return need.kind == "motion"; });
    };
    EXPECT_EQ(1, motions_of(school_lead_));
    EXPECT_EQ(1, motions_of(steward_));
    EXPECT_EQ(0, motions_of(practitioner_));
    ASSERT_TRUE(vote(id, school_lead_).is_ok());
    EXPECT_EQ(0, motions_of(school_lead_));
    EXPECT_EQ(1, motions_of(club_lead_));
}

class HomeOnLedger : public MotionsOnLedger {};

TEST_F(HomeOnLedger, IsAboutThePurposeThatSaysWhatWouldShowProgress) {
    EXPECT_EQ("home.no_purpose", show_home(*ledger_, practitioner_, clock_)->sentence.key);
    carried(kPurpose);
    const auto home = show_home(*ledger_, practitioner_, clock_);
    ASSERT_TRUE(home.is_ok());
    ASSERT_TRUE(home->purpose);
    EXPECT_EQ("attend", home->purpose->id);
    EXPECT_EQ("running", home->purpose->state);
    EXPECT_EQ(16, *home->purpose->progress_percent);
    EXPECT_EQ("Do they come?", home->purpose->question);
}

TEST_F(HomeOnLedger, GuidesEachPersonaUntilDismissed) {
    auto tour = tour_of(*ledger_, school_lead_, clock_);
    ASSERT_TRUE(tour.is_ok());
    ASSERT_EQ(4U, tour->steps.size());
    EXPECT_EQ("deliveries", tour->steps.front().page);
    EXPECT_EQ("open_roster", tour_of(*ledger_, practitioner_, clock_)->steps.front().key);
    ASSERT_TRUE(finish_tour_step(*ledger_, "vote", school_lead_, clock_).is_ok());
    EXPECT_EQ("tour.unknown-step", error_of(finish_tour_step(*ledger_, "see_looks", school_lead_, clock_)));
    ASSERT_TRUE(set_tour(*ledger_, TourShown::Dismissed, school_lead_, clock_).is_ok());
    tour = tour_of(*ledger_, school_lead_, clock_);
    EXPECT_TRUE(tour->is_dismissed);
    EXPECT_TRUE(tour->steps[2].is_done);
    EXPECT_FALSE(tour->steps[0].is_done);
    EXPECT_FALSE(tour_of(*ledger_, club_lead_, clock_)->is_dismissed);
}

class EngagementOnLedger : public StaffFixture {};

TEST_F(EngagementOnLedger, IsKeptByStewardsAndListsWhatIsOverdueFirst) {
    ProspectChange library;
    library.organisation = "City Library";
    library.owner = "hayes";
    library.due = CivilDate::parse_iso("2026-03-10");
    EXPECT_EQ("role.not-steward", error_of(add_prospect(*ledger_, library, school_lead_, clock_)));
    ASSERT_TRUE(add_prospect(*ledger_, library, steward_, clock_).is_ok());
    EXPECT_EQ("prospect.exists", error_of(add_prospect(*ledger_, library, steward_, clock_)));
    ProspectChange parks;
    parks.organisation = "Parks";
    ASSERT_TRUE(add_prospect(*ledger_, parks, steward_, clock_)->is_overdue);
    const auto views = list_engagement(*ledger_, practitioner_, clock_);
    ASSERT_EQ(2U, views->size());
    EXPECT_EQ("parks", views->front().prospect.id);
    ProspectChange met;
    met.stage = govern::Stage::Met;
    met.next_step = "call again";
    const auto changed = update_prospect(*ledger_, "city-library", met, steward_, clock_);
    ASSERT_TRUE(changed.is_ok());
    EXPECT_EQ(2U, changed->prospect.history.size());
    EXPECT_EQ("hayes", changed->prospect.owner);
    EXPECT_EQ("prospect.unknown", error_of(update_prospect(*ledger_, "zoo", met, steward_, clock_)));
    met.hours_saved = -1;
    EXPECT_EQ("prospect.hours", error_of(update_prospect(*ledger_, "parks", met, steward_, clock_)));
    met = {};
    met.member = "zoo";
    EXPECT_EQ("prospect.unknown-member", error_of(update_prospect(*ledger_, "parks", met, steward_, clock_)));
    EXPECT_EQ("prospect.no-organisation", error_of(add_prospect(*ledger_, {}, steward_, clock_)));
}

class ReadinessOnLedger : public StaffFixture {
  protected:
    const ReadinessLine& line(const std::vector<ReadinessLine>& lines, std::string_view item) {
        return *std::find_if(lines.begin(), lines.end(),
                             [&](const ReadinessLine& each) { return each.item->id == item; });
    }
};

TEST_F(ReadinessOnLedger, LetsEachMemberAnswerAlone) {
    const govern::ReadinessAnswer answer{"purpose.shared", MemberId("club"), 3, 2, "minutes of May"};
    EXPECT_EQ("role.not-member-lead", error_of(answer_readiness(*ledger_, answer, steward_, clock_)));
    ASSERT_TRUE(answer_readiness(*ledger_, answer, school_lead_, clock_).is_ok());
    auto seen = show_readiness(*ledger_, club_lead_, clock_);
    EXPECT_TRUE(line(*seen, "purpose.shared").answers.empty());
    EXPECT_TRUE(line(*seen, "purpose.shared").is_hidden_until_answered);
    ASSERT_TRUE(answer_readiness(*ledger_, {"purpose.shared", MemberId(), 1, 1, ""}, club_lead_, clock_).is_ok());
    seen = show_readiness(*ledger_, club_lead_, clock_);
    ASSERT_EQ(2U, line(*seen, "purpose.shared").answers.size());
    EXPECT_EQ(2, *line(*seen, "purpose.shared").spread);
    // A lead answers for their own member, whatever the request says.
    EXPECT_EQ("club", line(*seen, "purpose.shared").answers[0].member.value());
    EXPECT_EQ("school", line(*seen, "purpose.shared").answers[1].member.value());
    EXPECT_EQ("readiness.level",
              error_of(answer_readiness(*ledger_, {"purpose.shared", MemberId(), 4, 1, ""}, club_lead_, clock_)));
}

TEST_F(ReadinessOnLedger, MeasuresWhatTheLedgerShows) {
    bring_both_rosters();
    const auto facts_now = [&] {
        const auto reader = ledger_->begin_read();
        return platform_facts(**reader, clock_.now()).value();
    };
    govern::PlatformFacts facts = facts_now();
    EXPECT_EQ(3U, facts.members);
    EXPECT_EQ(2U, facts.members_with_data);
    EXPECT_EQ(2U, facts.members_with_mou);
    EXPECT_EQ(1U, facts.purposes_without_measure);
    EXPECT_EQ(0U, facts.elements_without_purpose);
    EXPECT_EQ(2U, facts.agreements_in_force);
    EXPECT_EQ(4U, facts.children);
    EXPECT_EQ(0U, facts.children_with_consent);
    EXPECT_FALSE(facts.days_since_vote);
    EXPECT_FALSE(facts.days_since_backup);
    ASSERT_TRUE(back_up(*ledger_, path_of("copy.db"), clock_).is_ok());
    clock_.set(Instant{clock_.now().unix_ms + 3 * 86'400'000LL});
    facts = facts_now();
    EXPECT_EQ(3, *facts.days_since_backup);
}

}  // namespace
}  // namespace kith::service
