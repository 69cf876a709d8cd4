#include "consent/policy.h"

#include <gtest/gtest.h>

namespace kith::consent {
namespace {

constexpr Action kAllActions[] = {Action::Existence, Action::Summary, Action::Detail,
                                  Action::Contact,   Action::Export,  Action::Match};

TEST(Actions, PermitDownAndDenyUp) {
    EXPECT_TRUE(ActionSet::of({Action::Detail}).permits(Action::Summary));
    EXPECT_TRUE(ActionSet::of({Action::Export}).permits(Action::Existence));
    EXPECT_FALSE(ActionSet::of({Action::Detail}).permits(Action::Export));
    EXPECT_FALSE(ActionSet::of({Action::Detail}).permits(Action::Contact));
    EXPECT_TRUE(ActionSet::of({Action::Summary}).denies(Action::Export));
    EXPECT_FALSE(ActionSet::of({Action::Export}).denies(Action::Detail));
    EXPECT_FALSE(ActionSet::of({Action::Existence}).denies(Action::Match));
}

// Whoever may do the greater may do the smaller, and whoever may not do the smaller may not do the greater: one
// relation.
TEST(Actions, AgreeAboutEveryPair) {
    for (const Action greater : kAllActions) {
        for (const Action smaller : kAllActions) {
            EXPECT_EQ(ActionSet::of({greater}).permits(smaller), ActionSet::of({smaller}).denies(greater));
        }
    }
}

Child born(int year, int month, int day) {
    Child child;
    child.birth_date = {static_cast<std::int16_t>(year), static_cast<std::int8_t>(month),
                        static_cast<std::int8_t>(day)};
    return child;
}

std::string earliest(const Child& child, RecordKind kind, int age, int offset) {
    return Instant{hand_over_of(child, kind, age, offset).earliest_ms}.to_iso();
}
std::string latest(const Child& child, RecordKind kind, int age, int offset) {
    return Instant{hand_over_of(child, kind, age, offset).latest_ms}.to_iso();
}

TEST(HandOver, IsLocalMidnightOfTheBirthday) {
    EXPECT_EQ(earliest(born(2008, 5, 4), RecordKind::Other, 18, -360), "2026-05-04T06:00:00Z");
    EXPECT_EQ(earliest(born(2008, 5, 4), RecordKind::Other, 18, 330), "2026-05-03T18:30:00Z");
}

TEST(HandOver, OfALeapDayIsTheFirstOfMarch) {
    EXPECT_EQ(earliest(born(2008, 2, 29), RecordKind::Education, 18, 0), "2026-03-01T00:00:00Z");
    EXPECT_EQ(earliest(born(2008, 2, 29), RecordKind::Other, 20, 0), "2028-02-29T00:00:00Z");
}

TEST(HandOver, OfEducationIsAtEighteenWhateverTheState) {
    EXPECT_EQ(earliest(born(2008, 5, 4), RecordKind::Education, 21, 0), "2026-05-04T00:00:00Z");
    EXPECT_EQ(earliest(born(2008, 5, 4), RecordKind::Other, 21, 0), "2029-05-04T00:00:00Z");
}

TEST(HandOver, ComesEarlierWithCollegeForEducationOnly) {
    Child child = born(2009, 5, 4);
    child.postsecondary_from = Instant::parse_iso("2025-09-01T00:00:00Z");
    EXPECT_EQ(latest(child, RecordKind::Education, 18, 0), "2025-09-01T00:00:00Z");
    EXPECT_EQ(latest(child, RecordKind::Other, 18, 0), "2027-05-04T00:00:00Z");
}

TEST(HandOver, OfAPartlyKnownBirthDateIsARange) {
    EXPECT_EQ(earliest(born(2008, 0, 0), RecordKind::Other, 18, 0), "2026-01-01T00:00:00Z");
    EXPECT_EQ(latest(born(2008, 0, 0), RecordKind::Other, 18, 0), "2026-12-31T00:00:00Z");
    EXPECT_EQ(earliest(born(2008, 2, 0), RecordKind::Other, 18, 0), "2026-02-01T00:00:00Z");
    EXPECT_EQ(latest(born(2008, 2, 0), RecordKind::Other, 18, 0), "2026-03-01T00:00:00Z");
    EXPECT_EQ(hand_over_of(born(0, 0, 0), RecordKind::Other, 18, 0).earliest_ms, Window::kBeginning);
    EXPECT_EQ(hand_over_of(born(0, 0, 0), RecordKind::Other, 18, 0).latest_ms, Window::kNever);
}

TEST(RecordKinds, FollowTheSourceOrTheCategory) {
    Source school;
    school.regimes = {Regime::Ferpa};
    EXPECT_EQ(record_kind_of(school, "contact"), RecordKind::Education);
    EXPECT_EQ(record_kind_of(Source{}, "grades"), RecordKind::Education);
    EXPECT_EQ(record_kind_of(Source{}, "immunisation"), RecordKind::Other);
}

}  // namespace
}  // namespace kith::consent
