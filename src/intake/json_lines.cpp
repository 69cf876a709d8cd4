#include "intake/json_lines.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "intake/assemble.h"

namespace kith::intake {
namespace {

constexpr int kDepthMax = 64;

/// A reader of RFC 8259 text that hands out cells in place of a tree: `at` moves over one value, or stays where it
/// failed.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::size_t at = 0;

    void skip_blanks() {
        while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\n' || text_[at] == '\r'))
            ++at;
    }
    bool is(char c) const { return at < text_.size() && text_[at] == c; }
    bool take(char c) {
        skip_blanks();
        if (!is(c)) return false;
        ++at;
        return true;
    }

    /// Calls `cell(name, text)` for every leaf of the object; false when the text is no object.
    template <class Cell>
    bool take_object(const std::string& prefix, int depth, Cell&& cell) {
        if (depth > kDepthMax || !take('{')) return false;
        if (take('}')) return true;
        do {
            skip_blanks();
            const auto key = take_string();
            if (!key || !take(':')) return false;
            skip_blanks();
            const std::string name = prefix.empty() ? *key : prefix + "." + *key;
            if (is('{')) {
                if (!take_object(name, depth + 1, cell)) return false;
                continue;
            }
            const auto value = take_leaf(depth);
            if (!value) return false;
            cell(name, *value);
        } while (take(','));
        return take('}');
    }

    /// Skips any value.
    bool skip_value(int depth) {
        skip_blanks();
        if (depth > kDepthMax) return false;
        if (is('{')) return take_object({}, depth, [](const std::string&, const std::string&) {});
        return take_leaf(depth).has_value();
    }

  private:
    /// Text of a string, number, word; a list as it stands. null is empty.
    std::optional<std::string> take_leaf(int depth) {
        if (is('"')) return take_string();
        const std::size_t begin = at;
        if (is('[')) {
            if (!skip_list(depth + 1)) return std::nullopt;
            return std::string(text_.substr(begin, at - begin));
        }
        while (at < text_.size() && !is(',') && !is('}') && !is(']') && !is(' ') && !is('\t') && !is('\n') && !is('\r'))
            ++at;
        const std::string_view word = text_.substr(begin, at - begin);
        if (word == "null") return std::string();
        if (word == "true" || word == "false" || is_number(word)) return std::string(word);
        return std::nullopt;
    }

    static bool is_number(std::string_view word) {
        std::size_t i = !word.empty() && word[0] == '-' ? 1 : 0;
        const auto digits = [&] {
            const std::size_t begin = i;
            while (i < word.size() && word[i] >= '0' && word[i] <= '9') ++i;
            return i > begin;
        };
        if (!digits()) return false;
        if (i < word.size() && word[i] == '.' && (++i, !digits())) return false;
        if (i < word.size() && (word[i] | 0x20) == 'e') {
            ++i;
            if (i < word.size() && (word[i] == '+' || word[i] == '-')) ++i;
            if (!digits()) return false;
        }
        return i == word.size();
    }

    bool skip_list(int depth) {
        if (depth > kDepthMax || !take('[')) return false;
        if (take(']')) return true;
        do {
            if (!skip_value(depth)) return false;
        } while (take(','));
        return take(']');
    }

    std::optional<std::uint32_t> take_hex() {
        if (at + 4 > text_.size()) return std::nullopt;
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i) {
            const char c = text_[at++];
            const char low = static_cast<char>(c | 0x20);
            if (c >= '0' && c <= '9') {
                value = value * 16 + static_cast<std::uint32_t>(c - '0');
            } else if (low >= 'a' && low <= 'f') {
                value = value * 16 + static_cast<std::uint32_t>(low - 'a' + 10);
            } else {
                return std::nullopt;
            }
        }
        return value;
    }

    bool take_unicode(std::string& out) {
        const auto first = take_hex();
        if (!first) return false;
        std::uint32_t c = *first;
        if (c >= 0xD800 && c < 0xDC00 && at + 1 < text_.size() && text_[at] == '\\' && text_[at + 1] == 'u') {
            at += 2;
            const auto second = take_hex();
            if (!second || *second < 0xDC00 || *second >= 0xE000) return false;
            c = 0x10000 + ((c - 0xD800) << 10) + (*second - 0xDC00);
        } else if (c >= 0xD800 && c < 0xE000) {
            return false;
        }
        if (c < 0x80) {
            out += static_cast<char>(c);
        } else if (c < 0x800) {
            out += static_cast<char>(0xC0 | (c >> 6));
        } else if (c < 0x10000) {
            out += static_cast<char>(0xE0 | (c >> 12));
        } else {
            out += static_cast<char>(0xF0 | (c >> 18));
        }
        for (int shift = c < 0x80 ? -6 : c < 0x800 ? 0 : c < 0x10000 ? 6 : 12; shift >= 0; shift -= 6) {
            out += static_cast<char>(0x80 | ((c >> shift) & 0x3F));
        }
        return true;
    }

    bool take_escape(std::string& out) {
        constexpr std::string_view kNames = "\"\\/bfnrt";
        constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
        if (at >= text_.size()) return false;
        const char c = text_[at++];
        if (c == 'u') return take_unicode(out);
        const std::size_t i = kNames.find(c);
        if (i == kNames.npos) return false;
        out += kMeanings[i];
        return true;
    }

    std::optional<std::string> take_string() {
        if (!is('"')) return std::nullopt;
        ++at;
        std::string out;
        while (at < text_.size()) {
            const std::size_t end = std::min(text_.find_first_of("\"\\\n", at), text_.size());
            out += text_.substr(at, end - at);
            at = end;
            if (at >= text_.size() || text_[at] == '\n') return std::nullopt;
            if (text_[at++] == '"') return out;
            if (!take_escape(out)) return std::nullopt;
        }
        return std::nullopt;
    }

    std::string_view text_;
};

/// Objects to rows under columns that grow as names appear.
class Builder {
  public:
    explicit Builder(std::uint32_t columns_max) : columns_max_(columns_max) {}

    /// False when the text at the scanner is no object; then nothing was added.
    bool add(Scanner& scanner, std::uint64_t line) {
        cells_.clear();
        const bool is_object = scanner.take_object({}, 0, [&](const std::string& name, const std::string& text) {
            const auto [entry, is_new] = index_.try_emplace(name, names_.size());
            if (is_new) names_.push_back(name);
            cells_.emplace_back(entry->second, text);
        });
        if (!is_object) return false;
        std::vector<std::string_view> row;
        for (const auto& [column, text] : cells_) {
            if (row.size() <= column) row.resize(column + 1);
            row[column] = text;  // of a name given twice the last counts, as in most readers
        }
        rows_.begin_row(line);
        for (const std::string_view cell : row) rows_.add_cell(cell.empty() ? cell : rows_.store(cell));
        return true;
    }

    bool is_too_wide() const { return names_.size() > columns_max_; }
    const table::Table& rows() const { return rows_; }
    table::Table& rows() { return rows_; }
    const std::vector<std::string>& names() const { return names_; }

  private:
    std::uint32_t columns_max_;
    table::Table rows_;
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::size_t> index_;
    std::vector<std::pair<std::size_t, std::string>> cells_;
};

struct Broken {
    std::uint64_t line;
    std::string_view raw;
};

Error too_wide() {
    return make_error(ErrorCode::TooLarge, "intake.json.too-many-columns",
                      "the objects have more names than the limit allows");
}

SheetReading assemble_objects(Builder& builder, const std::vector<Broken>& broken, std::uint64_t lines, Format format) {
    Outline outline;
    outline.header = builder.names();
    outline.columns = outline.header.size();
    outline.header_rows = 1;
    Assembly assembly(outline, lines);
    std::size_t next = 0;
    const auto hold_back = [&](const Broken& b) {
        table::Table where;
        where.begin_row(b.line);
        table::Problem problem = assembly.problem_at(where, 0, "intake.json.not-an-object", table::Severity::Error);
        problem.message = "this line is not a JSON object";
        problem.suggestion = "write one object per line";
        problem.raw = b.raw;
        assembly.quarantine(where, 0, std::move(problem));
    };
    for (std::size_t i = 0; i < builder.rows().row_count(); ++i) {
        while (next < broken.size() && broken[next].line < builder.rows().line_of(i)) hold_back(broken[next++]);
        assembly.load(builder.rows(), i);
    }
    while (next < broken.size()) hold_back(broken[next++]);
    SheetReading& reading = assembly.reading();
    reading.format = format;
    reading.table.adopt_text(builder.rows());
    SheetReading done = std::move(assembly).finish();
    done.dialect.header_rows = 0;
    return done;
}

Result<SheetReading> read_lines(std::string_view text, const Limits& limits) {
    Builder builder(limits.columns_max);
    std::vector<Broken> broken;
    std::uint64_t line = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view raw = text.substr(begin, end - begin);
        begin = end + 1;
        ++line;
        if (raw.size() > limits.line_bytes_max) {
            return make_error(ErrorCode::TooLarge, "intake.json.line-too-long",
                              "a line is longer than the limit allows", "line " + std::to_string(line));
        }
        if (trim_blanks(raw).empty()) continue;
        Scanner scanner(raw);
        const bool is_object = builder.add(scanner, line);
        scanner.skip_blanks();
        if (!is_object) broken.push_back({line, raw});
        if (builder.is_too_wide()) return too_wide();
    }
    return assemble_objects(builder, broken, line, Format::JsonLines);
}

/// In an array the unit of the account is the element: objects share lines as they please.
Result<SheetReading> read_array(std::string_view text, const Limits& limits) {
    Builder builder(limits.columns_max);
    std::vector<Broken> broken;
    Scanner scanner(text);
    scanner.take('[');
    std::uint64_t element = 0;
    bool is_whole = scanner.take(']');
    while (!is_whole) {
        scanner.skip_blanks();
        const std::size_t begin = scanner.at;
        ++element;
        if (!builder.add(scanner, element)) {
            const std::size_t failed = std::max(scanner.at, begin);
            scanner.at = begin;
            const bool is_value = scanner.skip_value(0);
            broken.push_back({element, text.substr(begin, (is_value ? scanner.at : failed) - begin)});
            if (!is_value) break;
        }
        if (builder.is_too_wide()) return too_wide();
        if (scanner.take(',')) continue;
        is_whole = true;
        if (!scanner.take(']')) broken.push_back({++element, text.substr(std::min(scanner.at, text.size()))});
    }
    if (builder.rows().row_count() == 0 && !broken.empty()) {
        return make_error(ErrorCode::Corrupt, "intake.json.corrupt", "the list ends before its first object does");
    }
    return assemble_objects(builder, broken, element, Format::JsonArray);
}

}  // namespace

bool is_json(std::string_view utf8_text) {
    Scanner scanner(utf8_text);
    scanner.skip_blanks();
    if (scanner.take('[')) {
        scanner.skip_blanks();
        return scanner.is('{') || scanner.is(']');
    }
    const auto ignore = [](const std::string&, const std::string&) {};
    return scanner.is('{') && scanner.take_object({}, 0, ignore);
}

Result<SheetReading> read_json(std::string_view utf8_text, const Limits& limits) {
    Scanner scanner(utf8_text);
    scanner.skip_blanks();
    if (scanner.is('[')) return read_array(utf8_text, limits);
    // One object over several lines is a list of one.
    Builder builder(limits.columns_max);
    const bool is_object = builder.add(scanner, 1);
    scanner.skip_blanks();
    if (!is_object || scanner.at < utf8_text.size()) return read_lines(utf8_text, limits);
    if (builder.is_too_wide()) return too_wide();
    return assemble_objects(builder, {}, 1, Format::JsonArray);
}

}  // namespace kith::intake
