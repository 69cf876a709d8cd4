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

/// The days that agreements and consents are written around, `yyyy-mm-dd`, all relative to the town's day.
struct Terms {
    std::string agreed;         // agreements begin, 244 days before
    std::string agreements_to;  // 850 days after
    std::string signed_at;      // most consents, 189 days before
    std::string from;           // 182 days before
    std::string to;             // 547 days after
    std::string court_from;     // orders begin, 107 days before
    std::string superseded_at;  // 91 days before
    std::string withdrawn_at;   // 46 days before
    std::string expired_to;     // 30 days before
    std::string future_from;    // 183 days after
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
    std::string holder;                   // of a family account: the holder of authorities it stands for
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
