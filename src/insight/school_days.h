#pragma once

// One child's day at one school, from enrolments, the calendar and attendance events as school information systems
// record them (Ed-Fi's tables; its Analytics Middle Tier states the rules and 189 expected answers).
//
// A day exists between entry and exit, both included, on a date of the school's calendar that is not in the future.
// Bases are kept apart: the school's own events, the homeroom's, any section's. Several events of one day may say
// different things; each indicator is true when any event says so. No event means no statement here: whether silence is
// presence is declared by the source (AttendanceRule).

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/civil_date.h"
#include "insight/attendance.h"

namespace kith::insight {

enum class DayKind : std::uint8_t { Instructional, MakeUp, Holiday, Other };
enum class EventKind : std::uint8_t { Present, Excused, Unexcused, Tardy, Other };
std::optional<DayKind> day_kind_named(std::string_view word);
EventKind event_kind_named(std::string_view word);

struct Enrolment {
    std::string student, school;
    std::optional<int> school_year;
    CivilDate entry;
    std::optional<CivilDate> exit;
};
struct CalendarDay {
    std::string school;
    CivilDate date;
    DayKind kind = DayKind::Other;
};
struct SchoolEvent {
    std::string student, school;
    int school_year = 0;
    CivilDate date;
    EventKind kind = EventKind::Other;
};
/// A class: its session, course and section.
struct SectionKey {
    std::string session, course, section;
    auto operator<=>(const SectionKey&) const = default;
};
struct SectionEnrolment {
    std::string student, school;
    int school_year = 0;
    SectionKey section;
    bool is_homeroom = false;
};
struct SectionEvent {
    std::string student, school;
    int school_year = 0;
    SectionKey section;
    CivilDate date;
    EventKind kind = EventKind::Other;
};
enum class Offence : std::uint8_t { State, Conduct, Other };
struct StudentIncident {
    std::string student, school;
    CivilDate date;
    Offence offence = Offence::Other;
};

struct SchoolRecords {
    std::vector<Enrolment> enrolments;
    std::vector<CalendarDay> calendar;
    std::vector<SchoolEvent> school_events;
    std::vector<SectionEnrolment> section_enrolments;
    std::vector<SectionEvent> section_events;
    std::vector<StudentIncident> incidents;
};

/// What was said of one basis on one day.
struct Said {
    bool present = false;
    bool excused = false;
    bool unexcused = false;
    bool tardy = false;
    bool is_absent() const { return excused || unexcused; }
};

struct SchoolDay {
    DayKind kind = DayKind::Other;
    Said school;
    Said homeroom;
    Said any_section;
    bool has_state_offence = false;
    bool has_conduct_offence = false;

    /// At least one section says present and none says absent.
    bool is_present_in_all_sections() const { return any_section.present && !any_section.is_absent(); }
    bool is_expected() const { return kind == DayKind::Instructional || kind == DayKind::MakeUp; }
};

/// Which days have a row: all of the calendar, or only those on which children are expected.
enum class DaysOf : std::uint8_t { Calendar, Instruction };

/// One row for each enrolment that holds the day.
std::vector<SchoolDay> school_day(const SchoolRecords& records, const std::string& student, const std::string& school,
                                  CivilDate date, CivilDate today, DaysOf days);

/// Whether days without any event were attended. Events that say so are the source's declaration.
enum class Silence : std::uint8_t { IsPresence, SaysNothing };

/// Every expected day of the child at the school up to `last_reported`, by the school's own events; a day that two
/// enrolments hold counts once.
DayCount count_school_days(const SchoolRecords& records, const std::string& student, const std::string& school,
                           CivilDate last_reported, Silence silence);

}  // namespace kith::insight
