#include "intake/assemble.h"

#include <unordered_set>

namespace kith::intake {

std::vector<std::string> unique_names(const std::vector<std::string>& header) {
    std::vector<std::string> names;
    std::unordered_set<std::string> taken;
    for (const std::string& text : header) {
        std::string base(trim_blanks(text));
        if (base.empty()) base = "column_" + std::to_string(names.size() + 1);
        std::string name = base;
        for (std::size_t n = 2; !taken.insert(name).second; ++n) name = base + "_" + std::to_string(n);
        names.push_back(std::move(name));
    }
    return names;
}

Assembly::Assembly(const Outline& outline, std::uint64_t lines) : outline_(outline), lines_(lines) {}

void Assembly::note(std::uint64_t line, std::uint64_t lines, table::Fate fate, std::string_view reason) {
    if (line > next_line_) {
        const std::uint64_t gap = line - next_line_;
        next_line_ = line;
        reading_.set_aside.push_back({line - gap, gap, table::Fate::Ignored, "blank"});
    }
    next_line_ = line + lines;
    if (fate == table::Fate::Loaded) return;
    auto& list = reading_.set_aside;
    const bool continues = !list.empty() && list.back().fate == fate && list.back().reason == reason &&
                           list.back().first_line + list.back().lines == line;
    if (continues) {
        list.back().lines += lines;
    } else {
        list.push_back({line, lines, fate, std::string(reason)});
    }
}

void Assembly::load(const table::Table& rows, std::size_t row) {
    note(rows.line_of(row), rows.lines_of(row), table::Fate::Loaded, {});
    reading_.table.begin_row(rows.line_of(row), rows.lines_of(row));
    for (const std::string_view cell : rows.row(row)) reading_.table.add_cell(cell);
    is_below_ = true;
}

void Assembly::load_repaired(const table::Table& rows, std::size_t row, const std::vector<std::string>& cells) {
    note(rows.line_of(row), rows.lines_of(row), table::Fate::Loaded, {});
    reading_.table.begin_row(rows.line_of(row), rows.lines_of(row));
    for (const std::string& cell : cells) reading_.table.add_cell(reading_.table.store(cell));
    is_below_ = true;
}

void Assembly::quarantine(const table::Table& rows, std::size_t row, table::Problem problem) {
    note(rows.line_of(row), rows.lines_of(row), table::Fate::Quarantined, problem.id);
    reading_.problems.push_back(std::move(problem));
}

void Assembly::set_aside(const table::Table& rows, std::size_t row, RowRole role) {
    note(rows.line_of(row), rows.lines_of(row), table::Fate::Ignored, name_of(role));
    if (role == RowRole::Blank) return;
    table::Table& keeper =
        is_below_ || role == RowRole::Footer || role == RowRole::SecondTable ? reading_.below : reading_.above;
    keeper.begin_row(rows.line_of(row), rows.lines_of(row));
    for (const std::string_view cell : rows.row(row)) keeper.add_cell(keeper.store(cell));
}

table::Problem Assembly::problem_at(const table::Table& rows, std::size_t row, std::string_view id,
                                    table::Severity severity) const {
    table::Problem problem;
    problem.id = id;
    problem.severity = severity;
    problem.place.sheet = rows.sheet;
    problem.place.line = rows.line_of(row);
    return problem;
}

SheetReading Assembly::finish() && {
    if (next_line_ <= lines_)
        reading_.set_aside.push_back({next_line_, lines_ + 1 - next_line_, table::Fate::Ignored, "blank"});
    reading_.header = outline_.header_rows > 0 ? outline_.header : std::vector<std::string>{};
    reading_.table.columns = unique_names(outline_.header);
    reading_.dialect.header_rows = outline_.header_rows;
    reading_.dialect.preamble_rows = outline_.preamble_rows;
    reading_.dialect.columns = static_cast<std::uint32_t>(outline_.columns);
    table::RowLedger ledger(lines_);
    for (const SetAside& aside : reading_.set_aside) {
        if (aside.fate == table::Fate::Quarantined) {
            ledger.quarantine(aside.first_line, aside.lines, aside.reason);
        } else {
            ledger.ignore(aside.first_line, aside.lines, aside.reason);
        }
    }
    for (std::size_t i = 0; i < reading_.table.row_count(); ++i) {
        ledger.load(reading_.table.line_of(i), reading_.table.lines_of(i));
    }
    reading_.account = std::move(ledger).close();
    return std::move(reading_);
}

}  // namespace kith::intake
