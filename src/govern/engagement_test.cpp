#include "govern/engagement.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "govern/documents.h"
#include "govern/indicators.h"
#include "govern/readiness.h"

namespace kith::govern {
namespace {

CivilDate day(std::string_view text) {
    return *CivilDate::parse_iso(text);
}

Prospect library() {
    Prospect prospect;
    prospect.id = "library";
    prospect.organisation = "City Library";
    prospect.owner = "steward-hayes";
    prospect.due = day("2026-03-10");
    return reach_stage(prospect, Stage::Identified, day("2026-01-05")).value();
}

TEST(Engagement, IsOverdueWithoutAnOwnerOrADayOrPastIt) {
    Prospect prospect = library();
    EXPECT_FALSE(is_overdue(prospect, day("2026-03-10")));
    EXPECT_TRUE(is_overdue(prospect, day("2026-03-11")));
    prospect.owner.clear();
    EXPECT_TRUE(is_overdue(prospect, day("2026-03-01")));
    prospect = library();
    prospect.due.reset();
    EXPECT_TRUE(is_overdue(prospect, day("2026-03-01")));
    prospect = reach_stage(prospect, Stage::Left, day("2026-02-01")).value();
    EXPECT_FALSE(is_overdue(prospect, day("2027-01-01")));
}

TEST(Engagement, KeepsEveryStageAndItsDay) {
    Prospect prospect = library();
    prospect = reach_stage(prospect, Stage::Identified, day("2026-01-06")).value();
    EXPECT_EQ(1U, prospect.history.size());
    EXPECT_FALSE(days_to_first_data(prospect));
    prospect = reach_stage(prospect, Stage::Active, day("2026-02-04")).value();
    EXPECT_EQ(30, *days_to_first_data(prospect));
    EXPECT_EQ("prospect.stage-in-the-past", reach_stage(prospect, Stage::Paused, day("2026-02-03")).error().id);
    EXPECT_EQ(prospect, read_prospect(write_prospect(prospect)).value());
}

TEST(Engagement, KnowsEveryStageByItsWord) {
    for (int i = 0; i <= static_cast<int>(Stage::Left); ++i) {
        EXPECT_EQ(static_cast<Stage>(i), *stage_of(name_of(static_cast<Stage>(i))));
    }
    EXPECT_FALSE(stage_of("won"));
}

TEST(Readiness, AsksThreeThingsOfEveryDimensionAndMeasuresWhatItNames) {
    std::set<std::string_view> ids;
    std::array<int, 8> of_dimension{};
    const std::vector<Indicator> indicators = indicators_of({});
    for (const ReadinessItem& item : readiness_items()) {
        EXPECT_TRUE(ids.insert(item.id).second) << item.id;
        ++of_dimension[static_cast<std::size_t>(item.dimension)];
        EXPECT_EQ(0U, item.id.find(name_of(item.dimension))) << item.id;
        const bool is_measured =
            item.indicator.empty() || std::any_of(indicators.begin(), indicators.end(),
                                                  [&](const Indicator& each) { return each.key == item.indicator; });
        EXPECT_TRUE(is_measured) << item.id;
    }
    for (const int count : of_dimension) EXPECT_EQ(3, count);
}

TEST(Readiness, IsTheMapOfDisagreement) {
    const auto answer = [](std::string_view member, int level) {
        return ReadinessAnswer{"purpose.shared", MemberId(std::string(member)), level, 2, ""};
    };
    EXPECT_FALSE(spread_of(std::vector{answer("a", 3)}));
    EXPECT_EQ(3, *spread_of(std::vector{answer("a", 3), answer("b", 0), answer("c", 1)}));
    EXPECT_EQ(0, *spread_of(std::vector{answer("a", 2), answer("b", 2)}));
    EXPECT_EQ("readiness.level", check_answer(answer("a", 4)).error().id);
    EXPECT_EQ("readiness.unknown-item", check_answer({"no.such", MemberId("a"), 1, 1, ""}).error().id);
    EXPECT_EQ("readiness.confidence", check_answer({"purpose.shared", MemberId("a"), 1, -1, ""}).error().id);
    EXPECT_EQ(answer("a", 2), read_answer(write_answer(answer("a", 2))).value());
}

const Indicator& find(const std::vector<Indicator>& indicators, std::string_view key) {
    const auto found =
        std::find_if(indicators.begin(), indicators.end(), [&](const Indicator& each) { return each.key == key; });
    KITH_CHECK(found != indicators.end());
    return *found;
}

TEST(Indicators, OfAnEmptyLedgerAskForWhatIsMissing) {
    const std::vector<Indicator> indicators = indicators_of({});
    EXPECT_EQ(Standing::Act, find(indicators, "mou_signed").standing);
    EXPECT_FALSE(find(indicators, "mou_signed").value);
    EXPECT_EQ(Standing::Act, find(indicators, "last_backup").standing);
    EXPECT_EQ(Standing::Good, find(indicators, "quarantine_age").standing);
    for (const Indicator& each : indicators) EXPECT_EQ(0U, each.next_step.find("readiness.next.")) << each.key;
}

TEST(Indicators, ChangeTheirStandingWithTheFacts) {
    PlatformFacts facts;
    facts.children = 100;
    facts.children_with_consent = 49;
    EXPECT_EQ(Standing::Act, find(indicators_of(facts), "consent_coverage").standing);
    facts.children_with_consent = 50;
    EXPECT_EQ(Standing::Watch, find(indicators_of(facts), "consent_coverage").standing);
    facts.children_with_consent = 80;
    EXPECT_EQ(Standing::Good, find(indicators_of(facts), "consent_coverage").standing);
    EXPECT_DOUBLE_EQ(0.8, *find(indicators_of(facts), "consent_coverage").value);
    facts.days_since_vote = 91;
    EXPECT_EQ(Standing::Watch, find(indicators_of(facts), "recent_vote").standing);
    facts.values_without_motion = 1;
    EXPECT_EQ(Standing::Act, find(indicators_of(facts), "values_without_motion").standing);
}

}  // namespace
}  // namespace kith::govern
