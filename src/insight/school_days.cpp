#include "insight/school_days.h"

#include <algorithm>

namespace kith::insight {
namespace {

void add(Said& said, EventKind kind) {
    said.present = said.present || kind == EventKind::Present;
    said.excused = said.excused || kind == EventKind::Excused;
    said.unexcused = said.unexcused || kind == EventKind::Unexcused;
    said.tardy = said.tardy || kind == EventKind::Tardy;
}

/// Events belong to the year of the enrolment, where it names one.
bool is_of_year(const Enrolment& enrolment, int school_year) {
    return !enrolment.school_year || *enrolment.school_year == school_year;
}

template <class Event>
bool is_of_day(const Event& event, const Enrolment& enrolment, CivilDate date) {
    return event.date == date && event.student == enrolment.student && event.school == enrolment.school;
}

bool is_homeroom(const SchoolRecords& records, const SectionEvent& event) {
    return std::any_of(records.section_enrolments.begin(), records.section_enrolments.end(),
                       [&](const SectionEnrolment& held) {
                           return held.is_homeroom && held.student == event.student && held.school == event.school &&
                                  held.school_year == event.school_year && held.section == event.section;
                       });
}

bool holds(const Enrolment& enrolment, CivilDate date) {
    return enrolment.entry <= date && (!enrolment.exit || date <= *enrolment.exit);
}

SchoolDay day_in(const SchoolRecords& records, const Enrolment& enrolment, CivilDate date, DayKind kind) {
    SchoolDay day;
    day.kind = kind;
    for (const SchoolEvent& event : records.school_events) {
        if (is_of_day(event, enrolment, date) && is_of_year(enrolment, event.school_year)) add(day.school, event.kind);
    }
    for (const SectionEvent& event : records.section_events) {
        if (!is_of_day(event, enrolment, date) || !is_of_year(enrolment, event.school_year)) continue;
        add(day.any_section, event.kind);
        if (is_homeroom(records, event)) add(day.homeroom, event.kind);
    }
    for (const StudentIncident& incident : records.incidents) {
        if (!is_of_day(incident, enrolment, date)) continue;
        day.has_state_offence = day.has_state_offence || incident.offence == Offence::State;
        day.has_conduct_offence = day.has_conduct_offence || incident.offence == Offence::Conduct;
    }
    return day;
}

}  // namespace

std::optional<DayKind> day_kind_named(std::string_view word) {
    if (word == "Instructional day") return DayKind::Instructional;
    if (word == "Make-up day") return DayKind::MakeUp;
    if (word == "Holiday") return DayKind::Holiday;
    return std::nullopt;
}

EventKind event_kind_named(std::string_view word) {
    if (word == "In Attendance") return EventKind::Present;
    if (word == "Excused Absence") return EventKind::Excused;
    if (word == "Unexcused Absence") return EventKind::Unexcused;
    return word == "Tardy" ? EventKind::Tardy : EventKind::Other;
}

std::vector<SchoolDay> school_day(const SchoolRecords& records, const std::string& student, const std::string& school,
                                  CivilDate date, CivilDate today, DaysOf days) {
    std::vector<SchoolDay> rows;
    if (date > today) return rows;
    const auto held = std::find_if(records.calendar.begin(), records.calendar.end(),
                                   [&](const CalendarDay& day) { return day.school == school && day.date == date; });
    if (held == records.calendar.end()) return rows;
    const bool is_expected = held->kind == DayKind::Instructional || held->kind == DayKind::MakeUp;
    if (days == DaysOf::Instruction && !is_expected) return rows;
    for (const Enrolment& enrolment : records.enrolments) {
        if (enrolment.student != student || enrolment.school != school || !holds(enrolment, date)) continue;
        rows.push_back(day_in(records, enrolment, date, held->kind));
    }
    return rows;
}

DayCount count_school_days(const SchoolRecords& records, const std::string& student, const std::string& school,
                           CivilDate last_reported, Silence silence) {
    DayCount count;
    for (const CalendarDay& calendar : records.calendar) {
        if (calendar.school != school) continue;
        const auto rows = school_day(records, student, school, calendar.date, last_reported, DaysOf::Instruction);
        const bool is_absent =
            std::any_of(rows.begin(), rows.end(), [](const SchoolDay& day) { return day.school.is_absent(); });
        const bool is_said = std::any_of(rows.begin(), rows.end(),
                                         [](const SchoolDay& day) { return day.school.present || day.school.tardy; });
        if (rows.empty() || (!is_absent && !is_said && silence == Silence::SaysNothing)) continue;
        count += is_absent ? DayCount{kDay, kDay} : DayCount{kDay, 0};
    }
    return count;
}

}  // namespace kith::insight
