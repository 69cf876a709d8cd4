#pragma once

// A key that names share when an English or a Spanish speaker writes down the same sound: `Catherine`, `Kathryn` and
// `Katrin`; `González` and `Gonsales`; `Jiménez`, `Giménez` and `Ximenez`.
//
// Idea: letters and digraphs are brought to sound classes, vowels are dropped behind the first letter, doubles are
// merged: the consonant skeleton of Metaphone (Philips 1990), with the classes wide enough for both languages (b = v, s
// = z = soft c, j = g before e and i = x in Spanish, silent h). A key is for finding candidates: names with one
// key are worth comparing, not equal.

#include <string>
#include <string_view>

namespace kith::text {

/// Takes folded text, one name; up to 8 upper-case letters; a vowel at the start is `A`. Empty where there are no
/// letters from a to z.
std::string sound_key(std::string_view folded);
void sound_key_into(std::string_view folded, std::string& out);

}  // namespace kith::text
