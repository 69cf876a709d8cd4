// The plain reader: one character after the other, one string per cell, written from the grammar in csv.h. It judges
// the fast one in tests and fuzzers and is used for nothing else.

#include <optional>

#include "intake/csv.h"

namespace kith::intake::textbook {
namespace {

struct Cursor {
    std::string_view text;
    const Dialect& dialect;
    std::size_t at = 0;

    bool is_end() const { return at >= text.size(); }
    bool is(char c) const { return c != '\0' && !is_end() && text[at] == c; }
    bool is_line_end() const { return is('\n') || is('\r'); }
    bool ends_cell() const { return is_end() || is_line_end() || is(dialect.delimiter); }
    bool is_escapable() const { return is(dialect.escape) || is(dialect.quote) || is(dialect.delimiter); }
    /// True for an escape before something that can be escaped.
    bool is_escape() const {
        Cursor follower = *this;
        ++follower.at;
        return is(dialect.escape) && follower.is_escapable();
    }
    void take_line_end() {
        const bool is_cr = is('\r');
        ++at;
        if (is_cr && is('\n')) ++at;
    }
};

struct Quoted {
    std::string cell;
    std::uint32_t lines = 0;
    std::size_t end = 0;
};

/// The quoted cell at the cursor; empty when the quote has no partner, and then the cursor is where the search stopped.
std::optional<Quoted> take_quoted(Cursor& cursor, const Limits& limits) {
    Quoted quoted;
    ++cursor.at;
    while (!cursor.is_end()) {
        const char c = cursor.text[cursor.at];
        if (cursor.is(cursor.dialect.quote)) {
            Cursor follower = cursor;
            ++follower.at;
            if (follower.ends_cell()) {
                quoted.end = follower.at;
                return quoted;
            }
            if (follower.is(cursor.dialect.quote)) cursor.at = follower.at;
            quoted.cell += c;
        } else if (cursor.is_escape()) {
            quoted.cell += cursor.text[++cursor.at];
        } else {
            quoted.cell += c;
            const bool is_before_lf =
                c == '\r' && cursor.at + 1 < cursor.text.size() && cursor.text[cursor.at + 1] == '\n';
            if ((c == '\n' || c == '\r') && !is_before_lf && ++quoted.lines > limits.record_lines_max)
                return std::nullopt;
        }
        ++cursor.at;
    }
    return std::nullopt;
}

std::string take_plain(Cursor& cursor) {
    std::string cell;
    while (!cursor.ends_cell()) {
        if (cursor.is_escape()) ++cursor.at;
        cell += cursor.text[cursor.at++];
    }
    return cell;
}

void skip_padding(Cursor& cursor) {
    if (cursor.dialect.padding == Padding::None || !cursor.is(' ')) return;
    Cursor filled = cursor;
    while (filled.is(' ')) ++filled.at;
    cursor.at = filled.is(cursor.dialect.quote) ? filled.at : cursor.at + 1;
}

Error too_large(std::string_view id) {
    return make_error(ErrorCode::TooLarge, id, "a row of the text is larger than the limit allows");
}

}  // namespace

Result<Reading> read_csv(std::string_view text, const Dialect& dialect, const Limits& limits) {
    Reading reading;
    Cursor cursor{text, dialect};
    std::size_t hopeless_until = 0;
    while (!cursor.is_end()) {
        const std::size_t begin = cursor.at;
        std::vector<std::string> cells;
        std::uint32_t inner_lines = 0;
        bool has_cell = !cursor.is_line_end();
        while (has_cell) {
            if (cells.size() >= limits.columns_max) return too_large("intake.csv.too-many-columns");
            bool is_quoted = false;
            if (cursor.is(dialect.quote)) {
                Cursor search{text, dialect, cursor.at};
                std::optional<Quoted> quoted;
                if (cursor.at >= hopeless_until) {
                    quoted = take_quoted(search, limits);
                    if (!quoted) hopeless_until = search.at;
                }
                is_quoted = quoted.has_value();
                if (is_quoted) {
                    cells.push_back(quoted->cell);
                    inner_lines += quoted->lines;
                    cursor.at = quoted->end;
                } else {
                    ++reading.unclosed_quotes;
                }
            }
            if (!is_quoted) cells.push_back(take_plain(cursor));
            has_cell = !cursor.is_end() && !cursor.is_line_end();
            if (has_cell) {
                ++cursor.at;
                skip_padding(cursor);
            }
        }
        if (cursor.at - begin > limits.line_bytes_max) return too_large("intake.csv.line-too-long");
        if (reading.rows.row_count() >= limits.rows_max) return too_large("intake.csv.too-many-rows");
        reading.rows.begin_row(reading.lines + 1, 1 + inner_lines);
        for (const std::string& cell : cells) reading.rows.add_cell(reading.rows.store(cell));
        reading.lines += 1 + inner_lines;
        if (!cursor.is_end()) cursor.take_line_end();
    }
    return reading;
}

}  // namespace kith::intake::textbook
