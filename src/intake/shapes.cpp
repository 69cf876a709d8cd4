#include "intake/shapes.h"

#include <algorithm>

namespace kith::intake {
namespace {

constexpr std::size_t kSampleRows = 2'000;

bool mentions(std::string_view words, std::initializer_list<std::string_view> wanted) {
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](std::string_view word) { return words.find(word) != std::string_view::npos; });
}

/// True where the codes of the column say that somebody came, so that a missing row means nothing.
bool lists_presence(const table::Table& table, std::size_t column) {
    const MarkVocabulary marks({});
    const std::size_t step = std::max<std::size_t>(1, table.row_count() / kSampleRows);
    std::size_t present = 0;
    std::size_t said = 0;
    for (std::size_t row = 0; row < table.row_count(); row += step) {
        const auto mark = marks.mark_of(table.cell(row, column));
        if (!mark || *mark == table::Mark::None) continue;
        ++said;
        present += *mark == table::Mark::Present ? 1 : 0;
    }
    return said > 0 && present * 20 > said;
}

bool is_attendance(std::string_view category) {
    return category == "school_attendance" || category == "programme_attendance" || category == "child_care";
}

}  // namespace

Shape shape_of_list(const table::Table& table, const Mapping& mapping, std::string_view default_category,
                    std::string_view name_words) {
    if (table.row_count() == 0 && table.columns.empty()) return Shape::Empty;
    if (!mapping.names_child()) return Shape::List;
    const bool says_log =
        mentions(name_words, {"sign in", "signin", "attendance", "check in", "checkin", " log", "roll call"});
    const bool has_day = mapping.has(Role::EventDate) || mapping.has(Role::Timestamp);
    if (mapping.has(Role::TimeIn) && (has_day || is_attendance(default_category) || mapping.has(Role::TimeOut)))
        return Shape::InOutLog;
    const bool has_flag = mapping.has(Role::AbsentFlag) || mapping.has(Role::TardyFlag);
    if (has_flag && has_day && !mapping.has(Role::MarkCode)) return Shape::Exceptions;
    const auto mark = mapping.first(Role::MarkCode);
    if (mark && has_day && (is_attendance(default_category) || says_log || mapping.columns[*mark].confidence >= 0.75)) {
        return lists_presence(table, *mark) ? Shape::SessionLog : Shape::Exceptions;
    }
    if (mapping.has(Role::Timestamp) && (is_attendance(default_category) || says_log)) return Shape::SignInLog;
    const bool is_bare = mapping.has(Role::EventDate) && !mapping.has(Role::Title) && is_attendance(default_category);
    return is_bare ? Shape::SignInLog : Shape::List;
}

std::vector<GridRow> grid_of(const SheetReading& reading) {
    std::vector<GridRow> grid;
    for (const table::Table* part : {&reading.above, &reading.table, &reading.below}) {
        for (std::size_t row = 0; row < part->row_count(); ++row) grid.push_back({part, row});
    }
    std::stable_sort(grid.begin(), grid.end(), [](const GridRow& a, const GridRow& b) { return a.line() < b.line(); });
    return grid;
}

}  // namespace kith::intake
