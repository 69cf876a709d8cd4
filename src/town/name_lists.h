#pragma once

// The words that names are made of, most frequent first, separated by blanks; `_` stands for a blank inside a name.
// Written by hand from names common in the United States; the order is a rough order of frequency, no census table.

#include <array>
#include <string_view>

#include "town/model.h"

namespace kith::town {

using WordLists = std::array<std::string_view, kCultureCount>;  // by Culture

extern const WordLists kGirlNames;
extern const WordLists kBoyNames;
extern const WordLists kAdultWomen;
extern const WordLists kAdultMen;
extern const WordLists kSurnames;

/// Rare surnames are a stem and an ending: `Ash` + `worth`.
extern const std::string_view kSurnameStems;
extern const std::string_view kSurnameEndings;

/// `William:Will,Bill,Billy`, one name after another.
extern const std::string_view kNicknames;

extern const std::string_view kStreetNames;
extern const std::string_view kStreetKinds;

}  // namespace kith::town
