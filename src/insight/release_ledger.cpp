#include "insight/release_ledger.h"

#include <algorithm>
#include <unordered_map>

#include "base/random.h"

namespace kith::insight {
namespace {

using Atoms = std::vector<std::uint32_t>;

/// The shown cells as sets of atoms, and how many children each atom holds.
struct Shape {
    std::vector<Atoms> cells;
    std::vector<std::size_t> release;  // of each cell; held.size() is the new one
    std::vector<std::size_t> sizes;    // of each atom
    std::size_t children_of(const Atoms& atoms) const {
        std::size_t sum = 0;
        for (const std::uint32_t atom : atoms) sum += sizes[atom];
        return sum;
    }
};

Shape shape_of(std::span<const ReleasedTable> held, const ReleasedTable& next) {
    Shape shape;
    std::vector<const ReleasedCell*> cells;
    for (std::size_t release = 0; release <= held.size(); ++release) {
        for (const ReleasedCell& cell : release < held.size() ? held[release].cells : next.cells) {
            if (!cell.is_shown || cell.children.empty()) continue;
            cells.push_back(&cell);
            shape.release.push_back(release);
        }
    }
    // A child's signature is the set of cells it is in.
    std::unordered_map<std::uint32_t, std::uint64_t> signature;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (const std::uint32_t child : cells[i]->children) signature[child] += mix64(mix64(i + 1) ^ 0x5eed);
    }
    std::unordered_map<std::uint64_t, std::uint32_t> atom_of;
    for (const auto& [child, sign] : signature) {
        const auto [place, is_new] = atom_of.try_emplace(sign, static_cast<std::uint32_t>(shape.sizes.size()));
        if (is_new) shape.sizes.push_back(0);
        ++shape.sizes[place->second];
    }
    for (const ReleasedCell* cell : cells) {
        Atoms atoms;
        for (const std::uint32_t child : cell->children) atoms.push_back(atom_of[signature[child]]);
        std::sort(atoms.begin(), atoms.end());
        atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
        shape.cells.push_back(std::move(atoms));
    }
    return shape;
}

constexpr std::uint64_t kPrime = (std::uint64_t{1} << 61) - 1;

std::uint64_t times(std::uint64_t a, std::uint64_t b) {
    return static_cast<std::uint64_t>(static_cast<unsigned __int128>(a) * b % kPrime);
}
std::uint64_t minus(std::uint64_t a, std::uint64_t b) {
    return a >= b ? a - b : a + kPrime - b;
}
std::uint64_t inverse(std::uint64_t a) {
    std::uint64_t result = 1;
    for (std::uint64_t power = kPrime - 2; power > 0; power >>= 1, a = times(a, a)) {
        if ((power & 1) != 0) result = times(result, a);
    }
    return result;
}

/// The row space of the shown cells, as rows in echelon form.
class RowSpace {
  public:
    using Row = std::vector<std::uint64_t>;
    explicit RowSpace(const Shape& shape) : width_(shape.sizes.size()) {
        for (const Atoms& atoms : shape.cells) {
            Row row(width_, 0);
            for (const std::uint32_t atom : atoms) row[atom] = 1;
            reduce(row);
            const auto lead = std::find_if(row.begin(), row.end(), [](std::uint64_t value) { return value != 0; });
            if (lead == row.end()) continue;
            const std::uint64_t scale = inverse(*lead);
            for (std::uint64_t& value : row) value = times(value, scale);
            leads_.push_back(static_cast<std::size_t>(lead - row.begin()));
            rows_.push_back(std::move(row));
        }
    }
    bool holds(std::initializer_list<std::uint32_t> atoms) const {
        Row row(width_, 0);
        for (const std::uint32_t atom : atoms) row[atom] = 1;
        reduce(row);
        return std::all_of(row.begin(), row.end(), [](std::uint64_t value) { return value == 0; });
    }

  private:
    void reduce(Row& row) const {
        // A row's lead may stand behind an earlier row's lead only; one pass in the order they came clears them all.
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const std::uint64_t factor = row[leads_[i]];
            if (factor == 0) continue;
            for (std::size_t c = 0; c < width_; ++c) row[c] = minus(row[c], times(factor, rows_[i][c]));
        }
    }
    std::size_t width_;
    std::vector<Row> rows_;
    std::vector<std::size_t> leads_;
};

std::optional<Difference> find_subtraction(const Shape& shape, std::span<const ReleasedTable> held, std::size_t k) {
    for (std::size_t a = 0; a < shape.cells.size(); ++a) {
        if (shape.release[a] != held.size()) continue;  // what stands already was judged when it came
        for (std::size_t b = 0; b < shape.cells.size(); ++b) {
            const bool is_larger = shape.cells[a].size() > shape.cells[b].size();
            const Atoms& outer = is_larger ? shape.cells[a] : shape.cells[b];
            const Atoms& inner = is_larger ? shape.cells[b] : shape.cells[a];
            if (a == b || !std::includes(outer.begin(), outer.end(), inner.begin(), inner.end())) continue;
            const std::size_t left = shape.children_of(outer) - shape.children_of(inner);
            if (left == 0 || left >= k) continue;
            const bool is_own = shape.release[b] == held.size();
            return Difference{DifferenceKind::Subtraction, left, is_own ? std::string() : held[shape.release[b]].id};
        }
    }
    return std::nullopt;
}

std::optional<Difference> find_combination(const Shape& shape, std::size_t k) {
    // Beyond this, elimination would cost more than a page may take; the pairwise rule still holds.
    constexpr std::size_t kAtomsMax = 1500;
    constexpr std::size_t kPairedMax = 60;
    std::vector<std::uint32_t> small;
    for (std::uint32_t atom = 0; atom < shape.sizes.size(); ++atom) {
        if (shape.sizes[atom] < k) small.push_back(atom);
    }
    if (small.empty() || shape.sizes.size() > kAtomsMax) return std::nullopt;
    const RowSpace space(shape);
    for (const std::uint32_t atom : small) {
        if (space.holds({atom})) return Difference{DifferenceKind::Combination, shape.sizes[atom], {}};
    }
    if (small.size() > kPairedMax) return std::nullopt;
    for (const std::uint32_t a : small) {
        for (const std::uint32_t b : small) {
            const std::size_t both = shape.sizes[a] + shape.sizes[b];
            if (a < b && both < k && space.holds({a, b})) return Difference{DifferenceKind::Combination, both, {}};
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<Difference> find_difference(std::span<const ReleasedTable> held, const ReleasedTable& next,
                                          std::size_t k) {
    const Shape shape = shape_of(held, next);
    if (auto found = find_subtraction(shape, held, k)) return found;
    return find_combination(shape, k);
}

}  // namespace kith::insight
