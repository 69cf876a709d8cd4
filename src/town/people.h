#pragma once

// The steps of generate(): who lives together, what each child is like, and which organisations know the child.

#include "base/thread_pool.h"
#include "town/model.h"

namespace kith::town {

/// Fills households and, of the children, what a household decides: household, born, twin_group.
void settle_households(Town& town);

/// Names, sex, grade, ability and trajectory classes; every child from a stream of its own.
void describe_children(Town& town, ThreadPool& pool);

/// Feeds (with the known selection into the programmes) and the story of consent.
void cover_children(Town& town, ThreadPool& pool);

/// Log-odds by which the programmes select; written to truth/effects.json.
struct Selection {
    double intercept = 0;
    double reading_fall = 0;    // per point above the mean of the grade, fall of this year
    double reading_spring = 0;  // the same, spring of last year
    double maths_first = 0;     // per point above 78 in the first quarter
    double poor = 0;
    double one_parent = 0;
};
inline constexpr Selection kClubSelection = {.intercept = -2.8, .poor = 0.5, .one_parent = 0.6};
inline constexpr Selection kTutoringSelection = {.intercept = -3.0, .maths_first = -0.08};
inline constexpr Selection kMentorSelection = {.intercept = -3.2, .reading_fall = -0.07, .one_parent = 0.3};
inline constexpr Selection kSummerSelection = {.intercept = -2.6, .reading_spring = 0.05, .poor = -0.3};

}  // namespace kith::town
