#pragma once

// How a table of counts may leave the community: cells below k are hidden (primary), then more cells until nobody can
// work the hidden ones out from totals (complementary), at the least number of children hidden.
//
// The attacker knows every shown cell, that each margin is the sum of its row or column, and that counts are whole and
// not negative (not zero either, where zeros are published). What is left open to him is exactly the set of flows on a
// network: rows and columns are nodes, each hidden cell an arc (Cox 1995, "Network models for complementary cell
// suppression"). So the tightest bounds of a hidden cell are two maximum flows, in whole numbers, without a solver. A
// hidden primary cell is safe when its bounds hold all of [1, k-1] (a total of published non-zero cells starts at their
// number); also for whoever is the one child of another hidden cell of size 1.
//
// Search: for each unsafe cell the cheapest cycle through it, then cells that turned out unneeded are shown again, then
// branch and bound within a fixed number of audits. Optimal on small tables; above, safe and nearly so.
//
// Not for who may be counted at all: callers bring a permitted population. Rates: table of those with and without.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"

namespace kith::insight {

enum class Zeros : std::uint8_t { Hidden, Published };
enum class Shown : std::uint8_t { Yes, Primary, Complementary };
std::string_view name_of(Shown shown);

struct DisclosureRule {
    std::uint64_t k = 11;
    Zeros zeros = Zeros::Hidden;
    std::uint32_t audits_max = 3000;  // for the search of the optimum; safety needs none
};

/// Counts with their margins: the last row and the last column are totals.
class MarginTable {
  public:
    /// Margins are added. `inner` is row after row.
    static MarginTable from_inner(std::size_t rows, std::size_t columns, std::span<const std::uint64_t> inner);
    /// Margins were printed. Errors: disclosure.total-differs.
    static Result<MarginTable> from_printed(std::size_t rows, std::size_t columns,
                                            std::span<const std::uint64_t> with_margins);

    std::size_t rows() const { return rows_; }  // with the total
    std::size_t columns() const { return columns_; }
    std::size_t size() const { return values_.size(); }
    std::size_t index(std::size_t row, std::size_t column) const { return row * columns_ + column; }
    std::uint64_t at(std::size_t row, std::size_t column) const { return values_[index(row, column)]; }
    std::uint64_t operator[](std::size_t cell) const { return values_[cell]; }
    bool is_margin(std::size_t cell) const { return cell / columns_ + 1 == rows_ || cell % columns_ + 1 == columns_; }

  private:
    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    std::vector<std::uint64_t> values_;
};

struct CellBounds {
    static constexpr std::uint64_t kUnbounded = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool is_exact() const { return low == high; }
    bool operator==(const CellBounds&) const = default;
};

/// The tightest bounds an attacker can find of each cell; shown cells and those in `known` are exact. `is_hidden` and
/// `known` have one entry a cell; `known` may be empty.
std::vector<CellBounds> attack(const MarginTable& table, const std::vector<bool>& is_hidden, const DisclosureRule& rule,
                               const std::vector<bool>& known = {});

/// Whether every cell below k is hidden and safe, also from the one child of a hidden cell of size 1.
bool is_safe(const MarginTable& table, const std::vector<bool>& is_hidden, const DisclosureRule& rule);

bool is_primary(std::uint64_t count, const DisclosureRule& rule);

struct Suppression {
    std::vector<Shown> cells;
    std::vector<CellBounds> bounds;     // as an attacker finds them
    std::uint64_t children_hidden = 0;  // sum of the hidden inner cells
    bool is_optimal = false;            // the search was finished
};

/// Always safe; in the worst case nothing is shown.
Suppression suppress(const MarginTable& table, const DisclosureRule& rule);

}  // namespace kith::insight
