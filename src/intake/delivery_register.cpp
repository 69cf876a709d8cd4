// Registers to strips: children down and days across, or the other way about. Around the children stand rows that are
// no children; each gets a reason: totals (their sums are checked), section titles, legends and signatures.

#include <algorithm>

#include "intake/delivery_rows.h"
#include "intake/shapes.h"
#include "table/category.h"
#include "text/fold.h"

namespace kith::intake {
namespace {

bool is_total_word(std::string_view cell) {
    const std::string folded = text::fold(cell);
    return folded.starts_with("total") || folded.starts_with("daily total") || folded == "present" ||
           folded == "count" || folded.starts_with("number present") || folded.starts_with("sum") ||
           folded.starts_with("grand total");
}

bool is_legend(std::string_view cell) {
    if (cell.find_first_of("=:") != std::string_view::npos) return true;
    const std::string words = " " + text::fold(cell) + " ";
    for (const std::string_view word : {" legend ", " key ", " signature ", " signed ", " supervisor ", " note ",
                                        " notes ", " leyenda ", " firma "}) {
        if (words.find(word) != std::string::npos) return true;
    }
    return false;
}

std::optional<long> whole_number(std::string_view cell) {
    if (cell.empty() || cell.size() > 6) return std::nullopt;
    long value = 0;
    for (const char c : cell) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool is_here(table::Mark mark) {
    return mark == table::Mark::Present || mark == table::Mark::Tardy || mark == table::Mark::Partial;
}

/// The columns of a register that are no days, as a table of their own, so that children are read as from any list.
struct SideTable {
    SheetReading reading;
    std::vector<std::size_t> grid_columns;  // of each column of the table
    std::vector<std::size_t> grid_rows;     // of each row of the table
};

class RegisterReader {
  public:
    RegisterReader(Work& work, SheetWork& sheet)
        : work_(work),
          sheet_(sheet),
          grid_(grid_of(*sheet.reading)),
          hints_{work.settings.delivered_on, settled_order(work.settings.date_order),
                 sheet.file_name + " " + sheet.table().sheet} {
        const std::string& programme =
            work.settings.programme.empty() ? work.settings.id.value() : work.settings.programme;
        key_ = work.children.strip_key(sheet.layout.category, programme);
    }

    bool read() {
        bool is_any = false;
        for (std::size_t from = 0; from < grid_.size();) {
            const auto found = find_register(grid_, hints_, work_.marks, from);
            if (!found) break;
            sheet_.layout.columns.resize(is_any ? sheet_.layout.columns.size() : 0);
            is_any = true;
            read_block(*found);
            from = found->end_row;
        }
        return is_any;
    }

  private:
    void read_block(const RegisterGrid& found) {
        if (found.is_ambiguous) {
            work_.remark_column(sheet_, kNoColumn, table::Severity::Warning, "intake.date.ambiguous",
                                "day and month of the register's dates cannot be told apart",
                                "say once whether this source writes the month or the day first");
            for (std::size_t row = found.first_body_row; row < found.end_row; ++row) hold_back(row);
            return;
        }
        present_.assign(found.days.size(), 0);
        blank_.assign(found.days.size(), true);
        const auto is_totals = find_total_columns(found);
        const SideTable side = cut_side(found, is_totals);
        SheetWork part{sheet_.file, sheet_.number,          &side.reading, nullptr, sheet_.file_name, {}, {},
                       {},          std::move(sheet_.fates)};
        part.layout = sheet_.layout;
        part.layout.columns.clear();
        part.mapping = map_columns(side.reading.table, nullptr);
        if (!part.mapping.names_child()) choose_names(side.reading.table, part.mapping);
        describe(part, found, is_totals);
        read_children(found, side, part);
        sheet_.fates = std::move(part.fates);
        mark_days_not_held(found);
    }

    void hold_back(std::size_t grid_row) {
        const GridRow& row = grid_[grid_row];
        sheet_.fates.quarantine(*row.table, row.row, "intake.date.ambiguous");
        work_.quarantined.push_back({sheet_.file, row.line(), {}});
    }

    /// A column beside the days whose numbers are the sums of the marks in its row, or which says `Total` over numbers.
    std::vector<bool> find_total_columns(const RegisterGrid& found) {
        std::vector<bool> is_totals(found.columns.size(), false);
        for (std::size_t column = 0; column < found.columns.size(); ++column) {
            if (column < found.days.front().column) continue;
            const bool is_day = std::any_of(found.days.begin(), found.days.end(),
                                            [&](const DayColumn& day) { return day.column == column; });
            if (is_day) continue;
            std::size_t rows = 0;
            std::size_t agreeing = 0;
            std::size_t numbers = 0;
            for (std::size_t row = found.first_body_row; row < found.end_row; ++row) {
                const std::string_view cell = trimmed(grid_[row].cell(column));
                if (cell.empty()) continue;
                ++rows;
                const bool is_share = cell.ends_with("%");
                numbers += is_share || is_amount(cell) ? 1 : 0;
                agreeing += agrees_with_marks(found, row, whole_number(cell)) ? 1 : 0;
            }
            const std::string header = " " + text::fold(found.columns[column]) + " ";
            const bool says_total =
                is_total_word(found.columns[column]) || found.columns[column].find('%') != std::string::npos ||
                header.find(" total") != std::string::npos || header.find(" present ") != std::string::npos ||
                header.find(" absent ") != std::string::npos || header.find(" days ") != std::string::npos;
            is_totals[column] = (rows > 0 && agreeing * 10 >= rows * 9) || (says_total && numbers * 10 >= rows * 8);
        }
        return is_totals;
    }

    bool agrees_with_marks(const RegisterGrid& found, std::size_t row, std::optional<long> sum) const {
        if (!sum) return false;
        long here = 0;
        long away = 0;
        for (const DayColumn& day : found.days) {
            const auto mark = work_.marks.mark_of(grid_[row].cell(day.column));
            if (!mark) continue;
            here += is_here(*mark) ? 1 : 0;
            away += *mark == table::Mark::Absent || *mark == table::Mark::Excused ? 1 : 0;
        }
        return here + away > 0 && (*sum == here || *sum == away);
    }

    SideTable cut_side(const RegisterGrid& found, const std::vector<bool>& is_totals) const {
        SideTable side;
        for (std::size_t column = 0; column < found.columns.size(); ++column) {
            const bool is_day = std::any_of(found.days.begin(), found.days.end(),
                                            [&](const DayColumn& day) { return day.column == column; });
            if (is_day || is_totals[column]) continue;
            std::string header = found.columns[column];
            if (header.empty()) header = "column_" + std::to_string(column + 1);
            side.grid_columns.push_back(column);
            side.reading.table.columns.push_back(std::move(header));
        }
        side.reading.table.sheet = sheet_.table().sheet;
        for (std::size_t row = found.first_body_row; row < found.end_row; ++row) {
            side.grid_rows.push_back(row);
            side.reading.table.begin_row(grid_[row].line(), grid_[row].table->lines_of(grid_[row].row));
            for (const std::size_t column : side.grid_columns) side.reading.table.add_cell(grid_[row].cell(column));
        }
        return side;
    }

    /// No header says where the names are: the first column with letters in most rows.
    static void choose_names(const table::Table& table, Mapping& mapping) {
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            std::size_t worded = 0;
            for (std::size_t row = 0; row < table.row_count(); ++row) {
                const std::string_view cell = trimmed(table.cell(row, column));
                const bool has_letter =
                    std::any_of(cell.begin(), cell.end(), [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; });
                worded += cell.size() >= 3 && has_letter ? 1 : 0;
            }
            if (worded * 10 >= table.row_count() * 6 && worded > 0) {
                mapping.columns[column] = {Role::FullName, kConfidenceMin};
                return;
            }
        }
    }

    /// The layout of the register: its children's columns, then one entry for the days.
    void describe(SheetWork& part, const RegisterGrid& found, const std::vector<bool>& is_totals) {
        for (std::size_t column = 0; column < part.mapping.columns.size(); ++column) {
            const RoleGuess& guess = part.mapping.columns[column];
            part.layout.columns.push_back({part.reading->table.columns[column], guess.role, guess.confidence, {}});
        }
        if (!sheet_.layout.columns.empty()) return;
        sheet_.layout.columns = part.layout.columns;
        for (std::size_t column = 0; column < is_totals.size(); ++column) {
            if (is_totals[column]) sheet_.layout.columns.push_back({found.columns[column], Role::Total, 0.9, {}});
        }
        for (const DayColumn& day : found.days)
            sheet_.layout.columns.push_back({day.day.to_iso(), Role::DayMarks, 0.9, {}});
    }

    enum class RowKind : std::uint8_t { Child, Blank, Total, Section, Legend };

    RowKind kind_of_row(const RegisterGrid& found, const GridRow& row, std::string_view name, std::size_t side_cells) {
        std::size_t filled = 0;
        std::size_t sums = 0;
        long largest = 0;
        for (std::size_t i = 0; i < found.days.size(); ++i) {
            const std::string_view cell = trimmed(row.cell(found.days[i].column));
            if (cell.empty()) continue;
            ++filled;
            const auto number = whole_number(cell);
            if (number && *number == present_[i]) ++sums;
            if (number) largest = std::max(largest, *number);
        }
        if (filled == 0 && side_cells == 0) return RowKind::Blank;
        const bool adds_up = filled > 0 && sums * 10 >= filled * 9;
        if (adds_up && (is_total_word(name) || largest > 1 || (name.empty() && filled >= 3 && children_ > 1)))
            return RowKind::Total;
        if (is_total_word(name) && filled > 0) {
            is_total_wrong_ = true;
            return RowKind::Total;
        }
        if (filled > 0) return RowKind::Child;
        if (name.empty() || is_legend(name) || is_total_word(name)) return RowKind::Legend;
        const bool is_alone = side_cells == 1 && side_cells_usual_ >= 2;
        if (is_alone) return children_ == 0 ? RowKind::Section : (is_over_ ? RowKind::Legend : RowKind::Section);
        return is_over_ ? RowKind::Legend : RowKind::Child;
    }

    void read_children(const RegisterGrid& found, const SideTable& side, SheetWork& part) {
        RowReader rows(work_, part);
        count_usual_cells(side);
        is_over_ = false;
        children_ = 0;
        for (std::size_t i = 0; i < side.grid_rows.size(); ++i) {
            const GridRow& row = grid_[side.grid_rows[i]];
            std::string_view name = rows.cell(i, Role::FullName);
            if (name.empty()) name = rows.cell(i, Role::Surname);
            if (name.empty()) name = rows.cell(i, Role::GivenName);
            if (name.empty()) name = first_cell(side, i);
            is_total_wrong_ = false;
            switch (kind_of_row(found, row, name, filled_side_cells(side, i))) {
                case RowKind::Child:
                    read_child(found, row, i, rows, part);
                    break;
                case RowKind::Blank:
                    part.fates.ignore(side.reading.table, i, "blank");
                    is_over_ = is_over_ || children_ > 0;
                    break;
                case RowKind::Total:
                    part.fates.ignore(side.reading.table, i, "total");
                    is_over_ = true;
                    if (is_total_wrong_) {
                        work_.remark(part, side.reading.table, i, kNoColumn, table::Severity::Note,
                                     "intake.register.total-differs",
                                     "the totals of this row are not the sums of the marks above",
                                     "check the marks or the totals");
                    }
                    break;
                case RowKind::Section:
                    part.fates.ignore(side.reading.table, i, "section");
                    break;
                case RowKind::Legend:
                    part.fates.ignore(side.reading.table, i, "legend");
                    is_over_ = true;
                    break;
            }
        }
    }

    static std::string_view first_cell(const SideTable& side, std::size_t row) {
        for (const std::string_view cell : side.reading.table.row(row)) {
            if (!trimmed(cell).empty()) return trimmed(cell);
        }
        return {};
    }

    static std::size_t filled_side_cells(const SideTable& side, std::size_t row) {
        std::size_t filled = 0;
        for (const std::string_view cell : side.reading.table.row(row)) filled += trimmed(cell).empty() ? 0 : 1;
        return filled;
    }

    void count_usual_cells(const SideTable& side) {
        std::vector<std::size_t> counts;
        for (std::size_t row = 0; row < side.grid_rows.size(); ++row) counts.push_back(filled_side_cells(side, row));
        if (counts.empty()) return;
        std::nth_element(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2), counts.end());
        side_cells_usual_ = counts[counts.size() / 2];
    }

    void read_child(const RegisterGrid& found, const GridRow& row, std::size_t side_row, RowReader& rows,
                    SheetWork& part) {
        const auto child = rows.child_of(side_row, Saying::Listed);
        if (!child) return;
        ++children_;
        const table::Table& side = part.reading->table;
        part.fates.load(side, side_row);
        work_.children.add_origin(*child, {part.file, side.line_of(side_row)});
        for (std::size_t i = 0; i < found.days.size(); ++i) {
            const std::string_view cell = trimmed(row.cell(found.days[i].column));
            if (cell.empty()) {
                if (found.days[i].day <= work_.settings.delivered_on) mark_blank(*child, found.days[i].day);
                continue;
            }
            blank_[i] = false;
            const auto mark = read_mark(cell);
            if (!mark) {
                work_.remark(part, *row.table, row.row, found.days[i].column, table::Severity::Warning,
                             "intake.mark.unknown", "nobody has said what this attendance code means",
                             "say once what the code means for this source");
                continue;
            }
            present_[i] += is_here(*mark) ? 1 : 0;
            work_.children.mark(*child, key_, found.days[i].day.days(), *mark);
        }
        add_side_fact(*child, side_row, part);
    }

    std::optional<table::Mark> read_mark(std::string_view cell) {
        if (const auto mark = work_.mark_of(cell)) return mark;
        if (is_amount(cell)) return table::Mark::Present;  // hours or minutes
        return std::nullopt;
    }

    void mark_blank(ChildIndex child, CivilDate day) {
        if (work_.settings.blank == BlankMark::None) return;
        const auto mark = work_.settings.blank == BlankMark::Present ? table::Mark::Present : table::Mark::Absent;
        blanks_.push_back({child, day, mark});
    }

    /// A day on which nobody has a mark was not held; on the others a blank is what the source says it is.
    void mark_days_not_held(const RegisterGrid& found) {
        const auto was_held = [&](CivilDate day) {
            for (std::size_t i = 0; i < found.days.size(); ++i) {
                if (found.days[i].day == day && !blank_[i]) return true;
            }
            return false;
        };
        for (const Blank& blank : blanks_) {
            if (was_held(blank.day)) work_.children.mark(blank.child, key_, blank.day.days(), blank.mark);
        }
        blanks_.clear();
    }

    /// What else stands beside the name: grade, group, room.
    void add_side_fact(ChildIndex child, std::size_t row, const SheetWork& part) {
        table::Fact fact;
        for (std::size_t column = 0; column < part.mapping.columns.size(); ++column) {
            const Role role = part.mapping.columns[column].role;
            const std::string_view cell = trimmed(part.table().cell(row, column));
            if (is_missing(cell) || is_row_number(part.table().columns[column])) continue;
            if (role == Role::GradeLevel) fact.attributes.push_back({"grade_level", grade_of(cell)});
            if (role == Role::School) fact.attributes.push_back({"school", std::string(cell)});
            if (role == Role::Programme) fact.attributes.push_back({"programme", std::string(cell)});
            if (role == Role::Unmapped) fact.attributes.push_back({part.table().columns[column], std::string(cell)});
        }
        if (fact.attributes.empty()) return;
        std::sort(fact.attributes.begin(), fact.attributes.end());
        const bool is_school = sheet_.layout.category == table::category::kSchoolAttendance;
        fact.category = work_.allowed(is_school ? table::category::kSchoolEnrolment : table::category::kProgramme);
        fact.kind = "enrolment";
        fact.key = "register";
        work_.children.add_fact(child, std::move(fact));
    }

    static bool is_row_number(std::string_view header) {
        const std::string folded = text::fold(header);
        return folded == "no" || folded.empty() || folded == "row" || folded.starts_with("column ");
    }

    struct Blank {
        ChildIndex child;
        CivilDate day;
        table::Mark mark;
    };

    Work& work_;
    SheetWork& sheet_;
    std::vector<GridRow> grid_;
    TimeHints hints_;
    StripKey key_ = 0;
    std::vector<long> present_;  // per day column, of the rows read so far
    std::vector<bool> blank_;    // per day column: nobody has a mark
    std::vector<Blank> blanks_;
    std::size_t side_cells_usual_ = 0;
    std::size_t children_ = 0;
    bool is_over_ = false;
    bool is_total_wrong_ = false;
};

class TransposedReader {
  public:
    TransposedReader(Work& work, SheetWork& sheet, std::vector<GridRow> grid, TransposedGrid found)
        : work_(work), sheet_(sheet), grid_(std::move(grid)), found_(std::move(found)) {}

    void read() {
        std::vector<std::string_view> names;
        for (const std::size_t column : found_.child_columns) names.push_back(grid_[found_.header_row].cell(column));
        const text::NameOrder order = text::solve_name_order(names);
        const std::string& programme =
            work_.settings.programme.empty() ? work_.settings.id.value() : work_.settings.programme;
        const StripKey key = work_.children.strip_key(sheet_.layout.category, programme);
        std::vector<ChildIndex> children;
        children.reserve(names.size());
        for (const std::string_view name : names) children.push_back(child_named(name, order));
        for (std::size_t row = found_.header_row + 1; row < grid_.size(); ++row) read_row(row, children, key);
    }

  private:
    ChildIndex child_named(std::string_view cell, text::NameOrder order) {
        std::string name;
        for (const char c : trimmed(cell)) {
            const bool is_blank = static_cast<unsigned char>(c) <= ' ';
            if (!is_blank || (!name.empty() && name.back() != ' ')) name += is_blank ? ' ' : c;
        }
        const text::NameTokens tokens = text::split_full_name(name, order);
        table::Identity identity;
        if (!tokens.given.empty()) identity.given = tokens.given.front();
        for (std::size_t i = 1; i < tokens.given.size(); ++i) identity.middle += (i > 1 ? " " : "") + tokens.given[i];
        for (std::size_t i = 0; i < tokens.surname.size(); ++i)
            identity.surname += (i > 0 ? " " : "") + tokens.surname[i];
        const ChildIndex child = work_.children.with_name(identity, {});
        work_.children.add_origin(child, {sheet_.file, grid_[found_.header_row].line()});
        work_.children.say(child, std::move(identity), Saying::Listed, sheet_.number);
        return child;
    }

    void read_row(std::size_t row, const std::vector<ChildIndex>& children, StripKey key) {
        const GridRow& line = grid_[row];
        const std::string_view label = trimmed(line.cell(found_.date_column));
        const auto& day = found_.days[row];
        if (found_.is_ambiguous && day) {
            sheet_.fates.quarantine(*line.table, line.row, "intake.date.ambiguous");
            work_.quarantined.push_back({sheet_.file, line.line(), {}});
            return;
        }
        if (!day) {
            const bool is_blank =
                std::all_of(children.begin(), children.end(), [&, i = std::size_t{0}](ChildIndex) mutable {
                    return trimmed(line.cell(found_.child_columns[i++])).empty();
                });
            sheet_.fates.ignore(*line.table, line.row,
                                is_total_word(label) ? "total" : (is_blank ? "legend" : "not-a-day"));
            return;
        }
        for (std::size_t i = 0; i < children.size(); ++i) {
            const std::string_view cell = trimmed(line.cell(found_.child_columns[i]));
            if (cell.empty()) continue;
            auto mark = work_.mark_of(cell);
            if (!mark && is_amount(cell)) mark = table::Mark::Present;
            if (mark) {
                work_.children.mark(children[i], key, day->days(), *mark);
            } else {
                work_.remark(sheet_, *line.table, line.row, found_.child_columns[i], table::Severity::Warning,
                             "intake.mark.unknown", "nobody has said what this attendance code means",
                             "say once what the code means for this source");
            }
        }
        sheet_.fates.load(*line.table, line.row);
    }

    Work& work_;
    SheetWork& sheet_;
    std::vector<GridRow> grid_;
    TransposedGrid found_;
};

}  // namespace

bool read_register(Work& work, SheetWork& sheet) {
    if (sheet.layout.shape == Shape::Register) return RegisterReader(work, sheet).read();
    std::vector<GridRow> grid = grid_of(*sheet.reading);
    const TimeHints hints{work.settings.delivered_on, settled_order(work.settings.date_order),
                          sheet.file_name + " " + sheet.table().sheet};
    auto found = find_transposed(grid, hints, work.marks);
    if (!found) return false;
    TransposedReader(work, sheet, std::move(grid), std::move(*found)).read();
    return true;
}

}  // namespace kith::intake
