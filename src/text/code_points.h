#pragma once

// UTF-8 as code points, one entry per character. Ill-formed bytes are kept apart from every character (above U+10FFFF),
// so that equal input stays equal and unequal input unequal.

#include <string>
#include <string_view>

namespace kith::text {

std::u32string code_points(std::string_view text);
/// The same over `out`, which keeps its memory.
void code_points_into(std::string_view text, std::u32string& out);

bool is_ascii(std::string_view text);

}  // namespace kith::text
