#include "town/town.h"

#include <algorithm>
#include <utility>

#include "base/random.h"
#include "town/people.h"

namespace kith::town {
namespace {

constexpr int kSchoolYearsBack = 1;

struct FeedName {
    Feed feed;
    std::string_view id;
};

constexpr std::array<FeedName, kFeedCount> kFeedNames = {{
    {Feed::District, "lincoln-sis"},
    {Feed::Assessment, "lincoln-assessment"},
    {Feed::Incidents, "lincoln-incidents"},
    {Feed::Charter, "riverside-roster"},
    {Feed::Club, "northside-register"},
    {Feed::SignIn, "harbor-signin"},
    {Feed::Mentors, "bright-mentors"},
    {Feed::Summer, "summer-reach"},
    {Feed::Clinic, "valley-immunisations"},
    {Feed::Hospital, "mercy-screenings"},
    {Feed::Housing, "homefirst-hmis"},
    {Feed::Pantry, "plenty-pantry"},
    {Feed::ChildCare, "little-steps"},
    {Feed::Welfare, "county-welfare"},
}};

/// A fixed order that says nothing about who is who: by a hash of feed and child.
Roster roster_of(const Town& town, Feed feed) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    const std::uint64_t salt = mix64(town.options.seed ^ (0x0dde + static_cast<std::uint64_t>(feed)));
    for (std::uint32_t child = 0; child < town.children.size(); ++child) {
        if (town.children[child].is_in(feed)) order.emplace_back(mix64(salt ^ child), child);
    }
    std::sort(order.begin(), order.end());
    Roster roster;
    roster.reserve(order.size());
    for (const auto& [key, child] : order) roster.push_back(child);
    return roster;
}

}  // namespace

std::string_view source_id_of(Feed feed) {
    return kFeedNames[static_cast<std::size_t>(feed)].id;
}

Result<Town> generate(const Options& options, ThreadPool& pool) {
    if (options.children < 1 || options.children > kChildrenMax)
        return make_error(ErrorCode::InvalidInput, "town.children.out-of-range", "`children` is 1 to 5000000");
    if (options.now.year() < 2000 || options.now.year() > 2100)
        return make_error(ErrorCode::InvalidInput, "town.now.out-of-range", "`now` is a day of the years 2000 to 2100");
    Town town;
    town.options = options;
    const int this_year = options.now.month() >= 9 ? options.now.year() : options.now.year() - 1;
    const int year = options.school_year == 0 ? this_year : options.school_year;
    if (year > this_year || year < this_year - kSchoolYearsBack)
        return make_error(ErrorCode::InvalidInput, "town.school-year.out-of-range",
                          "`school_year` is this school year or the one before");
    town.school_year_start = CivilDate::from_ymd(year, 8, 18).value();
    town.areas = std::max(1U, options.children / 1100);
    town.middle_schools = std::max(1U, options.children / 2600);
    town.high_schools = std::max(1U, options.children / 4000);
    settle_households(town);
    describe_children(town, pool);
    cover_children(town, pool);
    pool.run(kFeedCount, [&](std::size_t feed) { town.rosters[feed] = roster_of(town, static_cast<Feed>(feed)); });
    return town;
}

}  // namespace kith::town
