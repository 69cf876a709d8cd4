#pragma once

// What happens to a child over the school year, and what would have happened without each programme: reading scores,
// mathematics grades and absences. Known truth for effects and trajectories; the same draws with and without a
// programme.

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "town/model.h"

namespace kith::town {

/// Reading is tested in the fall, winter and spring of last school year and the fall and winter of this one.
inline constexpr std::size_t kReadingWindows = 5;
std::array<CivilDate, kReadingWindows> reading_days(const Town& town);

enum class Programmes : std::uint8_t { AsServed, None };

/// Scores by window; 0 where the child was not yet in school.
std::array<double, kReadingWindows> reading_scores(const Town& town, std::uint32_t child, Programmes programmes);

/// Mathematics by quarter of this year, 0..100.
std::array<double, 2> maths_grades(const Town& town, std::uint32_t child, Programmes programmes);

/// The known effects; the programmes begin on programme_start(town).
inline constexpr double kMentorReadingPoints = 4.0;
inline constexpr double kClubAbsenceFactor = 0.75;
inline constexpr double kTutoringMathsPoints = 3.0;
CivilDate programme_start(const Town& town);

/// Days on which school was held, from the first day of school until the last Friday before `last_day()`; the summer
/// is free.
std::vector<CivilDate> school_days(const Town& town);

enum class Exception : std::uint8_t { Unexcused, Excused, Tardy };

struct DayException {
    std::uint16_t day = 0;  // index of school_days
    Exception kind = Exception::Unexcused;
};

/// The days on which the child was not simply present, in order; `out` is emptied first.
void attendance_exceptions(const Town& town, const std::vector<CivilDate>& days, std::uint32_t child,
                           Programmes programmes, std::vector<DayException>& out);

}  // namespace kith::town
