#include <algorithm>
#include <array>
#include <bit>

#include "town/community_parts.h"

namespace kith::town {
namespace {

struct Lead {
    std::string_view id;
    std::string_view name;
    std::string_view member;
};
constexpr std::array<Lead, 12> kLeads = {{
    {"lead-moore", "Grace Moore (member lead)", "riverton-promise"},
    {"lead-nguyen", "Minh Nguyen (member lead)", "lincoln-schools"},
    {"lead-oyelaran", "Tunde Oyelaran (member lead)", "riverside-charter"},
    {"lead-brandt", "Karin Brandt (member lead)", "harbor-house"},
    {"lead-silva", "Marta Silva (member lead)", "bright-mentors"},
    {"lead-kowalski", "Ewa Kowalski (member lead)", "summer-reach"},
    {"lead-chen", "Wei Chen (member lead)", "valley-clinic"},
    {"lead-amari", "Leila Amari (member lead)", "mercy-hospital"},
    {"lead-fontaine", "Paul Fontaine (member lead)", "homefirst"},
    {"lead-yang", "Pa Yang (member lead)", "plenty-pantry"},
    {"lead-hassan", "Asha Hassan (member lead)", "little-steps"},
    {"lead-whitcomb", "Ruth Whitcomb (member lead)", "county-welfare"},
}};

/// The child whom the demo shows: of school age, with a parent and broad consent, known to as many organisations as
/// anyone.
std::uint32_t demo_child(const Desk& desk) {
    std::uint32_t best = 0;
    int most = -1;
    for (std::uint32_t i = 0; i < std::min<std::size_t>(desk.town.children.size(), 20'000); ++i) {
        const Child& child = desk.town.children[i];
        if (child.story != ConsentStory::Broad || !child.is_in(Feed::District) || child.grade < 1 || child.grade > 8)
            continue;
        const HomeKind home = desk.town.households[child.household].kind;
        if (home == HomeKind::Foster || home == HomeKind::Kinship) continue;
        const int known =
            std::popcount(child.feeds) + (child.is_in(Feed::Club) ? 3 : 0) + (child.is_in(Feed::Clinic) ? 2 : 0);
        if (known > most) best = i;
        most = std::max(most, known);
    }
    return best;
}

/// The demo child if the feed holds them, then the first of the feed, up to `size`.
std::vector<std::uint32_t> caseload_of(const Desk& desk, Feed feed, std::uint32_t demo, std::size_t size) {
    std::vector<std::uint32_t> children;
    if (desk.town.children[demo].is_in(feed)) children.push_back(demo);
    for (const std::uint32_t child : desk.roster(feed)) {
        if (children.size() >= size) break;
        if (child != demo) children.push_back(child);
    }
    return children;
}

std::vector<std::uint32_t> homeroom_mates(const Desk& desk, std::uint32_t demo) {
    const Child& first = desk.town.children[demo];
    std::vector<std::uint32_t> mates = {demo};
    for (const std::uint32_t child : desk.roster(Feed::District)) {
        const Child& c = desk.town.children[child];
        const bool is_mate = child != demo && c.grade == first.grade && desk.school_of(c) == desk.school_of(first) &&
                             desk.section_of(child) == desk.section_of(demo);
        if (is_mate) mates.push_back(child);
    }
    return mates;
}

std::vector<std::uint32_t> siblings_of(const Desk& desk, std::uint32_t demo) {
    const Household& home = desk.town.households[desk.town.children[demo].household];
    std::vector<std::uint32_t> children;
    for (std::uint32_t i = 0; i < home.children; ++i) children.push_back(home.first_child + i);
    return children;
}

}  // namespace

std::vector<Persona> personas(const Desk& desk) {
    const std::uint32_t demo = demo_child(desk);
    std::vector<Persona> people;
    const auto add = [&](std::string_view id, std::string_view name, std::string_view member, std::string_view role,
                         std::vector<std::uint32_t> caseload) {
        Persona person;
        person.id = id;
        person.name = name;
        person.member = member;
        person.role = role;
        person.caseload = std::move(caseload);
        people.push_back(std::move(person));
    };
    add("ms-rivera", "Elena Rivera (teacher)", "lincoln-schools", "practitioner", homeroom_mates(desk, demo));
    add("coach-daniels", "Marcus Daniels (club leader)", "northside-club", "practitioner",
        caseload_of(desk, Feed::Club, demo, 24));
    add("nurse-okafor", "Ada Okafor (nurse)", "valley-clinic", "nurse", caseload_of(desk, Feed::Clinic, demo, 24));
    add("cw-lindqvist", "Sara Lindqvist (caseworker)", "county-welfare", "caseworker",
        caseload_of(desk, Feed::Welfare, demo, 16));
    add("coordinator-vang", "Mai Vang (care coordinator)", "riverton-promise", "coordinator", {});
    add("steward-hayes", "Jordan Hayes (steward)", "riverton-promise", "steward", {});
    add("analyst-cho", "Min Cho (analyst)", "riverton-promise", "analyst", {});
    add("lead-santos", "Paula Santos (member lead)", "northside-club", "member-lead", {});
    // Each of the other members has a lead too, who votes for it.
    for (const auto& [id, name, member] : kLeads) add(id, name, member, "member-lead", {});
    add("parent-demo", "Parent of the demo child", "riverton-promise", "family", siblings_of(desk, demo));
    people.back().holder = "h" + std::to_string(desk.town.children[demo].household + 1) + "-1";
    add("former-teacher", "A teacher who left", "lincoln-schools", "practitioner", homeroom_mates(desk, demo));
    people.back().to = "2020-06-30";
    add("locked-out", "A disabled account", "riverton-promise", "coordinator", {});
    people.back().is_disabled = true;
    return people;
}

}  // namespace kith::town
