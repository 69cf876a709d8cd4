#pragma once

// Street addresses of the United States, cut and spelt one way for comparing: `123 No. Main Street, Apt. #4-B` and
// `123 N Main St Unit 4B` have the same house number, street and unit.
//
// Idea: folded words, with the abbreviations of USPS Publication 28 (appendices B, C1, C2) brought to one form. Words
// that mean two things by position are decided by position: `St` before a name is saint, behind one is street.
// Not a geocoder: nothing is checked against a list of streets.

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace kith::text {

/// All folded; any part may be empty.
struct StreetAddress {
    std::string house_number;  // `123`, `123 1/2`, `12b`; the number of a `po box`
    std::string street;        // with directions and type: `north main street`; `po box`
    std::string unit;          // without its designator: `4b`
    std::string city;          // only where the line holds it behind the street type or a comma
    std::string region;        // two letters
    std::string postcode;      // five digits
    auto operator<=>(const StreetAddress&) const = default;
};

/// `line` is one address line, or a whole address with city, region and postcode.
StreetAddress parse_address(std::string_view line);

/// Folded words with abbreviations expanded and unit designators left out, in the order of the text.
std::vector<std::string> address_tokens(std::string_view line);
/// address_tokens() joined by single spaces.
std::string normal_address(std::string_view line);

/// The five digits of a US postcode (`55401-1234`, `55401`, `1234` of a sheet that ate the zero); empty where there is
/// none.
std::string normal_postcode(std::string_view text);

/// `Minnesota` and `MN` are `mn`; empty where it is no state or territory of the United States.
std::string normal_region(std::string_view text);

}  // namespace kith::text
