#include "govern/motion.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "govern/documents.h"

namespace kith::govern {
namespace {

const CivilDate kToday = *CivilDate::parse_iso("2026-03-02");
const Instant kNow = *Instant::parse_iso("2026-03-02T18:00:00Z");

std::vector<MemberId> members(std::size_t count) {
    std::vector<MemberId> ids;
    for (std::size_t i = 0; i < count; ++i) ids.emplace_back("m" + std::to_string(100 + i));
    return ids;
}

Motion opened(MotionClass motion_class, std::size_t electorate) {
    Motion motion;
    motion.id = "m-1";
    motion.motion_class = motion_class;
    motion.state = MotionState::Tabled;
    motion.closes_on = kToday.plus_days(7);
    return open_motion(motion, {members(electorate), {}, kNow, kToday}).value();
}

Ballot ballot(std::size_t member, Choice choice, std::int64_t at_ms = 0) {
    return {"m-1", members(member + 1).back(), choice, "", UserId("lead"), Instant{at_ms}};
}

std::vector<Ballot> ballots(std::size_t in_favour, std::size_t against, std::size_t abstain) {
    std::vector<Ballot> cast;
    for (std::size_t i = 0; i < in_favour; ++i) cast.push_back(ballot(cast.size(), Choice::For));
    for (std::size_t i = 0; i < against; ++i) cast.push_back(ballot(cast.size(), Choice::Against));
    for (std::size_t i = 0; i < abstain; ++i) cast.push_back(ballot(cast.size(), Choice::Abstain));
    return cast;
}

MotionState decided(MotionClass motion_class, std::size_t electorate, const std::vector<Ballot>& cast) {
    const Motion motion = opened(motion_class, electorate);
    return outcome(motion.rule, tally(motion, cast));
}

constexpr std::array kClasses = {MotionClass::ConsentPolicy, MotionClass::MinimumDataSet, MotionClass::Measure,
                                 MotionClass::Membership,    MotionClass::Request,        MotionClass::Incident};

TEST(Motions, HaveAQuorumExactlyAtTheBoundary) {
    EXPECT_EQ(MotionState::Carried, decided(MotionClass::Measure, 12, ballots(6, 0, 0)));
    EXPECT_EQ(MotionState::NoQuorum, decided(MotionClass::Measure, 12, ballots(5, 0, 0)));
    EXPECT_EQ(MotionState::Carried, decided(MotionClass::Measure, 13, ballots(7, 0, 0)));
    EXPECT_EQ(MotionState::NoQuorum, decided(MotionClass::Measure, 13, ballots(6, 0, 0)));
    EXPECT_EQ(MotionState::Carried, decided(MotionClass::Membership, 12, ballots(8, 0, 0)));
    EXPECT_EQ(MotionState::NoQuorum, decided(MotionClass::Membership, 12, ballots(7, 0, 0)));
    EXPECT_EQ(MotionState::Carried, decided(MotionClass::Incident, 3, ballots(1, 0, 0)));
}

TEST(Motions, CarryExactlyAtTheThreshold) {
    EXPECT_EQ(MotionState::Carried, decided(MotionClass::ConsentPolicy, 9, ballots(6, 3, 0)));
    EXPECT_EQ(MotionState::Lost, decided(MotionClass::ConsentPolicy, 9, ballots(5, 3, 0)));
    EXPECT_EQ(MotionState::Lost, decided(MotionClass::Measure, 10, ballots(5, 5, 0)));
    EXPECT_EQ(MotionState::Carried, decided(MotionClass::Measure, 11, ballots(6, 5, 0)));
    EXPECT_EQ(MotionState::Lost, decided(MotionClass::Measure, 4, ballots(0, 0, 4)));
    EXPECT_EQ(MotionState::Carried, decided(MotionClass::Measure, 4, ballots(1, 0, 3)));
}

RC_GTEST_PROP(Motions, NeedAsManyMembersAsTheShareSaysAndNoFewer, ()) {
    const auto motion_class = *rc::gen::elementOf(kClasses);
    const auto electorate = *rc::gen::inRange<std::size_t>(1, 60);
    const Motion motion = opened(motion_class, electorate);
    const Tally count = tally(motion, {});
    const auto of_parts = static_cast<std::size_t>(motion.rule.quorum.of_parts);
    const auto parts = static_cast<std::size_t>(motion.rule.quorum.parts);
    RC_ASSERT(count.quorum_needed * parts >= electorate * of_parts);
    RC_ASSERT((count.quorum_needed - 1) * parts < electorate * of_parts || count.quorum_needed == 1);
    RC_ASSERT(decided(motion_class, electorate, ballots(count.quorum_needed, 0, 0)) == MotionState::Carried);
    RC_ASSERT(decided(motion_class, electorate, ballots(count.quorum_needed - 1, 0, 0)) == MotionState::NoQuorum);
}

std::vector<Ballot> any_ballots() {
    std::vector<Ballot> cast;
    const auto count = *rc::gen::inRange<std::size_t>(0, 40);
    for (std::size_t i = 0; i < count; ++i) {
        const auto choice = *rc::gen::element(Choice::For, Choice::Against, Choice::Abstain);
        cast.push_back(ballot(*rc::gen::inRange<std::size_t>(0, 14), choice, *rc::gen::inRange<std::int64_t>(0, 4)));
    }
    return cast;
}

RC_GTEST_PROP(Ballots, CountTheSameInAnyOrderAndTwice, ()) {
    const Motion motion = opened(*rc::gen::elementOf(kClasses), 12);
    const std::vector<Ballot> cast = any_ballots();
    std::vector<Ballot> shuffled = cast;
    shuffled.insert(shuffled.end(), cast.begin(), cast.end());
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    RC_ASSERT(tally(motion, cast) == tally(motion, shuffled));
}

RC_GTEST_PROP(Ballots, AreOnePerMemberOfTheElectorate, ()) {
    const Motion motion = opened(*rc::gen::elementOf(kClasses), 12);
    const std::vector<Ballot> cast = any_ballots();
    const Tally count = tally(motion, cast);
    RC_ASSERT(count.present() <= 12U);
    // Written straight from the rule: the member's latest moment, and of it the most cautious choice.
    std::uint32_t in_favour = 0;
    for (const MemberId& member : motion.electorate) {
        std::int64_t latest = -1;
        for (const Ballot& each : cast) {
            if (each.member == member) latest = std::max(latest, each.at.unix_ms);
        }
        Choice most_cautious = Choice::For;
        for (const Ballot& each : cast) {
            const bool is_latest = each.member == member && each.at.unix_ms == latest;
            if (is_latest) most_cautious = std::max(most_cautious, each.choice);
        }
        if (latest >= 0 && most_cautious == Choice::For) ++in_favour;
    }
    RC_ASSERT(count.in_favour == in_favour);
}

TEST(Ballots, OfRecusedMembersAndStrangersAreRefused) {
    Motion motion = opened(MotionClass::Measure, 3);
    motion = open_motion(
                 [&] {
                     Motion again = motion;
                     again.state = MotionState::Tabled;
                     return again;
                 }(),
                 {members(3), {members(1).front()}, kNow, kToday})
                 .value();
    EXPECT_EQ(2U, motion.electorate.size());
    EXPECT_EQ("motion.recused", check_ballot(motion, ballot(0, Choice::For), kToday).error().id);
    EXPECT_TRUE(check_ballot(motion, ballot(1, Choice::For), kToday).is_ok());
    EXPECT_EQ("motion.not-in-electorate", check_ballot(motion, ballot(7, Choice::For), kToday).error().id);
    EXPECT_EQ(0U, tally(motion, ballots(1, 0, 0)).present());
}

TEST(Ballots, AreTakenUntilTheClosingDayIsOver) {
    const Motion motion = opened(MotionClass::Measure, 3);
    EXPECT_TRUE(check_ballot(motion, ballot(0, Choice::For), motion.closes_on).is_ok());
    EXPECT_EQ("motion.closing-day-passed",
              check_ballot(motion, ballot(0, Choice::For), motion.closes_on.plus_days(1)).error().id);
}

TEST(Motions, AreNeverAlteredOnceClosed) {
    const Motion open = opened(MotionClass::Measure, 3);
    for (const auto& cast : {ballots(2, 0, 0), ballots(0, 2, 0), ballots(1, 0, 0)}) {
        const Motion closed = close_motion(open, cast, {kNow, open.closes_on.plus_days(1), 4}).value();
        EXPECT_TRUE(closed.is_closed());
        EXPECT_EQ("motion.state", close_motion(closed, cast, {kNow, open.closes_on.plus_days(2), 5}).error().id);
        EXPECT_EQ("motion.state", open_motion(closed, {members(3), {}, kNow, kToday}).error().id);
        EXPECT_EQ("motion.state", check_ballot(closed, ballot(0, Choice::For), kToday).error().id);
        EXPECT_EQ("motion.state", table_motion(closed).error().id);
    }
}

TEST(Motions, CloseEarlyOnlyWhenEverybodyWasHeard) {
    const Motion open = opened(MotionClass::Measure, 3);
    EXPECT_EQ("motion.too-early", close_motion(open, ballots(2, 0, 0), {kNow, open.closes_on, 1}).error().id);
    EXPECT_TRUE(close_motion(open, ballots(2, 1, 0), {kNow, kToday, 1}).is_ok());
    EXPECT_TRUE(close_motion(open, ballots(2, 0, 0), {kNow, open.closes_on.plus_days(1), 1}).is_ok());
}

TEST(Motions, NeedSomebodyToVoteAndTimeToDoIt) {
    Motion motion;
    motion.closes_on = kToday;
    EXPECT_EQ("motion.no-electorate", open_motion(motion, {members(1), members(1), kNow, kToday}).error().id);
    EXPECT_EQ("motion.closes-in-the-past", open_motion(motion, {members(1), {}, kNow, kToday.plus_days(1)}).error().id);
    EXPECT_EQ(MotionState::Tabled, table_motion(motion).value().state);
}

TEST(Register, TellsWhatIsInEffectAndWhatWasSuperseded) {
    const auto carried = [](std::uint64_t number, std::string_view change) {
        Motion motion;
        motion.id = "m-" + std::to_string(number);
        motion.state = MotionState::Carried;
        motion.register_number = number;
        motion.change = read_change(change).value();
        return motion;
    };
    Motion lost = carried(0, R"({"kind":"set_minimum_cell","value":20})");
    lost.state = MotionState::Lost;
    const std::vector<Motion> motions = {carried(2, R"({"kind":"set_minimum_cell","value":15})"), lost,
                                         carried(1, R"({"kind":"set_minimum_cell","value":11})"),
                                         carried(3, R"({"kind":"none"})")};
    const std::vector<Motion> in_order = register_of(motions);
    ASSERT_EQ(3U, in_order.size());
    EXPECT_EQ(MotionState::Superseded, state_in(in_order[0], in_order));
    EXPECT_EQ(MotionState::InEffect, state_in(in_order[1], in_order));
    EXPECT_EQ(MotionState::Carried, state_in(in_order[2], in_order));
    EXPECT_EQ(MotionState::Lost, state_in(lost, in_order));
}

RC_GTEST_PROP(MotionDocuments, ComeBackAsTheyWere, ()) {
    Motion motion = opened(*rc::gen::elementOf(kClasses), *rc::gen::inRange<std::size_t>(1, 9));
    motion.title = *rc::gen::string<std::string>();
    for (char& c : motion.title) c = static_cast<char>(c & 0x7f);
    motion.change =
        read_change(R"({"kind":"put_measure_target","target":{"card":"chronic-absence","value":0.15}})").value();
    motion.proposed_at = Instant{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000)};
    if (*rc::gen::arbitrary<bool>()) motion.review_on = kToday.plus_days(365);
    const std::string text = write_motion(motion);
    const Result<Motion> again = read_motion(text);
    RC_ASSERT(again.is_ok());
    RC_ASSERT(write_motion(*again) == text);
    RC_ASSERT(again->title == motion.title);
    RC_ASSERT(again->rule == motion.rule);
    RC_ASSERT(again->electorate == motion.electorate);
}

TEST(MotionDocuments, AreRefusedWhenTheyAreNone) {
    EXPECT_EQ("motion.malformed", read_motion("[]").error().id);
    EXPECT_EQ("motion.malformed", read_motion(R"({"id":"m-1","class":"measure","state":"open"})").error().id);
    EXPECT_EQ("ballot.malformed", read_ballot(R"({"motion":"m-1","member":"a","choice":"yes"})").error().id);
    EXPECT_EQ("prospect.malformed", read_prospect(R"({"id":"p-1"})").error().id);
    EXPECT_EQ("readiness.malformed", read_answer(R"({"item":"purpose.shared"})").error().id);
}

}  // namespace
}  // namespace kith::govern
