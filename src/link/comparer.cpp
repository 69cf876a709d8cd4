#include "link/comparer.h"

#include <algorithm>
#include <numeric>

#include "base/random.h"

namespace kith::link {
namespace {

bool has_known_meaning(FieldKind kind) {
    return kind != FieldKind::Category && kind != FieldKind::Text;
}

/// A day of birth is as good as any other; only one that many share (a placeholder) is worth less.
float exact_rarity_of(const FrameColumn& column, std::uint32_t code) {
    return column.kind == FieldKind::BirthDate ? std::min(0.0F, column.rarity[code]) : column.rarity[code];
}

bool is_better(const ValueLevel& x, const ValueLevel& y) {
    return x.level != y.level ? x.level < y.level : x.rarity > y.rarity;
}

/// The best level over all pairs of values of two records.
template <class Source>
ValueLevel best_level(const Frame& frame, Source& source, std::size_t column, std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = frame.code(column, a);
    const std::uint32_t y = frame.code(column, b);
    if (x == kNoValue || y == kNoValue) return {};
    if (x != kSeveralValues && y != kSeveralValues) return source.level_of(column, x, y);
    ValueLevel best;
    for (const std::uint32_t left : frame.values_of(column, a)) {
        for (const std::uint32_t right : frame.values_of(column, b)) {
            const ValueLevel found = source.level_of(column, left, right);
            if (is_better(found, best)) best = found;
        }
    }
    return best;
}

void put(Agreement& out, std::size_t comparison, ValueLevel value) {
    out.level[comparison] = value.level;
    out.rarity[comparison] = value.rarity;
}

bool share_a_name(const Frame& frame, std::size_t column_a, std::uint32_t a, std::size_t column_b, std::uint32_t b) {
    const std::uint32_t only_a = frame.code(column_a, a);
    const std::uint32_t only_b = frame.code(column_b, b);
    if (only_a == kNoValue || only_b == kNoValue) return false;
    if (only_a != kSeveralValues && only_b != kSeveralValues) {
        return frame.columns[column_a].name_id[only_a] == frame.columns[column_b].name_id[only_b];
    }
    for (const std::uint32_t x : frame.values_of(column_a, a)) {
        const std::uint32_t id = frame.columns[column_a].name_id[x];
        for (const std::uint32_t y : frame.values_of(column_b, b)) {
            if (frame.columns[column_b].name_id[y] == id) return true;
        }
    }
    return false;
}

/// Given name of one record against the surname of the other, one edit allowed.
bool is_crossed(const Frame& frame, std::size_t given, std::uint32_t a, std::size_t surname, std::uint32_t b) {
    for (const std::uint32_t x : frame.values_of(given, a)) {
        for (const std::uint32_t y : frame.values_of(surname, b)) {
            if (compare_surnames(frame.text(given, x), frame.text(surname, y)) <= SurnameLevel::OneEdit) return true;
        }
    }
    return false;
}

bool is_swapped(const Frame& frame, std::size_t given, std::size_t surname, std::uint32_t a, std::uint32_t b) {
    const bool is_exact_one_way = share_a_name(frame, given, a, surname, b);
    const bool is_exact_other_way = share_a_name(frame, given, b, surname, a);
    if (is_exact_one_way && is_exact_other_way) return true;
    if (is_exact_one_way) return is_crossed(frame, given, b, surname, a);
    return is_exact_other_way && is_crossed(frame, given, a, surname, b);
}

/// `Ana García López`, read as given, middle and surname, against `Ana` `García López`: the middle name is none.
bool is_middle_in_surname(const Frame& frame, std::size_t middle, std::uint32_t a, std::size_t surname,
                          std::uint32_t b) {
    for (const std::uint32_t x : frame.values_of(middle, a)) {
        for (const std::uint32_t y : frame.values_of(surname, b)) {
            if (!shared_part(frame.text(middle, x), frame.text(surname, y)).empty()) return true;
        }
    }
    return false;
}

void compare_middle_names(const Frame& frame, const Comparisons& comparisons, std::uint32_t a, std::uint32_t b,
                          ValueLevel level, Agreement& out) {
    const std::size_t middle = comparisons.column[*comparisons.middle];
    if (comparisons.surname && level.level == level_names(FieldKind::MiddleName).size() - 1) {
        const std::size_t surname = comparisons.column[*comparisons.surname];
        if (is_middle_in_surname(frame, middle, a, surname, b) || is_middle_in_surname(frame, middle, b, surname, a)) {
            level = {};
        }
    }
    put(out, *comparisons.middle, level);
}

/// `Lucas` stands for `Noah Lucas` unless he has a middle name that has no place in it: `Lucas Owen` is his twin.
bool has_room_for_middle(const Frame& frame, std::size_t given, std::size_t middle, std::uint32_t shorter,
                         std::uint32_t longer) {
    const auto own = frame.values_of(middle, shorter);
    return std::all_of(own.begin(), own.end(), [&](std::uint32_t x) {
        const auto fits = [&](std::size_t column) {
            const auto names = frame.values_of(column, longer);
            return std::any_of(names.begin(), names.end(), [&](std::uint32_t y) {
                return compare_given(frame.text(middle, x), frame.text(column, y)) != GivenLevel::Different;
            });
        };
        return fits(given) || fits(middle);
    });
}

/// The given name of `shorter` is the middle name of `longer`.
bool goes_by_middle_name(const Frame& frame, std::size_t given, std::size_t middle, std::uint32_t shorter,
                         std::uint32_t longer) {
    return share_a_name(frame, given, shorter, middle, longer) &&
           has_room_for_middle(frame, given, middle, shorter, longer);
}

bool is_agreeing_surname(std::uint8_t level) {
    return level <= static_cast<std::uint8_t>(SurnameLevel::Similar);
}

template <class Source>
void names_of_pair(const Frame& frame, const Comparisons& comparisons, Source& source, std::uint32_t a, std::uint32_t b,
                   Agreement& out) {
    if (comparisons.surname) {
        put(out, *comparisons.surname, best_level(frame, source, comparisons.column[*comparisons.surname], a, b));
    }
    if (comparisons.middle) {
        const ValueLevel level = best_level(frame, source, comparisons.column[*comparisons.middle], a, b);
        compare_middle_names(frame, comparisons, a, b, level, out);
    }
    if (!comparisons.given) return;
    const std::size_t given = comparisons.column[*comparisons.given];
    ValueLevel level = best_level(frame, source, given, a, b);
    if (level.level == static_cast<std::uint8_t>(GivenLevel::Different)) {
        if (comparisons.surname && !is_agreeing_surname(out.level[*comparisons.surname]) &&
            is_swapped(frame, given, comparisons.column[*comparisons.surname], a, b)) {
            level = {static_cast<std::uint8_t>(GivenLevel::Swapped), 0};
            put(out, *comparisons.surname, {});
        } else if (comparisons.middle) {
            const std::size_t middle = comparisons.column[*comparisons.middle];
            if (goes_by_middle_name(frame, given, middle, a, b) || goes_by_middle_name(frame, given, middle, b, a)) {
                level = {static_cast<std::uint8_t>(GivenLevel::OtherName), 0};
                put(out, *comparisons.middle, {});
            }
        }
    }
    put(out, *comparisons.given, level);
}

bool is_name(const Comparisons& comparisons, std::size_t comparison) {
    return comparison == comparisons.given || comparison == comparisons.middle || comparison == comparisons.surname;
}

template <class Source>
void compare_all(const Frame& frame, const Comparisons& comparisons, Source& source, std::uint32_t a, std::uint32_t b,
                 Agreement& out) {
    names_of_pair(frame, comparisons, source, a, b, out);
    for (std::size_t c = 0; c < comparisons.size(); ++c) {
        if (!is_name(comparisons, c)) put(out, c, best_level(frame, source, comparisons.column[c], a, b));
    }
}

}  // namespace

Comparisons choose_comparisons(const Frame& frame) {
    std::vector<std::size_t> order(frame.columns.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
        const FrameColumn& left = frame.columns[x];
        const FrameColumn& right = frame.columns[y];
        if (has_known_meaning(left.kind) != has_known_meaning(right.kind)) return has_known_meaning(left.kind);
        return !has_known_meaning(left.kind) && left.exact_agreement < right.exact_agreement;
    });
    if (order.size() > kComparisonsMax) order.resize(kComparisonsMax);
    std::sort(order.begin(), order.end());
    Comparisons result;
    for (const std::size_t column : order) {
        const std::size_t c = result.column.size();
        switch (frame.columns[column].kind) {
            case FieldKind::GivenName:
                result.given = c;
                break;
            case FieldKind::MiddleName:
                result.middle = c;
                break;
            case FieldKind::Surname:
                result.surname = c;
                break;
            case FieldKind::BirthDate:
                result.birth = c;
                break;
            default:
                break;
        }
        result.column.push_back(column);
    }
    return result;
}

ValueLevel compare_codes(const Frame& frame, std::size_t column, std::uint32_t a, std::uint32_t b) {
    const FrameColumn& target = frame.columns[column];
    ValueLevel result;
    result.level = compare_values(target.kind, frame.text(column, a), frame.text(column, b));
    if (a == b) {
        result.rarity = exact_rarity_of(target, a);
    } else if (target.kind == FieldKind::Surname &&
               result.level == static_cast<std::uint8_t>(SurnameLevel::SharedPart)) {
        const auto part = shared_part(frame.text(column, a), frame.text(column, b));
        const auto& values = target.column->values;
        const auto found = std::lower_bound(values.begin(), values.end(), part);
        if (found != values.end() && *found == part)
            result.rarity = std::min(3.0F, target.rarity[static_cast<std::size_t>(found - values.begin())]);
    }
    return result;
}

void PlainComparer::compare(std::uint32_t a, std::uint32_t b, Agreement& out) {
    compare_all(frame_, comparisons_, *this, a, b, out);
}

Comparer::Comparer(const Frame& frame, const Comparisons& comparisons)
    : frame_(frame), comparisons_(comparisons), memo_(frame.columns.size()) {
    for (const std::size_t column : comparisons.column) memo_[column].resize(kEntries);
}

ValueLevel Comparer::level_of(std::size_t column, std::uint32_t a, std::uint32_t b) {
    const FrameColumn& target = frame_.columns[column];
    if (a == b && target.kind != FieldKind::BirthDate) return {0, target.rarity[a]};
    if (!target.mask.empty() && !may_be_one_edit(target.mask[a], target.mask[b])) {
        return {static_cast<std::uint8_t>(level_names(target.kind).size() - 1), 0};
    }
    if (!target.date.empty() && target.date[a].is_whole && target.date[b].is_whole) {
        const float rarity = a == b ? exact_rarity_of(target, a) : 0;
        return {static_cast<std::uint8_t>(compare_packed_dates(target.date[a], target.date[b])), rarity};
    }
    if (a > b) std::swap(a, b);
    const std::uint64_t pair = static_cast<std::uint64_t>(a) << 32 | b;
    Entry& entry = memo_[column][mix64(pair) & (kEntries - 1)];
    if (entry.pair != pair) {
        const ValueLevel computed = compare_codes(frame_, column, a, b);
        entry = {pair, computed.rarity, computed.level};
    }
    return {entry.level, entry.rarity};
}

void Comparer::compare(std::uint32_t a, std::uint32_t b, Agreement& out) {
    compare_all(frame_, comparisons_, *this, a, b, out);
}

void Comparer::compare_one(std::size_t comparison, std::uint32_t a, std::uint32_t b, Agreement& out) {
    put(out, comparison, best_level(frame_, *this, comparisons_.column[comparison], a, b));
}

void Comparer::compare_names(std::uint32_t a, std::uint32_t b, Agreement& out) {
    names_of_pair(frame_, comparisons_, *this, a, b, out);
}

}  // namespace kith::link
