#pragma once

// Files of known formats, told by their sets of headers, never by position; case, spacing and drifted spellings do not
// matter. The file name decides only between formats whose headers are the same (SDS v1 Student and Teacher in their
// shortest form).
//
// Not for attendance: OneRoster has none, it comes as somebody's extract.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "table/table.h"

namespace kith::intake {

enum class KnownKind : std::uint8_t {
    None,
    // OneRoster 1.1 and 1.2, Microsoft SDS v1, v2, v2.1 and UK
    Manifest,
    Orgs,
    Users,
    Staff,  // SDS v1 Teacher
    Roles,
    Demographics,
    Enrolments,
    Classes,
    Courses,
    Sessions,
    Relationships,
    UserFlags,
    LineItems,
    Results,
    RosterOther,  // categories, resources, profiles: nothing about a child
    // HMIS CSV FY2024 and FY2026
    HmisExport,
    HmisOrganization,
    HmisProject,
    HmisClient,
    HmisEnrollment,
    HmisExit,
    HmisServices,
    HmisPerPerson,  // any other file with a PersonalID
    HmisProtected,  // domestic violence, disabilities: read by nobody
    HmisOther,      // inventory, funders
};

struct KnownFile {
    KnownKind kind = KnownKind::None;
    std::string format;  // SheetLayout::format
};

bool is_hmis(KnownKind kind);

KnownFile recognise(const table::Table& table, std::string_view file_name);

/// Header lookup by alias, spacing and case aside. Aliases are lower case without blanks: `sourcedid`.
class Headers {
  public:
    explicit Headers(const table::Table& table);
    bool has(std::string_view alias) const { return find({alias}).has_value(); }
    /// The column of the first alias that is there.
    std::optional<std::size_t> find(std::initializer_list<std::string_view> aliases) const;
    const std::vector<std::string>& names() const { return names_; }

  private:
    std::vector<std::string> names_;
};

}  // namespace kith::intake
