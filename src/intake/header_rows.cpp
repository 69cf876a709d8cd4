#include "intake/header_rows.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace kith::intake {
namespace {

constexpr double kPrior = 1.0;  // nine files in ten have a header (Pollock: 470 of 3,700 have none)
constexpr std::size_t kLongName = 60;

constexpr std::array<std::string_view, 118> kNameWords = {
    "id",       "name",        "first",    "last",     "middle",   "given",     "surname",     "date",      "dob",
    "birth",    "birthdate",   "birthday", "sex",      "gender",   "age",       "grade",       "school",    "student",
    "address",  "street",      "city",     "state",    "zip",      "postcode",  "postal",      "country",   "county",
    "phone",    "email",       "e-mail",   "mail",     "url",      "link",      "web",         "website",   "code",
    "type",     "status",      "number",   "no",       "num",      "count",     "total",       "amount",    "price",
    "cost",     "value",       "qty",      "quantity", "unit",     "units",     "time",        "timestamp", "start",
    "end",      "year",        "month",    "day",      "week",     "hour",      "period",      "from",      "to",
    "title",    "description", "desc",     "comment",  "comments", "note",      "notes",       "remarks",   "category",
    "group",    "class",       "section",  "teacher",  "course",   "subject",   "score",       "mark",      "marks",
    "percent",  "rate",        "level",    "rank",     "product",  "productid", "producttype", "item",      "order",
    "customer", "user",        "username", "login",    "password", "company",   "department",  "region",    "area",
    "latitude", "longitude",   "lat",      "lon",      "lng",      "location",  "place",       "site",      "language",
    "label",    "key",         "field",    "column",   "index",    "reference", "ref",         "source",    "parent",
    "guardian"};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}
bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_word(std::string_view word) {
    std::string folded;
    for (const char c : word) folded += lower(c);
    return std::find(kNameWords.begin(), kNameWords.end(), folded) != kNameWords.end();
}

/// Years, day numbers, dates: cells of a header that counts across.
bool is_series(std::span<const std::string_view> cells) {
    long previous = 0;
    std::size_t steps = 0;
    std::size_t numbers = 0;
    for (const std::string_view cell : cells) {
        const std::string_view text = trim_blanks(cell);
        if (text.empty() || text.size() > 4 || cell_kind_of(text) != CellKind::Integer || text.front() == '-' ||
            text.front() == '+')
            continue;
        long value = 0;
        for (const char c : text) value = value * 10 + (c - '0');
        if (numbers++ > 0) steps += value == previous + 1 || value == previous - 1 || value == previous ? 1U : 0U;
        previous = value;
    }
    return numbers >= 3 && steps + 2 >= numbers;
}

double weigh_typed(const ColumnModel& model, CellKind kind, HeaderEvidence& evidence) {
    if (kind == CellKind::Empty) return 0;
    if (kind == CellKind::Missing) return -0.5;
    if (family_of(kind) == model.family()) {
        ++evidence.belongs;
        return -3 * model.family_share();
    }
    if (is_typed(kind)) return -0.3;
    ++evidence.contradicts;
    return 2.5 * model.family_share();
}

/// Over a column of words: does the cell stand among them, is it shaped like them?
double weigh_words(const ColumnModel& model, std::string_view cell, CellKind kind) {
    if (!is_filled(kind)) return model.filled() == model.seen() && model.seen() > 3 ? -0.1 : 0;
    if (is_typed(kind)) return model.filled() == 0 ? 0 : -0.4;
    if (model.filled() < 2) return 0;
    const bool is_categorical = model.distinct_values() * 3 <= model.filled() && model.filled() >= 6;
    if (model.has_value(cell)) return is_categorical ? -2.5 : -1.5;
    double sum = is_categorical ? 1.2 : 0;
    // A column of one shape (codes, postcodes) is contradicted by another shape.
    if (model.best_outline_share() > 0.9) sum += model.outline_share(cell) == 0 ? 0.8 : -0.4;
    return sum;
}

}  // namespace

bool is_column_name(std::string_view cell) {
    const std::string_view text = trim_blanks(cell);
    if (text.empty() || text.size() > kLongName) return false;
    if (text.find('_') != text.npos && text.find(' ') == text.npos) return true;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool is_hump =
            i > 0 && i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && text[i - 1] >= 'a' && text[i - 1] <= 'z';
        if (i < text.size() && is_alnum(text[i]) && !is_hump) continue;
        if (is_name_word(text.substr(begin, i - begin))) return true;
        begin = is_hump ? i : i + 1;
    }
    return false;
}

std::size_t seam_of_names(std::string_view cell) {
    std::size_t seam = 0;
    for (std::size_t i = 2; i + 2 <= cell.size(); ++i) {
        if (!is_name_word(cell.substr(0, i)) || !is_name_word(cell.substr(i))) continue;
        if (seam != 0) return 0;
        seam = i;
    }
    if (seam != 0) return seam;
    for (std::size_t i = 1; i < cell.size(); ++i) {  // `QtyProduct`
        const bool is_hump = cell[i] >= 'A' && cell[i] <= 'Z' && cell[i - 1] >= 'a' && cell[i - 1] <= 'z';
        if (!is_hump) continue;
        if (seam != 0) return 0;
        seam = i;
    }
    return seam;
}

HeaderEvidence weigh_header(const std::vector<ColumnModel>& models, std::span<const std::string_view> cells) {
    HeaderEvidence evidence;
    evidence.sum = kPrior;
    const bool counts_across = is_series(cells);
    std::unordered_set<std::string_view> distinct;
    double names = 0;
    double words = 0;
    double plain_numbers = 0;
    std::size_t long_cells = 0;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const CellKind kind = cell_kind_of(cells[c]);
        if (is_filled(kind)) {
            ++evidence.filled;
            evidence.repeated += distinct.insert(cells[c]).second ? 0U : 1U;
        }
        if (is_column_name(cells[c])) names += 0.7;
        long_cells += cells[c].size() > kLongName ? 1U : 0U;
        if (c >= models.size() || models[c].filled() == 0) continue;
        const bool is_number = kind == CellKind::Integer || kind == CellKind::Number;
        if (counts_across && is_number) continue;
        if (is_typed(models[c].family()) && models[c].family_share() >= 0.6) {
            evidence.sum += weigh_typed(models[c], kind, evidence);
        } else {
            words += weigh_words(models[c], cells[c], kind);
            if (is_number) plain_numbers += 0.5;
        }
    }
    evidence.sum += std::clamp(words, -5.0, 5.0) + std::min(names, 3.0) - std::min(plain_numbers, 3.0);
    if (counts_across && evidence.belongs == 0) evidence.sum += 1;
    if (evidence.filled > 0) {
        const auto filled = static_cast<double>(evidence.filled);
        evidence.sum -=
            1.5 * static_cast<double>(evidence.repeated) / filled + 1.5 * static_cast<double>(long_cells) / filled;
    }
    return evidence;
}

}  // namespace kith::intake
