#pragma once

// Days as headers of registers write them: `9/3`, `Mon 9/3`, `3-Sep`, `2026-09-03`, or a bare `3` under a month; with
// the year and month that titles, sheet and file names add. Internal to intake.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_date.h"
#include "text/dates.h"

namespace kith::intake {

struct DayText {
    enum class Kind : std::uint8_t { None, Number, Pair, Named, Full };
    Kind kind = Kind::None;
    int first = 0;  // Pair, Full: the two parts that may be month and day; Number: the day
    int second = 0;
    int month = 0;  // Named, and Full where the order is plain
    int day = 0;
    int year = 0;  // 0 where none
};

DayText day_text_of(std::string_view cell);

/// `Mon`, `tuesday`, `Th`, `lunes`.
bool is_weekday(std::string_view cell);

/// Year and month that text says beside other words: `Attendance - September 2026`, `2026-09`, `2026-27`.
struct MonthText {
    int month = 0;
    int year = 0;         // of the month
    int school_year = 0;  // first year of `2026-27`
};

MonthText month_text_of(std::string_view text);

struct SolvedDays {
    std::vector<std::optional<CivilDate>> days;
    bool is_ambiguous = false;
};

/// Days of headers in order. `months` has an entry per header: what stands over it (month 0 where nothing does).
SolvedDays solve_days(std::span<const DayText> headers, std::span<const MonthText> months, MonthText title,
                      CivilDate today, std::optional<text::DateOrder> memory);

}  // namespace kith::intake
