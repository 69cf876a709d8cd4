#include "link/likeness.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "text/names.h"
#include "text/similarity.h"
#include "text/sound.h"

namespace kith::link {
namespace {

constexpr double kSimilar = 0.87;
constexpr double kClose = 0.94;

enum class PlainLevel : std::uint8_t { Exact, OneEdit, Similar, SharedWords, Different };

constexpr std::array<std::string_view, 8> kGivenNames = {"exact",   "nickname",         "one edit", "similar",
                                                         "swapped", "other given name", "initial",  "different"};
constexpr std::array<std::string_view, 5> kSurnameNames = {"exact", "shared part", "one edit", "similar", "different"};
constexpr std::array<std::string_view, 6> kBirthNames = {"exact",     "near",      "compatible",
                                                         "two parts", "same year", "different"};
constexpr std::array<std::string_view, 5> kPlainNames = {"exact", "one edit", "similar", "shared words", "different"};
constexpr std::array<std::string_view, 2> kSexNames = {"exact", "different"};

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto space = text.find(' ');
        if (space != 0) words.push_back(text.substr(0, space));
        if (space == std::string_view::npos) break;
        text.remove_prefix(space + 1);
    }
    return words;
}

bool is_one_edit(std::string_view a, std::string_view b) {
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t shorter = std::min(a.size(), b.size());
    return longer >= 4 && longer - shorter <= 1 && text::damerau_levenshtein(a, b) <= 1;
}

/// Words of the shorter text found in the other, at least half of the longer one's.
bool has_shared_words(std::string_view a, std::string_view b) {
    const auto x = words_of(a);
    const auto y = words_of(b);
    std::size_t shared = 0;
    for (const auto word : x) {
        if (word.size() > 1 && std::find(y.begin(), y.end(), word) != y.end()) ++shared;
    }
    return shared > 0 && 2 * shared >= std::max(x.size(), y.size());
}

/// Both lines start with a house number, and not with the same one.
bool is_another_house(std::string_view a, std::string_view b) {
    const auto is_numbered = [](std::string_view line) {
        return std::isdigit(static_cast<unsigned char>(line[0])) != 0;
    };
    return is_numbered(a) && is_numbered(b) && a.substr(0, a.find(' ')) != b.substr(0, b.find(' '));
}

int number_at(std::string_view date, std::size_t at, std::size_t size) {
    int number = 0;
    for (std::size_t i = at; i < at + size; ++i) {
        if (i >= date.size() || date[i] < '0' || date[i] > '9') return 0;
        number = number * 10 + (date[i] - '0');
    }
    return number;
}

struct DateParts {
    int year = 0;
    int month = 0;
    int day = 0;
};

DateParts parts_of(std::string_view date) {
    return {number_at(date, 0, 4), number_at(date, 5, 2), number_at(date, 8, 2)};
}

/// Placeholders and dates of lesser precision say only their year.
bool is_year_only(const DateParts& date) {
    return date.month == 0 || (date.month == 1 && date.day == 1);
}

}  // namespace

std::string_view shared_part(std::string_view a, std::string_view b) {
    std::string_view longest;
    const auto y = words_of(b);
    for (const auto word : words_of(a)) {
        if (word.size() > longest.size() && word.size() > 1 && std::find(y.begin(), y.end(), word) != y.end()) {
            longest = word;
        }
    }
    return longest;
}

GivenLevel compare_given(std::string_view a, std::string_view b) {
    if (a == b) return GivenLevel::Exact;
    if (a.size() == 1 || b.size() == 1) return a[0] == b[0] ? GivenLevel::Initial : GivenLevel::Different;
    if (text::are_nicknames(a, b)) return GivenLevel::Nickname;
    if (is_one_edit(a, b)) return GivenLevel::OneEdit;
    const double likeness = text::jaro_winkler(a, b);
    if (likeness >= kClose) return GivenLevel::OneEdit;
    if (likeness >= kSimilar) return GivenLevel::Similar;
    const auto shorter = a.size() < b.size() ? a : b;
    const auto longer = a.size() < b.size() ? b : a;
    if (shorter.size() >= 3 && longer.starts_with(shorter)) return GivenLevel::Similar;
    if (likeness >= 0.7 && text::sound_key(a) == text::sound_key(b)) return GivenLevel::Similar;
    return GivenLevel::Different;
}

SurnameLevel compare_surnames(std::string_view a, std::string_view b) {
    if (a == b) return SurnameLevel::Exact;
    if (!shared_part(a, b).empty()) return SurnameLevel::SharedPart;
    if (is_one_edit(a, b)) return SurnameLevel::OneEdit;
    const double likeness = text::jaro_winkler(a, b);
    if (likeness >= kClose) return SurnameLevel::OneEdit;
    if (likeness >= kSimilar) return SurnameLevel::Similar;
    if (likeness >= 0.7 && text::sound_key(a) == text::sound_key(b)) return SurnameLevel::Similar;
    for (const auto x : words_of(a)) {
        for (const auto y : words_of(b)) {
            if (is_one_edit(x, y) && std::min(x.size(), y.size()) >= 4) return SurnameLevel::Similar;
        }
    }
    return SurnameLevel::Different;
}

BirthLevel compare_birth_dates(std::string_view a, std::string_view b) {
    const DateParts x = parts_of(a);
    const DateParts y = parts_of(b);
    if (a == b) return x.month == 0 ? BirthLevel::Compatible : BirthLevel::Exact;
    const bool is_whole = a.size() == 10 && b.size() == 10;
    if (!is_whole || is_year_only(x) || is_year_only(y)) {
        const bool is_month_known = x.month != 0 && y.month != 0 && !is_year_only(x) && !is_year_only(y);
        if (x.year == y.year && (!is_month_known || x.month == y.month)) return BirthLevel::Compatible;
    }
    if (is_whole && x.year == y.year && x.month == y.day && x.day == y.month) return BirthLevel::Near;
    if (is_whole && text::damerau_levenshtein(a, b) <= 1) return BirthLevel::Near;
    const int same = (x.year == y.year ? 1 : 0) + (x.month != 0 && x.month == y.month ? 1 : 0) +
                     (x.day != 0 && x.day == y.day ? 1 : 0);
    if (same >= 2) return BirthLevel::TwoParts;
    return x.year == y.year ? BirthLevel::SameYear : BirthLevel::Different;
}

PackedDate pack_date(std::string_view date) {
    if (date.size() != 10 || date[4] != '-' || date[7] != '-') return {};
    PackedDate result{0, true};
    for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
        if (date[i] < '0' || date[i] > '9') return {};
        result.digits = result.digits << 4 | static_cast<std::uint32_t>(date[i] - '0');
    }
    return result;
}

BirthLevel compare_packed_dates(PackedDate a, PackedDate b) {
    const auto is_january_first = [](std::uint32_t digits) { return (digits & 0xffff) == 0x0101; };
    const auto has_month = [](std::uint32_t digits) { return (digits & 0xff00) != 0; };
    if (a.digits == b.digits) return has_month(a.digits) ? BirthLevel::Exact : BirthLevel::Compatible;
    const std::uint32_t changed = a.digits ^ b.digits;
    const bool is_year_same = changed >> 16 == 0;
    const bool is_year_only =
        is_january_first(a.digits) || is_january_first(b.digits) || !has_month(a.digits) || !has_month(b.digits);
    if (is_year_only && is_year_same) return BirthLevel::Compatible;
    const std::uint32_t swapped = (b.digits & 0xffff0000) | (b.digits & 0xff) << 8 | (b.digits >> 8 & 0xff);
    if (a.digits == swapped) return BirthLevel::Near;
    const int first = std::countr_zero(changed) / 4;
    const int last = 7 - std::countl_zero(changed) / 4;
    if (first == last) return BirthLevel::Near;           // one digit
    if (last == first + 1 && first != 1 && first != 3) {  // neighbours, no dash between
        const std::uint32_t x = a.digits >> (4 * first) & 0xff;
        const std::uint32_t y = b.digits >> (4 * first) & 0xff;
        if (x == ((y & 0xf) << 4 | y >> 4)) return BirthLevel::Near;
    }
    const int same = (is_year_same ? 1 : 0) + (has_month(a.digits) && (changed & 0xff00) == 0 ? 1 : 0) +
                     ((a.digits & 0xff) != 0 && (changed & 0xff) == 0 ? 1 : 0);
    if (same >= 2) return BirthLevel::TwoParts;
    return is_year_same ? BirthLevel::SameYear : BirthLevel::Different;
}

std::uint32_t character_mask(std::string_view text) {
    std::uint32_t mask = 0;
    for (const char c : text) mask |= 1U << (static_cast<unsigned char>(c) & 31U);
    return mask;
}

bool is_number(FieldKind kind) {
    return kind == FieldKind::Phone || kind == FieldKind::Identifier || kind == FieldKind::HouseNumber ||
           kind == FieldKind::Postcode;
}

std::uint8_t compare_plain(FieldKind kind, std::string_view a, std::string_view b) {
    const auto level = [](PlainLevel value) { return static_cast<std::uint8_t>(value); };
    if (a == b) return level(PlainLevel::Exact);
    if (kind == FieldKind::MiddleName && (a.size() == 1 || b.size() == 1)) {
        return level(a[0] == b[0] ? PlainLevel::SharedWords : PlainLevel::Different);
    }
    if (kind == FieldKind::AddressLine && is_another_house(a, b)) {
        if (is_one_edit(a, b)) return level(PlainLevel::Similar);
        return level(has_shared_words(a, b) ? PlainLevel::SharedWords : PlainLevel::Different);
    }
    if (is_one_edit(a, b)) return level(PlainLevel::OneEdit);
    if (is_number(kind)) return level(PlainLevel::Different);
    const double likeness = text::jaro_winkler(a, b);
    if (likeness >= kClose) return level(PlainLevel::OneEdit);
    if (likeness >= kSimilar) return level(PlainLevel::Similar);
    if (kind == FieldKind::Email && a.substr(0, a.find('@')) == b.substr(0, b.find('@')))
        return level(PlainLevel::Similar);
    return level(has_shared_words(a, b) ? PlainLevel::SharedWords : PlainLevel::Different);
}

std::uint8_t compare_values(FieldKind kind, std::string_view a, std::string_view b) {
    switch (kind) {
        case FieldKind::GivenName:
            return static_cast<std::uint8_t>(compare_given(a, b));
        case FieldKind::Surname:
            return static_cast<std::uint8_t>(compare_surnames(a, b));
        case FieldKind::BirthDate:
            return static_cast<std::uint8_t>(compare_birth_dates(a, b));
        case FieldKind::Sex:
            return a == b ? 0 : 1;
        default:
            return compare_plain(kind, a, b);
    }
}

std::span<const std::string_view> level_names(FieldKind kind) {
    switch (kind) {
        case FieldKind::GivenName:
            return kGivenNames;
        case FieldKind::Surname:
            return kSurnameNames;
        case FieldKind::BirthDate:
            return kBirthNames;
        case FieldKind::Sex:
            return kSexNames;
        default:
            return kPlainNames;
    }
}

}  // namespace kith::link
