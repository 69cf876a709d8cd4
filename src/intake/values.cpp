#include "intake/values.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "text/fold.h"

namespace kith::intake {
namespace {

constexpr std::size_t kCachedCellsMax = 1 << 16;

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool equals_upper(std::string_view cell, std::string_view upper_case) {
    return cell.size() == upper_case.size() &&
           std::equal(cell.begin(), cell.end(), upper_case.begin(), [](char a, char b) { return upper(a) == b; });
}

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 9> kExampleWords = {"test",    "example", "sample", "dummy",  "zztest",
                                                           "ejemplo", "prueba",  "zzz",    "testing"};
constexpr std::array<std::string_view, 14> kExampleNouns = {"student", "child",  "test",    "pupil",      "kid",
                                                            "user",    "record", "sample",  "estudiante", "example",
                                                            "person",  "client", "patient", "alumno"};

}  // namespace

std::string_view trimmed(std::string_view cell) {
    constexpr std::string_view kNoBreak = "\xC2\xA0";
    for (;;) {
        if (!cell.empty() && static_cast<unsigned char>(cell.front()) <= ' ') {
            cell.remove_prefix(1);
        } else if (cell.starts_with(kNoBreak)) {
            cell.remove_prefix(kNoBreak.size());
        } else {
            break;
        }
    }
    for (;;) {
        if (!cell.empty() && static_cast<unsigned char>(cell.back()) <= ' ') {
            cell.remove_suffix(1);
        } else if (cell.ends_with(kNoBreak)) {
            cell.remove_suffix(kNoBreak.size());
        } else {
            break;
        }
    }
    return cell;
}

bool is_missing(std::string_view cell) {
    cell = trimmed(cell);
    if (cell.empty()) return true;
    if (cell.size() > 14) return false;
    constexpr std::array<std::string_view, 16> kWords = {
        "NULL", "N/A", "NA",   "-", "--",      "---", "NONE",          "NIL",
        "#N/A", "\\N", "N.A.", ".", "UNKNOWN", "UNK", "NOT COLLECTED", "(BLANK)"};
    return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return equals_upper(cell, word); });
}

bool is_placeholder(PartialDate date) {
    if (date.year == 0) return false;
    if (date.year >= 9000 || date.year <= 1850) return true;
    return date.year <= 1901 && date.month <= 1 && date.day <= 1;
}

bool is_example_id(std::string_view id) {
    id = trimmed(id);
    if (id.size() < 3) return false;
    const std::string folded = text::fold(id.substr(0, 24));
    const std::string_view first = std::string_view(folded).substr(0, folded.find(' '));
    if (first == "ex") return id.size() > 2 && (id[2] == ':' || id[2] == '.');
    return first == "example" || first == "ejemplo" || first == "sample" || first == "test" || first == "eg";
}

bool is_example_name(std::string_view given, std::string_view surname) {
    const std::string a = text::fold(given);
    const std::string b = text::fold(surname);
    return (contains(kExampleWords, a) && (contains(kExampleNouns, b) || contains(kExampleWords, b))) ||
           (contains(kExampleWords, b) && contains(kExampleNouns, a)) ||
           (b.empty() && (a == "test student" || a == "student test" || a == "example student"));
}

table::Sex sex_of(std::string_view cell) {
    constexpr std::array<std::string_view, 12> kFemale = {"f",        "female",   "girl",  "w",    "woman",    "fem",
                                                          "femenino", "femenina", "mujer", "nina", "2 female", "gf"};
    constexpr std::array<std::string_view, 11> kMale = {"m",         "male",   "boy",  "man",   "masc",  "masculino",
                                                        "masculina", "hombre", "nino", "varon", "1 male"};
    constexpr std::array<std::string_view, 8> kOther = {"x",  "other",         "nonbinary", "non binary",
                                                        "nb", "nb non binary", "otro",      "different identity"};
    if (is_missing(cell)) return table::Sex::Unknown;
    const std::string folded = text::fold(cell);
    if (contains(kFemale, folded)) return table::Sex::Female;
    if (contains(kMale, folded)) return table::Sex::Male;
    if (contains(kOther, folded)) return table::Sex::Other;
    return table::Sex::Unknown;
}

std::string grade_of(std::string_view cell) {
    const std::string folded = text::fold(cell);
    std::string kept;
    for (std::size_t at = 0; at <= folded.size();) {
        const std::size_t end = std::min(folded.find(' ', at), folded.size());
        std::string_view word = std::string_view(folded).substr(at, end - at);
        at = end + 1;
        if (word == "grade" || word == "gr" || word == "grado" || word == "year" || word.empty()) continue;
        if (std::isdigit(static_cast<unsigned char>(word.front())) != 0) {
            const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
            const std::string_view rest = word.substr(digits);
            if (rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th" || rest == "o") {
                word = word.substr(0, digits);
            }
            while (word.size() > 1 && word.front() == '0') word.remove_prefix(1);
        }
        if (!kept.empty()) kept += ' ';
        kept += word;
    }
    constexpr std::array<std::string_view, 8> kKindergarten = {"k", "kg",     "kf",  "kn", "kindergarten",
                                                               "0", "kinder", "tk k"};
    constexpr std::array<std::string_view, 7> kPreschool = {
        "pk", "prek", "pre k", "preschool", "p", "pre kindergarten", "prekindergarten"};
    if (contains(kKindergarten, kept)) return "KG";
    if (contains(kPreschool, kept)) return "PK";
    std::transform(kept.begin(), kept.end(), kept.begin(), upper);
    return kept;
}

std::string_view name_of(text::DateOrder order) {
    switch (order) {
        case text::DateOrder::None:
            return "";
        case text::DateOrder::Ymd:
            return "ymd";
        case text::DateOrder::Mdy:
            return "mdy";
        case text::DateOrder::Dmy:
            return "dmy";
        case text::DateOrder::EpochMs:
            return "epoch_ms";
        case text::DateOrder::Ambiguous:
            return "ambiguous";
        case text::DateOrder::Mixed:
            return "mixed";
    }
    return "";
}

std::optional<text::DateOrder> settled_order(std::string_view name) {
    for (const auto order : {text::DateOrder::Ymd, text::DateOrder::Mdy, text::DateOrder::Dmy}) {
        if (name == name_of(order)) return order;
    }
    return std::nullopt;
}

DateReader::DateReader(const table::Table& table, std::span<const std::size_t> columns, DateUse use, CivilDate today,
                       std::optional<text::DateOrder> memory) {
    pivot_.latest_year = today.year() + (use == DateUse::Birth ? 0 : 2);
    for (std::size_t row = 0; row < table.row_count() && cells_.size() < kCachedCellsMax; ++row) {
        for (const std::size_t column : columns) cells_.intern(table.cell(row, column));
    }
    std::optional<text::DateWindow> window;
    if (use == DateUse::Birth) window = text::DateWindow{today.plus_years(-100), today};
    const text::DateColumn study = text::study_date_column(cells_.texts(), pivot_, window);
    order_ = study.order;
    dates_ = study.dates;
    not_dates_ = study.not_dates;
    const bool is_open = order_ == text::DateOrder::Ambiguous || order_ == text::DateOrder::None;
    if (is_open && memory && study.dates > 0) order_ = *memory;
    values_.reserve(cells_.size());
    for (const std::string_view cell : cells_.texts()) values_.push_back(parse(cell));
}

DateReader::Value DateReader::parse(std::string_view cell) const {
    Value value;
    if (is_missing(cell)) return value;
    const auto read = text::parse_timestamp(trimmed(cell), order_, pivot_);
    if (read.is_error()) {
        value.state = read.error().id == "text.date.ambiguous" ? State::Ambiguous : State::Unreadable;
        return value;
    }
    value.date = read->date;
    if (is_placeholder(value.date)) {
        value = {};
        value.state = State::Placeholder;
        return value;
    }
    if (read->time) value.minute = read->time->ms / 60'000;
    const auto day = value.date.to_date();
    value.state = day ? State::Read : State::Partial;
    if (day) value.days = day->days();
    return value;
}

const DateReader::Value& DateReader::read(std::string_view cell) {
    if (const auto known = cells_.find(cell)) return values_[*known];
    last_ = parse(cell);
    return last_;
}

}  // namespace kith::intake
