#include <cmath>

#include "town/paths.h"
#include "town/streams.h"
#include "town/writers.h"

namespace kith::town {
namespace {

void append_school_code(std::string& out, std::uint32_t school) {
    append_padded(out, school + 1ULL, 3);
}

/// Exceptions only: a day without a row is a day present. The extract names the student by number alone.
Result<void> write_attendance(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::District);
    output.deliver(Feed::District, "lincoln/attendance.csv");
    return output.rows(Feed::District, "lincoln/attendance.csv",
                       "local_id,school_local_id,event_date,absence,tardy,excused,reason\n", roster.size(),
                       [&](std::size_t begin, std::size_t end, Piece& piece) {
                           std::vector<DayException> exceptions;
                           for (std::size_t i = begin; i < end; ++i) {
                               attendance_exceptions(desk.town, desk.days, roster[i], Programmes::AsServed, exceptions);
                               const std::uint32_t school = desk.school_of(desk.town.children[roster[i]]);
                               for (const DayException& exception : exceptions) {
                                   append_local_id(piece.text, Feed::District, static_cast<std::uint32_t>(i));
                                   piece.text += ',';
                                   append_school_code(piece.text, school);
                                   piece.text += ',';
                                   append_iso(piece.text, ymd_of(desk.days[exception.day].days()));
                                   switch (exception.kind) {
                                       case Exception::Unexcused:
                                           piece.text += ",1,0,0,";
                                           break;
                                       case Exception::Excused:
                                           piece.text += ",1,0,1,Illness";
                                           break;
                                       case Exception::Tardy:
                                           piece.text += ",0,1,0,";
                                           break;
                                   }
                                   piece.end_line();
                               }
                           }
                       });
}

std::string_view letter_of(double grade) {
    if (grade >= 93) return "A";
    if (grade >= 90) return "A-";
    if (grade >= 87) return "B+";
    if (grade >= 83) return "B";
    if (grade >= 80) return "B-";
    if (grade >= 77) return "C+";
    if (grade >= 70) return "C";
    return grade >= 60 ? "D" : "F";
}

void append_decimal(std::string& out, double value) {
    const auto cents = static_cast<std::uint64_t>(std::lround(value * 100));
    append_number(out, cents / 100);
    out += '.';
    append_padded(out, cents % 100, 2);
}

Result<void> write_grades(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::District);
    output.deliver(Feed::District, "lincoln/grades.csv");
    return output.rows(
        Feed::District, "lincoln/grades.csv",
        "section_number,student_local_id,school_local_id,course_number,term_local_id,grade\n", roster.size(),
        [&](std::size_t begin, std::size_t end, Piece& piece) {
            for (std::size_t i = begin; i < end; ++i) {
                const Child& child = desk.town.children[roster[i]];
                if (child.grade < 3) continue;
                const auto grades = maths_grades(desk.town, roster[i], Programmes::AsServed);
                for (std::size_t quarter = 0; quarter < 2; ++quarter) {
                    piece.text.append("MA").append(grade_code(child.grade)) += '-';
                    append_padded(piece.text, desk.section_of(roster[i]) + 1ULL, 3);
                    piece.text += ',';
                    append_local_id(piece.text, Feed::District, static_cast<std::uint32_t>(i));
                    piece.text += ',';
                    append_school_code(piece.text, desk.school_of(child));
                    piece.text.append(",MA").append(grade_code(child.grade)).append(quarter == 0 ? ",Q1," : ",Q2,");
                    append_decimal(piece.text, grades[quarter]);
                    (piece.text += ' ').append(letter_of(grades[quarter]));
                    piece.end_line();
                }
            }
        });
}

/// A vendor's extract: `Last, First` in one cell, one row per sitting.
Result<void> write_assessments(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::Assessment);
    const auto days = reading_days(desk.town);
    output.deliver(Feed::Assessment, "lincoln/assessment_results.csv");
    return output.rows(
        Feed::Assessment, "lincoln/assessment_results.csv",
        "Student ID,Student Name,Date of Birth,Grade,Test Name,Test Date,Scale Score\n", roster.size(),
        [&](std::size_t begin, std::size_t end, Piece& piece) {
            AsWritten row;
            for (std::size_t i = begin; i < end; ++i) {
                const std::uint32_t child = roster[i];
                const std::uint32_t local = desk.local_of(Feed::Assessment, child);
                const auto scores = reading_scores(desk.town, child, Programmes::AsServed);
                desk.scribe.write(Feed::Assessment, child, 0, row, piece.errors);
                piece.mention(child, local);
                for (std::size_t window = 0; window < kReadingWindows; ++window) {
                    if (scores[window] <= 0) continue;
                    append_local_id(piece.text, Feed::Assessment, local);
                    piece.text += ',';
                    append_cell(piece.text, row.surname + ", " + row.given);
                    piece.text += ',';
                    if (row.born.year != 0) append_us(piece.text, row.born);
                    piece.text.append(",").append(grade_code(desk.town.children[child].grade)).append(",Reading,");
                    append_us(piece.text, ymd_of(days[window].days()));
                    piece.text += ',';
                    append_number(piece.text, static_cast<std::uint64_t>(std::lround(scores[window])));
                    piece.end_line();
                }
            }
        });
}

struct IncidentKind {
    std::string_view code;
    std::string_view place;
    std::string_view text;
};
constexpr std::array<IncidentKind, 6> kIncidents = {{
    {"Disruption", "Classroom", "Talked over the teacher after three reminders"},
    {"Hitting", "Playground", "Pushed another student at recess, said \"he started it\""},
    {"Defiance", "Classroom", "Refused to put phone away"},
    {"Skipping", "Hallway", "Found in the hallway during second period"},
    {"Bus", "Bus", "Stood up while the bus was moving, twice"},
    {"Property", "Cafeteria", "Threw a tray; cleaned up, apologised"},
}};

Result<void> write_incidents(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::Incidents);
    output.deliver(Feed::Incidents, "lincoln/incidents.csv");
    return output.rows(
        Feed::Incidents, "lincoln/incidents.csv",
        "local_id,last_name,first_name,date_of_birth,incident_code,event_date,incident_time,incident_location,"
        "incident_description,school_local_id\n",
        roster.size(), [&](std::size_t begin, std::size_t end, Piece& piece) {
            AsWritten row;
            for (std::size_t i = begin; i < end; ++i) {
                const std::uint32_t child = roster[i];
                Random random = stream_of(desk.town.options.seed, Stream::Visits, (1ULL << 40U) + child);
                const std::uint32_t local = desk.local_of(Feed::Incidents, child);
                desk.scribe.write(Feed::Incidents, child, 0, row, piece.errors);
                piece.mention(child, local);
                const int count = 1 + (random.chance(0.35) ? random.between(1, 4) : 0);
                for (int n = 0; n < count; ++n) {
                    const IncidentKind& kind = kIncidents[random.below(kIncidents.size())];
                    append_local_id(piece.text, Feed::Incidents, local);
                    piece.text += ',';
                    append_cell(piece.text, row.surname);
                    piece.text += ',';
                    append_cell(piece.text, row.given);
                    piece.text += ',';
                    if (row.born.year != 0) append_iso(piece.text, row.born);
                    (piece.text += ',').append(kind.code) += ',';
                    append_iso(piece.text, ymd_of(desk.days[random.below(desk.days.size())].days()));
                    piece.text += ',';
                    append_padded(piece.text, 8 + random.below(7), 2);
                    piece.text += ':';
                    append_padded(piece.text, random.below(60), 2);
                    (piece.text += ":00,").append(kind.place) += ',';
                    append_cell(piece.text, kind.text);
                    piece.text += ',';
                    append_school_code(piece.text, desk.school_of(desk.town.children[child]));
                    piece.end_line();
                }
            }
        });
}

}  // namespace

Result<void> write_district_extracts(const Desk& desk, Output& output) {
    TRY(write_attendance(desk, output));
    TRY(write_grades(desk, output));
    TRY(write_assessments(desk, output));
    return write_incidents(desk, output);
}

}  // namespace kith::town
