#include "insight/disclosure_network.h"

#include <algorithm>
#include <queue>

namespace kith::insight {

// Every row says: inner cells less its total are zero; every column likewise. With the signs of the total row and of
// the inner columns turned round, each cell stands in one equation with + and in one with -: it is an arc.

TableNetwork::TableNetwork(const MarginTable& table, const DisclosureRule& rule)
    : table_(table),
      least_(rule.zeros == Zeros::Published ? 1 : 0),
      is_free_(table.size(), false),
      arcs_(table.rows() + table.columns()) {
    for (std::size_t cell = 0; cell < table.size(); ++cell) {
        arcs_[tail(cell)].push_back({cell, head(cell), true});
        arcs_[head(cell)].push_back({cell, tail(cell), false});
    }
}

std::size_t TableNetwork::head(std::size_t cell) const {
    const std::size_t row = cell / table_.columns();
    const std::size_t column = cell % table_.columns();
    const bool is_row_total = column + 1 == table_.columns();
    const bool is_column_total = row + 1 == table_.rows();
    return is_row_total == is_column_total ? row : table_.rows() + column;
}

std::size_t TableNetwork::tail(std::size_t cell) const {
    const std::size_t row = cell / table_.columns();
    const std::size_t column = cell % table_.columns();
    return head(cell) == row ? table_.rows() + column : row;
}

std::uint64_t TableNetwork::max_flow(std::size_t from, std::size_t to, std::size_t without,
                                     std::uint64_t enough) const {
    std::vector<std::int64_t> change(table_.size(), 0);
    const auto capacity = [&](const Arc& arc) -> std::uint64_t {
        if (!is_free_[arc.cell] || arc.cell == without) return 0;
        if (arc.grows) return kEndless;
        return static_cast<std::uint64_t>(static_cast<std::int64_t>(can_shrink(arc.cell)) + change[arc.cell]);
    };
    std::uint64_t flow = 0;
    std::vector<const Arc*> came(arcs_.size());
    std::vector<std::size_t> queue;
    while (flow < enough) {
        std::fill(came.begin(), came.end(), nullptr);
        queue.assign(1, from);
        for (std::size_t i = 0; i < queue.size() && came[to] == nullptr; ++i) {
            for (const Arc& arc : arcs_[queue[i]]) {
                if (arc.other == from || came[arc.other] != nullptr || capacity(arc) == 0) continue;
                came[arc.other] = &arc;
                queue.push_back(arc.other);
            }
        }
        if (came[to] == nullptr) break;
        const auto previous = [&](std::size_t node) {
            const Arc& arc = *came[node];
            return arc.grows ? tail(arc.cell) : head(arc.cell);
        };
        std::uint64_t step = kEndless;
        for (std::size_t node = to; node != from; node = previous(node)) step = std::min(step, capacity(*came[node]));
        if (step == kEndless) return CellBounds::kUnbounded;
        for (std::size_t node = to; node != from; node = previous(node)) {
            const Arc& arc = *came[node];
            change[arc.cell] += arc.grows ? static_cast<std::int64_t>(step) : -static_cast<std::int64_t>(step);
        }
        flow += step;
    }
    return flow;
}

CellBounds TableNetwork::bounds(std::size_t cell) const {
    const std::uint64_t value = table_[cell];
    if (!is_free_[cell]) return {value, value};
    const std::uint64_t up = max_flow(head(cell), tail(cell), cell, kEndless);
    const std::uint64_t down = std::min(can_shrink(cell), max_flow(tail(cell), head(cell), cell, can_shrink(cell)));
    return {value - down, up == CellBounds::kUnbounded ? up : value + up};
}

bool TableNetwork::reaches(std::size_t cell, std::uint64_t low, std::uint64_t high) const {
    const std::uint64_t value = table_[cell];
    if (!is_free_[cell]) return false;
    if (value < high && max_flow(head(cell), tail(cell), cell, high - value) < high - value) return false;
    if (value <= low) return true;
    const std::uint64_t down = value - low;
    return can_shrink(cell) >= down && max_flow(tail(cell), head(cell), cell, down) >= down;
}

std::vector<std::size_t> TableNetwork::cheapest_cycle(std::size_t cell, Way way, std::uint64_t amount,
                                                      const std::vector<std::uint64_t>& costs) const {
    const std::size_t from = way == Way::Grow ? head(cell) : tail(cell);
    const std::size_t to = way == Way::Grow ? tail(cell) : head(cell);
    std::vector<std::uint64_t> distance(arcs_.size(), kEndless);
    std::vector<const Arc*> came(arcs_.size(), nullptr);
    using Entry = std::pair<std::uint64_t, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    distance[from] = 0;
    queue.push({0, from});
    while (!queue.empty()) {
        const auto [so_far, node] = queue.top();
        queue.pop();
        if (so_far > distance[node]) continue;
        for (const Arc& arc : arcs_[node]) {
            // A published zero cannot be hidden: hiding says that it is none.
            if (arc.cell == cell || table_[arc.cell] < least_) continue;
            if (!arc.grows && can_shrink(arc.cell) < amount) continue;
            // One for each cell, so that of equally cheap cycles the shortest is taken.
            const std::uint64_t next = so_far + 1 + (is_free_[arc.cell] ? 0 : 1000 * costs[arc.cell]);
            if (next >= distance[arc.other]) continue;
            distance[arc.other] = next;
            came[arc.other] = &arc;
            queue.push({next, arc.other});
        }
    }
    std::vector<std::size_t> cells;
    if (came[to] == nullptr) return cells;
    for (std::size_t node = to; node != from;) {
        const Arc& arc = *came[node];
        cells.push_back(arc.cell);
        node = arc.grows ? tail(arc.cell) : head(arc.cell);
    }
    return cells;
}

std::uint64_t floor_of(const MarginTable& table, std::size_t cell, const DisclosureRule& rule) {
    if (rule.zeros == Zeros::Hidden || !table.is_margin(cell)) return 1;
    const std::size_t row = cell / table.columns();
    const std::size_t column = cell % table.columns();
    std::uint64_t counted = 0;
    for (std::size_t r = 0; r + 1 < table.rows(); ++r) {
        for (std::size_t c = 0; c + 1 < table.columns(); ++c) {
            const bool is_in = (row + 1 == table.rows() || r == row) && (column + 1 == table.columns() || c == column);
            if (is_in && table.at(r, c) > 0) ++counted;
        }
    }
    return std::max<std::uint64_t>(1, counted);
}

bool is_same_child(const MarginTable& table, std::size_t single, std::size_t cell) {
    if (table[cell] != 1) return false;
    const std::size_t row = cell / table.columns();
    const std::size_t column = cell % table.columns();
    const bool is_row_in = row + 1 == table.rows() || row == single / table.columns();
    const bool is_column_in = column + 1 == table.columns() || column == single % table.columns();
    return is_row_in && is_column_in;
}

}  // namespace kith::insight
