#include "insight/disclosure.h"

#include <algorithm>
#include <numeric>

#include "insight/disclosure_network.h"

namespace kith::insight {
namespace {

using Way = TableNetwork::Way;

/// The search for the cells to hide.
class Suppressor {
  public:
    Suppressor(const MarginTable& table, const DisclosureRule& rule)
        : table_(table), rule_(rule), network_(table, rule) {
        // Totals last: each costs as much as everything inside.
        const std::uint64_t all = table[table.size() - 1];
        for (std::size_t cell = 0; cell < table.size(); ++cell) {
            costs_.push_back(table[cell] + (table.is_margin(cell) ? all : 0) + 1);
            floors_.push_back(floor_of(table, cell, rule));
            if (!is_primary(table[cell], rule)) continue;
            primaries_.push_back(cell);
            network_.hide(cell);
            if (table[cell] == 1 && !table.is_margin(cell)) singles_.push_back(cell);
        }
    }

    Suppression run() {
        bool is_finished = true;
        if (!primaries_.empty()) {
            protect_each();
            show_unneeded();
            is_finished = improve();
        }
        return result(is_finished);
    }

  private:
    /// The first primary cell that is not safe, seen from outside or by the one child of a single cell.
    std::optional<std::size_t> first_unsafe() {
        ++audits_;
        for (const std::size_t cell : primaries_) {
            if (!is_open(cell)) return cell;
        }
        for (const std::size_t single : singles_) {
            network_.show(single);
            std::optional<std::size_t> unsafe;
            for (const std::size_t cell : primaries_) {
                if (cell != single && !is_same_child(table_, single, cell) && !is_open(cell)) {
                    unsafe = cell;
                    break;
                }
            }
            network_.hide(single);
            if (unsafe) return unsafe;
        }
        return std::nullopt;
    }

    bool is_open(std::size_t cell) const { return network_.reaches(cell, floors_[cell], rule_.k - 1); }

    void protect_each() {
        while (const auto cell = first_unsafe()) {
            const std::uint64_t value = table_[*cell];
            std::size_t hidden = hide_cycle(*cell, Way::Grow, value < rule_.k - 1 ? rule_.k - 1 - value : 0);
            hidden += hide_cycle(*cell, Way::Shrink, value > 1 ? value - 1 : 0);
            // Cells too small for one cycle, or a single child who looks: then whatever is cheapest.
            if (hidden == 0 && !hide_cheapest()) return;
        }
    }

    std::size_t hide_cycle(std::size_t cell, Way way, std::uint64_t amount) {
        if (amount == 0) return 0;
        std::size_t hidden = 0;
        for (const std::size_t other : network_.cheapest_cycle(cell, way, amount, costs_)) {
            if (network_.is_free(other)) continue;
            network_.hide(other);
            extra_.push_back(other);
            ++hidden;
        }
        return hidden;
    }

    bool hide_cheapest() {
        std::optional<std::size_t> best;
        for (std::size_t cell = 0; cell < table_.size(); ++cell) {
            if (network_.is_free(cell) || is_published_zero(cell)) continue;
            if (!best || costs_[cell] < costs_[*best]) best = cell;
        }
        if (!best) return false;
        network_.hide(*best);
        extra_.push_back(*best);
        return true;
    }

    /// A zero that is published: hiding it would say that it is none.
    bool is_published_zero(std::size_t cell) const { return table_[cell] == 0 && rule_.zeros == Zeros::Published; }

    void show_unneeded() {
        std::stable_sort(extra_.begin(), extra_.end(),
                         [&](std::size_t a, std::size_t b) { return costs_[a] > costs_[b]; });
        std::vector<std::size_t> needed;
        for (const std::size_t cell : extra_) {
            network_.show(cell);
            if (!first_unsafe()) continue;
            network_.hide(cell);
            needed.push_back(cell);
        }
        extra_ = std::move(needed);
    }

    std::uint64_t cost_of(const std::vector<std::size_t>& cells) const {
        return std::accumulate(cells.begin(), cells.end(), std::uint64_t{0},
                               [&](std::uint64_t sum, std::size_t cell) { return sum + costs_[cell]; });
    }

    /// Branch and bound: cells in the order of their cost are taken or left; hiding more only widens bounds, so a
    /// branch in which even everything that is left does not suffice is over.
    bool improve() {
        for (const std::size_t cell : extra_) network_.show(cell);
        best_ = extra_;
        best_cost_ = cost_of(extra_);
        candidates_.clear();
        for (std::size_t cell = 0; cell < table_.size(); ++cell) {
            if (!network_.is_free(cell) && !is_published_zero(cell) && costs_[cell] < best_cost_)
                candidates_.push_back(cell);
        }
        std::stable_sort(candidates_.begin(), candidates_.end(),
                         [&](std::size_t a, std::size_t b) { return costs_[a] < costs_[b]; });
        audits_ = 0;
        std::vector<std::size_t> taken;
        if (best_cost_ > 0) branch(0, 0, taken);
        for (const std::size_t cell : best_) network_.hide(cell);
        extra_ = best_;
        return audits_ < rule_.audits_max;
    }

    void branch(std::size_t at, std::uint64_t cost, std::vector<std::size_t>& taken) {
        if (audits_ >= rule_.audits_max || cost >= best_cost_) return;
        if (!first_unsafe()) {
            best_ = taken;
            best_cost_ = cost;
            return;
        }
        if (at == candidates_.size() || cost + costs_[candidates_[at]] >= best_cost_ || !can_still_be_safe(at, cost))
            return;
        const std::size_t cell = candidates_[at];
        taken.push_back(cell);
        network_.hide(cell);
        branch(at + 1, cost + costs_[cell], taken);
        network_.show(cell);
        taken.pop_back();
        branch_without(at + 1, cost, taken);
    }

    /// The same hidden cells as one level up: no need to look again whether they are safe.
    void branch_without(std::size_t at, std::uint64_t cost, std::vector<std::size_t>& taken) {
        for (; at < candidates_.size(); ++at) {
            const std::size_t cell = candidates_[at];
            if (audits_ >= rule_.audits_max || cost + costs_[cell] >= best_cost_ || !can_still_be_safe(at, cost))
                return;
            taken.push_back(cell);
            network_.hide(cell);
            branch(at + 1, cost + costs_[cell], taken);
            network_.show(cell);
            taken.pop_back();
        }
    }

    bool can_still_be_safe(std::size_t at, std::uint64_t cost) {
        std::vector<std::size_t> tried;
        for (std::size_t i = at; i < candidates_.size() && cost + costs_[candidates_[i]] < best_cost_; ++i) {
            tried.push_back(candidates_[i]);
            network_.hide(candidates_[i]);
        }
        const bool is_possible = !first_unsafe();
        for (const std::size_t cell : tried) network_.show(cell);
        return is_possible;
    }

    Suppression result(bool is_finished) const {
        Suppression suppression;
        suppression.is_optimal = is_finished;
        suppression.cells.assign(table_.size(), Shown::Yes);
        for (const std::size_t cell : primaries_) suppression.cells[cell] = Shown::Primary;
        for (const std::size_t cell : extra_) suppression.cells[cell] = Shown::Complementary;
        for (std::size_t cell = 0; cell < table_.size(); ++cell) {
            suppression.bounds.push_back(network_.bounds(cell));
            const bool is_hidden = suppression.cells[cell] != Shown::Yes;
            if (is_hidden && !table_.is_margin(cell)) suppression.children_hidden += table_[cell];
        }
        return suppression;
    }

    const MarginTable& table_;
    const DisclosureRule& rule_;
    TableNetwork network_;
    std::vector<std::uint64_t> costs_;
    std::vector<std::uint64_t> floors_;
    std::vector<std::size_t> primaries_;
    std::vector<std::size_t> singles_;
    std::vector<std::size_t> extra_;
    std::vector<std::size_t> candidates_;
    std::vector<std::size_t> best_;
    std::uint64_t best_cost_ = 0;
    std::uint32_t audits_ = 0;
};

}  // namespace

std::string_view name_of(Shown shown) {
    switch (shown) {
        case Shown::Yes:
            return "no";
        case Shown::Primary:
            return "primary";
        case Shown::Complementary:
            return "complementary";
    }
    return "";
}

MarginTable MarginTable::from_inner(std::size_t rows, std::size_t columns, std::span<const std::uint64_t> inner) {
    KITH_CHECK(inner.size() == rows * columns);
    MarginTable table;
    table.rows_ = rows + 1;
    table.columns_ = columns + 1;
    table.values_.assign(table.rows_ * table.columns_, 0);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            const std::uint64_t count = inner[row * columns + column];
            for (const std::size_t r : {row, rows}) {
                for (const std::size_t c : {column, columns}) table.values_[table.index(r, c)] += count;
            }
        }
    }
    return table;
}

Result<MarginTable> MarginTable::from_printed(std::size_t rows, std::size_t columns,
                                              std::span<const std::uint64_t> with_margins) {
    KITH_CHECK(rows >= 1 && columns >= 1 && with_margins.size() == rows * columns);
    std::vector<std::uint64_t> inner;
    for (std::size_t row = 0; row + 1 < rows; ++row) {
        for (std::size_t column = 0; column + 1 < columns; ++column)
            inner.push_back(with_margins[row * columns + column]);
    }
    MarginTable table = from_inner(rows - 1, columns - 1, inner);
    for (std::size_t cell = 0; cell < table.size(); ++cell) {
        if (table[cell] == with_margins[cell]) continue;
        return make_error(
            ErrorCode::InvalidInput, "disclosure.total-differs", "a printed total is not the sum",
            "row " + std::to_string(cell / columns + 1) + ", column " + std::to_string(cell % columns + 1));
    }
    return table;
}

bool is_primary(std::uint64_t count, const DisclosureRule& rule) {
    return count < rule.k && (count > 0 || rule.zeros == Zeros::Hidden);
}

std::vector<CellBounds> attack(const MarginTable& table, const std::vector<bool>& is_hidden, const DisclosureRule& rule,
                               const std::vector<bool>& known) {
    TableNetwork network(table, rule);
    for (std::size_t cell = 0; cell < table.size(); ++cell) {
        if (is_hidden[cell] && (known.empty() || !known[cell])) network.hide(cell);
    }
    std::vector<CellBounds> bounds;
    for (std::size_t cell = 0; cell < table.size(); ++cell) bounds.push_back(network.bounds(cell));
    return bounds;
}

bool is_safe(const MarginTable& table, const std::vector<bool>& is_hidden, const DisclosureRule& rule) {
    std::vector<std::optional<std::size_t>> onlookers = {std::nullopt};
    for (std::size_t cell = 0; cell < table.size(); ++cell) {
        if (is_hidden[cell] && table[cell] == 1 && !table.is_margin(cell)) onlookers.emplace_back(cell);
    }
    for (const auto& onlooker : onlookers) {
        std::vector<bool> known(table.size(), false);
        if (onlooker) known[*onlooker] = true;
        const std::vector<CellBounds> bounds = attack(table, is_hidden, rule, known);
        for (std::size_t cell = 0; cell < table.size(); ++cell) {
            if (known[cell] || !is_primary(table[cell], rule)) continue;
            if (onlooker && is_same_child(table, *onlooker, cell)) continue;
            if (bounds[cell].low > floor_of(table, cell, rule) || bounds[cell].high < rule.k - 1) return false;
        }
    }
    return true;
}

Suppression suppress(const MarginTable& table, const DisclosureRule& rule) {
    KITH_CHECK(rule.k >= 3 && table.rows() >= 2 && table.columns() >= 2);
    return Suppressor(table, rule).run();
}

}  // namespace kith::insight
