#pragma once

// Telephone numbers in E.164, and cells that hold several of them with labels.
//
// Idea: nearly every cell is a plain ten-digit number of the North American plan, whose rules fit in a few comparisons;
// everything else (extensions, foreign numbers, other regions) is libphonenumber's, hundreds of times slower.
// Validity is that of the plan's shape, so that a number is not lost when the library does not know a new area code.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::text {

/// `(612) 555-0123` is `+16125550123`. An extension is dropped. Empty where it is no possible number of `region`
/// (ISO 3166 alpha-2, used where the text has no country code), or a placeholder such as 000-000-0000 or 999-999-9999.
std::optional<std::string> to_e164(std::string_view text, std::string_view region = "US");

struct LabelledPhone {
    std::string e164;     // empty where the number is not possible
    std::string written;  // the number as it stood in the cell
    std::string label;    // `Mom`, `work`; may be empty
    auto operator<=>(const LabelledPhone&) const = default;
};

/// `Mom: 555-123-4567, Uncle 555-987-6543 (work)` is two. Text without any digits yields nothing.
std::vector<LabelledPhone> split_phones(std::string_view cell, std::string_view region = "US");

}  // namespace kith::text
