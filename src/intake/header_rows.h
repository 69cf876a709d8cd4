#pragma once

// Whether a row is a header: evidence in nats that its cells name the columns rather than belong to them.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/column_model.h"

namespace kith::intake {

struct HeaderEvidence {
    double sum = 0;               // above 0: a header
    std::size_t contradicts = 0;  // words over columns of numbers, dates, ...
    std::size_t belongs = 0;      // cells that are of their column's own typed kind
    std::size_t filled = 0;
    std::size_t repeated = 0;  // cells that stand in the row twice
};

/// `models` were learnt from the rows below.
HeaderEvidence weigh_header(const std::vector<ColumnModel>& models, std::span<const std::string_view> cells);

/// True for `name`, `student id`, `Date of Birth`, `ATT_STD_OID`: names as columns have them.
bool is_column_name(std::string_view cell);

/// Two column names written into one (`DATETIME`): the position between them, 0 when there is none or more than one.
std::size_t seam_of_names(std::string_view cell);

}  // namespace kith::intake
