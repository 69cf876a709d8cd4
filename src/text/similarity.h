#pragma once

// How alike two strings are. Each measure exists twice: `textbook` follows the published definition and is the judge,
// the other one is fast and equal to it on every input (doubles too, bit for bit).
//
// Idea of the fast versions: where the characters of one string fit a 64-bit word, one bit per position holds the whole
// state. Jaro: the positions of each character as a bit mask, matches taken by lowest set bit (as in rapidfuzz-cpp).
// Levenshtein: Myers (J. ACM 46(3), 1999) in Hyyrö's form (2003). Restricted Damerau: Hyyrö, "A bit-vector algorithm
// for computing Levenshtein and Damerau edit distances" (Nordic J. Computing 10, 2003). For ASCII the masks come from
// SSE2 byte comparisons, without any table. Longer strings go to the textbook version.
//
// Characters are code points of UTF-8; each byte of ill-formed input counts as one character. Fold first (fold.h).

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace kith::text {

/// In [0, 1]; 1 for two empty strings, 0 where exactly one is empty.
double jaro(std::string_view a, std::string_view b);
/// Winkler 1990: a common prefix of up to 4 characters adds 0.1 each of what is missing to 1, where jaro exceeds 0.7.
double jaro_winkler(std::string_view a, std::string_view b);
/// Insertions, deletions and substitutions.
std::size_t levenshtein(std::string_view a, std::string_view b);
/// Also swaps of neighbours, where no piece is edited twice (optimal string alignment): (ca, abc) is 3.
std::size_t damerau_levenshtein(std::string_view a, std::string_view b);
/// 1 - distance / longer length; 1 for two empty strings.
double damerau_levenshtein_similarity(std::string_view a, std::string_view b);

namespace textbook {

double jaro(std::string_view a, std::string_view b);
double jaro_winkler(std::string_view a, std::string_view b);
std::size_t levenshtein(std::string_view a, std::string_view b);
std::size_t damerau_levenshtein(std::string_view a, std::string_view b);

}  // namespace textbook

}  // namespace kith::text
