#include "town/desk.h"

#include <algorithm>

#include "town/paths.h"

namespace kith::town {
namespace {

constexpr std::uint32_t kHomeroomSize = 25;

constexpr std::array<std::string_view, 24> kSchoolNames = {
    "Lincoln",  "Washington", "Roosevelt",   "Maplewood", "Hillside", "Lakeview",  "Franklin",   "Jefferson",
    "Northrop", "Sunrise",    "Garfield",    "Riverbend", "Oakdale",  "Pinecrest", "Madison",    "Harriet Tubman",
    "Cedar",    "Prairie",    "Valley View", "Bancroft",  "Whittier", "Emerson",   "Longfellow", "Clara Barton"};

}  // namespace

Desk::Desk(const Town& of, ThreadPool& pool) : town(of), scribe(of, names), days(school_days(of)) {
    pool.run(kFeedCount, [&](std::size_t feed) {
        const Roster& listed = town.rosters[feed];
        ranks_[feed].assign(town.children.size(), kNotListed);
        for (std::uint32_t i = 0; i < listed.size(); ++i) ranks_[feed][listed[i]] = i;
    });
    std::vector<std::uint32_t> pupils(static_cast<std::size_t>(school_count()) * 14);
    for (const std::uint32_t child : roster(Feed::District)) {
        const Child& c = town.children[child];
        ++pupils[school_of(c) * 14 + grade_index(std::min<int>(c.grade, 12))];
    }
    sections_.resize(pupils.size());
    for (std::size_t i = 0; i < pupils.size(); ++i) sections_[i] = (pupils[i] + kHomeroomSize - 1) / kHomeroomSize;
}

std::uint32_t Desk::local_of(Feed feed, std::uint32_t child) const {
    if (!has_own_ids(feed) || !town.children[child].is_in(feed)) return kNotListed;
    const bool is_of_district = feed == Feed::Assessment || feed == Feed::Incidents;
    return ranks_[static_cast<std::size_t>(is_of_district ? Feed::District : feed)][child];
}

std::uint32_t Desk::school_of(const Child& child) const {
    const std::uint32_t area = town.households[child.household].area;
    if (child.grade <= 5) return area;
    if (child.grade <= 8) return town.areas + area * town.middle_schools / town.areas;
    return town.areas + town.middle_schools + area * town.high_schools / town.areas;
}

std::string Desk::school_name(std::uint32_t school) const {
    std::string_view kind = " Elementary";
    std::uint32_t index = school;
    if (school >= town.areas + town.middle_schools) {
        kind = " High School";
        index = school - town.areas - town.middle_schools;
    } else if (school >= town.areas) {
        kind = " Middle School";
        index = school - town.areas;
    }
    std::string name(kSchoolNames[index % kSchoolNames.size()]);
    if (index >= kSchoolNames.size()) name += " " + std::to_string(index / kSchoolNames.size() + 1);
    return name.append(kind);
}

std::uint32_t Desk::section_of(std::uint32_t child) const {
    const Child& c = town.children[child];
    const std::uint32_t count = sections(school_of(c), std::min<int>(c.grade, 12));
    return count == 0 ? 0 : static_cast<std::uint32_t>(mix64(town.options.seed ^ (child * 0x9e37ULL)) % count);
}

bool has_own_ids(Feed feed) {
    return feed != Feed::SignIn && feed != Feed::Summer;
}

void append_local_id(std::string& out, Feed feed, std::uint32_t local) {
    if (local == kNotListed) return;
    switch (feed) {
        case Feed::District:
        case Feed::Assessment:
        case Feed::Incidents:
            append_number(out, 1'000'003ULL + local);
            return;
        case Feed::Charter:
            append_padded(out += "RC", local + 101ULL, 5);
            return;
        case Feed::Club:
            append_padded(out += "NS-", local + 1ULL, 4);
            return;
        case Feed::Mentors:
            append_padded(out += "M", local + 2001ULL, 5);
            return;
        case Feed::Clinic:
            append_number(out, 3'000'017ULL + local);
            return;
        case Feed::Hospital:
            append_padded(out += "H", local + 40'001ULL, 7);
            return;
        case Feed::Housing:
            append_number(out, 5'000'009ULL + local);
            return;
        case Feed::Pantry:
            append_padded(out += "P", local + 1ULL, 5);
            return;
        case Feed::ChildCare:
            append_padded(out += "CC-", local + 501ULL, 6);
            return;
        case Feed::Welfare:
            append_padded(out += "W", local + 70'001ULL, 7);
            return;
        case Feed::SignIn:
        case Feed::Summer:
            return;
    }
}

bool is_test_row(const Town& town, Feed feed, std::size_t place) {
    const std::uint64_t draw =
        mix64(town.options.seed ^ mix64(place + 77 + (std::uint64_t{static_cast<std::uint8_t>(feed)} << 40U)));
    return draw % 10'000 < rates_of(feed)[static_cast<std::size_t>(ErrorKind::TestRow)];
}

void append_child_id(std::string& out, std::uint32_t child) {
    append_padded(out += 'c', child + 1ULL, 7);
}

std::uint64_t state_id(const Town& town, std::uint32_t child) {
    // A factor below a prime modulus permutes the numbers below it.
    constexpr std::uint64_t kPrime = 8'999'999'993ULL;
    const std::uint64_t shift = mix64(town.options.seed) % kPrime;
    return 1'000'000'000ULL + (child * 2'654'435'761ULL + shift) % kPrime;
}

std::string_view grade_code(int grade) {
    static constexpr std::array<std::string_view, 14> kCodes = {"PK", "KG", "01", "02", "03", "04", "05",
                                                                "06", "07", "08", "09", "10", "11", "12"};
    return kCodes[static_cast<std::uint32_t>(std::clamp(grade, -1, 12) + 1)];
}

}  // namespace kith::town
