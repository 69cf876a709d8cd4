// Cells of real workbooks against the CSV that the spreadsheet program itself wrote (data/xlsx, its README's rules).

#include <algorithm>
#include <iostream>
#include <map>

#include <gtest/gtest.h>

#include "intake/cell_kind.h"
#include "intake/csv.h"
#include "intake/encoding.h"
#include "intake/sheet.h"
#include "intake/test_corpora.h"

namespace kith::intake {
namespace {

using Grid = std::vector<std::vector<std::string>>;

Grid dense(const table::Table& table) {
    Grid grid;
    for (std::size_t i = 0; i < table.row_count(); ++i) {
        grid.resize(table.line_of(i));
        for (const auto cell : table.row(i)) grid.back().emplace_back(trim_blanks(cell));
    }
    return grid;
}

Grid truth_of(const std::string& bytes) {
    const std::string text = to_utf8(as_bytes(bytes), detect_encoding(as_bytes(bytes)));
    Dialect dialect;
    const auto reading = read_csv(text, dialect);
    Grid grid;
    for (std::size_t i = 0; reading.is_ok() && i < reading->rows.row_count(); ++i) {
        grid.emplace_back();
        for (const auto cell : reading->rows.row(i)) grid.back().emplace_back(trim_blanks(cell));
    }
    return grid;
}

/// `_` in the truth stands for any character its encoding lacks; line breaks may be LF or CR.
bool is_same(std::string_view truth, std::string_view seen) {
    std::size_t k = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        if (k >= seen.size()) return false;
        const bool is_break = (truth[i] == '\r' || truth[i] == '\n') && (seen[k] == '\n' || seen[k] == '\r');
        if (truth[i] == seen[k] || is_break) {
            ++k;
        } else if (truth[i] == '_' && static_cast<unsigned char>(seen[k]) >= 0x80) {
            ++k;
            while (k < seen.size() && (static_cast<unsigned char>(seen[k]) & 0xC0) == 0x80) ++k;
        } else {
            return false;
        }
    }
    return k == seen.size();
}

struct Tally {
    std::size_t equal = 0;
    std::size_t filled = 0;
};

Tally compare(const Grid& truth, const Grid& seen, std::size_t down, std::size_t right) {
    Tally tally;
    for (std::size_t r = 0; r < truth.size(); ++r) {
        for (std::size_t c = 0; c < truth[r].size(); ++c) {
            if (truth[r][c].empty()) continue;
            ++tally.filled;
            const bool is_there = r + down < seen.size() && c + right < seen[r + down].size();
            if (is_there && is_same(truth[r][c], seen[r + down][c + right])) ++tally.equal;
        }
    }
    return tally;
}

/// The truth begins at the used range's corner, which the sheet's blank rows and columns hide.
Tally best_fit(const Grid& truth, const Grid& seen) {
    Tally best = compare(truth, seen, 0, 0);
    for (std::size_t down = 0; down < 60; ++down) {
        for (std::size_t right = 0; right < 8 && best.equal < best.filled; ++right) {
            const Tally tally = compare(truth, seen, down, right);
            if (tally.equal > best.equal) best = tally;
        }
    }
    return best;
}

TEST(SheetCorpora, CellsShowWhatThePersonSaw) {
    const auto folder = corpora::root() / "xlsx";
    KITH_NEEDS_CORPUS(folder);
    const std::string index = corpora::read(folder / "sheets.csv");
    const auto pairs = read_csv(index, Dialect{});
    ASSERT_TRUE(pairs.is_ok());
    std::map<std::string, Tally> by_kind;
    std::size_t unread = 0;
    std::string open_name;
    std::vector<Sheet> sheets;
    for (std::size_t i = 1; i < pairs->rows.row_count(); ++i) {
        const std::string name(pairs->rows.cell(i, 0));
        const std::string csv(pairs->rows.cell(i, 3));
        if (csv.empty()) continue;
        if (name != open_name) {
            const std::string bytes = corpora::read(folder / name);
            auto read = name.ends_with("x") ? read_xlsx(as_bytes(bytes)) : read_xls(as_bytes(bytes));
            if (read.is_error()) std::cout << name << ": " << read.error().id << '\n';
            unread += read.is_error() ? 1U : 0U;
            sheets = read.is_ok() ? std::move(read).value() : std::vector<Sheet>();
            open_name = name;
        }
        const std::uint32_t sheet_index = static_cast<std::uint32_t>(std::stoul(std::string(pairs->rows.cell(i, 1))));
        const auto sheet =
            std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& s) { return s.index == sheet_index; });
        const Grid truth = truth_of(corpora::read(folder / csv));
        const Tally tally = best_fit(truth, sheet == sheets.end() ? Grid() : dense(sheet->grid));
        Tally& sum = by_kind[name.ends_with("x") ? "xlsx" : "xls"];
        sum.equal += tally.equal;
        sum.filled += tally.filled;
        if (std::getenv("KITH_SHOW_MISSES") != nullptr && tally.equal < tally.filled) {
            std::cout << csv << ": " << tally.filled - tally.equal << " of " << tally.filled << " differ\n";
        }
    }
    for (const auto& [kind, tally] : by_kind) {
        const double share = 100.0 * static_cast<double>(tally.equal) / static_cast<double>(tally.filled);
        std::cout << kind << ": " << tally.equal << " of " << tally.filled << " cells equal, " << share << " %\n";
        EXPECT_GE(share, 99.0) << kind;
    }
    EXPECT_EQ(unread, 0U);
}

}  // namespace
}  // namespace kith::intake
