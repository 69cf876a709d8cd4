// Clean tables damaged on purpose in the ways Pollock counts in real files (PVLDB 16(8), 2023), singly and in pairs,
// and read back with nothing given. Scored as the mean F1 of header, records and cells; the floors are what holds
// today.

#include <algorithm>
#include <functional>
#include <iostream>
#include <map>

#include <gtest/gtest.h>

#include "base/random.h"
#include "intake/csv.h"
#include "intake/reader.h"

namespace kith::intake {
namespace {

using Row = std::vector<std::string>;

struct Clean {
    std::vector<Row> header;
    std::vector<Row> rows;
};

/// How a file is written: the truth of the damage.
struct Writing {
    std::string delimiter = ",";
    char quote = '"';
    char escape = '\0';
    std::string line_end = "\r\n";
    bool has_last_line_end = true;
};

std::string cell_text(const std::string& cell, const Writing& w) {
    const bool is_bare =
        cell.find_first_of(std::string("\r\n") + w.quote) == cell.npos && cell.find(w.delimiter[0]) == cell.npos;
    if (is_bare) return cell;
    std::string out(1, w.quote);
    for (const char c : cell) {
        if (c == w.quote) out += w.escape != '\0' ? w.escape : w.quote;
        out += c;
    }
    return out + w.quote;
}

std::string row_text(const Row& row, const Writing& w) {
    std::string out;
    for (std::size_t i = 0; i < row.size(); ++i) out += (i > 0 ? w.delimiter : "") + cell_text(row[i], w);
    return out;
}

template <class List>
const auto& pick(Random& random, const List& list) {
    return list[random.below(std::size(list))];
}

std::string number(Random& random, int low, int high) {
    return std::to_string(random.between(low, high));
}
std::string two(int n) {
    return (n < 10 ? "0" : "") + std::to_string(n);
}

constexpr const char* kGiven[] = {"Ana", "Ben",  "Chloe", "Dmitri", "Eva", "Farah",
                                  "Gus", "Hana", "Ivy",   "José",   "Kim", "Lena"};
constexpr const char* kSurname[] = {"García", "Smith",      "O'Neil",   "Nguyen", "Ortiz-Peña",
                                    "Brown",  "de la Cruz", "Kowalski", "Lee"};
constexpr const char* kWords[] = {"round", "white", "large", "late", "bus",  "called",
                                  "home",  "again", "blue",  "ok",   "sent", "left"};
constexpr const char* kTypes[] = {"RawMaterial", "Finished", "Spare", "Tool"};
constexpr const char* kSchools[] = {"Lincoln Elementary", "Oak Hill", "Roosevelt Middle", "Bay Charter"};
constexpr const char* kMarks[] = {"P", "P", "P", "A", "L", "E", ""};

std::string words(Random& random, int low, int high) {
    std::string out;
    for (int i = random.between(low, high); i > 0; --i)
        out += std::string(out.empty() ? "" : random.chance(0.2) ? ", " : " ") + pick(random, kWords);
    return out;
}

Clean sales(Random& random, int rows) {
    Clean t{{{"DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments"}},
            {}};
    for (int i = 0; i < rows; ++i) {
        t.rows.push_back({two(random.between(1, 28)) + "/" + two(random.between(1, 12)) + "/2018",
                          two(random.between(0, 23)) + ":" + two(random.between(0, 59)), number(random, 1, 12),
                          number(random, 200, 260), number(random, 5, 90) + "." + number(random, 0, 9),
                          pick(random, kTypes), words(random, 2, 5),
                          "https://example.org/p/" + number(random, 100, 999), words(random, 0, 6)});
    }
    return t;
}

Clean children(Random& random, int rows) {
    Clean t{{{"student_id", "last_name", "first_name", "birth_date", "grade", "school", "phone", "email"}}, {}};
    for (int i = 0; i < rows; ++i) {
        const std::string given = pick(random, kGiven);
        t.rows.push_back(
            {number(random, 10000, 99999), pick(random, kSurname), given,
             number(random, 2008, 2016) + "-" + two(random.between(1, 12)) + "-" + two(random.between(1, 28)),
             number(random, 1, 8), pick(random, kSchools), "555-01" + two(random.between(0, 99)),
             random.chance(0.3) ? "" : "user" + number(random, 1, 400) + "@example.org"});
    }
    return t;
}

Clean marks(Random& random, int rows) {
    Clean t{{{"Name", "Room", "Mon", "Tue", "Wed", "Thu", "Fri"}}, {}};
    for (int i = 0; i < rows; ++i) {
        Row row = {std::string(pick(random, kSurname)) + ", " + pick(random, kGiven), number(random, 1, 4) + "B"};
        for (int d = 0; d < 5; ++d) row.push_back(pick(random, kMarks));
        t.rows.push_back(row);
    }
    return t;
}

Clean notes(Random& random, int rows) {
    Clean t{{{"Teacher", "Child", "Subject", "Remarks"}}, {}};
    for (int i = 0; i < rows; ++i) {
        t.rows.push_back({pick(random, kSurname), std::string(pick(random, kGiven)) + " " + pick(random, kSurname),
                          pick(random, kWords), words(random, 3, 9)});
    }
    return t;
}

struct File {
    Clean truth;
    Writing writing;
    std::vector<std::string> lines;  // header rows first
    std::string before;
    std::string after;

    std::string text() const {
        std::string out = before;
        for (std::size_t i = 0; i < lines.size(); ++i) out += (i > 0 ? writing.line_end : "") + lines[i];
        if (writing.has_last_line_end || !after.empty()) out += writing.line_end;
        return out + after;
    }
    void rewrite() {
        lines.clear();
        for (const Row& row : truth.header) lines.push_back(row_text(row, writing));
        for (const Row& row : truth.rows) lines.push_back(row_text(row, writing));
    }
};

using Damage = std::function<void(File&, Random&)>;

const Row& row_of(const File& file, std::size_t line) {
    return line < file.truth.header.size() ? file.truth.header[line] : file.truth.rows[line - file.truth.header.size()];
}

void without_separator(File& file, Random& random) {
    const std::size_t line = random.below(file.lines.size());
    const Row& row = row_of(file, line);
    const std::size_t at = 1 + random.below(row.size() - 1);
    std::string out;
    for (std::size_t i = 0; i < row.size(); ++i)
        out += (i > 0 && i != at ? file.writing.delimiter : "") + cell_text(row[i], file.writing);
    file.lines[line] = out;
}

void extra_separator(File& file, Random& random) {
    const std::size_t line = random.below(file.lines.size());
    const Row& row = row_of(file, line);
    const std::size_t at = random.below(row.size());
    std::string out;
    for (std::size_t i = 0; i < row.size(); ++i) {
        out += (i > 0 ? file.writing.delimiter : "") + cell_text(row[i], file.writing) +
               (i == at ? file.writing.delimiter : "");
    }
    file.lines[line] = out;
}

void stray_quote(File& file, Random& random) {
    const std::size_t line = file.truth.header.size() + random.below(file.truth.rows.size());
    Row& row = file.truth.rows[line - file.truth.header.size()];
    const std::size_t at = random.below(row.size());
    std::string out;
    for (std::size_t i = 0; i < row.size(); ++i) {
        std::string text = cell_text(row[i], file.writing);
        if (i == at) {
            const bool is_quoted = !text.empty() && text[0] == file.writing.quote;
            const std::size_t place = is_quoted ? 1 + random.below(text.size() - 1) : random.below(text.size() + 1);
            text.insert(place, 1, file.writing.quote);
            row[i].insert(is_quoted ? place - 1 : place, 1, file.writing.quote);
        }
        out += (i > 0 ? file.writing.delimiter : "") + text;
    }
    file.lines[line] = out;
}

Damage other_delimiter(const std::string& delimiter) {
    return [delimiter](File& file, Random& random) {
        const std::size_t line = random.below(file.lines.size());
        Writing other = file.writing;
        other.delimiter = delimiter;
        file.lines[line] = row_text(row_of(file, line), other);
    };
}

Damage written(const std::function<void(Writing&)>& change) {
    return [change](File& file, Random&) {
        change(file.writing);
        file.rewrite();
    };
}

void no_header(File& file, Random&) {
    file.truth.header.clear();
    file.rewrite();
}

Damage more_headers(std::size_t n) {
    return [n](File& file, Random&) {
        for (std::size_t k = 0; k < n; ++k) {
            Row row;
            for (const auto& name : file.truth.header[0])
                row.push_back("(" + name.substr(0, 3) + (k == 0 ? " unit)" : " key)"));
            file.truth.header.push_back(row);
        }
        file.rewrite();
    };
}

void preamble(File& file, Random& random) {
    const std::string end = file.writing.line_end;
    file.before =
        "Report of the district" + end + "Printed 2026-03-01, for internal use" + end + (random.chance(0.5) ? end : "");
}

void footer(File& file, Random&) {
    file.after = file.writing.line_end + "End of report" + file.writing.line_end;
}

Damage second_table(int extra_columns) {
    return [extra_columns](File& file, Random& random) {
        std::vector<Row> rows = file.truth.header;
        for (int i = 0; i < 12; ++i) rows.push_back(pick(random, file.truth.rows));
        const std::string end = file.writing.line_end;
        if (random.chance(0.5)) file.after = end;
        for (Row& row : rows) {
            row.resize(static_cast<std::size_t>(static_cast<int>(row.size()) + extra_columns), "7");
            file.after += row_text(row, file.writing) + end;
        }
    };
}

Damage keep_rows(std::size_t n) {
    return [n](File& file, Random&) {
        file.truth.rows.resize(n);
        file.rewrite();
    };
}

const std::vector<std::pair<std::string, Damage>>& row_damages() {
    static const std::vector<std::pair<std::string, Damage>> list = {
        {"separator missing", without_separator},
        {"separator extra", extra_separator},
        {"stray quote", stray_quote},
        {"row with blanks for delimiters", other_delimiter(" ")},
        {"row with semicolons", other_delimiter(";")},
    };
    return list;
}

const std::vector<std::pair<std::string, Damage>>& file_damages() {
    static const std::vector<std::pair<std::string, Damage>> list = {
        {"clean", [](File&, Random&) {}},
        {"semicolon", written([](Writing& w) { w.delimiter = ";"; })},
        {"tab", written([](Writing& w) { w.delimiter = "\t"; })},
        {"pipe", written([](Writing& w) { w.delimiter = "|"; })},
        {"blank", written([](Writing& w) { w.delimiter = " "; })},
        {"comma and blank", written([](Writing& w) { w.delimiter = ", "; })},
        {"single quotes", written([](Writing& w) { w.quote = '\''; })},
        {"backslash", written([](Writing& w) { w.escape = '\\'; })},
        {"LF", written([](Writing& w) { w.line_end = "\n"; })},
        {"CR", written([](Writing& w) { w.line_end = "\r"; })},
        {"no last line end", written([](Writing& w) { w.has_last_line_end = false; })},
        {"no header", no_header},
        {"two header rows", more_headers(1)},
        {"three header rows", more_headers(2)},
        {"preamble", preamble},
        {"footer", footer},
        {"second table narrower", second_table(-2)},
        {"second table wider", second_table(2)},
        {"second table alike", second_table(0)},
        {"header only", keep_rows(0)},
        {"one row", keep_rows(1)},
    };
    return list;
}

double f1(std::map<std::string, int> truth, const std::vector<std::string>& seen) {
    int expected = 0;
    for (const auto& [text, n] : truth) expected += n;
    if (expected == 0 && seen.empty()) return 1;
    int hits = 0;
    for (const std::string& text : seen) hits += truth[text]-- > 0 ? 1 : 0;
    return 2.0 * hits / (expected + static_cast<double>(seen.size()));
}

std::string joined(std::span<const std::string> cells) {
    std::string out;
    for (const std::string& cell : cells) out += cell + '\x1f';
    return out;
}

double score(const File& file) {
    const std::string text = file.text();
    const auto readings = read_tables(as_bytes(text), "polluted.csv");
    if (readings.is_error()) return 0;
    const SheetReading& reading = (*readings)[0];
    std::map<std::string, int> header;
    for (std::size_t c = 0; c < (file.truth.header.empty() ? 0 : file.truth.header[0].size()); ++c) {
        std::string name;
        for (const Row& row : file.truth.header) name += (name.empty() ? "" : " ") + row[c];
        ++header[name];
    }
    std::map<std::string, int> records;
    std::map<std::string, int> cells;
    for (const Row& row : file.truth.rows) {
        ++records[joined(row)];
        for (const std::string& cell : row) ++cells[cell];
    }
    std::vector<std::string> seen_records;
    std::vector<std::string> seen_cells;
    for (std::size_t i = 0; i < reading.table.row_count(); ++i) {
        const auto row = reading.table.row(i);
        const Row copy(row.begin(), row.end());
        seen_records.push_back(joined(copy));
        seen_cells.insert(seen_cells.end(), copy.begin(), copy.end());
    }
    const double result = (f1(header, reading.header) + f1(records, seen_records) + f1(cells, seen_cells)) / 3;
    if (result < 0.999 && std::getenv("KITH_SHOW_MISSES") != nullptr) {
        std::cout << "    " << result << " header " << f1(header, reading.header) << " records "
                  << f1(records, seen_records) << " delimiter [" << delimiter_text(reading.dialect) << "] quote "
                  << reading.dialect.quote << " header rows " << reading.dialect.header_rows << " rows "
                  << reading.table.row_count() << " quarantined " << reading.account.quarantined() << '\n';
        for (const auto& problem : reading.problems)
            std::cout << "        " << problem.id << ' ' << problem.message << " | " << problem.raw << '\n';
    }
    return result;
}

using Maker = Clean (*)(Random&, int);
constexpr Maker kMakers[] = {sales, children, marks, notes};

double mean_score(const std::vector<Damage>& damages, int repetitions, std::uint64_t seed) {
    double sum = 0;
    int n = 0;
    for (std::size_t maker = 0; maker < std::size(kMakers); ++maker) {
        for (int k = 0; k < repetitions; ++k, ++n) {
            Random random(seed, maker * 1000 + static_cast<std::uint64_t>(k));
            File file;
            file.truth = kMakers[maker](random, 60);
            file.rewrite();
            for (const Damage& damage : damages) damage(file, random);
            sum += score(file);
        }
    }
    return sum / n;
}

TEST(Pollution, OneDamageIsReadThrough) {
    double rows = 0;
    double files = 0;
    for (const auto& [name, damage] : row_damages()) {
        const double s = mean_score({damage}, 12, 11);
        std::cout << "  " << name << ": " << s << '\n';
        rows += s / static_cast<double>(row_damages().size());
    }
    for (const auto& [name, damage] : file_damages()) {
        const double s = mean_score({damage}, 4, 12);
        std::cout << "  " << name << ": " << s << '\n';
        files += s / static_cast<double>(file_damages().size());
    }
    std::cout << "rows damaged: " << rows << ", files damaged: " << files << '\n';
    EXPECT_GE(rows, 0.99);
    EXPECT_GE(files, 0.98);
}

TEST(Pollution, TwoDamagesAreReadThrough) {
    double sum = 0;
    int n = 0;
    for (std::size_t i = 1; i + 2 < file_damages().size(); ++i) {  // not the files that have no rows left to damage
        for (const auto& [name, damage] : row_damages()) {
            const double s = mean_score({file_damages()[i].second, damage}, 1, 13);
            if (s < 0.95) std::cout << "  " << file_damages()[i].first << " + " << name << ": " << s << '\n';
            sum += s;
            ++n;
        }
    }
    std::cout << "pairs of damages: " << sum / n << '\n';
    EXPECT_GE(sum / n, 0.97);
}

}  // namespace
}  // namespace kith::intake
