#pragma once

// What each row of a text or sheet is: title, header, data of the first table, footer, or part of a second table.
//
// Idea: rows are cut into segments where a blank line stands or the width changes for good; segments that continue one
// another (same width, or cells that fit the columns so far) are joined; the first segment that can be a table is the
// table. Its top rows are headers when they contradict the columns below them (a word over numbers) more than they
// resemble them. Everything else is a title above or a footer or second table below. No word list decides alone.
//
// Not for registers, totals or mapping: shapes.h looks at the same rows again with that in mind.

#include <cstdint>
#include <string>
#include <vector>

#include "intake/column_model.h"
#include "table/table.h"

namespace kith::intake {

enum class RowRole : std::uint8_t { Data, Title, Header, Blank, Rule, Footer, SecondTable };

std::string_view name_of(RowRole role);

/// Text: each row says its width by its separators. Grid: trailing empty cells do not exist, rows are ragged by nature.
enum class Grain : std::uint8_t { Text, Grid };

struct Outline {
    std::vector<RowRole> roles;  // one per row
    std::vector<std::string>
        header;  // one per column as the sender wrote it, several rows joined by a blank; may be empty
    std::vector<ColumnModel> models;  // one per column
    std::size_t columns = 0;
    std::size_t common_width = 0;  // of the data rows
    std::uint32_t header_rows = 0;
    std::uint32_t preamble_rows = 0;  // every row above the first header or data row, blank ones too
};

Outline find_outline(const table::Table& rows, Grain grain);

}  // namespace kith::intake
