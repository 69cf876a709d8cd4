#pragma once

// A measure as it is agreed on: what it asks, of whom, how it is counted, and cases whose answers are known. One card
// drives the page, the table, the print and the interface; a change of meaning is a new version.

#include <cstdint>
#include <string>
#include <vector>

#include "insight/attendance.h"

namespace kith::insight {

enum class MeasureUnit : std::uint8_t { Share, Count };
enum class Direction : std::uint8_t { Lower, Higher, Neither };

/// One case that anyone can check by hand: days expected and missed, and the answer.
struct CardTest {
    std::string says;
    std::int64_t expected_days = 0;
    std::int64_t absent_days = 0;
    bool is_counted = false;
    bool is_in = false;
};

struct MeasureCard {
    std::string id;
    std::uint32_t version = 1;
    std::string name;
    std::string question;
    MeasureUnit unit = MeasureUnit::Share;
    Direction better = Direction::Neither;
    std::string counted;    // who is counted at all: the denominator in words
    std::string numerator;  // who of those
    std::string window;
    std::string category;  // of data it needs
    std::uint32_t minimum = 11;
    std::vector<CardTest> tests;
    std::vector<std::string> differs;  // from other definitions of the same name
};

/// The cards the program itself knows, in the order of the page.
const std::vector<MeasureCard>& built_in_cards();
/// Null when there is none.
const MeasureCard* card_named(std::string_view id);

/// Whether a child with these days is counted, and in. For cards of attendance.
Judgement judge(const MeasureCard& card, const DayCount& days);

/// The tests of the card that its rule fails; empty when the card is true.
std::vector<std::string> failed_tests(const MeasureCard& card);

}  // namespace kith::insight
