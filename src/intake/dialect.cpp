// How a dialect is chosen.
//
// score = consistency^2 x quality x width x prior, each in 0..1:
//   consistency  share of the rows that have the commonest width; a row beside another of its own width counts half
//   even
//                when that width is not the commonest (preambles and second tables are consistent in themselves)
//   quality      how much cells look like cells (cell_kind.h), and how much the cells of one column look alike
//   width        more columns are harder to get by chance: 1 - 0.5 / columns; a single column only convinces when
//                its cells are of a kind
//   prior        how common the delimiter is among real files
// The numbers were set on generated damage (pollution_test.cpp) and hold on the real corpora of corpora_test.cpp.
// Rejected: deciding on the first rows (a title or one bad row decides the file), and type inference with rejection of
// rows (a row that does not fit is damaged, not absent).

#include "intake/dialect.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "intake/cell_kind.h"
#include "intake/csv.h"

namespace kith::intake {
namespace {

constexpr std::size_t kWholeBytes = 1 << 20;   // up to here the whole text is read with every candidate
constexpr std::size_t kHeadBytes = 512 << 10;  // beyond: this much of the head, and chunks from everywhere
constexpr std::size_t kChunkBytes = 64 << 10;
constexpr std::size_t kChunks = 8;
constexpr std::size_t kRowsTyped = 400;
constexpr std::size_t kColumnsTyped = 200;

struct DelimiterPrior {
    char delimiter;
    double prior;
};
constexpr std::array<DelimiterPrior, 11> kDelimiters = {{{',', 1.0},
                                                         {';', 1.0},
                                                         {'\t', 1.0},
                                                         {'|', 0.98},
                                                         {' ', 0.6},
                                                         {':', 0.55},
                                                         {'^', 0.9},
                                                         {'~', 0.9},
                                                         {'#', 0.6},
                                                         {'*', 0.6},
                                                         {'\x1f', 0.9}}};

std::string sample_of(std::string_view text) {
    std::string sample(text.substr(0, kHeadBytes));
    if (const std::size_t cut = sample.rfind('\n'); cut != sample.npos) sample.resize(cut + 1);
    const std::size_t rest = text.size() - kHeadBytes;
    for (std::size_t i = 0; i < kChunks; ++i) {
        const std::size_t from = kHeadBytes + rest / kChunks * i;
        const std::string_view chunk = text.substr(from, kChunkBytes);
        const std::size_t begin = chunk.find('\n');
        const std::size_t end = chunk.rfind('\n');
        if (begin == chunk.npos || begin == end) continue;
        sample += chunk.substr(begin + 1, end - begin);
    }
    return sample;
}

LineEnd line_end_of(std::string_view text) {
    std::array<std::size_t, 3> counts{};  // LF, CRLF, CR
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') ++counts[0];
        if (text[i] != '\r') continue;
        const bool is_crlf = i + 1 < text.size() && text[i + 1] == '\n';
        ++counts[is_crlf ? 1 : 2];
        if (is_crlf) ++i;
    }
    const auto kinds = std::count_if(counts.begin(), counts.end(), [](std::size_t n) { return n > 0; });
    if (kinds == 0) return LineEnd::None;
    if (kinds > 1) return LineEnd::Mixed;
    return counts[0] > 0 ? LineEnd::Lf : counts[1] > 0 ? LineEnd::Crlf : LineEnd::Cr;
}

struct Widths {
    std::size_t rows = 0;    // not blank
    std::size_t common = 0;  // the commonest width
    double consistency = 0;
};

Widths measure_widths(const table::Table& rows) {
    std::vector<std::size_t> widths;
    std::map<std::size_t, std::size_t> counts;
    for (std::size_t i = 0; i < rows.row_count(); ++i) {
        const auto cells = rows.row(i);
        if (cells.empty() || (cells.size() == 1 && trim_blanks(cells[0]).empty())) continue;
        widths.push_back(cells.size());
        ++counts[cells.size()];
    }
    Widths result;
    result.rows = widths.size();
    std::size_t best = 0;
    for (const auto& [width, count] : counts) {
        if (count > best || (count == best && width > result.common)) {
            best = count;
            result.common = width;
        }
    }
    std::size_t beside = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        if (widths[i] == result.common) continue;
        const bool like_before = i > 0 && widths[i - 1] == widths[i];
        const bool like_after = i + 1 < widths.size() && widths[i + 1] == widths[i];
        beside += (like_before || like_after) && widths[i] > 1 ? 1U : 0U;
    }
    const double n = static_cast<double>(std::max<std::size_t>(widths.size(), 1));
    result.consistency = (static_cast<double>(best) + 0.5 * static_cast<double>(beside)) / n;
    return result;
}

double worth_of(CellKind kind) {
    switch (kind) {
        case CellKind::Empty:
            return 0.5;
        case CellKind::Missing:
            return 0.8;
        case CellKind::Code:
        case CellKind::Word:
            return 0.95;
        case CellKind::Text:
            return 0.85;
        case CellKind::Other:
            return 0.15;
        default:
            return 1;
    }
}

/// Kinds that live together in one column without anybody wondering.
std::size_t family_of(CellKind kind) {
    if (kind == CellKind::Number) return static_cast<std::size_t>(CellKind::Integer);
    if (kind == CellKind::Word || kind == CellKind::Code) return static_cast<std::size_t>(CellKind::Text);
    return static_cast<std::size_t>(kind);
}

struct Quality {
    double value = 0;
    double typed_share = 0;
};

Quality measure_quality(const table::Table& rows, std::size_t width) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < rows.row_count(); ++i) {
        if (rows.row(i).size() == width) chosen.push_back(i);
    }
    const std::size_t step = std::max<std::size_t>(1, chosen.size() / kRowsTyped);
    const std::size_t columns = std::min(width, kColumnsTyped);
    std::vector<std::array<std::uint32_t, kCellKinds>> families(columns);
    double worth = 0;
    std::size_t cells = 0;
    std::size_t typed = 0;
    // The first row may be a header, written in another way than the data.
    for (std::size_t k = chosen.size() > 1 ? 1 : 0; k < chosen.size(); k += step) {
        const auto row = rows.row(chosen[k]);
        for (std::size_t c = 0; c < columns; ++c) {
            const CellKind kind = cell_kind_of(row[c]);
            const bool is_padded = !row[c].empty() && (row[c].front() == ' ') && width > 1;
            worth += worth_of(kind) * (is_padded ? 0.8 : 1);
            ++cells;
            typed += is_typed(kind) ? 1U : 0U;
            if (is_filled(kind)) ++families[c][family_of(kind)];
        }
    }
    if (cells == 0) return {};
    double alike = 0;
    for (const auto& counts : families) {
        std::uint32_t sum = 0;
        for (const std::uint32_t n : counts) sum += n;
        alike += sum == 0 ? 0.7 : static_cast<double>(*std::max_element(counts.begin(), counts.end())) / sum;
    }
    const double n = static_cast<double>(cells);
    return {worth / n * (0.6 + 0.4 * alike / static_cast<double>(columns)), static_cast<double>(typed) / n};
}

double score_of(const table::Table& rows, double prior) {
    const Widths widths = measure_widths(rows);
    if (widths.rows == 0) return 0;
    const Quality quality = measure_quality(rows, widths.common);
    const double width =
        widths.common == 1 ? (quality.typed_share > 0.6 ? 0.7 : 0.35) : 1 - 0.5 / static_cast<double>(widths.common);
    return widths.consistency * widths.consistency * quality.value * width * prior;
}

struct Candidate {
    Dialect dialect;
    double prior = 1;
};

bool starts_cells(std::string_view text, char quote, char delimiter) {
    for (std::size_t at = text.find(quote); at != text.npos; at = text.find(quote, at + 1)) {
        std::size_t before = at;
        while (before > 0 && text[before - 1] == ' ') --before;
        if (before == 0) return true;
        const char c = text[before - 1];
        if (c == '\n' || c == '\r' || c == delimiter || (delimiter == ' ' && before < at)) return true;
    }
    return false;
}

std::size_t count_of(std::string_view text, std::string_view what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

void add_quotes(std::vector<Candidate>& out, Candidate base, std::string_view text) {
    const char delimiter = base.dialect.delimiter;
    const bool has_double = starts_cells(text, '"', delimiter);
    const bool has_single = starts_cells(text, '\'', delimiter);
    std::string escaped = "\\\"";
    base.dialect.quote = '"';
    out.push_back(base);
    if (has_double && text.find(escaped) != text.npos) {
        Candidate candidate = base;
        candidate.dialect.escape = '\\';
        out.push_back(candidate);
    }
    if (delimiter != '\0' && count_of(text, std::string{'\\', delimiter}) > 0) {
        Candidate candidate = base;
        candidate.dialect.escape = '\\';
        out.push_back(candidate);
    }
    if (has_single) {
        Candidate candidate = base;
        candidate.dialect.quote = '\'';
        candidate.prior *= 0.995;
        out.push_back(candidate);
        if (text.find("\\'") != text.npos) {
            candidate.dialect.escape = '\\';
            out.push_back(candidate);
        }
    }
    if (has_double) {
        Candidate candidate = base;
        candidate.dialect.quote = '\0';
        candidate.prior *= 0.9;
        out.push_back(candidate);
    }
}

std::vector<Candidate> candidates_for(std::string_view text) {
    const std::size_t lines = std::max<std::size_t>({1, count_of(text, "\n"), count_of(text, "\r")});
    std::vector<Candidate> out;
    for (const auto& [delimiter, prior] : kDelimiters) {
        const std::size_t count = count_of(text, std::string_view(&delimiter, 1));
        if (count == 0 || count * 5 < lines) continue;
        Candidate base;
        base.dialect.delimiter = delimiter;
        base.prior = prior;
        add_quotes(out, base, text);
        if (delimiter != ' ' && count_of(text, std::string{delimiter, ' '}) * 10 >= count * 6) {
            base.dialect.padding = Padding::SpaceAfterDelimiter;
            add_quotes(out, base, text);
        }
    }
    Candidate single;
    single.dialect.delimiter = '\0';
    add_quotes(out, single, text);
    return out;
}

}  // namespace

std::string_view name_of(LineEnd line_end) {
    switch (line_end) {
        case LineEnd::None:
            return "none";
        case LineEnd::Lf:
            return "lf";
        case LineEnd::Crlf:
            return "crlf";
        case LineEnd::Cr:
            return "cr";
        case LineEnd::Mixed:
            return "mixed";
    }
    return "none";
}

std::string delimiter_text(const Dialect& dialect) {
    if (dialect.delimiter == '\0') return {};
    std::string text(1, dialect.delimiter);
    if (dialect.padding == Padding::SpaceAfterDelimiter) text += ' ';
    return text;
}

Dialect sniff_dialect(std::string_view utf8_text) {
    const std::string sample = utf8_text.size() > kWholeBytes ? sample_of(utf8_text) : std::string(utf8_text);
    Dialect best;
    double best_score = -1;
    for (const Candidate& candidate : candidates_for(sample)) {
        const auto reading = read_csv(sample, candidate.dialect);
        if (reading.is_error()) continue;
        const double score = score_of(reading->rows, candidate.prior);
        // Of equal readings the plainer wins, except that an escape which removes backslashes is not there by chance.
        const bool is_escape_of_best = candidate.dialect.escape != '\0' && best.escape == '\0' &&
                                       candidate.dialect.delimiter == best.delimiter && score >= best_score * 0.999;
        if (score > best_score * 1.0001 || is_escape_of_best) {
            best = candidate.dialect;
            best_score = score;
        }
    }
    best.score = std::max(best_score, 0.0);
    best.line_end = line_end_of(sample);
    return best;
}

}  // namespace kith::intake
