#pragma once

// The written time of day and the offset from UTC behind it. Used by date_text.cpp and time_text.cpp only.

#include <cstdint>
#include <optional>

#include "text/cell_cursor.h"
#include "text/dates.h"

namespace kith::text {

enum class FoundTime : std::uint8_t { Nothing, Impossible, Time };

/// Where the digits may be a time: `5:23`, `5am`, `0815am`. The cursor moves behind a time that no clock shows as well.
FoundTime take_time(CellCursor& cursor, TimeOfDay& time);

/// ` -05:00`, ` CST`, ` GMT-0500 (Central Daylight Time)`.
std::optional<int> take_offset(CellCursor& cursor);

}  // namespace kith::text
