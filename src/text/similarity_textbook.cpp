// The published definitions, character by character. They judge the fast versions in tests and fuzzers, and serve
// strings that do not fit a machine word.

#include "text/similarity_textbook.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "text/code_points.h"
#include "text/similarity.h"

namespace kith::text::textbook {

namespace {

template <class View>
double jaro_of(const View& a, const View& b) {
    if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
    std::vector<char> a_taken(a.size(), 0);
    std::vector<char> b_taken(b.size(), 0);
    std::size_t matches = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
        const std::size_t end = std::min(a.size(), i + window + 1);
        for (std::size_t j = i > window ? i - window : 0; j < end; ++j) {
            if (a_taken[j] || a[j] != b[i]) continue;
            a_taken[j] = b_taken[i] = 1;
            ++matches;
            break;
        }
    }
    if (matches == 0) return 0;
    std::size_t out_of_order = 0;
    std::size_t j = 0;
    for (std::size_t i = 0; i < b.size(); ++i) {
        if (!b_taken[i]) continue;
        while (!a_taken[j]) ++j;
        if (a[j++] != b[i]) ++out_of_order;
    }
    return jaro_score(matches, out_of_order / 2, a.size(), b.size());
}

template <class View>
double jaro_winkler_of(const View& a, const View& b) {
    const std::size_t limit = std::min({a.size(), b.size(), kPrefixMax});
    std::size_t prefix = 0;
    while (prefix < limit && a[prefix] == b[prefix]) ++prefix;
    return winkler_score(jaro_of(a, b), prefix);
}

enum class Swaps { Forbidden, Allowed };

template <class View>
std::size_t edits(const View& a, const View& b, Swaps swaps) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(before, above);
        std::swap(above, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({change, above[j] + 1, row[j - 1] + 1});
            if (swaps == Swaps::Allowed && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
    }
    return row[b.size()];
}

}  // namespace

double jaro(std::u32string_view a, std::u32string_view b) {
    return jaro_of(a, b);
}
double jaro_winkler(std::u32string_view a, std::u32string_view b) {
    return jaro_winkler_of(a, b);
}
std::size_t levenshtein(std::u32string_view a, std::u32string_view b) {
    return edits(a, b, Swaps::Forbidden);
}
std::size_t damerau_levenshtein(std::u32string_view a, std::u32string_view b) {
    return edits(a, b, Swaps::Allowed);
}

double jaro(std::string_view a, std::string_view b) {
    return jaro_of(code_points(a), code_points(b));
}
double jaro_winkler(std::string_view a, std::string_view b) {
    return jaro_winkler_of(code_points(a), code_points(b));
}
std::size_t levenshtein(std::string_view a, std::string_view b) {
    return edits(code_points(a), code_points(b), Swaps::Forbidden);
}
std::size_t damerau_levenshtein(std::string_view a, std::string_view b) {
    return edits(code_points(a), code_points(b), Swaps::Allowed);
}

}  // namespace kith::text::textbook
