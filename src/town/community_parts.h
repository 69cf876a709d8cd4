#pragma once

// What community.json and truth/policy.json both say: members, sources, purposes, roles, agreements, statutes and
// users. Fixed texts; only dates and caseloads depend on the town.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "town/desk.h"

namespace kith::town {

enum class SourceForm : std::uint8_t { Community, Policy };  // the policy format knows fewer keys

/// The days that agreements and consents are written around.
struct Terms {
    std::string year;           // 2025, of the first day of school
    std::string signed_at;      // 25 August
    std::string from;           // 1 September
    std::string to;             // 31 August two years later
    std::string agreements_to;  // 30 June three years later
};
Terms terms_of(const Town& town);

/// `"members":[...],"purposes":[...],...` without braces: all sections but sources and users.
std::string shared_sections(const Town& town);
std::string sources_section(SourceForm form);

/// A demo persona or a viewer of the expected decisions.
struct Persona {
    std::string_view id;
    std::string_view name;
    std::string_view member;
    std::string_view role;
    bool is_disabled = false;
    std::string_view from;                // empty: open
    std::string_view to;                  // empty: open
    std::vector<std::uint32_t> caseload;  // children
};
std::vector<Persona> personas(const Desk& desk);

/// How a document names a child: an anchor record in the community's files, the true id in the truth files.
using ChildName = std::function<void(std::string& out, std::uint32_t child)>;
ChildName anchor_name(const Desk& desk);
ChildName truth_name();

std::string users_section(const std::vector<Persona>& people, const ChildName& name);

/// A record with a local id that the child has; every child has one.
struct AnchorRecord {
    Feed feed = Feed::District;
    std::uint32_t local = 0;
};
AnchorRecord anchor_of(const Desk& desk, std::uint32_t child);

}  // namespace kith::town
