#pragma once

// Days of attendance counted from strips, and the definitions of chronic absence that rest on them. Integers only: a
// day is 100 hundredths, shares are compared by multiplying out, so that 90.004 % is never taken for 90 %.
//
// Each definition is a measure of its own with a name of its own; published ones differ in the cut, in who is counted,
// and in whether exactly 90 % is chronic (federal EDFacts FS195: it is).

#include <cstdint>
#include <span>
#include <string_view>

#include "base/civil_date.h"
#include "table/record.h"

namespace kith::insight {

inline constexpr std::int64_t kDay = 100;  // hundredths

struct DayCount {
    std::int64_t expected = 0;  // instructional days enrolled, in hundredths
    std::int64_t absent = 0;
    std::int64_t present() const { return expected - absent; }
    DayCount& operator+=(const DayCount& other) {
        expected += other.expected;
        absent += other.absent;
        return *this;
    }
    bool operator==(const DayCount&) const = default;
};

struct AttendanceRule {
    std::int64_t partial_absent = 50;  // hundredths of a day that a partial day counts as missed
    std::int64_t tardy_absent = 0;     // tardy is present unless a measure says otherwise
};

/// The days of [from, to] in one strip. Days without a mark and days not held expect nothing: no data is not presence.
DayCount count_days(const table::Strip& strip, CivilDate from, CivilDate to, const AttendanceRule& rule = {});

/// A mark of one day as what it adds.
DayCount day_of(table::Mark mark, const AttendanceRule& rule = {});

enum class AbsenceDefinition : std::uint8_t {
    Federal,      // FS195: absent 10 % or more of the days enrolled, of children enrolled 10 days or more
    California,   // the same cut, of children expected more than 30 days
    RhodeIsland,  // missed 18 days or more, of children enrolled 90 days or more
    CivilRights,  // CRDC: absent 15 days or more
    Balfanz,      // attendance 80 % or less
};
std::string_view name_of(AbsenceDefinition definition);

enum class Judgement : std::uint8_t { NotCounted, No, Yes };
Judgement judge_absence(AbsenceDefinition definition, const DayCount& days);

/// Attendance share P/E: below .80 severe; to .90 inclusive chronic; below .95 at risk; else satisfactory.
enum class AbsenceBand : std::uint8_t { NotCounted, Severe, Chronic, AtRisk, Satisfactory };
std::string_view name_of(AbsenceBand band);
AbsenceBand band_of(const DayCount& days);

}  // namespace kith::insight
