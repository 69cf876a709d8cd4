#pragma once

// The shape of a written date, before anybody decides which part is the day. Used by dates.cpp only.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "text/dates.h"

namespace kith::text {

/// Up to three parts in the order of the text. A part is a number, or a month by its name.
struct DateParts {
    std::array<int, 3> values{};
    std::array<std::uint8_t, 3> digits{};
    std::uint8_t count = 0;
    std::int8_t named_month = -1;  // index of the part that is a month's name
    bool is_compact = false;       // eight digits in a row: values[0] holds them all
};

enum class DateShape : std::uint8_t {
    Blank,       // empty, or a word for missing
    Unreadable,  // no date
    BadTime,     // a date with a time that no clock shows
    Parts,       // parts, perhaps with time and offset
    EpochMs,     // epoch_ms
};

struct DateText {
    DateShape shape = DateShape::Unreadable;
    DateParts parts;
    std::optional<TimeOfDay> time;
    std::optional<int> offset_minutes;
    std::int64_t epoch_ms = 0;
};

DateText read_date_text(std::string_view cell);

}  // namespace kith::text
