#pragma once

// Who lives in the town: households, children and the organisations that know them, in compact memory. What a row says
// about a child is not held here; it is drawn again from Random(seed, child) by the writers.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/civil_date.h"
#include "table/record.h"

namespace kith::town {

struct Options {
    std::uint32_t children = 2000;
    std::uint64_t seed = 1;
    CivilDate now = CivilDate::from_days(20514);  // 2026-03-02, the day on which the files were exported
    /// The first school year that the files tell of, by the year it began; 0: the one in which `now` falls. Grades,
    /// scores and effects are of that year; attendance goes on until `now`.
    int school_year = 0;
    /// Registers and extracts are written as they stood on this day, if it is before `now`. What is known about
    /// children does not change with it.
    CivilDate as_of = CivilDate::from_days(100'000);  // 2243: never

    CivilDate last_day() const { return as_of < now ? as_of : now; }
};

/// The feeds. The order is the order of deliveries and of truth/records.csv.
enum class Feed : std::uint8_t {
    District,
    Assessment,
    Incidents,
    Charter,
    Club,
    SignIn,
    Mentors,
    Summer,
    Clinic,
    Hospital,
    Housing,
    Pantry,
    ChildCare,
    Welfare,
};
inline constexpr std::size_t kFeedCount = 14;

/// `lincoln-sis`, `northside-club`, ...: the source id of the community file.
std::string_view source_id_of(Feed feed);

enum class Culture : std::uint8_t { Anglo, Hispanic, African, EastAsian, SouthAsian };
inline constexpr std::size_t kCultureCount = 5;

enum class HomeKind : std::uint8_t { TwoParents, Mother, Father, Kinship, Foster };

/// How the children of the household carry their surname.
enum class SurnameForm : std::uint8_t { Single, TwoParts, Hyphenated };

enum class AttendanceClass : std::uint8_t { Steady, Chronic, Declining, Recovering };
enum class ReadingClass : std::uint8_t { OnTrack, Ahead, FallingBehind, CatchingUp };

/// What the holders of authority for a child have said by the town's day; docs/formats/town.md tells each story.
enum class ConsentStory : std::uint8_t {
    Silent,
    Broad,
    Narrow,
    Expired,
    Withdrawn,
    Refused,
    Requested,
    Conflict,
    CourtOrder,
    Joint,
    Unverified,
    Renewed,
    FutureStart,
    Superseded,
    TurnedEighteen,
    OwnConsent,
    Invalidated,
    Suspended,
};
inline constexpr std::size_t kConsentStoryCount = 18;

struct Household {
    std::uint32_t first_child = 0;
    std::uint8_t children = 0;
    Culture culture = Culture::Anglo;
    HomeKind kind = HomeKind::TwoParents;
    SurnameForm form = SurnameForm::Single;
    std::uint32_t surname = 0;         // of the children; index of surname_text()
    std::uint32_t second_surname = 0;  // the mother's, where form says two
    std::uint32_t former_surname = 0;  // before adoption, marriage or a court's order; meaningful when has_former
    std::uint16_t area = 0;            // school zone
    std::uint16_t street = 0;
    std::uint16_t number = 0;
    std::uint16_t unit = 0;  // 0: a house of its own
    std::uint16_t former_street = 0;
    std::uint16_t former_number = 0;
    std::uint64_t phone = 0;  // ten digits
    bool has_former_surname = false;
    bool has_moved = false;
    bool is_poor = false;
};

struct Child {
    std::uint32_t household = 0;
    std::int32_t born = 0;         // days since 1970-01-01
    std::uint32_t twin_group = 0;  // 0: none; else 1 + the first child of the group
    std::uint16_t given = 0;
    std::uint16_t middle = 0;
    std::uint16_t feeds = 0;  // a bit per Feed
    table::Sex sex = table::Sex::Female;
    std::int8_t grade = -2;  // -2 too young, -1 PK, 0 KG, 1..12, 13 left school
    AttendanceClass attendance_class = AttendanceClass::Steady;
    ReadingClass reading_class = ReadingClass::OnTrack;
    std::int8_t ability = 0;  // a standard normal in tenths
    ConsentStory story = ConsentStory::Silent;
    bool has_former_surname = false;
    bool has_nickname = false;

    bool is_in(Feed feed) const { return (feeds >> static_cast<unsigned>(feed) & 1U) != 0; }
};

/// The children of one feed in the order of its rows. A child's local number is its place in the order; children that a
/// repeating feed holds twice have a second number, the size of the roster plus the place.
using Roster = std::vector<std::uint32_t>;

struct Town {
    Options options;
    std::vector<Household> households;
    std::vector<Child> children;
    std::array<Roster, kFeedCount> rosters;
    std::uint32_t areas = 1;  // elementary school zones
    std::uint32_t middle_schools = 1;
    std::uint32_t high_schools = 1;
    CivilDate school_year_start;  // first day of school
};

}  // namespace kith::town
