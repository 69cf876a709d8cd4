#pragma once

// A layout is what is remembered of a source's files: the shape of every sheet and what each column means. The first
// delivery suggests it, a person may correct it, later deliveries are read by it and differences are reported as drift.
// Stored as JSON (docs/formats/layout.md); it holds headers and mark codes, never a child's data.
//
// Columns are known by their headers, never by position, so a moved column is not drift.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "table/record.h"

namespace kith::intake {

/// What a column says about the child of its row.
enum class Role : std::uint8_t {
    Unmapped,  // kept as an attribute under the sender's header
    Ignored,   // not kept: a person said so, or it says nothing about the child
    Secret,    // passwords: never kept
    LocalId,
    StateId,
    SharedId,  // another id that several sources may hold (Medicaid number)
    FullName,
    GivenName,
    MiddleName,
    Surname,
    Suffix,
    PreferredName,
    BirthDate,
    BirthYear,
    Sex,
    Phone,
    Email,
    Address,  // all of it in one cell
    AddressLine,
    City,
    Region,
    Postcode,
    GuardianName,
    GuardianRelation,
    GuardianPhone,
    GuardianEmail,
    GradeLevel,
    School,
    Programme,
    Title,      // of a class, course, incident, assessment: what the row is about
    EventDate,  // the day the row is about
    FromDate,
    ToDate,
    Timestamp,  // when the row was written: the day of a sign-in form
    TimeIn,
    TimeOut,
    MarkCode,    // attendance status of the day
    Dose,        // date of one vaccine dose; the header says which
    DayMarks,    // a column of marks; the header is a date
    Total,       // a sum of other cells
    Term,        // quarter, semester, marking period
    AbsentFlag,  // `1`, `yes`, or the day of the absence
    TardyFlag,
    ExcusedFlag,
    DismissedFlag,  // left early
};

std::string_view name_of(Role role);
/// Unmapped where `name` is none.
Role role_named(std::string_view name);

enum class Shape : std::uint8_t {
    List,      // a row per child, or per child and event
    Register,  // children down, dates across
    TransposedRegister,
    SessionLog,  // a row per child and day with a status
    Exceptions,  // a row per absence or tardiness; days without a row were attended
    InOutLog,    // arrival and departure
    SignInLog,   // form timestamps with a retyped name
    PartOfSet,   // one file of a known set of files (OneRoster, SDS, HMIS)
    Empty,
};

std::string_view name_of(Shape shape);

struct ColumnLayout {
    std::string header;  // as the sender wrote it
    Role role = Role::Unmapped;
    double confidence = 0;   // 0 to 1; 1 where a person confirmed it or the format is known
    std::string date_order;  // `ymd`, `mdy`, `dmy`, `ambiguous`, or empty for columns without dates
    bool operator==(const ColumnLayout&) const = default;
};

struct SheetLayout {
    std::string name;  // file name without directory, digits as `#`: `attendance ####-##.xlsx`
    std::string sheet;
    std::string format;  // `oneroster-1.2 users`, `hmis-2026 Client`, `sds-1 Student`, or empty
    Shape shape = Shape::List;
    std::string category;  // of the facts and strips its rows become
    std::vector<ColumnLayout> columns;
    bool operator==(const SheetLayout&) const = default;
};

struct Layout {
    std::uint32_t version = 1;  // rises with every change that was remembered
    std::vector<SheetLayout> sheets;
    std::vector<std::pair<std::string, table::Mark>> marks;  // the source's codes, as sent
    bool operator==(const Layout&) const = default;
};

std::string to_json(const Layout& layout);
/// Errors: `intake.layout.malformed`, `intake.layout.unknown-version`.
Result<Layout> layout_from_json(std::string_view json);

/// One difference between the remembered layout and what has come.
struct Drift {
    enum class Kind : std::uint8_t { ColumnAdded, ColumnGone, RoleChanged, DateOrderChanged, ShapeChanged, SheetAdded };
    Kind kind;
    std::string sheet;   // SheetLayout::name
    std::string column;  // header, empty for sheets
};

std::string_view name_of(Drift::Kind kind);

std::vector<Drift> drift_between(const Layout& remembered, const Layout& found);

/// What to remember after `found`: sheets that did not come stay, and the version rises if anything changed.
Layout remember(const Layout& remembered, const Layout& found);

/// A header or file name reduced for comparison: lower case, words of letters and digits separated by one space,
/// `camelCase` split.
std::string normal_header(std::string_view header);

}  // namespace kith::intake
