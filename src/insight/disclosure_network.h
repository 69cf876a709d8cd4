#pragma once

// The network of disclosure.h: residual capacities of hidden cells, maximum flows, cheapest cycles. Not for callers
// outside the disclosure engine.

#include <cstdint>
#include <optional>
#include <vector>

#include "insight/disclosure.h"

namespace kith::insight {

class TableNetwork {
  public:
    TableNetwork(const MarginTable& table, const DisclosureRule& rule);

    void hide(std::size_t cell) { is_free_[cell] = true; }
    void show(std::size_t cell) { is_free_[cell] = false; }
    bool is_free(std::size_t cell) const { return is_free_[cell]; }

    /// Bounds of one free cell, given the others that are free; `enough` stops the upper bound early.
    CellBounds bounds(std::size_t cell) const;
    bool reaches(std::size_t cell, std::uint64_t low, std::uint64_t high) const;

    /// The cells of the cheapest cycle that lets `cell` grow (or shrink) by `amount`, where costs[c] is paid for a cell
    /// that is not free yet. Empty when there is none.
    enum class Way : std::uint8_t { Grow, Shrink };
    std::vector<std::size_t> cheapest_cycle(std::size_t cell, Way way, std::uint64_t amount,
                                            const std::vector<std::uint64_t>& costs) const;

    std::uint64_t least() const { return least_; }

  private:
    struct Arc {
        std::size_t cell;
        std::size_t other;  // node at the other end
        bool grows;         // the cell grows when the arc is walked
    };
    static constexpr std::uint64_t kEndless = std::uint64_t{1} << 60;

    std::size_t head(std::size_t cell) const;
    std::size_t tail(std::size_t cell) const;
    std::uint64_t max_flow(std::size_t from, std::size_t to, std::size_t without, std::uint64_t enough) const;
    std::uint64_t can_shrink(std::size_t cell) const { return table_[cell] > least_ ? table_[cell] - least_ : 0; }

    const MarginTable& table_;
    std::uint64_t least_;  // what the attacker knows every hidden cell to be at least
    std::vector<bool> is_free_;
    std::vector<std::vector<Arc>> arcs_;  // of every cell, by node
};

/// The least that anyone must be left believing of a hidden cell: 1, or for a total as many as there are cells in it
/// that are known not to be zero.
std::uint64_t floor_of(const MarginTable& table, std::size_t cell, const DisclosureRule& rule);

/// Whether the total counts nobody but the one child of the inner cell `single`: that child learns nothing from it.
bool is_same_child(const MarginTable& table, std::size_t single, std::size_t cell);

}  // namespace kith::insight
