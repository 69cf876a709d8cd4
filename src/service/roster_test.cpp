#include "service/roster.h"

#include "service/next_steps.h"
#include "service/policy_source.h"
#include "service/staff_fixture.h"

namespace kith::service {
namespace {

CivilDate day(std::string_view text) {
    return *CivilDate::parse_iso(text);
}

TEST(RosterRows, CountTheDaysMissedOfTheLastTwenty) {
    RosterRow row;
    row.line = MarkLine{day("2026-02-01"), "AAAA" + std::string(17, 'P') + "..AAE", "sis"};
    judge(row, day("2026-02-26"));
    EXPECT_EQ(row.status, ChildStatus::Watch);
    ASSERT_EQ(row.reasons.size(), 1U);
    EXPECT_EQ(row.reasons[0].key, "reason.absent");
    EXPECT_EQ(row.reasons[0].numbers[0].second, 3);
    EXPECT_EQ(row.reasons[0].numbers[1].second, 20);
}

TEST(RosterRows, NeedSomebodyFromAFifthMissedOn) {
    RosterRow row;
    row.line = MarkLine{day("2026-02-01"), "PPPPPPPPPPPPPPPPAAAA", "sis"};
    judge(row, day("2026-02-21"));
    EXPECT_EQ(row.status, ChildStatus::NeedsYou);
}

TEST(RosterRows, AreUnknownWithoutMarks) {
    RosterRow row;
    judge(row, day("2026-02-21"));
    EXPECT_EQ(row.status, ChildStatus::Unknown);
    EXPECT_TRUE(row.reasons.empty());
}

TEST(RosterRows, SayWhenAStepIsOverdueAndMarksAreOld) {
    RosterRow row;
    row.line = MarkLine{day("2025-02-01"), "PPPP", "sis"};
    row.next_step = NextStep{};
    row.next_step->due = day("2026-02-20");
    judge(row, day("2026-02-21"));
    EXPECT_EQ(row.status, ChildStatus::NeedsYou);
    ASSERT_EQ(row.reasons.size(), 2U);
    EXPECT_EQ(row.reasons[0].key, "reason.stale");
    EXPECT_EQ(row.reasons[1].key, "reason.step_overdue");
}

class RosterOf : public StaffFixture {
  protected:
    void SetUp() override {
        StaffFixture::SetUp();
        bring_both_rosters();
        const auto reader = ledger_->begin_read();
        ana_ = find_person(**reader, "roster:N1")->value();
    }
    Result<Roster> roster_of(const UserId& viewer) { return show_roster(*ledger_, viewer, clock_, cache_); }

    PolicyCache cache_;
    std::string ana_;
};

TEST_F(RosterOf, HoldsTheCaseloadAndEntersEveryLook) {
    const std::uint64_t before = counts().audit_entries;
    const auto roster = roster_of(practitioner_);
    ASSERT_TRUE(roster.is_ok());
    ASSERT_EQ(roster->rows.size(), 2U);
    EXPECT_EQ(roster->rows[0].surname, "Baker");
    EXPECT_EQ(roster->rows[1].surname, "Garcia");
    EXPECT_EQ(counts().audit_entries, before + 2);
}

TEST_F(RosterOf, IsEmptyForWhoServesNobodyAndDeniedToWhoIsGone) {
    EXPECT_TRUE(roster_of(UserId("vang"))->rows.empty());
    EXPECT_EQ(error_of(roster_of(UserId("gone"))), "viewer.unknown");
}

TEST_F(RosterOf, CarriesTheStepThatIsDueFirst) {
    ASSERT_TRUE(add_next_step(*ledger_, {ana_, "call home", {}, day("2026-03-09")}, practitioner_, clock_).is_ok());
    const auto step =
        add_next_step(*ledger_, {ana_, "ask about the bus", {}, day("2026-03-01")}, practitioner_, clock_);
    ASSERT_TRUE(step.is_ok());
    const auto late = roster_of(practitioner_);
    ASSERT_EQ(late->rows[0].person.value(), ana_);
    EXPECT_EQ(late->rows[0].next_step->text, "ask about the bus");
    EXPECT_EQ(late->rows[0].status, ChildStatus::NeedsYou);
    EXPECT_EQ(late->needing, 1U);
    ASSERT_TRUE(update_next_step(*ledger_, {ana_, step->id, StepState::Done, "solved"}, practitioner_, clock_).is_ok());
    const auto after = roster_of(practitioner_);
    const auto row = std::find_if(after->rows.begin(), after->rows.end(),
                                  [&](const RosterRow& each) { return each.person.value() == ana_; });
    ASSERT_NE(row, after->rows.end());
    EXPECT_EQ(row->next_step->text, "call home");
    EXPECT_EQ(row->last_contact, clock_.now().date_utc());
}

TEST_F(RosterOf, KeepsStepsFromWhoMayNotKnowOfTheChildOrIsOfAnotherMember) {
    const auto step = add_next_step(*ledger_, {ana_, "call home", {}, std::nullopt}, practitioner_, clock_);
    ASSERT_TRUE(step.is_ok());
    EXPECT_EQ(error_of(add_next_step(*ledger_, {ana_, "x", {}, std::nullopt}, UserId("gone"), clock_)),
              "child.unknown");
    EXPECT_EQ(error_of(add_next_step(*ledger_, {ana_, "x", UserId("nobody"), std::nullopt}, practitioner_, clock_)),
              "step.no-owner");
    EXPECT_EQ(error_of(update_next_step(*ledger_, {ana_, "step-0", StepState::Done, ""}, practitioner_, clock_)),
              "step.unknown");
    const auto reader = ledger_->begin_read();
    const auto community = cache_.community(**reader);
    EXPECT_EQ(next_steps_of(**reader, PersonId(ana_), practitioner_, **community)->size(), 1U);
    EXPECT_TRUE(next_steps_of(**reader, PersonId(ana_), school_lead_, **community)->empty());
}

}  // namespace
}  // namespace kith::service
