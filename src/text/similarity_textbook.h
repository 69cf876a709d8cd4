#pragma once

// What the textbook and the fast similarities share, so that equal counts give equal doubles. Used by similarity*.cpp
// only.

#include <cstddef>
#include <string_view>

namespace kith::text::textbook {

inline constexpr std::size_t kPrefixMax = 4;
inline constexpr double kPrefixWeight = 0.1;
inline constexpr double kBoostAbove = 0.7;

/// Jaro 1989, with transpositions as half the matched characters that are out of order, rounded down.
inline double jaro_score(std::size_t matches, std::size_t transpositions, std::size_t a_size, std::size_t b_size) {
    const auto m = static_cast<double>(matches);
    return (m / static_cast<double>(a_size) + m / static_cast<double>(b_size) +
            (m - static_cast<double>(transpositions)) / m) /
           3.0;
}

inline double winkler_score(double jaro, std::size_t prefix) {
    if (jaro <= kBoostAbove) return jaro;
    return jaro + static_cast<double>(prefix) * kPrefixWeight * (1.0 - jaro);
}

double jaro(std::u32string_view a, std::u32string_view b);
double jaro_winkler(std::u32string_view a, std::u32string_view b);
std::size_t levenshtein(std::u32string_view a, std::u32string_view b);
std::size_t damerau_levenshtein(std::u32string_view a, std::u32string_view b);

}  // namespace kith::text::textbook
