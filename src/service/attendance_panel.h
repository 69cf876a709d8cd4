#pragma once

// The school attendance of the permitted children, a mark a day, with the groups a table may ask for.
//
// A source that sends exceptions only (no mark of presence anywhere) says presence by silence: on a day on which it
// marked anybody, its other children were there. Days on which it marked nobody are no school days, and after its last
// day there is none. A source that sends totals counts for the whole year only.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "insight/attendance.h"
#include "service/population.h"

namespace kith::service {

struct PanelChild {
    std::uint32_t person = 0;  // index of the population
    std::string marks;         // a Mark a day from AttendancePanel::first_day
    std::optional<insight::DayCount> totals;
    std::string school;  // empty where not known or not permitted
    std::string grade;
};

struct AttendancePanel {
    CivilDate first_day;
    CivilDate last_day;                // the last with a mark
    std::vector<PanelChild> children;  // in the order of the population
    std::size_t of = 0;                // children whom a school's attendance is held of, permitted or not

    insight::DayCount count(const PanelChild& child, CivilDate from, CivilDate to) const;
    /// 1 July before the last day.
    CivilDate year_start() const;
};

Result<AttendancePanel> read_attendance(ledger::Reader& reader, const Population& population);

/// First days of the months between, the last one ending at `to`.
struct Month {
    CivilDate from;
    CivilDate to;
};
std::vector<Month> months_between(CivilDate from, CivilDate to);

}  // namespace kith::service
