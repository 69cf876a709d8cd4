#include "text/similarity.h"

#include <algorithm>
#include <bit>
#include <string>

#include "text/code_points.h"
#include "text/positions.h"
#include "text/similarity_textbook.h"

namespace kith::text {

namespace {

/// Both strings have 1 to 64 characters.
template <class Positions, class View>
double jaro_by_bits(const Positions& in_a, View a, View b) {
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
    std::uint64_t reach = low_bits(window + 1);
    std::uint64_t a_taken = 0;
    std::uint64_t b_taken = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
        const std::uint64_t free = in_a.of(b[i]) & reach & ~a_taken;
        a_taken |= free & (0 - free);
        b_taken |= std::uint64_t{free != 0} << i;
        reach = reach << 1 | std::uint64_t{i < window};
    }
    if (a_taken == 0) return 0;
    const auto matches = static_cast<std::size_t>(std::popcount(a_taken));
    std::size_t out_of_order = 0;
    for (; b_taken != 0; a_taken &= a_taken - 1, b_taken &= b_taken - 1) {
        out_of_order += a[static_cast<std::size_t>(std::countr_zero(a_taken))] !=
                        b[static_cast<std::size_t>(std::countr_zero(b_taken))];
    }
    return textbook::jaro_score(matches, out_of_order / 2, a.size(), b.size());
}

enum class Swaps { Forbidden, Allowed };

/// The column of the distance table as differences between neighbours: a bit in `rises` where the next row is one more,
/// in `falls` where it is one less. `pattern_size` in 1..64; the text may have any length.
template <Swaps swaps, class Positions, class View>
std::size_t edits_by_bits(const Positions& in_pattern, std::size_t pattern_size, View text) {
    std::uint64_t rises = ~std::uint64_t{0};
    std::uint64_t falls = 0;
    std::uint64_t diagonal = 0;
    std::uint64_t found_before = 0;
    const std::uint64_t last = std::uint64_t{1} << (pattern_size - 1);
    std::size_t distance = pattern_size;
    for (const auto c : text) {
        const std::uint64_t found = in_pattern.of(c);
        std::uint64_t swapped = 0;
        if constexpr (swaps == Swaps::Allowed) {
            swapped = ((~diagonal & found) << 1) & found_before;
            found_before = found;
        }
        diagonal = (((found & rises) + rises) ^ rises) | found | falls | swapped;
        std::uint64_t row_rises = falls | ~(diagonal | rises);
        std::uint64_t row_falls = diagonal & rises;
        distance += (row_rises & last) != 0;
        distance -= (row_falls & last) != 0;
        row_rises = row_rises << 1 | 1;
        row_falls <<= 1;
        rises = row_falls | ~(diagonal | row_rises);
        falls = row_rises & diagonal;
    }
    return distance;
}

/// Calls measure(positions of pattern) with the narrowest kind that holds 1 to 64 bytes.
template <class Measure>
auto with_positions(std::string_view pattern, const Measure& measure) {
    if (pattern.size() <= 16) return measure(BytePositions<1>(pattern));
    if (pattern.size() <= 32) return measure(BytePositions<2>(pattern));
    return measure(BytePositions<4>(pattern));
}

double jaro_of_code_points(std::u32string_view a, std::u32string_view b) {
    if (a.empty() || b.empty() || std::max(a.size(), b.size()) > kWordBits) return textbook::jaro(a, b);
    return jaro_by_bits(CodePointPositions(a), a, b);
}

double jaro_of_ascii(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
    if (std::max(a.size(), b.size()) > kWordBits) return textbook::jaro(a, b);
    return with_positions(a, [&](const auto& in_a) { return jaro_by_bits(in_a, a, b); });
}

template <class View>
std::size_t common_prefix(View a, View b) {
    const std::size_t limit = std::min({a.size(), b.size(), textbook::kPrefixMax});
    std::size_t prefix = 0;
    while (prefix < limit && a[prefix] == b[prefix]) ++prefix;
    return prefix;
}

template <Swaps swaps>
std::size_t edits_of_code_points(std::u32string_view a, std::u32string_view b) {
    if (a.size() > b.size()) std::swap(a, b);  // both distances are symmetric
    if (a.empty()) return b.size();
    if (a.size() <= kWordBits) return edits_by_bits<swaps>(CodePointPositions(a), a.size(), b);
    return swaps == Swaps::Allowed ? textbook::damerau_levenshtein(a, b) : textbook::levenshtein(a, b);
}

bool are_short(std::string_view a, std::string_view b) {
    return std::max(a.size(), b.size()) <= kShortBytes;
}

template <Swaps swaps>
std::size_t edits(std::string_view a, std::string_view b) {
    if (are_short(a, b) && !a.empty() && !b.empty()) {
        const ShortText short_a(a);
        if (short_a.is_ascii() && ShortText(b).is_ascii()) {
            return edits_by_bits<swaps>(BytePositions<1>(short_a, a.size()), a.size(), b);
        }
    }
    if (!is_ascii(a) || !is_ascii(b)) return edits_of_code_points<swaps>(code_points(a), code_points(b));
    if (a.size() > b.size()) std::swap(a, b);
    if (a.empty()) return b.size();
    if (a.size() > kWordBits) {
        return swaps == Swaps::Allowed ? textbook::damerau_levenshtein(a, b) : textbook::levenshtein(a, b);
    }
    return with_positions(a, [&](const auto& in_a) { return edits_by_bits<swaps>(in_a, a.size(), b); });
}

}  // namespace

double jaro(std::string_view a, std::string_view b) {
    if (is_ascii(a) && is_ascii(b)) return jaro_of_ascii(a, b);
    return jaro_of_code_points(code_points(a), code_points(b));
}

double jaro_winkler(std::string_view a, std::string_view b) {
    if (are_short(a, b) && !a.empty() && !b.empty()) {
        const ShortText short_a(a);
        if (short_a.is_ascii() && ShortText(b).is_ascii()) {
            const double score = jaro_by_bits(BytePositions<1>(short_a, a.size()), a, b);
            return textbook::winkler_score(score, common_prefix(a, b));
        }
    }
    if (is_ascii(a) && is_ascii(b)) return textbook::winkler_score(jaro_of_ascii(a, b), common_prefix(a, b));
    const std::u32string wide_a = code_points(a);
    const std::u32string wide_b = code_points(b);
    const std::size_t prefix = common_prefix<std::u32string_view>(wide_a, wide_b);
    return textbook::winkler_score(jaro_of_code_points(wide_a, wide_b), prefix);
}

std::size_t levenshtein(std::string_view a, std::string_view b) {
    return edits<Swaps::Forbidden>(a, b);
}

std::size_t damerau_levenshtein(std::string_view a, std::string_view b) {
    return edits<Swaps::Allowed>(a, b);
}

double damerau_levenshtein_similarity(std::string_view a, std::string_view b) {
    const auto length = [](std::string_view text) { return is_ascii(text) ? text.size() : code_points(text).size(); };
    const std::size_t longer = std::max(length(a), length(b));
    if (longer == 0) return 1;
    return 1 - static_cast<double>(damerau_levenshtein(a, b)) / static_cast<double>(longer);
}

}  // namespace kith::text
