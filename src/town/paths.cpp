#include "town/paths.h"

#include <algorithm>

#include "town/streams.h"

namespace kith::town {
namespace {

CivilDate day_of(int year, int month, int day) {
    return CivilDate::from_ymd(year, month, day).value();
}

/// The expected score of a grade: growth slows down as children grow older.
double grade_mean(double grade) {
    return 148.0 + 11.0 * grade - 0.32 * grade * grade;
}

/// What the trajectory class adds at window 0..4.
double class_part(ReadingClass reading, double window) {
    switch (reading) {
        case ReadingClass::OnTrack:
            return 0;
        case ReadingClass::Ahead:
            return 10;
        case ReadingClass::FallingBehind:
            return -3.0 * window;
        case ReadingClass::CatchingUp:
            return -14.0 + 2.75 * window;
    }
    return 0;
}

/// Chance of an absence on a day, `share` of the way from the first to the last day of the year.
double absence_chance(AttendanceClass attendance, double share) {
    switch (attendance) {
        case AttendanceClass::Steady:
            return 0.03;
        case AttendanceClass::Chronic:
            return 0.16;
        case AttendanceClass::Declining:
            return 0.03 + 0.14 * share;
        case AttendanceClass::Recovering:
            return 0.17 - 0.14 * share;
    }
    return 0.03;
}

bool is_holiday(CivilDate day) {
    const int month = day.month();
    const int of_month = day.day();
    if (month == 9 && day.weekday() == 1 && of_month <= 7) return true;                           // Labor Day
    if (month == 11 && day.weekday() >= 4 && of_month >= 22 && of_month <= 29) return true;       // Thanksgiving
    if ((month == 12 && of_month >= 22) || (month == 1 && of_month <= 2)) return true;            // winter break
    return (month == 1 || month == 2) && day.weekday() == 1 && of_month >= 15 && of_month <= 21;  // two Mondays
}

}  // namespace

std::array<CivilDate, kReadingWindows> reading_days(const Town& town) {
    const int year = town.school_year_start.year();
    return {day_of(year - 1, 9, 16), day_of(year, 1, 21), day_of(year, 5, 12), day_of(year, 9, 15),
            day_of(year + 1, 1, 20)};
}

CivilDate programme_start(const Town& town) {
    return day_of(town.school_year_start.year(), 10, 1);
}

std::array<double, kReadingWindows> reading_scores(const Town& town, std::uint32_t child, Programmes programmes) {
    const Child& c = town.children[child];
    Random random = stream_of(town.options.seed, Stream::Reading, child);
    std::array<double, kReadingWindows> scores{};
    static constexpr std::array<double, kReadingWindows> kYearShare = {-0.9, -0.55, -0.2, 0.1, 0.45};
    for (std::size_t window = 0; window < kReadingWindows; ++window) {
        const double noise = 3.0 * random.normal();
        if (c.grade < 0 || c.grade > 12 || (window < 3 && c.grade < 1)) continue;
        scores[window] = grade_mean(c.grade + kYearShare[window]) + 0.6 * c.ability +
                         class_part(c.reading_class, static_cast<double>(window)) + noise;
    }
    if (programmes == Programmes::AsServed && c.is_in(Feed::Mentors) && scores[4] > 0)
        scores[4] += kMentorReadingPoints;
    return scores;
}

std::array<double, 2> maths_grades(const Town& town, std::uint32_t child, Programmes programmes) {
    const Child& c = town.children[child];
    Random random = stream_of(town.options.seed, Stream::Grades, child);
    const double level = 78.0 + 0.7 * c.ability;
    std::array<double, 2> grades = {level + 4.0 * random.normal(), level + 4.0 * random.normal()};
    if (programmes == Programmes::AsServed && c.is_in(Feed::SignIn)) grades[1] += kTutoringMathsPoints;
    for (double& grade : grades) grade = std::clamp(grade, 40.0, 100.0);
    return grades;
}

std::vector<CivilDate> school_days(const Town& town) {
    std::vector<CivilDate> days;
    const CivilDate until = town.options.last_day();
    const CivilDate last = until.plus_days(-1 - (until.weekday() + 1) % 7);
    const CivilDate summer = day_of(town.school_year_start.year() + 1, 6, 5);
    const CivilDate next_year = day_of(town.school_year_start.year() + 1, 8, 18);
    const bool is_one_year = town.options.school_year == 0;
    for (CivilDate day = town.school_year_start; day <= last; day = day.plus_days(1)) {
        if (day > summer && (is_one_year || day < next_year)) continue;
        if (day.weekday() != 0 && day.weekday() != 6 && !is_holiday(day)) days.push_back(day);
    }
    return days;
}

void attendance_exceptions(const Town& town, const std::vector<CivilDate>& days, std::uint32_t child,
                           Programmes programmes, std::vector<DayException>& out) {
    out.clear();
    const Child& c = town.children[child];
    Random random = stream_of(town.options.seed, Stream::Attendance, child);
    const double frailty = 0.6 + 0.8 * random.unit();
    const CivilDate start = programme_start(town);
    const bool is_helped = programmes == Programmes::AsServed && c.is_in(Feed::Club);
    for (std::size_t i = 0; i < days.size(); ++i) {
        const double draw = random.unit();
        const double share = std::min(1.0, static_cast<double>(i) / 170.0);  // the next year goes on as this one ended
        const int weekday = days[i].weekday();
        double chance =
            absence_chance(c.attendance_class, share) * frailty * (weekday == 1 || weekday == 5 ? 1.2 : 0.87);
        if (is_helped && days[i] >= start) chance *= kClubAbsenceFactor;
        const auto day = static_cast<std::uint16_t>(i);
        if (draw < chance) {
            out.push_back({day, draw < chance * 0.4 ? Exception::Excused : Exception::Unexcused});
        } else if (draw > 0.985) {
            out.push_back({day, Exception::Tardy});
        }
    }
}

}  // namespace kith::town
