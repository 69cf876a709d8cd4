#pragma once

// What records are found by: each token is one aspect of a record (given name by sound, month and day of birth,
// postcode) as up to three 64-bit hashes; 0 is none. Not for comparing: a shared token makes two records worth
// comparing.

#include <array>
#include <cstdint>
#include <vector>

#include "link/frame.h"

namespace kith::link {

inline constexpr std::size_t kTokenValuesMax = 3;

enum class TokenGroup : std::uint8_t { Given, Surname, BothNames, Birth, Other };

struct Token {
    TokenGroup group = TokenGroup::Other;
    std::size_t column = 0;           // of the frame
    std::size_t width = 1;            // hashes per record
    double agreement = 0;             // chance that two random records share it: small is selective
    std::vector<std::uint64_t> hash;  // width per record

    std::span<const std::uint64_t> of(std::uint32_t record) const { return {hash.data() + record * width, width}; }
};

std::vector<Token> make_tokens(const Frame& frame);

}  // namespace kith::link
