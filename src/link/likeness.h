#pragma once

// How alike two values of one kind are, as a level: 0 is `exact`, the last one is `different`. Pure functions of two
// folded strings, the judges of every faster path (memo.h). The numbers stand where Splink's and the ONS's comparison
// libraries put them; they only cut a scale into levels, the weight of each level is learned from the data.

#include <bit>
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

/// A birth date in eight nibbles, for comparing without text. Only whole dates of ten characters can be packed.
struct PackedDate {
    std::uint32_t digits = 0;
    bool is_whole = false;
};
PackedDate pack_date(std::string_view date);
/// The same as compare_birth_dates() where both are whole.
BirthLevel compare_packed_dates(PackedDate a, PackedDate b);

/// False only where two values cannot be one edit apart, by the characters they hold (see character_mask()).
inline bool may_be_one_edit(std::uint32_t mask_a, std::uint32_t mask_b) {
    return std::popcount(mask_a & ~mask_b) <= 1 && std::popcount(mask_b & ~mask_a) <= 1;
}
std::uint32_t character_mask(std::string_view text);
/// Kinds that are equal, one edit apart or different, and nothing between.
bool is_number(FieldKind kind);

/// Any other kind: exact, one edit, similar, shared words (texts and guardians), different.
std::uint8_t compare_plain(FieldKind kind, std::string_view a, std::string_view b);

/// By kind; the level as a number.
std::uint8_t compare_values(FieldKind kind, std::string_view a, std::string_view b);
std::span<const std::string_view> level_names(FieldKind kind);

}  // namespace kith::link
