#include "intake/csv.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "intake/separators.h"

namespace kith::intake {
namespace {

constexpr std::size_t kSampleBytes = 1 << 20;  // rows of this much text tell how much memory all of it will need

class FastReader {
  public:
    FastReader(std::string_view text, const Dialect& dialect, const Limits& limits)
        : text_(text), dialect_(dialect), limits_(limits), separators_(text, dialect.delimiter) {}

    Result<Reading> run() {
        std::size_t at = 0;
        while (at < text_.size()) {
            at = read_row(at);
            if (too_large_ != nullptr) {
                return make_error(ErrorCode::TooLarge, too_large_, "a row of the text is larger than the limit allows",
                                  "line " + std::to_string(line_));
            }
            if (!is_reserved_ && at > kSampleBytes) reserve(at);
        }
        return std::move(reading_);
    }

  private:
    bool is_line_end(char c) const { return c == '\n' || c == '\r'; }
    bool ends_cell(std::size_t at) const {
        return at >= text_.size() || is_line_end(text_[at]) ||
               (dialect_.delimiter != '\0' && text_[at] == dialect_.delimiter);
    }

    void reserve(std::size_t at) {
        is_reserved_ = true;
        const double growth = 1.03 * static_cast<double>(text_.size()) / static_cast<double>(at);
        const auto grown = [&](std::size_t n) {
            return static_cast<std::size_t>(static_cast<double>(n) * growth) + 16;
        };
        reading_.rows.reserve(grown(reading_.rows.row_count()), grown(reading_.rows.cell_count()));
    }

    /// Reads one record and its line end; returns where the next begins.
    std::size_t read_row(std::size_t at) {
        const std::size_t begin = at;
        line_ = reading_.lines + 1;
        inner_lines_ = 0;
        cells_.clear();
        if (!is_line_end(text_[at])) {
            at = read_cell(at);
            while (at < text_.size() && !is_line_end(text_[at])) {
                if (cells_.size() >= limits_.columns_max) {
                    too_large_ = "intake.csv.too-many-columns";
                    return at;
                }
                at = read_cell(skip_padding(at + 1));
            }
        }
        if (at - begin > limits_.line_bytes_max) too_large_ = "intake.csv.line-too-long";
        if (reading_.rows.row_count() >= limits_.rows_max) too_large_ = "intake.csv.too-many-rows";
        reading_.lines += 1 + inner_lines_;
        reading_.rows.begin_row(line_, 1 + inner_lines_);
        for (const std::string_view cell : cells_) reading_.rows.add_cell(cell);
        if (at >= text_.size()) return at;
        return at + (text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n' ? 2 : 1);
    }

    /// One blank after the delimiter belongs to the dialect; more only where a quote follows them.
    std::size_t skip_padding(std::size_t at) const {
        if (dialect_.padding == Padding::None || at >= text_.size() || text_[at] != ' ') return at;
        const std::size_t filled = text_.find_first_not_of(' ', at);
        const bool is_quote = filled != text_.npos && dialect_.quote != '\0' && text_[filled] == dialect_.quote;
        return is_quote ? filled : at + 1;
    }

    /// Adds one cell and returns the position of the separator behind it.
    std::size_t read_cell(std::size_t at) {
        if (dialect_.quote != '\0' && at < text_.size() && text_[at] == dialect_.quote) {
            if (const std::size_t end = read_quoted(at); end != 0) return end;
        }
        return dialect_.escape == '\0' ? read_plain(at) : read_escaped(at);
    }

    std::size_t read_plain(std::size_t at) {
        const std::size_t end = separators_.next(at);
        cells_.push_back(text_.substr(at, end - at));
        return end;
    }

    std::size_t read_escaped(std::size_t at) {
        std::size_t end = at;
        bool has_escape = false;
        while (!ends_cell(end)) {
            if (text_[end] == dialect_.escape && is_escapable(end + 1)) {
                has_escape = true;
                ++end;
            }
            ++end;
        }
        const std::string_view raw = text_.substr(at, end - at);
        cells_.push_back(has_escape ? reading_.rows.store(unescape(raw, '\0')) : raw);
        return end;
    }

    bool is_escapable(std::size_t at) const {
        if (at >= text_.size()) return false;
        const char c = text_[at];
        return c == dialect_.escape || (c == dialect_.quote && c != '\0') || (c == dialect_.delimiter && c != '\0');
    }

    /// 0 when the quote at `open` finds no partner.
    std::size_t read_quoted(std::size_t open) {
        if (open < hopeless_until_) return note_unclosed();
        bool is_escaped = false;
        std::uint32_t lines = 0;
        std::size_t at = open + 1;
        for (; at < text_.size(); ++at) {
            const char c = text_[at];
            if (c == dialect_.quote) {
                if (ends_cell(at + 1)) break;
                if (text_[at + 1] == dialect_.quote) {
                    is_escaped = true;
                    ++at;
                }
            } else if (c == dialect_.escape && c != '\0' && is_escapable(at + 1)) {
                is_escaped = true;
                ++at;
            } else if (c == '\n' || (c == '\r' && (at + 1 >= text_.size() || text_[at + 1] != '\n'))) {
                if (++lines > limits_.record_lines_max) break;
            }
        }
        if (at >= text_.size() || text_[at] != dialect_.quote || lines > limits_.record_lines_max) {
            hopeless_until_ = at;
            return note_unclosed();
        }
        inner_lines_ += lines;
        const std::string_view raw = text_.substr(open + 1, at - open - 1);
        cells_.push_back(is_escaped ? reading_.rows.store(unescape(raw, dialect_.quote)) : raw);
        return at + 1;
    }

    std::size_t note_unclosed() {
        ++reading_.unclosed_quotes;
        return 0;
    }

    /// Doubled quotes become one only inside quoted cells.
    std::string_view unescape(std::string_view raw, char doubled) {
        scratch_.clear();
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const char c = raw[i];
            const char follower = i + 1 < raw.size() ? raw[i + 1] : '\0';
            const bool is_doubled = c == doubled && c != '\0' && follower == c;
            const bool is_escape = c == dialect_.escape && c != '\0' && i + 1 < raw.size() &&
                                   (follower == dialect_.escape || (follower == dialect_.quote && follower != '\0') ||
                                    (follower == dialect_.delimiter && follower != '\0'));
            if (is_doubled || is_escape) ++i;
            scratch_ += raw[i];
        }
        return scratch_;
    }

    std::string_view text_;
    Dialect dialect_;
    const Limits& limits_;
    Separators separators_;
    Reading reading_;
    std::vector<std::string_view> cells_;
    std::string scratch_;
    std::uint64_t line_ = 0;  // of the row at hand
    std::uint32_t inner_lines_ = 0;
    std::size_t hopeless_until_ = 0;  // no quote before here finds a partner: a search that failed is never repeated
    const char* too_large_ = nullptr;
    bool is_reserved_ = false;
};

void append_cell(std::string& out, std::string_view cell) {
    const bool needs_quotes =
        cell.find_first_of(",\"\r\n") != cell.npos || (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
    if (!needs_quotes) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

}  // namespace

Result<Reading> read_csv(std::string_view text, const Dialect& dialect, const Limits& limits) {
    return FastReader(text, dialect, limits).run();
}

void append_csv_row(std::string& out, std::span<const std::string_view> cells, std::size_t width) {
    // A row of one empty cell would read back as a blank line.
    if (width <= 1 && (cells.empty() || cells[0].empty())) {
        out += "\"\"\r\n";
        return;
    }
    for (std::size_t i = 0; i < std::max(width, cells.size()); ++i) {
        if (i > 0) out += ',';
        if (i < cells.size()) append_cell(out, cells[i]);
    }
    out += "\r\n";
}

std::string write_csv(const table::Table& table) {
    std::string out;
    const std::vector<std::string_view> header(table.columns.begin(), table.columns.end());
    append_csv_row(out, header, header.size());
    for (std::size_t i = 0; i < table.row_count(); ++i) append_csv_row(out, table.row(i), header.size());
    return out;
}

}  // namespace kith::intake
