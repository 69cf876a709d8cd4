#include "service/live_town.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "govern/engagement.h"
#include "govern/readiness.h"
#include "service/live_story.h"
#include "service/motions.h"
#include "service/write_town.h"

namespace kith::service {
namespace {

TEST(LiveStory, LiesInThePastAndKnowsItsPeople) {
    for (const StoryMotion& motion : story_motions()) {
        EXPECT_LT(motion.proposed_day, 0) << motion.title;
        EXPECT_LT(motion.proposed_day, motion.closes_day) << motion.title;
        EXPECT_EQ(motion.end == StoryEnd::Closed, motion.closes_day < -1) << motion.title;
        EXPECT_TRUE(motion.votes.empty() || motion.votes.size() == story_leads().size()) << motion.title;
    }
    for (const StoryDelivery& delivery : story_deliveries()) EXPECT_LT(delivery.day, 0);
    for (const StoryProspect& prospect : story_plan()) {
        for (const StoryStage& stage : prospect.stages) EXPECT_LT(stage.day, 0) << prospect.organisation;
    }
    for (const StoryAnswers& answers : story_answers()) {
        EXPECT_EQ(govern::readiness_items().size(), answers.levels.size()) << answers.lead;
    }
}

class LiveTownOnDisk : public ::testing::Test {
  protected:
    LiveTownOnDisk() : clock_(*Instant::parse_iso("2026-11-23T20:00:00Z")), pool_(2) {
        std::string pattern = (std::filesystem::temp_directory_path() / "kith-live-XXXXXX").string();
        KITH_CHECK(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        options_ = {.children = 150, .seed = 7, .now = *CivilDate::parse_iso("2026-11-23"), .school_year = 2025};
        place_.path = folder_ + "/sample.db";
    }
    ~LiveTownOnDisk() override { std::filesystem::remove_all(folder_); }

    Result<LiveTown> make() {
        if (!std::filesystem::exists(folder_ + "/town")) {
            TRY(write_town(options_, folder_ + "/town", pool_, progress_));
        }
        return make_live_town(options_, folder_ + "/town", place_, clock_, pool_, progress_);
    }

    FixedClock clock_;
    ThreadPool pool_;
    NoProgress progress_;
    std::string folder_;
    town::Options options_;
    LedgerPlace place_;
};

TEST_F(LiveTownOnDisk, LivesAYearAndSaysThatItsTimesAreMade) {
    const auto live = make();
    ASSERT_TRUE(live.is_ok()) << live.error().id << " " << live.error().message << " " << live.error().where;
    EXPECT_LT(30U, live->deliveries);
    const auto ledger = open_ledger(place_);
    ASSERT_TRUE(ledger.is_ok());
    EXPECT_EQ("sample-riverton", (*ledger)->checkpoint_origin().substr((*ledger)->checkpoint_origin().size() - 15));
    const auto reader = (*ledger)->begin_read();
    const std::vector<ledger::AuditEntry> entries = (*reader)->audit_entries(0, 100'000).value();
    EXPECT_EQ("sample", entries.front().kind);
    for (std::size_t i = 1; i < entries.size(); ++i) EXPECT_LE(entries[i - 1].at, entries[i].at);
    EXPECT_LT(entries.back().at, clock_.now());
    EXPECT_TRUE((*reader)->verify_audit()->holds());

    const UserId steward{std::string(kStorySteward)};
    const auto decided = show_register(**ledger, steward, clock_);
    ASSERT_TRUE(decided.is_ok());
    EXPECT_EQ(Replay::Equal, decided->replay);
    EXPECT_TRUE(decided->without_motion.empty()) << decided->without_motion.front();
    const auto motions = list_motions(**ledger, steward, clock_);
    const auto count = [&](govern::MotionState state) {
        return std::count_if(motions->begin(), motions->end(),
                             [&](const MotionView& view) { return view.state == state; });
    };
    EXPECT_EQ(1, count(govern::MotionState::Open));
    EXPECT_EQ(1, count(govern::MotionState::Tabled));
    EXPECT_EQ(1, count(govern::MotionState::Superseded));
    EXPECT_EQ(1, count(govern::MotionState::Lost));
    EXPECT_EQ(1, count(govern::MotionState::NoQuorum));
}

TEST_F(LiveTownOnDisk, RefusesALedgerThatExistsAndDaysToCome) {
    ASSERT_TRUE(create_ledger(place_, "riverton").is_ok());
    EXPECT_TRUE(make().is_error());
    options_.now = options_.now.plus_days(1);
    EXPECT_EQ("town.day-in-the-future", make().error().id);
}

}  // namespace
}  // namespace kith::service
