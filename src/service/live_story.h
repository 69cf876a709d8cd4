#pragma once

// What happens in a sample community over the year before its day: who was met when, what was put to the vote, what
// members say of themselves, when files came. Data only; live_town.cpp acts it out through the same commands as people
// use. Days count from the town's day; nothing lies after it.

#include <span>
#include <string_view>

#include "govern/engagement.h"
#include "govern/motion.h"
#include "town/model.h"

namespace kith::service {

inline constexpr std::string_view kStorySteward = "steward-hayes";
inline constexpr std::string_view kStoryPurpose = "attendance-support";

/// The lead of a member in src/town/personas.cpp.
struct StoryLead {
    std::string_view user;
    std::string_view member;
};
std::span<const StoryLead> story_leads();

enum class StoryEnd : std::uint8_t { Tabled, Open, Closed };

/// `votes` has a letter for each of story_leads(): f, a, o (abstains), or a blank for no ballot.
struct StoryMotion {
    int proposed_day = 0;
    int closes_day = 0;
    govern::MotionClass motion_class = govern::MotionClass::Measure;
    std::string_view title;
    std::string_view text;
    std::string_view change;  // JSON
    std::string_view votes;
    StoryEnd end = StoryEnd::Closed;
};
std::span<const StoryMotion> story_motions();

struct StoryStage {
    govern::Stage stage = govern::Stage::Identified;
    int day = 0;
};

struct StoryProspect {
    std::string_view organisation;
    std::string_view member;  // empty: not one yet
    std::string_view contact;
    std::string_view owner;
    std::string_view benefit;
    std::string_view fears;
    std::string_view next_step;
    int due_day = 0;  // kNoDay: none
    int hours_given = 0;
    int hours_saved = 0;
    std::span<const StoryStage> stages;
};
inline constexpr int kNoDay = 9999;
std::span<const StoryProspect> story_plan();

/// Levels 0 to 3 of the 24 items in their order, one digit each.
struct StoryAnswers {
    std::string_view lead;
    int day = 0;
    std::string_view levels;
};
std::span<const StoryAnswers> story_answers();

/// When a feed's files come: as they stood on that day.
struct StoryDelivery {
    town::Feed feed = town::Feed::District;
    int day = 0;
};
/// In any order.
std::span<const StoryDelivery> story_deliveries();

/// Runs of the linkage.
std::span<const int> story_links();

}  // namespace kith::service
