#pragma once

// What the columns of plain files are: by the words of their headers, checked against their values; where the header
// says nothing, by the values alone. Not for known export formats (intake reads those).

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "link/dataset.h"

namespace kith::link {

/// What a column means to from_tables(): a field, or a part of one.
enum class Role : std::uint8_t {
    Unknown,
    Given,
    Middle,
    Surname,
    Preferred,
    FullName,
    BirthDate,
    BirthYear,
    BirthMonth,
    BirthDay,
    Sex,
    Phone,
    Email,
    Address,
    HouseNumber,
    City,
    Region,
    Postcode,
    Guardian,
    Identifier,
    RowId,
};

/// `header` folded. Unknown where the words say nothing.
Role role_of_header(std::string_view header);

/// The non-blank cells of one column over all tables, and whether some table repeats a value.
struct ColumnSample {
    std::vector<std::string_view> cells;
    std::size_t distinct = 0;
    bool is_distinct_in_each_table = false;
};

/// The role that the values allow: a `guardian` column of codes is no name, a `name` column of e-mail addresses is
/// none. Returns Unknown for a column to be compared as plain text or category.
Role role_of_values(Role by_header, const ColumnSample& sample);

FieldKind kind_of(Role role, const ColumnSample& sample);

}  // namespace kith::link
