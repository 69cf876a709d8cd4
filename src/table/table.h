#pragma once

// Text cells in rows, as they stand in somebody's file: nothing is typed, trimmed or repaired here. Rows may be ragged.
//
// Layout: one flat array of cell views and one offset per row: 16 bytes a cell, 16 a row, read front to back. A cell
// views either bytes the caller keeps alive (the mapped file) or text stored by store(): the table owns only the
// latter.

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace kith::table {

class Table {
  public:
    Table() = default;
    // A copy's cells would view the text that the original stored.
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;
    Table(Table&&) = default;
    Table& operator=(Table&&) = default;
    ~Table() = default;

    std::vector<std::string> columns;  // header names, one per column; generated (`column_1`) where there was no header
    std::string sheet;                 // name of the sheet, empty for text files

    std::size_t row_count() const { return rows_.size(); }
    std::size_t column_count() const { return columns.size(); }
    std::size_t cell_count() const { return cells_.size(); }

    /// The cells of one row, as many as it has.
    std::span<const std::string_view> row(std::size_t index) const {
        const std::size_t begin = rows_[index].begin;
        const std::size_t end = index + 1 < rows_.size() ? rows_[index + 1].begin : cells_.size();
        return {cells_.data() + begin, end - begin};
    }
    /// Empty where the row is too short.
    std::string_view cell(std::size_t row_index, std::size_t column) const {
        const auto cells = row(row_index);
        return column < cells.size() ? cells[column] : std::string_view{};
    }
    /// 1-based first physical line of the row, and how many lines it spans.
    std::uint64_t line_of(std::size_t row_index) const { return rows_[row_index].line; }
    std::uint32_t lines_of(std::size_t row_index) const { return rows_[row_index].lines; }

    void begin_row(std::uint64_t line, std::uint32_t lines = 1) { rows_.push_back({cells_.size(), line, lines}); }
    void add_cell(std::string_view borrowed) { cells_.push_back(borrowed); }
    /// Copies text into the table and returns the view of the copy.
    std::string_view store(std::string_view text);

    /// Takes over the text that `other` stored, so that its cells may be added here; `other` must not be read after.
    void adopt_text(Table& other);

    void reserve(std::size_t rows, std::size_t cells) {
        rows_.reserve(rows);
        cells_.reserve(cells);
    }

  private:
    struct Row {
        std::size_t begin;
        std::uint64_t line;
        std::uint32_t lines;
    };
    std::vector<Row> rows_;
    std::vector<std::string_view> cells_;
    std::deque<std::string> blocks_;  // addresses of stored text must not move when the table grows or is moved
};

}  // namespace kith::table
