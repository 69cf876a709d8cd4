#pragma once

// Whether a table may be published beside everything that was published before: nobody may subtract one from another
// and be left with a few children.
//
// Children that no shown cell of any release tells apart are one atom. A new release is refused when
// - a shown cell holds another shown cell, old or new, and one to k-1 children more, or
// - sums and differences of shown cells give one or two atoms of together one to k-1 children (their indicator lies in
//   the row space of the shown cells; arithmetic modulo the prime 2^61 - 1, exact but for a chance of 2^-61).
//
// Pure: the sets come in, the answer goes out. Not for the audit of one table against its own margins: disclosure.h.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::insight {

struct ReleasedCell {
    std::vector<std::uint32_t> children;  // numbers of the children counted, ascending
    bool is_shown = true;
};

struct ReleasedTable {
    std::string id;
    std::vector<ReleasedCell> cells;
};

enum class DifferenceKind : std::uint8_t { Subtraction, Combination };

struct Difference {
    DifferenceKind kind = DifferenceKind::Subtraction;
    std::size_t children = 0;  // how many would be left
    std::string with;          // the release it is subtracted from or by; empty for the new one itself
};

/// None when `next` may stand beside `held`. Children are numbered alike in all of them.
std::optional<Difference> find_difference(std::span<const ReleasedTable> held, const ReleasedTable& next,
                                          std::size_t k);

}  // namespace kith::insight
