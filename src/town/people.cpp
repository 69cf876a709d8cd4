#include "town/people.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "town/names.h"
#include "town/paths.h"
#include "town/streams.h"

namespace kith::town {
namespace {

constexpr std::size_t kGrain = 4096;
constexpr double kOldestYears = 19.3;
constexpr double kDaysOfYear = 365.25;

/// The index of the first of `weights` (summing to 1) that the draw falls into.
template <std::size_t Size>
std::size_t draw_weighted(Random& random, const std::array<double, Size>& weights) {
    double draw = random.unit();
    for (std::size_t i = 0; i + 1 < Size; ++i) {
        if (draw < weights[i]) return i;
        draw -= weights[i];
    }
    return Size - 1;
}

std::uint64_t draw_phone(Random& random) {
    static constexpr std::array<std::uint64_t, 4> kAreaCodes = {612, 651, 763, 952};
    return kAreaCodes[random.below(4)] * 10'000'000 + 2'000'000 + random.below(7'900'000);
}

SurnameForm draw_form(Random& random, Culture culture) {
    static constexpr std::array<double, 3> kHispanic = {0.32, 0.55, 0.13};
    static constexpr std::array<double, 3> kOther = {0.94, 0.01, 0.05};
    return static_cast<SurnameForm>(draw_weighted(random, culture == Culture::Hispanic ? kHispanic : kOther));
}

Household draw_household(Random& random, const Town& town, const NameBook& names) {
    Household home;
    home.culture = static_cast<Culture>(draw_weighted(random, std::array{0.52, 0.26, 0.12, 0.04, 0.06}));
    home.kind = static_cast<HomeKind>(draw_weighted(random, std::array{0.64, 0.23, 0.05, 0.05, 0.03}));
    home.form = draw_form(random, home.culture);
    home.surname = names.draw_surname(random, home.culture);
    home.second_surname = names.draw_surname(random, home.culture);
    home.former_surname = names.draw_surname(random, home.culture);
    home.has_former_surname =
        random.chance(home.kind == HomeKind::Kinship || home.kind == HomeKind::Foster ? 0.12 : 0.02);
    home.area = static_cast<std::uint16_t>(random.below(town.areas));
    home.street = static_cast<std::uint16_t>(random.below(names.street_count()));
    home.number = static_cast<std::uint16_t>(random.between(1, 4999));
    home.unit = static_cast<std::uint16_t>(random.chance(0.3) ? random.between(1, 340) : 0);
    home.has_moved = random.chance(0.14);
    home.former_street = static_cast<std::uint16_t>(random.below(names.street_count()));
    home.former_number = static_cast<std::uint16_t>(random.between(1, 4999));
    home.phone = draw_phone(random);
    home.is_poor = random.chance(home.kind == HomeKind::TwoParents ? 0.3 : 0.55);
    return home;
}

struct Birth {
    std::int32_t born = 0;
    int children = 1;
};

/// The births of one household, oldest first, all before `now`. A few households are given twins and triplets so that
/// the smallest towns have them.
std::vector<Birth> draw_births(Random& random, std::size_t household, std::int32_t now) {
    const auto wanted = 1 + draw_weighted(random, std::array{0.40, 0.37, 0.16, 0.05, 0.02});
    std::vector<Birth> births;
    double age_days = (0.05 + (kOldestYears - 0.05) * random.unit()) * kDaysOfYear;
    for (std::size_t i = 0; i < wanted && age_days > 20; ++i) {
        Birth birth{now - static_cast<std::int32_t>(age_days), 1};
        const double draw = random.unit();
        if (draw < 0.0165) birth.children = 2;
        if (draw < 0.0006) birth.children = 3;
        if (i == 0 && household < 24 && household % 8 == 3) birth.children = 2;
        if (i == 0 && household == 7) birth.children = 3;
        births.push_back(birth);
        age_days -= random.chance(0.25) ? random.between(300, 480) : random.between(481, 2000);
    }
    return births;
}

void add_children(Town& town, const Birth& birth) {
    const auto first = static_cast<std::uint32_t>(town.children.size());
    const auto household = static_cast<std::uint32_t>(town.households.size() - 1);
    for (int i = 0; i < birth.children && town.children.size() < town.options.children; ++i) {
        Child child;
        child.household = household;
        child.born = birth.born;
        town.children.push_back(child);
        ++town.households.back().children;
    }
    if (town.children.size() - first < 2) return;
    for (std::size_t i = first; i < town.children.size(); ++i) town.children[i].twin_group = first + 1;
}

/// The grade of the school year: five years old on 1 September means kindergarten.
std::int8_t grade_of(std::int32_t born, CivilDate school_year_start, Random& random) {
    const CivilDate cut = CivilDate::from_ymd(school_year_start.year(), 9, 1).value();
    const CivilDate birth = CivilDate::from_days(born);
    int age = cut.year() - birth.year();
    if (birth.plus_years(age) > cut) --age;
    int grade = age - 5;
    if (grade >= 1 && grade <= 12 && random.chance(0.03)) --grade;  // kept back
    if (grade == 13 && random.chance(0.25)) grade = 12;
    return static_cast<std::int8_t>(std::clamp(grade, -2, 13));
}

void describe_child(Town& town, const NameBook& names, std::uint32_t index) {
    Child& child = town.children[index];
    const Household& home = town.households[child.household];
    Random random = stream_of(town.options.seed, Stream::Child, index);
    child.sex = random.chance(0.488) ? table::Sex::Female : table::Sex::Male;
    child.given = names.draw_given(random, home.culture, child.sex);
    child.middle = names.draw_given(random, home.culture, child.sex);
    child.has_nickname = random.chance(0.6);
    child.has_former_surname = home.has_former_surname;
    child.grade = grade_of(child.born, town.school_year_start, random);
    child.ability = static_cast<std::int8_t>(std::clamp(random.normal() - (home.is_poor ? 0.25 : 0.0), -3.0, 3.0) * 10);
    child.attendance_class =
        static_cast<AttendanceClass>(draw_weighted(random, std::array{home.is_poor ? 0.62 : 0.8, 0.09, 0.09, 0.2}));
    child.reading_class = static_cast<ReadingClass>(draw_weighted(random, std::array{0.55, 0.15, 0.16, 0.14}));
}

/// Siblings do not share a given name, and twins' names are often alike.
void tell_siblings_apart(Town& town, const NameBook& names, const Household& home) {
    for (std::uint32_t i = home.first_child; i < home.first_child + home.children; ++i) {
        Child& child = town.children[i];
        Random random = stream_of(town.options.seed, Stream::Child, (1ULL << 40U) + i);
        const bool is_later_twin = child.twin_group != 0 && i + 1 != child.twin_group;
        if (is_later_twin) {
            const Child& first = town.children[child.twin_group - 1];
            child.grade = first.grade;
            if (random.chance(0.35))
                child.given = names.draw_alike(random, home.culture, child.sex, names.given(first.sex, first.given));
        }
        const auto is_taken = [&] {
            for (std::uint32_t j = home.first_child; j < i; ++j) {
                if (names.given(town.children[j].sex, town.children[j].given) == names.given(child.sex, child.given))
                    return true;
            }
            return false;
        };
        while (is_taken()) child.given = names.draw_given(random, home.culture, child.sex);
    }
}

}  // namespace

void settle_households(Town& town) {
    const NameBook names;
    town.children.reserve(town.options.children);
    town.households.reserve(town.options.children / 2 + 1);
    while (town.children.size() < town.options.children) {
        const std::size_t index = town.households.size();
        Random random = stream_of(town.options.seed, Stream::Household, index);
        Household home = draw_household(random, town, names);
        home.first_child = static_cast<std::uint32_t>(town.children.size());
        if (index > 0 && random.chance(0.03)) home.phone = town.households.back().phone;  // kin share a phone
        town.households.push_back(home);
        for (const Birth& birth : draw_births(random, index, town.options.now.days())) add_children(town, birth);
    }
}

void describe_children(Town& town, ThreadPool& pool) {
    const NameBook names;
    pool.for_ranges(town.children.size(), kGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) describe_child(town, names, static_cast<std::uint32_t>(i));
    });
    pool.for_ranges(town.households.size(), kGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) tell_siblings_apart(town, names, town.households[i]);
    });
}

}  // namespace kith::town
