#include "intake/repair.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "intake/csv.h"

namespace kith::intake {
namespace {

constexpr double kMargin = 0.8;   // nats between the best repair and the next
constexpr double kDoubtful = -9;  // a cell below this fits its column by nothing
constexpr std::size_t kRawBytesMax = 20'000;
constexpr unsigned kQuotesTried = 10;  // all ways to read up to this many quotes
constexpr std::size_t kWidthMax = 400;

// Priors in nats: how readily each damage is believed.
constexpr double kCutShort = -1.0;
constexpr double kEmptyTooMany = -1.5;
constexpr double kUnquoted = -1.2;
constexpr double kMissingDelimiter = -2.5;
constexpr double kOtherDelimiter = -1.5;
constexpr double kStrayQuote = -1.0;
constexpr double kMissingCell = -4.0;  // no empty cell at the end costs more than this

using Cells = std::vector<std::string>;

Cells cells_of(std::string_view raw, const Dialect& dialect) {
    Cells cells;
    const auto reading = read_csv(raw, dialect);
    if (reading.is_error() || reading->rows.row_count() != 1) return cells;
    const auto row = reading->rows.row(0);
    cells.assign(row.begin(), row.end());
    return cells;
}

/// Splits with some quotes taken as characters (bit i: the i-th quote); empty unless every other quote is a proper one.
Cells split_strictly(std::string_view raw, const Dialect& dialect, std::uint32_t literal) {
    Cells cells(1);
    bool is_open = false;
    bool was_closed = false;
    unsigned number = 0;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char c = raw[i];
        const bool is_quote = c == dialect.quote && c != '\0';
        const bool is_literal = is_quote && (literal >> number++ & 1) != 0;
        if (!is_open && c == dialect.delimiter && c != '\0') {
            cells.emplace_back();
            was_closed = false;
        } else if (is_quote && !is_literal && is_open) {
            is_open = false;
            was_closed = true;
        } else if (is_quote && !is_literal) {
            if (!cells.back().empty() || was_closed) return {};
            is_open = true;
        } else {
            if (was_closed) return {};
            cells.back() += c;
        }
    }
    return is_open ? Cells{} : cells;
}

struct Candidate {
    Cells cells;
    double weight = 0;
    std::string_view damage;
};

class Search {
  public:
    Search(const std::vector<ColumnModel>& models, std::size_t width, const Dialect& dialect)
        : models_(models), width_(width), dialect_(dialect) {}

    void consider_reading(const Cells& cells, double prior, std::string_view damage) {
        if (cells.empty()) return;
        if (cells.size() == width_) add(cells, prior, damage);
        if (cells.size() < width_) fill_up(cells, prior);
        if (cells.size() + 1 == width_) split_one(cells, prior);
        if (cells.size() > width_ && cells.size() <= width_ + 8) {
            drop_empty(cells, prior);
            merge_neighbours(cells, prior);
        }
    }

    void consider_delimiters(std::string_view raw) {
        for (const char delimiter : {',', ';', '\t', '|', ' ', ':'}) {
            if (delimiter == dialect_.delimiter || raw.find(delimiter) == raw.npos) continue;
            Dialect other = dialect_;
            other.delimiter = delimiter;
            other.padding = Padding::None;
            const Cells cells = cells_of(raw, other);
            if (cells.size() == width_) add(cells, kOtherDelimiter, "another delimiter");
        }
    }

    void consider_quotes(std::string_view raw) {
        const auto quotes = static_cast<unsigned>(std::count(raw.begin(), raw.end(), dialect_.quote));
        if (dialect_.quote == '\0' || dialect_.escape != '\0' || quotes == 0 || quotes > 31) return;
        for (std::uint32_t literal = 1; literal < (1U << std::min(quotes, kQuotesTried)); ++literal) {
            const Cells cells = split_strictly(raw, dialect_, literal);
            if (cells.size() != width_) continue;
            add(cells, kStrayQuote * std::popcount(literal), "a stray quote");
        }
        Dialect plain = dialect_;
        plain.quote = '\0';
        consider_reading(cells_of(raw, plain), 2 * kStrayQuote, "a stray quote");
    }

    std::optional<Repaired> best() {
        const Candidate* first = nullptr;
        const Candidate* second = nullptr;
        for (const Candidate& candidate : candidates_) {
            if (first == nullptr || candidate.weight > first->weight) {
                if (first != nullptr && first->cells != candidate.cells) second = first;
                first = &candidate;
            } else if (candidate.cells != first->cells && (second == nullptr || candidate.weight > second->weight)) {
                second = &candidate;
            }
        }
        if (first == nullptr || !fits(first->cells)) return std::nullopt;
        if (second != nullptr && first->weight - second->weight < kMargin) return std::nullopt;
        return Repaired{first->cells, first->damage};
    }

  private:
    double fit(std::size_t column, std::string_view cell) const { return models_[column].log_fit(cell); }

    void add(const Cells& cells, double prior, std::string_view damage) {
        double weight = prior;
        for (std::size_t c = 0; c < width_; ++c) weight += fit(c, cells[c]);
        candidates_.push_back({cells, weight, damage});
    }

    /// Every filled cell is of a kind its column knows.
    bool fits(const Cells& cells) const {
        for (std::size_t c = 0; c < width_; ++c) {
            if (cells[c].empty() || models_[c].filled() == 0) continue;
            const bool is_text_column = models_[c].family() == CellKind::Text || models_[c].family() == CellKind::Other;
            if (!is_text_column && fit(c, cells[c]) < kDoubtful) return false;
        }
        return true;
    }

    void fill_up(const Cells& cells, double prior) {
        double weight = prior + kCutShort;
        for (std::size_t c = 0; c < width_; ++c) {
            weight += c < cells.size() ? fit(c, cells[c]) : std::max(kMissingCell, fit(c, ""));
        }
        Cells filled = cells;
        filled.resize(width_);
        candidates_.push_back({std::move(filled), weight, "cells missing at the end"});
    }

    /// One cell becomes two, at every place of every cell; only the places' own likelihoods change.
    void split_one(const Cells& cells, double prior) {
        std::vector<double> before(width_ + 1, prior + kMissingDelimiter);
        for (std::size_t c = 0; c + 1 < width_; ++c) before[c + 1] = before[c] + fit(c, cells[c]);
        double after = 0;
        for (std::size_t k = cells.size(); k-- > 0;) {
            const std::string_view cell = cells[k];
            for (std::size_t at = 0; at <= cell.size(); ++at) {
                const std::string_view left = cell.substr(0, at);
                const std::string_view right = cell.substr(at);
                const double weight = before[k] + fit(k, left) + fit(k + 1, right) + after;
                if (!candidates_.empty() && weight < top_weight() - 5) continue;
                Cells split(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(k));
                split.emplace_back(left);
                split.emplace_back(right);
                split.insert(split.end(), cells.begin() + static_cast<std::ptrdiff_t>(k) + 1, cells.end());
                candidates_.push_back({std::move(split), weight, "a missing delimiter"});
            }
            after += fit(k + 1, cells[k]);
        }
    }

    double top_weight() const {
        double top = -1e300;
        for (const Candidate& candidate : candidates_) top = std::max(top, candidate.weight);
        return top;
    }

    void drop_empty(const Cells& cells, double prior) {
        const std::size_t extra = cells.size() - width_;
        std::vector<std::size_t> empty;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].empty()) empty.push_back(i);
        }
        if (empty.size() < extra || extra > 2) {
            drop_trailing(cells, prior);
            return;
        }
        for (std::size_t i = 0; i < empty.size(); ++i) {
            for (std::size_t j = extra == 2 ? i + 1 : empty.size() - 1; j < empty.size(); ++j) {
                Cells kept;
                for (std::size_t c = 0; c < cells.size(); ++c) {
                    if (c != empty[i] && (extra != 2 || c != empty[j])) kept.push_back(cells[c]);
                }
                if (kept.size() == width_) add(kept, prior + kEmptyTooMany, "an empty cell too many");
            }
        }
    }

    void drop_trailing(const Cells& cells, double prior) {
        const bool is_empty = std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(width_), cells.end(),
                                          [](const std::string& cell) { return cell.empty(); });
        if (is_empty)
            add(Cells(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(width_)), prior,
                "empty cells too many");
    }

    void merge_neighbours(const Cells& cells, double prior) {
        const std::size_t extra = cells.size() - width_;
        for (std::size_t k = 0; k < width_; ++k) {
            Cells merged(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(k));
            std::string joined = cells[k];
            for (std::size_t i = 1; i <= extra; ++i) joined += delimiter_text(dialect_) + cells[k + i];
            // An empty part means an extra delimiter, not a delimiter in a text.
            const bool has_gap = std::any_of(cells.begin() + static_cast<std::ptrdiff_t>(k),
                                             cells.begin() + static_cast<std::ptrdiff_t>(k + extra + 1),
                                             [](const std::string& cell) { return cell.empty(); });
            merged.push_back(std::move(joined));
            merged.insert(merged.end(), cells.begin() + static_cast<std::ptrdiff_t>(k + extra) + 1, cells.end());
            add(merged, prior + kUnquoted + (has_gap ? -3 : 0), "a delimiter inside a cell");
        }
    }

    const std::vector<ColumnModel>& models_;
    std::size_t width_;
    const Dialect& dialect_;
    std::vector<Candidate> candidates_;
};

}  // namespace

std::optional<Repaired> RowRepair::repair(std::string_view raw) const {
    if (raw.size() > kRawBytesMax || width_ > kWidthMax || width_ < 2 || models_.size() < width_) return std::nullopt;
    Search search(models_, width_, dialect_);
    search.consider_reading(cells_of(raw, dialect_), 0, "");
    search.consider_quotes(raw);
    search.consider_delimiters(raw);
    return search.best();
}

}  // namespace kith::intake
