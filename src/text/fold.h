#pragma once

// The form in which text is compared: case folded, accents stripped, apostrophes dropped, other punctuation turned into
// single spaces, trimmed. `Núñez-O'Brien,  Ana` becomes `nunez obrien ana`. Letters of other scripts stay what they
// are.
//
// Idea: every code point below U+0180 (all of English, Spanish and most of Europe) maps to at most a few ASCII letters
// that do not depend on their neighbours, so a table answers for it; the first code point beyond sends the whole text
// to ICU (NFKD, full case folding), which is also the oracle of the table.
//
// Not for display, and not for keys that must tell `José` from `Jose`.

#include <string>
#include <string_view>

namespace kith::text {

/// Ill-formed UTF-8 counts as punctuation.
std::string fold(std::string_view text);

/// The same, written over `out`, which keeps its memory from call to call. `text` must not view `out`.
void fold_into(std::string_view text, std::string& out);

/// The same by ICU alone: slow, the judge of the fast path.
std::string fold_by_icu(std::string_view text);

}  // namespace kith::text
