#pragma once

// A small made-up community with known truth for the tests and benchmarks of this module: households with siblings,
// twins and foster children, double surnames, nicknames, shared phones, moves, and sources that make the mistakes
// people make. Nothing in it is taken from a real file. Not the sample community of the program (town).

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "link/dataset.h"
#include "table/record.h"

namespace kith::link::village {

inline constexpr std::array<std::string_view, 96> kGiven = {
    "Emma",     "Olivia",  "Ava",      "Sophia",      "Isabella",  "Mia",       "Maya",    "Charlotte", "Amelia",
    "Harper",   "Evelyn",  "Abigail",  "Emily",       "Ella",      "Elizabeth", "Camila",  "Luna",      "Sofia",
    "Avery",    "Mila",    "Aria",     "Scarlett",    "Penelope",  "Layla",     "Chloe",   "Victoria",  "Madison",
    "Eleanor",  "Grace",   "Nora",     "Riley",       "Zoey",      "Hannah",    "Hazel",   "Lily",      "Ellie",
    "Violet",   "Lillian", "Zoe",      "Stella",      "Katherine", "Margaret",  "Maria",   "Marina",    "Guadalupe",
    "Ana",      "Rebecca", "Jennifer", "Liam",        "Noah",      "Oliver",    "Elijah",  "William",   "James",
    "Benjamin", "Lucas",   "Henry",    "Alexander",   "Mason",     "Michael",   "Ethan",   "Daniel",    "Jacob",
    "Logan",    "Jackson", "Levi",     "Sebastian",   "Mateo",     "Jack",      "Owen",    "Theodore",  "Aiden",
    "Samuel",   "Joseph",  "John",     "David",       "Wyatt",     "Matthew",   "Luke",    "Asher",     "Carter",
    "Julian",   "Grayson", "Leo",      "Jayden",      "Gabriel",   "Isaac",     "Lincoln", "Anthony",   "Hudson",
    "Robert",   "Thomas",  "Jaden",    "Christopher", "Jose",      "Diego"};
inline constexpr std::size_t kGirls = 48;
inline constexpr std::array<std::string_view, 60> kSurnames = {
    "Smith",    "Johnson",   "Williams", "Brown",    "Jones",    "Garcia",   "Miller",   "Davis",   "Rodriguez",
    "Martinez", "Hernandez", "Lopez",    "Gonzalez", "Wilson",   "Anderson", "Thomas",   "Taylor",  "Moore",
    "Jackson",  "Martin",    "Lee",      "Perez",    "Thompson", "White",    "Harris",   "Sanchez", "Clark",
    "Ramirez",  "Lewis",     "Robinson", "Walker",   "Young",    "Allen",    "King",     "Wright",  "Scott",
    "Torres",   "Nguyen",    "Hill",     "Flores",   "Green",    "Adams",    "Nelson",   "Baker",   "Hall",
    "Rivera",   "Campbell",  "Mitchell", "Carter",   "Roberts",  "Gomez",    "Phillips", "Evans",   "Turner",
    "Diaz",     "Parker",    "Cruz",     "Edwards",  "Collins",  "Reyes"};
inline constexpr std::array<std::array<std::string_view, 2>, 12> kNicknames = {{{"Elizabeth", "Liz"},
                                                                                {"Katherine", "Kate"},
                                                                                {"Margaret", "Maggie"},
                                                                                {"William", "Bill"},
                                                                                {"Robert", "Bob"},
                                                                                {"Michael", "Mike"},
                                                                                {"Christopher", "Chris"},
                                                                                {"Jose", "Pepe"},
                                                                                {"Alexander", "Alex"},
                                                                                {"Benjamin", "Ben"},
                                                                                {"Guadalupe", "Lupe"},
                                                                                {"Jennifer", "Jen"}}};
inline constexpr std::array<std::string_view, 20> kStreets = {
    "Main St",     "Oak Ave",   "Maple Dr",     "Cedar Ln",  "Pine St",   "Elm St",    "Washington Ave",
    "Lake Rd",     "Hill St",   "Park Ave",     "River Rd",  "Church St", "Grove St",  "Mill Rd",
    "Sunset Blvd", "Spring St", "Highland Ave", "Forest Dr", "5th Ave",   "Jackson St"};

struct Child {
    std::uint32_t household = 0;
    std::uint32_t twins = 0;  // number of the twin group, 0 for none
    table::Identity identity;
};

struct Record {
    std::uint32_t source = 0;
    std::uint32_t child = 0;
    table::Identity identity;
};

struct Village {
    std::vector<Child> children;
    std::vector<Record> records;

    Dataset dataset() const {
        std::vector<IdentityRecord> borrowed;
        borrowed.reserve(records.size());
        for (std::size_t i = 0; i < records.size(); ++i) {
            borrowed.push_back({i + 1, records[i].source, &records[i].identity});
        }
        return from_identities(borrowed);
    }
    std::vector<std::uint32_t> truth() const {
        std::vector<std::uint32_t> result;
        for (const Record& record : records) result.push_back(record.child);
        return result;
    }
};

struct Shape {
    std::uint32_t children = 2000;
    std::uint32_t sources = 10;
    double coverage = 0.55;  // chance that a source knows a child
    double errors = 1;       // scales every rate of mistakes
    std::uint64_t seed = 1;
};

namespace detail {

inline std::string made_up(Random& random, int syllables) {
    static constexpr std::string_view kOnsets[] = {"b", "d", "f", "k", "l",  "m",  "n", "r",
                                                   "s", "t", "v", "z", "gr", "st", "th"};
    static constexpr std::string_view kVowels[] = {"a", "e", "i", "o", "u"};
    std::string name;
    for (int i = 0; i < syllables; ++i)
        name += std::string(kOnsets[random.below(15)]) + std::string(kVowels[random.below(5)]);
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

inline std::string typed_wrong(std::string text, Random& random) {
    if (text.size() < 3) return text;
    const std::size_t at = 1 + random.below(text.size() - 1);
    switch (random.below(4)) {
        case 0:
            text.erase(at, 1);
            break;
        case 1:
            text.insert(at, 1, static_cast<char>('a' + random.below(26)));
            break;
        case 2:
            text[at] = static_cast<char>('a' + random.below(26));
            break;
        default:
            std::swap(text[at], text[at - 1]);
            break;
    }
    return text;
}

inline std::string phone(Random& random) {
    return "+1612" + std::to_string(2000000 + random.below(7000000));
}

inline std::string surname(Random& random) {
    if (random.chance(0.45)) return made_up(random, 2 + static_cast<int>(random.below(2)));
    const double u = random.unit();
    return std::string(kSurnames[static_cast<std::size_t>(u * u * 60)]);
}

inline std::string given(Random& random, bool is_girl) {
    if (random.chance(0.25)) return made_up(random, 2 + static_cast<int>(random.below(2)));
    const double u = random.unit();
    return std::string(kGiven[(is_girl ? 0 : kGirls) + static_cast<std::size_t>(u * u * 48)]);
}

inline table::Address address(Random& random) {
    return {std::to_string(100 + random.below(9000)) + " " + std::string(kStreets[random.below(20)]), "Northfield",
            "MN", std::to_string(55400 + random.below(60))};
}

/// What all children of one home have.
inline table::Identity home(Random& random) {
    table::Identity result;
    result.surname = surname(random);
    if (random.chance(0.2)) result.surname += (random.chance(0.5) ? "-" : " ") + surname(random);
    result.addresses = {address(random)};
    result.contacts = {{table::ContactKind::Phone, phone(random), ""}};
    result.guardians = {{given(random, true) + " " + result.surname, "mother", "", ""}};
    return result;
}

inline void name_child(table::Identity& child, Random& random) {
    const bool is_girl = random.chance(0.5);
    child.sex = is_girl ? table::Sex::Female : table::Sex::Male;
    child.given = given(random, is_girl);
    if (random.chance(0.5)) child.middle = given(random, is_girl);
}

inline void add_household(Village& village, std::uint32_t number, Random& random) {
    const table::Identity shared = home(random);
    CivilDate born = CivilDate::from_days(14600 + static_cast<std::int32_t>(random.below(5000)));
    const int births = 1 + static_cast<int>(random.below(3));
    std::vector<std::string> names;
    for (int birth = 0; birth < births; ++birth) {
        const std::uint32_t twins = random.chance(0.04) ? static_cast<std::uint32_t>(village.children.size()) + 1 : 0;
        for (int i = 0; i < (twins != 0 ? 2 : 1); ++i) {
            Child child{number, twins, shared};
            do name_child(child.identity, random);
            while (std::find(names.begin(), names.end(), child.identity.given) != names.end());
            names.push_back(child.identity.given);
            child.identity.birth_date = PartialDate::from(born);
            if (random.chance(0.03)) child.identity.surname = surname(random);  // fostered, or another father's name
            village.children.push_back(std::move(child));
        }
        born = born.plus_days(300 + static_cast<std::int32_t>(random.below(900)));
    }
}

inline void misspell(table::Identity& identity, double errors, Random& random) {
    const auto chance = [&](double rate) { return random.chance(rate * errors); };
    if (chance(0.06)) {
        for (const auto& pair : kNicknames) {
            if (identity.given == pair[0]) identity.given = pair[1];
        }
    }
    if (chance(0.03)) identity.given = typed_wrong(identity.given, random);
    if (chance(0.03)) identity.surname = typed_wrong(identity.surname, random);
    if (chance(0.01)) std::swap(identity.given, identity.surname);
    if (chance(0.3)) identity.middle = identity.middle.substr(0, 1);
    const auto cut = identity.surname.find_first_of(" -");
    if (cut != std::string::npos && chance(0.3)) identity.surname.resize(cut);
    if (chance(0.01) && identity.birth_date.day <= 12) std::swap(identity.birth_date.day, identity.birth_date.month);
    if (chance(0.01)) identity.birth_date.day = static_cast<std::int8_t>(1 + random.below(28));
    if (chance(0.01)) identity.birth_date.month = identity.birth_date.day = 1;
    if (chance(0.03)) identity.birth_date = {};
    if (chance(0.02)) identity.sex = table::Sex::Unknown;
    if (chance(0.15)) identity.addresses = {address(random)};
    if (chance(0.2)) identity.contacts = {{table::ContactKind::Phone, phone(random), ""}};
    if (chance(0.01)) identity.given = {};
}

/// Each source collects what its kind collects.
inline void leave_out(table::Identity& identity, std::uint32_t source) {
    if (source % 3 == 1) identity.guardians.clear();
    if (source % 4 == 2) identity.contacts.clear();
    if (source % 5 == 3) identity.addresses.clear();
    if (source % 2 == 1) identity.middle.clear();
    if (source % 7 == 6) {  // a summer list: names and years of birth
        identity.birth_date.month = identity.birth_date.day = 0;
        identity.sex = table::Sex::Unknown;
    }
}

}  // namespace detail

inline Village build(const Shape& shape) {
    Village village;
    Random random(shape.seed);
    for (std::uint32_t number = 0; village.children.size() < shape.children; ++number) {
        detail::add_household(village, number, random);
    }
    for (std::uint32_t source = 0; source < shape.sources; ++source) {
        for (std::uint32_t c = 0; c < village.children.size(); ++c) {
            if (!random.chance(shape.coverage)) continue;
            Record record{source, c, village.children[c].identity};
            detail::misspell(record.identity, shape.errors, random);
            detail::leave_out(record.identity, source);
            village.records.push_back(std::move(record));
        }
    }
    return village;
}

}  // namespace kith::link::village
