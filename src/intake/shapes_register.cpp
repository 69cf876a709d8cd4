// Where a register lies on its sheet. The search goes down the first rows for one that reads as days and stands over
// marks; what is above it gives the months, what is beside it the headers of the children's columns.

#include <algorithm>
#include <cctype>

#include "intake/shapes.h"
#include "intake/shapes_days.h"
#include "text/fold.h"
#include "text/names.h"

namespace kith::intake {
namespace {

constexpr std::size_t kHeaderSearchRows = 25;
constexpr std::size_t kBodySampleRows = 60;
constexpr std::size_t kWidthMax = 1'500;

struct DayRow {
    std::vector<std::size_t> columns;
    std::vector<DayText> days;
};

bool is_rising(const std::vector<DayText>& days) {
    std::size_t falls = 0;
    for (std::size_t i = 1; i < days.size(); ++i) falls += days[i].first <= days[i - 1].first ? 1 : 0;
    return falls <= days.size() / 8;  // a new month starts again at 1
}

/// The cells of a row that read as days, if they could head a register.
std::optional<DayRow> day_row(const GridRow& row) {
    DayRow dated;
    DayRow numbered;
    std::size_t filled = 0;
    const std::size_t width = std::min(row.width(), kWidthMax);
    for (std::size_t column = 0; column < width; ++column) {
        const std::string_view cell = trimmed(row.cell(column));
        if (cell.empty()) continue;
        ++filled;
        const DayText day = day_text_of(cell);
        if (day.kind == DayText::Kind::None) continue;
        DayRow& into = day.kind == DayText::Kind::Number ? numbered : dated;
        into.columns.push_back(column);
        into.days.push_back(day);
    }
    if (dated.days.size() >= 2 && dated.days.size() * 10 >= filled * 4) return dated;
    if (numbered.days.size() >= 4 && numbered.days.size() * 2 >= filled && is_rising(numbered.days)) return numbered;
    return std::nullopt;
}

bool is_half_day(std::string_view cell) {
    const std::string folded = text::fold(cell);
    return folded == "am" || folded == "pm";
}

/// Rows between the days and the first child: weekdays, AM and PM.
bool is_sub_header(const GridRow& row, const std::vector<std::size_t>& days) {
    std::size_t weekdays = 0;
    std::size_t half_days = 0;
    std::size_t filled = 0;
    std::vector<std::string> seen;
    for (std::size_t column = days.front(); column <= days.back() + 1; ++column) {
        const std::string_view cell = trimmed(row.cell(column));
        if (cell.empty()) continue;
        ++filled;
        half_days += is_half_day(cell) ? 1 : 0;
        if (!is_weekday(cell)) continue;
        ++weekdays;
        std::string folded = text::fold(cell);
        if (std::find(seen.begin(), seen.end(), folded) == seen.end()) seen.push_back(std::move(folded));
    }
    if (filled < 2) return false;
    return half_days == filled || (weekdays == filled && seen.size() >= 2);
}

bool is_mark_like(std::string_view cell, const MarkVocabulary& marks) {
    if (marks.mark_of(cell) || is_amount(cell)) return true;
    return cell.size() <= 3 && std::all_of(cell.begin(), cell.end(), [](char c) { return c < '0' || c > '9'; });
}

/// Enough of what stands under the days are marks.
bool stands_over_marks(const std::vector<GridRow>& grid, std::size_t from, const std::vector<std::size_t>& columns,
                       const MarkVocabulary& marks) {
    std::size_t filled = 0;
    std::size_t mark_like = 0;
    for (std::size_t row = from; row < grid.size() && row < from + kBodySampleRows; ++row) {
        for (const std::size_t column : columns) {
            const std::string_view cell = trimmed(grid[row].cell(column));
            if (cell.empty()) continue;
            ++filled;
            mark_like += is_mark_like(cell, marks) ? 1 : 0;
        }
    }
    return filled > 0 && mark_like * 10 >= filled * 7;
}

MonthText title_of(const std::vector<GridRow>& grid, std::size_t from, std::size_t header, const TimeHints& hints) {
    MonthText title;
    const auto add = [&](std::string_view text) {
        const MonthText found = month_text_of(text);
        if (title.month == 0) title.month = found.month;
        if (title.year == 0) title.year = found.year;
        if (title.school_year == 0) title.school_year = found.school_year;
    };
    for (std::size_t row = header; row-- > from;) {
        for (std::size_t column = 0; column < std::min(grid[row].width(), kWidthMax); ++column) {
            const std::string_view cell = trimmed(grid[row].cell(column));
            if (cell.size() >= 3) add(cell);
        }
    }
    add(hints.names);
    return title;
}

/// Months over the day columns: a merged cell holds its text at the left, so each reaches to the next.
std::vector<MonthText> months_over(const std::vector<GridRow>& grid, std::size_t from, std::size_t header,
                                   const std::vector<std::size_t>& columns) {
    std::vector<MonthText> months(columns.size());
    for (std::size_t row = header; row-- > from && row + 4 > header;) {
        std::vector<MonthText> found(columns.size());
        MonthText current;
        std::size_t cells = 0;
        std::size_t next = 0;
        for (std::size_t column = 0; column <= columns.back(); ++column) {
            const std::string_view cell = trimmed(grid[row].cell(column));
            const MonthText text = cell.empty() || column < columns.front() ? MonthText{} : month_text_of(cell);
            if (text.month != 0) {
                current = text;
                ++cells;
            }
            while (next < columns.size() && columns[next] == column) found[next++] = current;
        }
        if (cells > 0) return found;
    }
    return months;
}

std::vector<std::string> side_headers(const std::vector<GridRow>& grid, std::size_t from, const RegisterGrid& found) {
    std::size_t width = 0;
    for (std::size_t row = found.header_row; row < std::min(grid.size(), found.first_body_row + kBodySampleRows);
         ++row) {
        width = std::max(width, std::min(grid[row].width(), kWidthMax));
    }
    std::vector<std::string> headers(width);
    for (std::size_t column = 0; column < width; ++column) {
        const bool is_day = std::any_of(found.days.begin(), found.days.end(),
                                        [&](const DayColumn& day) { return day.column == column; });
        if (is_day) continue;
        for (std::size_t row = found.header_row; row >= from && row + 3 > found.header_row && headers[column].empty();
             --row) {
            const std::string_view cell = trimmed(grid[row].cell(column));
            const bool is_title = row < found.header_row && column == 0 && cell.size() > 24;
            if (!is_title) headers[column] = std::string(cell);
            if (row == 0) break;
        }
        for (std::size_t row = found.header_row + 1; row < found.first_body_row && headers[column].empty(); ++row) {
            headers[column] = std::string(trimmed(grid[row].cell(column)));
        }
    }
    return headers;
}

void add_half_days(const GridRow& row, DayRow& days) {
    DayRow all;
    for (std::size_t i = 0; i < days.columns.size(); ++i) {
        all.columns.push_back(days.columns[i]);
        all.days.push_back(days.days[i]);
        const std::size_t next = days.columns[i] + 1;
        const bool is_free = i + 1 == days.columns.size() || days.columns[i + 1] != next;
        if (is_free && is_half_day(trimmed(row.cell(next)))) {
            all.columns.push_back(next);
            all.days.push_back(days.days[i]);
        }
    }
    days = std::move(all);
}

std::size_t end_of_block(const std::vector<GridRow>& grid, std::size_t first_body_row, std::size_t days) {
    for (std::size_t row = first_body_row + 1; row < grid.size(); ++row) {
        if (grid[row].width() < 3) continue;
        const auto next = day_row(grid[row]);
        if (next && next->days.size() * 2 >= std::min<std::size_t>(days, 5)) return row;
    }
    return grid.size();
}

std::optional<RegisterGrid> register_at(const std::vector<GridRow>& grid, std::size_t from, std::size_t header,
                                        const TimeHints& hints, const MarkVocabulary& marks) {
    auto days = day_row(grid[header]);
    if (!days) return std::nullopt;
    RegisterGrid found;
    found.header_row = header;
    found.first_body_row = header + 1;
    while (found.first_body_row < grid.size() && found.first_body_row < header + 3 &&
           is_sub_header(grid[found.first_body_row], days->columns)) {
        add_half_days(grid[found.first_body_row], *days);
        ++found.first_body_row;
    }
    if (!stands_over_marks(grid, found.first_body_row, days->columns, marks)) return std::nullopt;
    const auto months = months_over(grid, from, header, days->columns);
    const SolvedDays solved =
        solve_days(days->days, months, title_of(grid, from, header, hints), hints.today, hints.order);
    found.is_ambiguous = solved.is_ambiguous;
    for (std::size_t i = 0; i < days->columns.size(); ++i) {
        if (solved.days[i]) found.days.push_back({days->columns[i], *solved.days[i]});
    }
    if (found.days.empty()) return std::nullopt;
    found.end_row = end_of_block(grid, found.first_body_row, days->columns.size());
    found.columns = side_headers(grid, from, found);
    return found;
}

bool is_name_header(std::string_view header) {
    if (header.size() < 2 || header.size() > 40 || header.find_first_of("0123456789?:=@/") != std::string_view::npos)
        return false;
    const std::string folded = text::fold(header);
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t end = std::min(folded.find(' ', at), folded.size());
        const std::string_view word = std::string_view(folded).substr(at, end - at);
        if (text::is_common_given_name(word) || text::is_common_surname(word)) return true;
        at = end + 1;
    }
    return false;
}

}  // namespace

bool is_amount(std::string_view cell) {
    std::size_t marks = 0;
    for (const char c : cell) {
        if (c == '.' || c == ':') {
            ++marks;
        } else if (c < '0' || c > '9') {
            return false;
        }
    }
    return !cell.empty() && cell.size() <= 5 && marks <= 1;
}

std::optional<RegisterGrid> find_register(const std::vector<GridRow>& grid, const TimeHints& hints,
                                          const MarkVocabulary& marks, std::size_t from) {
    for (std::size_t row = from; row < grid.size() && row < from + kHeaderSearchRows; ++row) {
        if (auto found = register_at(grid, from, row, hints, marks)) return found;
    }
    return std::nullopt;
}

std::optional<TransposedGrid> find_transposed(const std::vector<GridRow>& grid, const TimeHints& hints,
                                              const MarkVocabulary& marks) {
    for (std::size_t header = 0; header < grid.size() && header < kHeaderSearchRows; ++header) {
        TransposedGrid found;
        found.header_row = header;
        std::size_t named = 0;
        for (std::size_t column = 1; column < std::min(grid[header].width(), kWidthMax); ++column) {
            const std::string_view cell = trimmed(grid[header].cell(column));
            if (cell.empty() || text::fold(cell).starts_with("total")) continue;
            named += is_name_header(cell) ? 1 : 0;
            found.child_columns.push_back(column);
        }
        if (found.child_columns.size() < 2 || named * 2 < found.child_columns.size()) continue;
        if (!stands_over_marks(grid, header + 1, found.child_columns, marks)) continue;
        std::vector<DayText> days;
        std::vector<std::size_t> rows;
        std::size_t filled = 0;
        for (std::size_t row = header + 1; row < grid.size(); ++row) {
            const std::string_view cell = trimmed(grid[row].cell(0));
            filled += cell.empty() ? 0 : 1;
            const DayText day = day_text_of(cell);
            if (day.kind == DayText::Kind::None) continue;
            days.push_back(day);
            rows.push_back(row);
        }
        if (days.size() < 2 || days.size() * 10 < filled * 6) continue;
        const std::vector<MonthText> months(days.size());
        const SolvedDays solved = solve_days(days, months, title_of(grid, 0, header, hints), hints.today, hints.order);
        found.is_ambiguous = solved.is_ambiguous;
        found.days.resize(grid.size());
        for (std::size_t i = 0; i < rows.size(); ++i) found.days[rows[i]] = solved.days[i];
        return found;
    }
    return std::nullopt;
}

}  // namespace kith::intake
