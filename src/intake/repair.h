#pragma once

// One row whose number of cells is wrong, made right: only where one repair fits the columns and no other comes near.
//
// Repairs tried: cells missing at the end; an empty cell too many; a delimiter inside a cell that should have been
// quoted (adjacent cells become one); a delimiter that is missing (one cell becomes two); the whole row written with
// another delimiter; a quote that is a character. Each candidate's cells are weighed by the columns' models
// (column_model.h), plus a prior for how often such damage happens. A repair is made when it is better than every other
// by kMargin.
//
// Not for values: a cell that has the wrong kind in a row of the right width is left alone.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/column_model.h"
#include "intake/dialect.h"

namespace kith::intake {

struct Repaired {
    std::vector<std::string> cells;
    std::string_view damage;  // what was wrong, in words
};

class RowRepair {
  public:
    RowRepair(const std::vector<ColumnModel>& models, std::size_t width, const Dialect& dialect)
        : models_(models), width_(width), dialect_(dialect) {}

    /// `raw` is the row's text without its line end. Empty when no repair fits, or several do.
    std::optional<Repaired> repair(std::string_view raw) const;

  private:
    const std::vector<ColumnModel>& models_;
    std::size_t width_;
    const Dialect& dialect_;
};

}  // namespace kith::intake
