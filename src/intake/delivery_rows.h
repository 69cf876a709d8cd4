#pragma once

// From the mapped columns of a row to the child it is about. Internal to intake.
//
// Idea: a roster row is read whole; a row of a log only until the child is known, since the same few cells name the
// same child a hundred times.

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "intake/delivery_work.h"
#include "text/names.h"

namespace kith::intake {

/// The dates of a sheet, one reader per column.
class SheetDates {
  public:
    SheetDates(Work& work, SheetWork& sheet);
    bool has(std::size_t column) const { return column < readers_.size() && readers_[column] != nullptr; }
    const DateReader::Value& read(std::size_t row, std::size_t column);

  private:
    const table::Table& table_;
    std::vector<std::shared_ptr<DateReader>> readers_;  // shared: the dose columns of a sheet have one order
};

class RowReader {
  public:
    RowReader(Work& work, SheetWork& sheet);

    /// The child of the row, or nothing after the row was given another fate (ignored or quarantined).
    std::optional<ChildIndex> child_of(std::size_t row, Saying saying);

    std::string_view cell(std::size_t row, Role role) const;
    std::optional<std::size_t> column(Role role) const { return columns_[static_cast<std::size_t>(role)]; }
    /// The cell with its problem noted where it cannot be read; nullptr where there is no such column.
    const DateReader::Value* date(std::size_t row, Role role);
    const DateReader::Value& date_at(std::size_t row, std::size_t column) { return dates_.read(row, column); }
    bool has_date_column(std::size_t column) const { return dates_.has(column); }
    /// Problems of dates that are missing their meaning: once per cell.
    void remark_date(std::size_t row, std::size_t column, const DateReader::Value& value);

  private:
    struct GuardianColumns {
        std::string group;  // `1`, `mother`
        std::optional<std::size_t> name, relation, phone, email;
    };

    std::string_view own_id(std::size_t row) const;
    table::Identity read_identity(std::size_t row);
    void read_names(std::size_t row, table::Identity& identity) const;
    void read_birth(std::size_t row, table::Identity& identity);
    void read_contacts(std::size_t row, table::Identity& identity) const;
    void read_addresses(std::size_t row, table::Identity& identity) const;
    void read_guardians(std::size_t row, table::Identity& identity) const;
    void find_guardian_columns();
    void study_ids();
    static bool is_heading(std::string_view id);
    std::string context_of(const table::Identity& identity) const;
    bool is_grown_up(const table::Identity& identity) const;
    void study_ages();
    bool is_kept_out(std::size_t row, table::Identity& identity);
    bool is_example(std::string_view id, std::size_t row) const;
    std::optional<ChildIndex> child_by_name(std::size_t row, Saying saying);
    std::optional<ChildIndex> say(std::size_t row, ChildIndex child, table::Identity identity, Saying saying);

    Work& work_;
    SheetWork& sheet_;
    const table::Table& table_;
    std::array<std::optional<std::size_t>, 64> columns_{};
    SheetDates dates_;
    text::NameOrder name_order_ = text::NameOrder::GivenFirst;
    bool has_names_ = false;
    bool is_school_ = false;
    bool has_numbered_ids_ = false;
    bool lists_adults_ = false;
    std::vector<std::size_t> identity_columns_;
    std::vector<GuardianColumns> guardians_;
    std::optional<std::size_t> kind_column_;  // `Role`, `Person type`
    std::unordered_map<std::string, ChildIndex> child_of_cells_;
    std::string scratch_;
};

/// `155 9th St, San Francisco, CA 94110` to its parts.
table::Address address_of(std::string_view cell);
/// Phones of a cell, each with its label.
void add_phones(std::string_view cell, std::string_view region, std::vector<table::Contact>& contacts);
void add_email(std::string_view cell, std::vector<table::Contact>& contacts);

}  // namespace kith::intake
