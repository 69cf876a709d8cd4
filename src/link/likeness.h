#pragma once

// How alike two values of one kind are, as a level: 0 is `exact`, the last one is `different`. Pure functions of two folded
// strings, the judges of every faster path (memo.h). The numbers stand where Splink's and the ONS's comparison libraries
// put them; they only cut a scale into levels, the weight of each level is learned from the data.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "link/dataset.h"

namespace kith::link {

inline constexpr std::uint8_t kMissing = 15;  // no level: neutral
inline constexpr std::size_t kLevelsMax = 10;

enum class GivenLevel : std::uint8_t { Exact, Nickname, OneEdit, Similar, Swapped, OtherName, Initial, Different };
enum class SurnameLevel : std::uint8_t { Exact, SharedPart, OneEdit, Similar, Different };
enum class BirthLevel : std::uint8_t { Exact, Near, Compatible, TwoParts, SameYear, Different };

/// What is needed of one surname part for the any-part match: the part that two surnames share.
std::string_view shared_part(std::string_view a, std::string_view b);

GivenLevel compare_given(std::string_view a, std::string_view b);
SurnameLevel compare_surnames(std::string_view a, std::string_view b);
/// Text as in a birth date column: `yyyy-mm-dd` (also impossible days), `yyyy-mm`, `yyyy`.
BirthLevel compare_birth_dates(std::string_view a, std::string_view b);

/// Any other kind: exact, one edit, similar, shared words (texts and guardians), different.
std::uint8_t compare_plain(FieldKind kind, std::string_view a, std::string_view b);

/// By kind; the level as a number.
std::uint8_t compare_values(FieldKind kind, std::string_view a, std::string_view b);
std::span<const std::string_view> level_names(FieldKind kind);

}  // namespace kith::link
