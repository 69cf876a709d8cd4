#pragma once

// What the columns of a table mean. The header speaks first (aliases in English and Spanish, abbreviations, case and
// spacing free), the values confirm or contradict it, and columns without a telling header are judged by values alone.
// A remembered layout outranks both. Confidence is 0 to 1; columns below kConfidenceMin stay unmapped.
//
// A column about somebody else (teacher, counsellor, coach) is never taken for the child's.
//
// Not for known formats: known.h reads those by their official names.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/layout.h"
#include "table/table.h"

namespace kith::intake {

inline constexpr double kConfidenceMin = 0.5;

/// One dose column of a wide immunisation sheet: `DTaP2`, `MMR Dose 1`, `Varicella date`.
struct DoseName {
    std::string vaccine;  // in capitals: `DTAP`
    int number = 0;       // 0 where the header gives none
};

std::optional<DoseName> dose_name(std::string_view header);

struct RoleGuess {
    Role role = Role::Unmapped;
    double confidence = 0;
};

/// By header alone.
RoleGuess guess_by_header(std::string_view header);

struct Mapping {
    std::vector<RoleGuess> columns;  // one per column of the table

    std::optional<std::size_t> first(Role role) const;
    std::vector<std::size_t> all(Role role) const;
    bool has(Role role) const { return first(role).has_value(); }
    /// The child can be told from the row: an id or a name.
    bool names_child() const;
};

/// `remembered` may be null.
Mapping map_columns(const table::Table& table, const SheetLayout* remembered);

}  // namespace kith::intake
