#include "intake/column_model.h"

#include <algorithm>
#include <cmath>

namespace kith::intake {
namespace {

constexpr std::size_t kValuesHeld = 4'000;
constexpr std::size_t kValueBytes = 100;

double share(const std::unordered_map<std::string, std::uint32_t>& counts, const std::string& key, std::uint32_t of) {
    const auto found = counts.find(key);
    return found == counts.end() || of == 0 ? 0 : static_cast<double>(found->second) / of;
}

}  // namespace

CellKind family_of(CellKind kind) {
    if (kind == CellKind::Integer) return CellKind::Number;
    if (kind == CellKind::Word || kind == CellKind::Code) return CellKind::Text;
    if (kind == CellKind::Missing) return CellKind::Empty;
    return kind;
}

void ColumnModel::learn(std::string_view cell) {
    ++seen_;
    const CellKind kind = cell_kind_of(cell);
    ++families_[static_cast<std::size_t>(family_of(kind))];
    if (is_filled(kind)) ++filled_;
    if (cell.size() <= kValueBytes && values_.size() < kValuesHeld) ++values_[std::string(cell)];
    ++shapes_[shape_of(cell)];
    ++outlines_[outline_shape_of(cell)];
}

void ColumnModel::finish() {
    std::uint32_t best = 0;
    for (std::size_t i = static_cast<std::size_t>(CellKind::Integer); i < kCellKinds; ++i) {
        if (families_[i] > best) {
            best = families_[i];
            family_ = static_cast<CellKind>(i);
        }
    }
    family_share_ = filled_ == 0 ? 0 : static_cast<double>(best) / filled_;
}

double ColumnModel::share_of_family(CellKind kind) const {
    return seen_ == 0 ? 0 : static_cast<double>(families_[static_cast<std::size_t>(family_of(kind))]) / seen_;
}

double ColumnModel::outline_share(std::string_view cell) const {
    return share(outlines_, outline_shape_of(cell), seen_);
}

double ColumnModel::best_outline_share() const {
    std::uint32_t best = 0;
    for (const auto& [outline, count] : outlines_) best = outline.empty() ? best : std::max(best, count);
    return filled_ == 0 ? 0 : static_cast<double>(best) / filled_;
}

double ColumnModel::log_fit(std::string_view cell) const {
    if (seen_ == 0) return 0;
    const double value = cell.size() <= kValueBytes ? share(values_, std::string(cell), seen_) : 0;
    const double shape = share(shapes_, shape_of(cell), seen_);
    const double outline = share(outlines_, outline_shape_of(cell), seen_);
    const double family = share_of_family(cell_kind_of(cell));
    const double mixed = 0.35 * value + 0.3 * shape + 0.25 * outline + 0.1 * family;
    return std::max(kImpossible, std::log(mixed + 1e-5));
}

std::vector<ColumnModel> learn_columns(const table::Table& table, const std::vector<std::size_t>& rows,
                                       std::size_t columns) {
    std::vector<ColumnModel> models(columns);
    const std::size_t step = std::max<std::size_t>(1, rows.size() / kRowsLearnt);
    for (std::size_t k = 0; k < rows.size(); k += step) {
        const auto cells = table.row(rows[k]);
        for (std::size_t c = 0; c < std::min(columns, cells.size()); ++c) models[c].learn(cells[c]);
    }
    for (ColumnModel& model : models) model.finish();
    return models;
}

double family_fit(const std::vector<ColumnModel>& models, std::span<const std::string_view> cells) {
    double sum = 0;
    std::size_t counted = 0;
    for (std::size_t c = 0; c < std::min(models.size(), cells.size()); ++c) {
        const CellKind kind = cell_kind_of(cells[c]);
        if (!is_filled(kind) || models[c].filled() == 0) continue;
        sum += models[c].share_of_family(kind) * models[c].seen() / models[c].filled();
        ++counted;
    }
    return counted == 0 ? 0.5 : sum / static_cast<double>(counted);
}

}  // namespace kith::intake
