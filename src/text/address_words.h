#pragma once

// The words of an address, each in one spelling and with what it is by its place. Used by address.cpp only.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kith::text {

enum class AddressWordKind : std::uint8_t {
    Plain,
    Direction,   // north, southeast
    StreetType,  // street, avenue
    Designator,  // unit, apartment, `#`
};

struct AddressWord {
    std::string text;
    AddressWordKind kind = AddressWordKind::Plain;
    bool is_abbreviated = false;  // as written: `n`, not `north`
    bool ends_segment = false;    // a comma or line break follows
};

std::vector<AddressWord> address_words(std::string_view line);

/// Two letters for the name or abbreviation of a state; empty where there is none.
std::string_view state_of(std::string_view folded);

}  // namespace kith::text
