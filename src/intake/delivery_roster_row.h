#pragma once

// One row of a file of a roster set, and the words such files use. Internal to intake.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "intake/known.h"
#include "intake/values.h"
#include "table/table.h"

namespace kith::intake {

/// One row of a roster file by alias; all cells trimmed, missing ones empty.
class RosterRow {
  public:
    RosterRow(const table::Table& table, const Headers& headers, std::size_t row)
        : table_(table), headers_(headers), row_(row) {}
    std::string_view at(std::initializer_list<std::string_view> aliases) const {
        const auto column = headers_.find(aliases);
        if (!column) return {};
        const std::string_view cell = trimmed(table_.cell(row_, *column));
        return is_missing(cell) ? std::string_view{} : cell;
    }
    std::string text(std::initializer_list<std::string_view> aliases) const { return std::string(at(aliases)); }
    std::size_t row() const { return row_; }

  private:
    const table::Table& table_;
    const Headers& headers_;
    std::size_t row_;
};

/// `a,b;c` is three.
std::vector<std::string_view> split_list(std::string_view cell);

/// Roles of users and enrolments.
bool is_student(std::string_view role);
bool is_kin(std::string_view role);

/// OneRoster 1.1 and later mark what is to be deleted, 1.0 what is inactive.
bool is_deleted(std::string_view status);

}  // namespace kith::intake
