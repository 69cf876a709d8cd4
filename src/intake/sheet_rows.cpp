#include "intake/sheet_rows.h"

#include <algorithm>

namespace kith::intake {

void SheetRows::begin_row(std::uint32_t row) {
    end_row();
    if (row > std::min<std::uint64_t>(limits_.rows_max, kRowsOfASheet)) {
        error_ =
            make_error(ErrorCode::TooLarge, "intake.workbook.rows", "the sheet has more rows than a sheet can have");
        return;
    }
    if (row <= row_ && row_ != 0) {
        error_ = make_error(ErrorCode::Corrupt, "intake.workbook.corrupt", "the rows of the sheet are out of order");
        return;
    }
    row_ = row;
}

void SheetRows::add_cell(std::uint32_t column, std::string_view shown) {
    if (shown.empty() || error_) return;
    if (row_ == 0) row_ = 1;
    if (column == 0 || column > limits_.columns_max) {
        error_ = make_error(ErrorCode::TooLarge, "intake.workbook.columns",
                            "the sheet has more columns than the limit allows");
        return;
    }
    if (cells_.size() < column) cells_.resize(column);
    cells_[column - 1] = shown;
}

void SheetRows::end_row() {
    if (cells_.empty() || error_) return;
    cell_count_ += cells_.size();
    if (cell_count_ > limits_.cells_max) {
        error_ =
            make_error(ErrorCode::TooLarge, "intake.workbook.cells", "the sheet has more cells than the limit allows");
        return;
    }
    sheet_.grid.begin_row(row_);
    for (const std::string& cell : cells_) {
        sheet_.grid.add_cell(cell.empty() ? std::string_view() : sheet_.grid.store(cell));
    }
    cells_.clear();
}

void SheetRows::note(std::uint32_t column, std::string_view id, std::string message) {
    if (sheet_.problems.size() >= kNotesMax) return;
    table::Problem problem;
    problem.id = id;
    problem.severity = table::Severity::Warning;
    problem.message = std::move(message);
    problem.suggestion = "correct the cell in the workbook";
    problem.place.sheet = sheet_.name;
    problem.place.line = row_;
    problem.place.column = column;
    sheet_.problems.push_back(std::move(problem));
}

}  // namespace kith::intake
