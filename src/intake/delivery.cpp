#include "intake/delivery.h"

#include <algorithm>

#include "intake/delivery_work.h"
#include "intake/shapes.h"

namespace kith::intake {
namespace {

std::string base_name(std::string_view path) {
    const std::size_t slash = path.find_last_of("/\\");
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

/// `Attendance 2026-09.xlsx` is `attendance ####-##.xlsx`: next month's file has the same layout.
std::string pattern_of(std::string_view file_name) {
    std::string pattern(file_name);
    for (char& c : pattern) {
        if (c >= '0' && c <= '9') c = '#';
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return pattern;
}

const SheetLayout* remembered_sheet(const SourceSettings& settings, const SheetLayout& wanted) {
    if (!settings.layout) return nullptr;
    for (const SheetLayout& sheet : settings.layout->sheets) {
        if (sheet.name == wanted.name && sheet.sheet == wanted.sheet) return &sheet;
    }
    return nullptr;
}

std::string remembered_order(const SheetLayout* remembered, std::string_view header) {
    if (remembered == nullptr) return {};
    const std::string normal = normal_header(header);
    for (const ColumnLayout& column : remembered->columns) {
        if (normal_header(column.header) == normal) return column.date_order;
    }
    return {};
}

TimeHints hints_of(const SourceSettings& settings, const SheetWork& sheet) {
    return {settings.delivered_on, settled_order(settings.date_order), sheet.file_name + " " + sheet.table().sheet};
}

constexpr std::size_t kHeaderSearchRows = 12;
constexpr std::size_t kMappedColumnsMax = 2'000;

Shape grid_shape(const SourceSettings& settings, const MarkVocabulary& marks, const SheetWork& sheet) {
    const std::vector<GridRow> grid = grid_of(*sheet.reading);
    const TimeHints hints = hints_of(settings, sheet);
    if (find_register(grid, hints, marks)) return Shape::Register;
    return find_transposed(grid, hints, marks) ? Shape::TransposedRegister : Shape::List;
}

std::size_t recognised_headers(std::span<const std::string_view> cells) {
    std::size_t recognised = 0;
    for (const std::string_view cell : cells) {
        const bool is_wordy = cell.size() >= 2 && cell.size() < 60;
        recognised += is_wordy && guess_by_header(cell).confidence >= 0.6 ? 1 : 0;
    }
    return recognised;
}

bool few_headers(const table::Table& table) {
    const std::vector<std::string_view> headers(table.columns.begin(), table.columns.end());
    return recognised_headers(headers) < 2;
}

/// Titles over a table can pass for its header. Where no column is known by name, the header is the row near the top
/// that has the most names of columns in it; the rows under it become the table.
std::unique_ptr<SheetReading> with_header_found(const SheetReading& reading) {
    const std::vector<GridRow> grid = grid_of(reading);
    std::size_t best = 0;
    std::size_t most = 2;
    for (std::size_t row = 0; row < grid.size() && row < kHeaderSearchRows; ++row) {
        const std::size_t recognised = recognised_headers(grid[row].table->row(grid[row].row));
        if (recognised <= most) continue;
        most = recognised;
        best = row;
    }
    if (most == 2) return nullptr;
    auto rebuilt = std::make_unique<SheetReading>();
    rebuilt->table.sheet = reading.table.sheet;
    for (const std::string_view cell : grid[best].table->row(grid[best].row)) {
        std::string name(trimmed(cell));
        const auto& taken = rebuilt->table.columns;
        const bool is_free = !name.empty() && std::find(taken.begin(), taken.end(), name) == taken.end();
        if (!is_free) name += (name.empty() ? "column_" : "_") + std::to_string(taken.size() + 1);
        rebuilt->table.columns.push_back(std::move(name));
    }
    for (std::size_t row = best + 1; row < grid.size(); ++row) {
        const auto cells = grid[row].table->row(grid[row].row);
        const bool is_blank =
            std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return trimmed(cell).empty(); });
        if (is_blank) continue;
        rebuilt->table.begin_row(grid[row].line(), grid[row].table->lines_of(grid[row].row));
        for (const std::string_view cell : cells) rebuilt->table.add_cell(cell);
    }
    return rebuilt;
}

/// Everything that can be said of a sheet without the others. Runs in parallel: touches nothing but `sheet`.
void look_at(const SourceSettings& settings, const MarkVocabulary& marks, SheetWork& sheet) {
    sheet.known = recognise(sheet.table(), sheet.file_name);
    sheet.layout.name = pattern_of(sheet.file_name);
    sheet.layout.sheet = sheet.table().sheet;
    sheet.layout.format = sheet.known.format;
    if (sheet.table().columns.size() > kMappedColumnsMax) {  // no table of children: its rows are quarantined
        sheet.mapping.columns.resize(sheet.table().columns.size());
        return;
    }
    const SheetLayout* remembered = remembered_sheet(settings, sheet.layout);
    if (sheet.known.kind == KnownKind::None) sheet.layout.shape = grid_shape(settings, marks, sheet);
    sheet.mapping = map_columns(sheet.table(), remembered);
    if (sheet.known.kind == KnownKind::None && sheet.layout.shape == Shape::List &&
        (!sheet.mapping.names_child() || few_headers(sheet.table()))) {
        sheet.rebuilt = with_header_found(*sheet.reading);
        if (sheet.rebuilt != nullptr) {
            sheet.mapping = map_columns(sheet.rebuilt->table, remembered);
            sheet.reading = sheet.rebuilt.get();
        }
    }
    for (std::size_t column = 0; column < sheet.mapping.columns.size(); ++column) {
        const std::string& header = sheet.table().columns[column];
        const RoleGuess& guess = sheet.mapping.columns[column];
        const double confidence = sheet.known.kind == KnownKind::None ? guess.confidence : 1;
        sheet.layout.columns.push_back({header, guess.role, confidence, remembered_order(remembered, header)});
    }
    if (sheet.known.kind != KnownKind::None) {
        sheet.layout.shape = Shape::PartOfSet;
        return;
    }
    if (sheet.layout.shape != Shape::List) return;
    const std::string words = normal_header(sheet.file_name) + " " + normal_header(sheet.table().sheet);
    sheet.layout.shape = shape_of_list(sheet.table(), sheet.mapping, settings.default_category, words);
}

/// Only some files of a OneRoster set show its version.
void settle_versions(std::vector<SheetWork>& sheets) {
    constexpr std::string_view kOlder = "oneroster-1.1";
    constexpr std::string_view kNewer = "oneroster-1.2";
    const bool is_newer = std::any_of(sheets.begin(), sheets.end(),
                                      [&](const SheetWork& sheet) { return sheet.known.format.starts_with(kNewer); });
    for (SheetWork& sheet : sheets) {
        if (is_newer && sheet.known.format.starts_with(kOlder)) sheet.known.format.replace(0, kOlder.size(), kNewer);
        sheet.layout.format = sheet.known.format;
    }
}

std::vector<SheetWork> lay_out(std::span<const FileInput> files, const Work& work, ThreadPool& pool) {
    std::vector<SheetWork> sheets;
    for (std::size_t file = 0; file < files.size(); ++file) {
        for (const SheetReading& reading : files[file].sheets) {
            sheets.push_back({static_cast<std::uint32_t>(file),
                              static_cast<std::uint32_t>(sheets.size()),
                              &reading,
                              nullptr,
                              base_name(files[file].name),
                              {},
                              {},
                              {},
                              LineFates(reading)});
        }
    }
    pool.run(sheets.size(), [&](std::size_t i) { look_at(work.settings, work.marks, sheets[i]); });
    settle_versions(sheets);
    for (SheetWork& sheet : sheets) {
        const Shape shape = sheet.layout.shape;
        const bool has_marks = shape != Shape::List && shape != Shape::PartOfSet && shape != Shape::Empty;
        sheet.layout.category = has_marks ? category_of_marks(work, sheet) : category_of_list(work, sheet);
    }
    return sheets;
}

Result<void> read_sheets(Work& work, std::vector<SheetWork>& sheets) {
    std::vector<SheetWork*> roster;
    std::vector<SheetWork*> hmis;
    for (SheetWork& sheet : sheets) {
        if (sheet.known.kind == KnownKind::None) continue;
        (is_hmis(sheet.known.kind) ? hmis : roster).push_back(&sheet);
    }
    if (!roster.empty()) read_roster_set(work, roster);
    if (!hmis.empty()) TRY(read_hmis(work, hmis));
    for (SheetWork& sheet : sheets) {
        if (sheet.layout.shape == Shape::List) read_list(work, sheet);
    }
    for (SheetWork& sheet : sheets) {
        switch (sheet.layout.shape) {
            case Shape::Register:
            case Shape::TransposedRegister:
                read_register(work, sheet);
                break;
            case Shape::SessionLog:
            case Shape::Exceptions:
            case Shape::InOutLog:
            case Shape::SignInLog:
                read_log(work, sheet);
                break;
            default:
                break;
        }
    }
    return {};
}

Layout layout_of(const Work& work, const std::vector<SheetWork>& sheets) {
    Layout layout;
    for (const SheetWork& sheet : sheets) {
        const auto is_known = [&](const SheetLayout& held) {
            return held.name == sheet.layout.name && held.sheet == sheet.layout.sheet;
        };
        if (std::none_of(layout.sheets.begin(), layout.sheets.end(), is_known)) layout.sheets.push_back(sheet.layout);
    }
    layout.marks.assign(work.marks_seen.begin(), work.marks_seen.end());
    return layout;
}

void sort_problems(std::vector<FileProblem>& problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const FileProblem& a, const FileProblem& b) {
        if (a.file != b.file) return a.file < b.file;
        if (a.problem.place.sheet != b.problem.place.sheet) return a.problem.place.sheet < b.problem.place.sheet;
        return a.problem.place.line < b.problem.place.line;
    });
}

}  // namespace

Result<Understood> understand(std::span<const FileInput> files, const SourceSettings& settings, ThreadPool& pool) {
    if (files.empty()) {
        return make_error(ErrorCode::InvalidInput, "intake.delivery.empty",
                          "expected at least one file in the delivery");
    }
    Work work(settings);
    std::vector<SheetWork> sheets = lay_out(files, work, pool);
    TRY(read_sheets(work, sheets));
    Understood understood;
    for (std::size_t file = 0; file < files.size(); ++file) {
        for (const SheetReading& reading : files[file].sheets) {
            for (const table::Problem& problem : reading.problems)
                work.problems.push_back({static_cast<std::uint32_t>(file), problem});
        }
    }
    for (const SheetWork& sheet : sheets) {
        understood.accounts.push_back({files[sheet.file].name, sheet.table().sheet, sheet.layout.shape,
                                       sheet.layout.format, sheet.fates.close("not-data")});
    }
    understood.layout = layout_of(work, sheets);
    if (settings.layout) {
        understood.drift = drift_between(*settings.layout, understood.layout);
        understood.layout = remember(*settings.layout, understood.layout);
    }
    understood.records = work.children.finish(pool);
    sort_problems(work.problems);
    understood.problems = std::move(work.problems);
    understood.quarantined = std::move(work.quarantined);
    understood.stated_policy = work.stated_policy;
    std::sort(work.deleted.begin(), work.deleted.end());
    work.deleted.erase(std::unique(work.deleted.begin(), work.deleted.end()), work.deleted.end());
    understood.deleted = std::move(work.deleted);
    return understood;
}

Layout suggest_layout(std::span<const FileInput> files, const SourceSettings& settings) {
    const Work work(settings);
    ThreadPool pool(1);
    return layout_of(work, lay_out(files, work, pool));
}

}  // namespace kith::intake
