#include "link/column_builder.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "text/fold.h"
#include "text/names.h"

namespace kith::link {
namespace {

std::string joined(const std::vector<std::string>& parts, std::size_t first) {
    std::string result;
    for (std::size_t i = first; i < parts.size(); ++i) {
        if (!result.empty()) result += ' ';
        result += parts[i];
    }
    return result;
}

bool is_missing_word(std::string_view folded) {
    static constexpr std::array<std::string_view, 15> kWords = {
        "null",    "n a",           "na",           "nan",     "none", "unknown", "unk",      "not known",
        "missing", "not available", "not provided", "refused", "tbd",  "nil",     "undefined"};
    return std::find(kWords.begin(), kWords.end(), folded) != kWords.end();
}

bool is_one_character(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [&](char c) { return c == text.front(); });
}

}  // namespace

ColumnBuilder::ColumnBuilder(std::string name, FieldKind kind) {
    column_.name = std::move(name);
    column_.kind = kind;
    column_.begin.push_back(0);
}

void ColumnBuilder::add(std::string_view value) {
    if (value.empty()) return;
    auto found = codes_.find(value);
    if (found == codes_.end()) {
        found = codes_.emplace(std::string(value), static_cast<std::uint32_t>(codes_.size())).first;
    }
    const auto first = column_.codes.begin() + column_.begin.back();
    if (std::find(first, column_.codes.end(), found->second) == column_.codes.end()) {
        column_.codes.push_back(found->second);
    }
}

void ColumnBuilder::end_record() {
    column_.begin.push_back(static_cast<std::uint32_t>(column_.codes.size()));
}

Column ColumnBuilder::finish() && {
    std::vector<const std::string*> by_code(codes_.size());
    for (const auto& [text, code] : codes_) by_code[code] = &text;
    std::vector<std::uint32_t> order(codes_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) { return *by_code[x] < *by_code[y]; });
    std::vector<std::uint32_t> rank(order.size());
    column_.values.reserve(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        rank[order[i]] = i;
        column_.values.push_back(*by_code[order[i]]);
    }
    for (std::uint32_t& code : column_.codes) code = rank[code];
    for (std::size_t r = 0; r + 1 < column_.begin.size(); ++r) {
        std::sort(column_.codes.begin() + column_.begin[r], column_.codes.begin() + column_.begin[r + 1]);
    }
    return std::move(column_);
}

void NameColumns::add_given(std::string_view given_text, std::string_view middle_text) {
    auto parts = text::given_parts(given_text);
    for (auto& part : text::given_parts(middle_text)) parts.push_back(std::move(part));
    std::erase_if(parts, [](const std::string& part) { return is_missing_word(part); });
    if (parts.empty()) return;
    given.add(parts.front());
    middle.add(joined(parts, 1));
}

void NameColumns::add_preferred(std::string_view text) {
    const auto parts = text::given_parts(text);
    if (!parts.empty() && !is_missing_word(parts.front())) given.add(parts.front());
}

void NameColumns::add_surname(std::string_view text) {
    const std::string whole = joined(text::surname_parts(text), 0);
    if (!is_missing_word(whole)) surname.add(whole);
}

void NameColumns::end_record() {
    given.end_record();
    middle.end_record();
    surname.end_record();
}

std::string sorted_name(std::string_view text) {
    auto parts = text::surname_parts(text);
    std::sort(parts.begin(), parts.end());
    const std::string result = joined(parts, 0);
    return is_missing_word(result) ? std::string() : result;
}

std::string phone_digits(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9') digits += c;
    }
    if (digits.size() > 10) digits.erase(0, digits.size() - 10);
    if (digits.size() < 7 || is_one_character(digits)) return {};
    return digits;
}

std::string normal_identifier(std::string_view text) {
    std::string folded = text::fold(text);
    if (is_missing_word(folded)) return {};
    std::erase(folded, ' ');
    return folded.size() < 2 || is_one_character(folded) ? std::string() : folded;
}

std::string normal_email(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) <= ' ') continue;
        result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result.find('@') == std::string::npos ? std::string() : result;
}

std::string normal_sex(std::string_view text) {
    std::string folded = normal_text(text);
    if (folded == "female" || folded == "girl" || folded == "woman" || folded == "femenino") return "f";
    if (folded == "male" || folded == "boy" || folded == "man" || folded == "masculino") return "m";
    return folded;
}

std::string normal_text(std::string_view text) {
    std::string folded = text::fold(text);
    return is_missing_word(folded) ? std::string() : folded;
}

}  // namespace kith::link
