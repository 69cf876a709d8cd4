#include <algorithm>
#include <bit>
#include <cmath>

#include "town/paths.h"
#include "town/people.h"
#include "town/streams.h"

namespace kith::town {
namespace {

constexpr std::size_t kGrain = 4096;
constexpr int kOrganisationsMax = 6;

std::uint16_t bit_of(Feed feed) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(feed));
}

/// The three feeds of the district are one organisation.
int organisations_of(const Child& child) {
    const auto district = static_cast<unsigned>(bit_of(Feed::Assessment) | bit_of(Feed::Incidents));
    return std::popcount(child.feeds & ~district);
}

double age_of(const Town& town, const Child& child) {
    return (town.options.now.days() - child.born) / 365.25;
}

double logistic(double x) {
    return 1.0 / (1.0 + std::exp(-x));
}

double chance_of(const Selection& selection, const Town& town, std::uint32_t index) {
    const Child& child = town.children[index];
    const Household& home = town.households[child.household];
    double x = selection.intercept;
    if (selection.reading_fall != 0 || selection.reading_spring != 0) {
        const auto scores = reading_scores(town, index, Programmes::None);
        const double mean = 148.0 + 11.0 * child.grade - 0.32 * child.grade * child.grade;
        if (scores[3] > 0) x += selection.reading_fall * (scores[3] - mean);
        if (scores[2] > 0) x += selection.reading_spring * (scores[2] - mean);
    }
    if (selection.maths_first != 0)
        x += selection.maths_first * (maths_grades(town, index, Programmes::None)[0] - 78.0);
    if (home.is_poor) x += selection.poor;
    if (home.kind != HomeKind::TwoParents) x += selection.one_parent;
    return logistic(x);
}

void cover_school(Child& child, Random& random) {
    const bool is_schooled = child.grade >= 0 && child.grade <= 12;
    const double draw = random.unit();
    const bool is_in_district = is_schooled ? draw < 0.86 : child.grade == -1 && draw < 0.25;
    if (is_in_district) child.feeds |= bit_of(Feed::District);
    if (is_schooled && ((draw >= 0.86 && draw < 0.95) || draw < 0.012)) child.feeds |= bit_of(Feed::Charter);
    if (!is_in_district) return;
    if (is_schooled && random.chance(0.93)) child.feeds |= bit_of(Feed::Assessment);
    if (random.chance(child.grade >= 6 ? 0.12 : 0.05)) child.feeds |= bit_of(Feed::Incidents);
}

void cover_programmes(const Town& town, std::uint32_t index, Child& child, Random& random) {
    const double age = age_of(town, child);
    const double draws[] = {random.unit(), random.unit(), random.unit(), random.unit()};
    const bool is_schooled = child.grade >= 0 && child.grade <= 12;
    if (!is_schooled) return;
    if (age >= 6 && age < 15 && draws[0] < chance_of(kClubSelection, town, index)) child.feeds |= bit_of(Feed::Club);
    if (age >= 8 && age < 18 && draws[1] < chance_of(kTutoringSelection, town, index))
        child.feeds |= bit_of(Feed::SignIn);
    if (age >= 7 && age < 17 && draws[2] < chance_of(kMentorSelection, town, index))
        child.feeds |= bit_of(Feed::Mentors);
    if (age >= 6 && age < 14 && draws[3] < chance_of(kSummerSelection, town, index))
        child.feeds |= bit_of(Feed::Summer);
}

/// Services a household takes together are drawn from the household's stream, so that siblings share them.
void cover_services(const Town& town, Child& child, Random& random) {
    const Household& home = town.households[child.household];
    const double age = age_of(town, child);
    Random together = stream_of(town.options.seed, Stream::Coverage, (1ULL << 40U) + child.household);
    const bool is_housed = together.chance(home.is_poor ? 0.10 : 0.01);
    const bool is_fed = together.chance(home.is_poor ? 0.28 : 0.03);
    const bool is_cared = together.chance(home.is_poor ? 0.45 : 0.04);
    const bool has_left_home = home.kind == HomeKind::Kinship || home.kind == HomeKind::Foster;
    if (random.chance(age < 6 ? 0.75 : 0.5)) child.feeds |= bit_of(Feed::Clinic);
    if (random.chance(age < 4 ? 0.35 : 0.1)) child.feeds |= bit_of(Feed::Hospital);
    if (is_housed) child.feeds |= bit_of(Feed::Housing);
    if (is_fed && random.chance(0.95)) child.feeds |= bit_of(Feed::Pantry);
    if (age < 9 && is_cared && random.chance(0.9)) child.feeds |= bit_of(Feed::ChildCare);
    if (random.chance(home.kind == HomeKind::Foster ? 0.95 : has_left_home ? 0.3 : 0.008))
        child.feeds |= bit_of(Feed::Welfare);
}

/// At least one organisation that gives the child an id of its own, at most six altogether.
void settle_count(Child& child) {
    const auto without_id = static_cast<unsigned>(bit_of(Feed::SignIn) | bit_of(Feed::Summer));
    if ((child.feeds & ~without_id) == 0) child.feeds |= bit_of(Feed::Clinic);
    for (const Feed feed : {Feed::Hospital, Feed::Pantry, Feed::Clinic, Feed::Summer, Feed::ChildCare, Feed::Housing}) {
        if (organisations_of(child) > kOrganisationsMax) child.feeds &= static_cast<std::uint16_t>(~bit_of(feed));
    }
}

ConsentStory draw_story(const Town& town, const Child& child, Random& random) {
    const Household& home = town.households[child.household];
    if (CivilDate::from_days(child.born).plus_years(18) <= town.options.now)
        return random.chance(0.5) ? ConsentStory::TurnedEighteen : ConsentStory::OwnConsent;
    struct Share {
        ConsentStory story;
        double share;
    };
    static constexpr Share kShares[] = {
        {ConsentStory::Narrow, 0.10},      {ConsentStory::Expired, 0.03},     {ConsentStory::Withdrawn, 0.03},
        {ConsentStory::Refused, 0.04},     {ConsentStory::Requested, 0.03},   {ConsentStory::Conflict, 0.02},
        {ConsentStory::CourtOrder, 0.015}, {ConsentStory::Joint, 0.02},       {ConsentStory::Unverified, 0.015},
        {ConsentStory::Renewed, 0.05},     {ConsentStory::FutureStart, 0.01}, {ConsentStory::Superseded, 0.02},
        {ConsentStory::Invalidated, 0.01}, {ConsentStory::Suspended, 0.01},   {ConsentStory::Silent, 0.07},
    };
    double draw = random.unit();
    for (const Share& share : kShares) {
        if (draw < share.share) {
            const bool needs_two = share.story == ConsentStory::Conflict || share.story == ConsentStory::Joint;
            return needs_two && home.kind != HomeKind::TwoParents ? ConsentStory::Broad : share.story;
        }
        draw -= share.share;
    }
    return ConsentStory::Broad;
}

}  // namespace

void cover_children(Town& town, ThreadPool& pool) {
    pool.for_ranges(town.children.size(), kGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto index = static_cast<std::uint32_t>(i);
            Child child = town.children[i];
            Random random = stream_of(town.options.seed, Stream::Coverage, i);
            if (child.grade == -2 && age_of(town, child) >= 4) child.grade = -1;
            town.children[i].grade = child.grade;
            cover_school(child, random);
            cover_programmes(town, index, child, random);
            cover_services(town, child, random);
            settle_count(child);
            Random told = stream_of(town.options.seed, Stream::Story, i);
            child.story = draw_story(town, child, told);
            town.children[i] = child;
        }
    });
}

}  // namespace kith::town
