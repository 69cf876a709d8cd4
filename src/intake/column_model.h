#pragma once

// What the cells of each column look like, learnt from the rows that are surely right, and how well another cell would
// fit: the judge of headers, of second tables and of row repairs.
//
// A cell's likelihood mixes four views of the column, from narrow to wide: the value itself, its exact shape
// (9999-99-99), its shape without repetitions (9-9-9), its kind. Each is a count over the rows seen, so a column of
// dates is strict and a column of remarks is not.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "intake/cell_kind.h"
#include "table/table.h"

namespace kith::intake {

class ColumnModel {
  public:
    void learn(std::string_view cell);

    std::uint32_t seen() const { return seen_; }
    std::uint32_t filled() const { return filled_; }
    /// The commonest family of the filled cells and its share of them.
    CellKind family() const { return family_; }
    double family_share() const { return family_share_; }
    /// Share of the cells that are of this family (kinds that live together in one column are one family).
    double share_of_family(CellKind kind) const;
    bool has_value(std::string_view cell) const { return values_.contains(std::string(cell)); }
    std::size_t distinct_values() const { return values_.size(); }
    /// Commonest shape without repetitions, and its share of the filled cells.
    double outline_share(std::string_view cell) const;
    double best_outline_share() const;

    /// log of the cell's likelihood; not below kImpossible.
    double log_fit(std::string_view cell) const;
    static constexpr double kImpossible = -11.5;

    void finish();

  private:
    std::unordered_map<std::string, std::uint32_t> values_;
    std::unordered_map<std::string, std::uint32_t> shapes_;
    std::unordered_map<std::string, std::uint32_t> outlines_;
    std::array<std::uint32_t, kCellKinds> families_{};
    std::uint32_t seen_ = 0;
    std::uint32_t filled_ = 0;
    CellKind family_ = CellKind::Empty;
    double family_share_ = 0;
};

/// Number for Integer, Text for Word and Code, else the kind itself.
CellKind family_of(CellKind kind);

/// One model per column from at most `kRowsLearnt` rows, spread evenly over `rows`.
inline constexpr std::size_t kRowsLearnt = 1'000;
std::vector<ColumnModel> learn_columns(const table::Table& table, const std::vector<std::size_t>& rows,
                                       std::size_t columns);

/// Mean likelihood (not log) of a row's cells by family alone: 1 fits perfectly, 0 not at all. Empty cells count
/// nothing.
double family_fit(const std::vector<ColumnModel>& models, std::span<const std::string_view> cells);

}  // namespace kith::intake
