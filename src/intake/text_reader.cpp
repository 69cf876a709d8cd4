#include "intake/text_reader.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "intake/assemble.h"
#include "intake/header_rows.h"
#include "intake/outline.h"
#include "intake/repair.h"

namespace kith::intake {
namespace {

constexpr std::size_t kRepairsTried = 3'000;  // rows; beyond, being ragged is the file's nature
constexpr std::size_t kRaggedRowsMin = 2;
constexpr double kRaggedShare = 0.1;  // unmended rows beyond this share of all: ragged by nature
constexpr std::size_t kNotesMax = 1'000;

/// Where each physical line begins, counted as csv.h counts them.
std::vector<std::size_t> line_starts(std::string_view text) {
    std::vector<std::size_t> starts = {0};
    for (std::size_t at = text.find_first_of("\r\n"); at != text.npos; at = text.find_first_of("\r\n", at)) {
        at += text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
        starts.push_back(at);
    }
    return starts;
}

std::string_view without_line_end(std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    return line;
}

std::size_t common_width_of(const table::Table& rows) {
    std::unordered_map<std::size_t, std::size_t> counts;
    for (std::size_t i = 0; i < rows.row_count(); ++i) ++counts[rows.row(i).size()];
    std::size_t best = 0;
    std::size_t width = 0;
    for (const auto& [w, n] : counts) {
        if (w > 0 && (n > best || (n == best && w > width))) {
            best = n;
            width = w;
        }
    }
    return width;
}

class TextReader {
  public:
    TextReader(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

    Result<SheetReading> run() {
        dialect_ = sniff_dialect(text_);
        Reading reading = TRY(read_csv(text_, dialect_, limits_));
        lines_ = reading.lines;
        rows_ = std::move(reading.rows);
        cut_swallowed_lines();
        outline_ = find_outline(rows_, Grain::Text);
        mend_header();
        return assemble();
    }

  private:
    std::string_view raw_lines(std::uint64_t line, std::uint32_t lines) {
        if (starts_.empty()) starts_ = line_starts(text_);
        const std::size_t begin = starts_[line - 1];
        const std::size_t end = line - 1 + lines < starts_.size() ? starts_[line - 1 + lines] : text_.size();
        return without_line_end(text_.substr(begin, end - begin));
    }
    std::string_view raw_row(std::size_t row) { return raw_lines(rows_.line_of(row), rows_.lines_of(row)); }

    std::size_t width_alone(std::string_view line) const {
        const auto reading = read_csv(line, dialect_, limits_);
        return reading.is_ok() && reading->rows.row_count() == 1 ? reading->rows.row(0).size() : 0;
    }

    /// True for a record over several lines that are rows of their own: a stray quote swallowed them.
    bool has_swallowed(std::size_t row, std::size_t width) {
        const std::uint32_t lines = rows_.lines_of(row);
        if (lines < 2 || width < 2) return false;
        std::uint32_t fitting = 0;
        std::uint32_t filled = 0;
        for (std::uint32_t i = 0; i < lines; ++i) {
            const std::string_view line = raw_lines(rows_.line_of(row) + i, 1);
            if (line.empty()) continue;
            ++filled;
            fitting += width_alone(line) == width ? 1U : 0U;
        }
        if (fitting == filled) return true;
        return rows_.row(row).size() != width && fitting * 2 >= filled;
    }

    void cut_swallowed_lines() {
        std::vector<std::size_t> swallowers;
        std::size_t width = 0;
        for (std::size_t i = 0; i < rows_.row_count(); ++i) {
            if (rows_.lines_of(i) < 2) continue;
            if (width == 0) width = common_width_of(rows_);
            if (has_swallowed(i, width)) swallowers.push_back(i);
        }
        if (swallowers.empty()) return;
        table::Table cut;
        cut.adopt_text(rows_);
        std::size_t next = 0;
        for (std::size_t i = 0; i < rows_.row_count(); ++i) {
            if (next < swallowers.size() && swallowers[next] == i) {
                ++next;
                for (std::uint32_t k = 0; k < rows_.lines_of(i); ++k) add_line_alone(cut, rows_.line_of(i) + k);
                continue;
            }
            cut.begin_row(rows_.line_of(i), rows_.lines_of(i));
            for (const std::string_view cell : rows_.row(i)) cut.add_cell(cell);
        }
        rows_ = std::move(cut);
    }

    void add_line_alone(table::Table& out, std::uint64_t line) {
        const auto reading = read_csv(raw_lines(line, 1), dialect_, limits_);
        out.begin_row(line);
        if (reading.is_error() || reading->rows.row_count() == 0) return;
        for (const std::string_view cell : reading->rows.row(0)) out.add_cell(out.store(cell));
    }

    // --- header

    std::optional<std::size_t> header_row() const {
        const auto found = std::find(outline_.roles.begin(), outline_.roles.end(), RowRole::Header);
        if (found == outline_.roles.end()) return std::nullopt;
        return static_cast<std::size_t>(found - outline_.roles.begin());
    }

    void mend_header() {
        const std::size_t width = outline_.common_width;
        if (width < 2) return;
        find_header_of_other_delimiter();
        const auto row = header_row();
        if (!row || outline_.header_rows != 1) return;
        const auto cells = rows_.row(*row);
        std::vector<std::string> header(cells.begin(), cells.end());
        if (header.size() == width + 1) {
            const auto gap = std::find(header.begin(), header.end(), "");
            if (gap != header.end() && std::count(header.begin(), header.end(), "") == 1) {
                header.erase(gap);
                use_header(std::move(header));
            }
        } else if (header.size() + 1 == width) {
            mend_missing_delimiter(std::move(header));
        }
        unwrap_header();
    }

    void use_header(std::vector<std::string> header) {
        outline_.columns = std::max(outline_.common_width, header.size());
        header.resize(outline_.columns);
        outline_.models.resize(outline_.columns);
        outline_.header = std::move(header);
    }

    void mend_missing_delimiter(std::vector<std::string> header) {
        std::size_t cell = 0;
        std::size_t seam = 0;
        for (std::size_t i = 0; i < header.size(); ++i) {
            const std::size_t at = seam_of_names(header[i]);
            if (at == 0) continue;
            if (seam != 0) return;
            seam = at;
            cell = i;
        }
        if (seam == 0) return;
        std::string right = header[cell].substr(seam);
        header[cell].resize(seam);
        header.insert(header.begin() + static_cast<std::ptrdiff_t>(cell) + 1, std::move(right));
        use_header(std::move(header));
    }

    /// The row over the data, taken for a title, is a header when another delimiter gives it the table's width.
    void find_header_of_other_delimiter() {
        std::size_t row = 0;
        const auto is_of_table = [&](RowRole role) { return role == RowRole::Data || role == RowRole::Header; };
        while (row < outline_.roles.size() && !is_of_table(outline_.roles[row])) ++row;
        while (row > 0 && outline_.roles[row - 1] == RowRole::Blank) --row;
        if (row == 0 || outline_.roles[row - 1] != RowRole::Title) return;
        --row;
        for (const char delimiter : {',', ';', '\t', '|', ' '}) {
            if (delimiter == dialect_.delimiter) continue;
            Dialect other = dialect_;
            other.delimiter = delimiter;
            other.padding = Padding::None;
            const auto reading = read_csv(raw_row(row), other, limits_);
            if (reading.is_error() || reading->rows.row_count() != 1) continue;
            const auto cells = reading->rows.row(0);
            const bool is_full = std::none_of(cells.begin(), cells.end(), [](auto cell) { return cell.empty(); });
            if (cells.size() != outline_.common_width || !is_full) continue;
            if (weigh_header(outline_.models, cells).sum <= 0) continue;
            if (std::none_of(cells.begin(), cells.end(), is_column_name)) continue;
            std::replace(outline_.roles.begin(), outline_.roles.end(), RowRole::Header, RowRole::Data);
            outline_.roles[row] = RowRole::Header;
            outline_.header_rows = 1;
            outline_.preamble_rows = static_cast<std::uint32_t>(row);
            use_header({cells.begin(), cells.end()});
            return;
        }
    }

    /// Names that stand in single quotes over data in double quotes.
    void unwrap_header() {
        const auto is_wrapped = [](const std::string& name) {
            return name.size() >= 2 && name.front() == '\'' && name.back() == '\'';
        };
        auto& header = outline_.header;
        if (dialect_.quote == '\'' || header.size() < 2 || !std::all_of(header.begin(), header.end(), is_wrapped))
            return;
        for (std::string& name : header) name = name.substr(1, name.size() - 2);
    }

    // --- rows

    bool fits(std::size_t row) const {
        const std::size_t width = rows_.row(row).size();
        return width == outline_.common_width || width == outline_.columns;
    }

    /// Too wide only by empty cells at its end.
    bool fits_without_tail(std::size_t row) const {
        const auto cells = rows_.row(row);
        return cells.size() > outline_.columns &&
               std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(outline_.columns), cells.end(),
                           [](auto cell) { return cell.empty(); });
    }

    struct Misfit {
        std::size_t row;
        std::optional<Repaired> repaired;
    };

    std::vector<Misfit> mend_rows() {
        std::vector<Misfit> misfits;
        for (std::size_t i = 0; i < rows_.row_count(); ++i) {
            if (outline_.roles[i] != RowRole::Data) continue;
            ++data_rows_;
            if (!fits(i)) misfits.push_back({i, std::nullopt});
        }
        if (misfits.size() > kRepairsTried) return misfits;
        const RowRepair repair(outline_.models, outline_.common_width, dialect_);
        for (Misfit& misfit : misfits) misfit.repaired = repair.repair(raw_row(misfit.row));
        return misfits;
    }

    Result<SheetReading> assemble() {
        const std::vector<Misfit> misfits = mend_rows();
        const auto unmended = static_cast<std::size_t>(std::count_if(
            misfits.begin(), misfits.end(), [&](const Misfit& m) { return !m.repaired && !fits_without_tail(m.row); }));
        is_ragged_ =
            unmended > kRaggedRowsMin && static_cast<double>(unmended) > kRaggedShare * static_cast<double>(data_rows_);
        if (is_ragged_) widen();
        Assembly assembly(outline_, lines_);
        assembly.reading().format = Format::Csv;
        assembly.reading().dialect = dialect_;
        assembly.reading().table.reserve(data_rows_, data_rows_ * outline_.columns);
        std::size_t next = 0;
        for (std::size_t i = 0; i < rows_.row_count(); ++i) {
            if (outline_.roles[i] != RowRole::Data) {
                assembly.set_aside(rows_, i, outline_.roles[i]);
            } else if (next < misfits.size() && misfits[next].row == i) {
                place(assembly, misfits[next++]);
            } else {
                assembly.load(rows_, i);
            }
        }
        assembly.reading().table.adopt_text(rows_);
        summarise(assembly.reading());
        return std::move(assembly).finish();
    }

    /// Ragged by nature: as many columns as the widest row has.
    void widen() {
        for (std::size_t i = 0; i < rows_.row_count(); ++i) {
            if (outline_.roles[i] == RowRole::Data) outline_.columns = std::max(outline_.columns, rows_.row(i).size());
        }
        outline_.header.resize(outline_.columns);
    }

    void place(Assembly& assembly, const Misfit& misfit) {
        const std::size_t row = misfit.row;
        if (misfit.repaired) {
            assembly.load_repaired(rows_, row, misfit.repaired->cells);
            ++assembly.reading().repaired_rows;
            if (notes_++ >= kNotesMax) return;
            table::Problem note = assembly.problem_at(rows_, row, "intake.row.repaired", table::Severity::Note);
            note.message = "the row was read with one repair: " + std::string(misfit.repaired->damage);
            note.suggestion = "compare the row with your file";
            note.raw = raw_row(row);
            assembly.reading().problems.push_back(std::move(note));
        } else if (fits_without_tail(row)) {
            const auto cells = rows_.row(row);
            assembly.load_repaired(rows_, row,
                                   {cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(outline_.columns)});
        } else if (is_ragged_) {
            assembly.load(rows_, row);
        } else {
            hold_back(assembly, row);
        }
    }

    void hold_back(Assembly& assembly, std::size_t row) {
        const std::size_t cells = rows_.row(row).size();
        const bool is_wide = cells > outline_.common_width;
        table::Problem problem = assembly.problem_at(
            rows_, row, is_wide ? "intake.row.too-many-cells" : "intake.row.too-few-cells", table::Severity::Error);
        problem.message = "the row has " + std::to_string(cells) + " cells where the table has " +
                          std::to_string(outline_.common_width);
        problem.suggestion =
            is_wide ? "put cells that hold the delimiter in quotes" : "add what is missing, also empty cells";
        problem.raw = raw_row(row);
        assembly.quarantine(rows_, row, std::move(problem));
    }

    void summarise(SheetReading& reading) const {
        if (is_ragged_) {
            table::Problem problem;
            problem.id = "intake.file.ragged";
            problem.severity = table::Severity::Warning;
            problem.message = "the rows of this file have different numbers of cells; they were loaded as they stand";
            problem.suggestion = "export the table again with every column in every row";
            reading.problems.push_back(std::move(problem));
        }
        const bool has_second =
            std::find(outline_.roles.begin(), outline_.roles.end(), RowRole::SecondTable) != outline_.roles.end();
        if (!has_second) return;
        table::Problem problem;
        problem.id = "intake.file.second-table";
        problem.severity = table::Severity::Warning;
        problem.message = "the file holds more than one table; only the first was loaded";
        problem.suggestion = "send each table as a file of its own";
        reading.problems.push_back(std::move(problem));
    }

    std::string_view text_;
    const Limits& limits_;
    Dialect dialect_;
    table::Table rows_;
    std::uint64_t lines_ = 0;
    std::vector<std::size_t> starts_;
    Outline outline_;
    std::size_t data_rows_ = 0;
    std::size_t notes_ = 0;
    bool is_ragged_ = false;
};

}  // namespace

Result<SheetReading> read_text_table(std::string_view utf8_text, const Limits& limits) {
    return TextReader(utf8_text, limits).run();
}

}  // namespace kith::intake
