#include <algorithm>

#include "town/paths.h"
#include "town/streams.h"
#include "town/writers.h"

namespace kith::town {
namespace {

constexpr std::string_view kFolder = "lincoln/";
constexpr std::string_view kUsersHeader =
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,"
    "sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,"
    "preferredFamilyName,primaryOrgSourcedId,pronouns\n";
constexpr std::string_view kRolesHeader =
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
    "userProfileSourcedId\n";
constexpr std::string_view kDemographicsHeader =
    "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,"
    "nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,"
    "countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus\n";
constexpr std::string_view kEnrollmentsHeader =
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n";
constexpr std::string_view kClassesHeader =
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
    "termSourcedIds,subjects,subjectCodes,periods\n";

/// One homeroom: school, grade, section; its teacher teaches the homeroom's mathematics class too.
struct Homeroom {
    std::uint32_t school = 0;
    int grade = 0;
    std::uint32_t section = 0;
};

std::vector<Homeroom> homerooms(const Desk& desk) {
    std::vector<Homeroom> rooms;
    for (std::uint32_t school = 0; school < desk.school_count(); ++school) {
        for (int grade = -1; grade <= 12; ++grade) {
            for (std::uint32_t section = 0; section < desk.sections(school, grade); ++section)
                rooms.push_back({school, grade, section});
        }
    }
    return rooms;
}

void append_school(std::string& out, std::uint32_t school) {
    append_padded(out += "sch-", school + 1ULL, 3);
}

void append_class(std::string& out, const Homeroom& room, std::string_view kind) {
    append_padded(out += "cls-", room.school + 1ULL, 3);
    out += '-';
    out += grade_code(room.grade);
    out += '-';
    append_number(out, room.section + 1ULL);
    out += kind;
}

Homeroom homeroom_of(const Desk& desk, std::uint32_t child) {
    const Child& c = desk.town.children[child];
    return {desk.school_of(c), std::min<int>(c.grade, 12), desk.section_of(child)};
}

/// The district's software drops accents for half of the families, as each clerk sees fit.
void drop_accents(const Child& child, AsWritten& row) {
    if (mix64(child.household) % 2 == 0) return;
    row.given = without_accents(row.given);
    row.middle = without_accents(row.middle);
    row.surname = without_accents(row.surname);
}

void append_lower(std::string& out, std::string_view text) {
    for (const char c : without_accents(text)) {
        if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    }
}

void append_guardian_id(std::string& out, std::uint32_t household, std::size_t index) {
    append_number(out += 'G', household + 1ULL);
    out += index == 0 ? 'a' : 'b';
}

bool is_district_home(const Town& town, const Household& home) {
    for (std::uint32_t i = home.first_child; i < home.first_child + home.children; ++i) {
        if (town.children[i].is_in(Feed::District)) return true;
    }
    return false;
}

void append_agents(std::string& out, const Household& home, std::uint32_t household) {
    if (home.kind != HomeKind::TwoParents) {
        append_guardian_id(out, household, 0);
        return;
    }
    out += '"';
    append_guardian_id(out, household, 0);
    out += ',';
    append_guardian_id(out, household, 1);
    out += '"';
}

void append_student_cells(const Desk& desk, std::uint32_t child, std::uint32_t local, const AsWritten& row,
                          std::string& out) {
    const Child& c = desk.town.children[child];
    append_local_id(out, Feed::District, local);
    out += ",,,true,";
    append_lower(out, row.given.substr(0, 1));
    append_lower(out, row.surname);
    append_number(out, local % 1000);
    out += ",{MNState:";
    append_number(out, state_id(desk.town, child));
    out += "},";
    append_cell(out, row.given);
    out += ',';
    append_cell(out, row.surname);
    out += ',';
    append_cell(out, row.middle);
    out += ',';
    append_local_id(out, Feed::District, local);
    out += ",,,";
    if (row.phone.size() == 10)
        out.append(row.phone, 0, 3).append("-").append(row.phone, 3, 3).append("-").append(row.phone, 6);
    out += ',';
    append_agents(out, desk.town.households[c.household], c.household);
    out += ',';
    out += grade_code(c.grade);
    out += ",,,";
    append_cell(out, row.preferred);
    out += ",,,";
    append_school(out, desk.school_of(c));
    out += ',';
}

void append_test_student(std::uint32_t local, Piece& piece) {
    piece.mention(kNobody, local);
    append_local_id(piece.text, Feed::District, local);
    piece.text += ",,,true,teststudent,,Test,Student,,";
    append_local_id(piece.text, Feed::District, local);
    piece.text += ",,,,,";
    piece.text += grade_code(1);
    piece.text += ",,,,,,";
    append_school(piece.text, 0);
    piece.text += ',';
    piece.end_line();
}

void append_adult_user(std::string& out, std::string_view username, const Adult& adult, std::string_view phone,
                       std::uint32_t school) {
    out += ",,,true,";
    out += username;
    out += ",,";
    append_cell(out, adult.given);
    out += ',';
    append_cell(out, adult.surname);
    out += ",,,,,";
    out += phone;
    out += ",,,,,,,,";
    append_school(out, school);
    out += ',';
}

Adult teacher_of(const Desk& desk, std::size_t room) {
    Random random = stream_of(desk.town.options.seed, Stream::Staff, room);
    const bool is_woman = random.chance(0.75);
    Adult adult;
    adult.given = desk.names.draw_adult(random, Culture::Anglo, is_woman ? table::Sex::Female : table::Sex::Male);
    adult.surname =
        desk.names.surname(desk.names.draw_surname(random, random.chance(0.8) ? Culture::Anglo : Culture::Hispanic));
    return adult;
}

void append_teacher_id(std::string& out, std::size_t room) {
    append_padded(out += 'T', room + 1, 5);
}

void append_guardians(const Desk& desk, std::uint32_t household, Piece& piece) {
    const Household& home = desk.town.households[household];
    if (!is_district_home(desk.town, home)) return;
    std::string phone;
    append_number(phone, home.phone);
    const std::vector<Adult> adults = desk.scribe.guardians(household);
    for (std::size_t i = 0; i < adults.size(); ++i) {
        append_guardian_id(piece.text, household, i);
        std::string username = "parent";
        append_guardian_id(username, household, i);
        append_adult_user(piece.text, username, adults[i], i == 0 ? phone : std::string_view(), home.area);
        piece.end_line();
    }
}

Result<void> write_users(const Desk& desk, Output& output, const std::vector<Homeroom>& rooms) {
    const Roster& roster = desk.roster(Feed::District);
    const std::size_t students = roster.size();
    const std::size_t size = students + rooms.size() + desk.town.households.size();
    return output.rows(
        Feed::District, "lincoln/users.csv", kUsersHeader, size,
        [&, students](std::size_t begin, std::size_t end, Piece& piece) {
            AsWritten row;
            for (std::size_t i = begin; i < end; ++i) {
                if (i < students) {
                    const auto local = static_cast<std::uint32_t>(i);
                    desk.scribe.write(Feed::District, roster[i], 0, row, piece.errors);
                    drop_accents(desk.town.children[roster[i]], row);
                    piece.mention(roster[i], local);
                    append_student_cells(desk, roster[i], local, row, piece.text);
                    piece.end_line();
                    if (!is_test_row(desk.town, Feed::District, i)) continue;
                    ++piece.errors[static_cast<std::size_t>(ErrorKind::TestRow)];
                    append_test_student(static_cast<std::uint32_t>(2 * students + i), piece);
                } else if (i < students + rooms.size()) {
                    const std::size_t room = i - students;
                    append_teacher_id(piece.text, room);
                    std::string username = "staff";
                    append_number(username, room + 1);
                    append_adult_user(piece.text, username, teacher_of(desk, room), {}, rooms[room].school);
                    piece.end_line();
                } else {
                    append_guardians(desk, static_cast<std::uint32_t>(i - students - rooms.size()), piece);
                }
            }
        });
}

void append_role(std::string& out, std::string_view user, std::string_view role, std::uint32_t school) {
    out += "r-";
    out += user;
    out += ",,,";
    out += user;
    out += ",primary,";
    out += role;
    out += ",,,";
    append_school(out, school);
    out += ',';
}

Result<void> write_roles(const Desk& desk, Output& output, const std::vector<Homeroom>& rooms) {
    const Roster& roster = desk.roster(Feed::District);
    const std::size_t students = roster.size();
    const std::size_t size = students + rooms.size() + desk.town.households.size();
    return output.rows(
        Feed::District, "lincoln/roles.csv", kRolesHeader, size,
        [&, students](std::size_t begin, std::size_t end, Piece& piece) {
            std::string user;
            for (std::size_t i = begin; i < end; ++i) {
                user.clear();
                if (i < students) {
                    append_local_id(user, Feed::District, static_cast<std::uint32_t>(i));
                    append_role(piece.text, user, "student", desk.school_of(desk.town.children[roster[i]]));
                    piece.end_line();
                    continue;
                }
                if (i < students + rooms.size()) {
                    append_teacher_id(user, i - students);
                    append_role(piece.text, user, "teacher", rooms[i - students].school);
                    piece.end_line();
                    continue;
                }
                const auto household = static_cast<std::uint32_t>(i - students - rooms.size());
                const Household& home = desk.town.households[household];
                if (!is_district_home(desk.town, home)) continue;
                for (std::size_t adult = 0; adult < (home.kind == HomeKind::TwoParents ? 2U : 1U); ++adult) {
                    user.clear();
                    append_guardian_id(user, household, adult);
                    append_role(piece.text, user, home.kind == HomeKind::Foster ? "guardian" : "parent", home.area);
                    piece.end_line();
                }
            }
        });
}

Result<void> write_demographics(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::District);
    return output.rows(
        Feed::District, "lincoln/demographics.csv", kDemographicsHeader, roster.size(),
        [&](std::size_t begin, std::size_t end, Piece& piece) {
            AsWritten row;
            ErrorCounts counted_in_users{};
            for (std::size_t i = begin; i < end; ++i) {
                const Household& home = desk.town.households[desk.town.children[roster[i]].household];
                desk.scribe.write(Feed::District, roster[i], 0, row, counted_in_users);
                append_local_id(piece.text, Feed::District, static_cast<std::uint32_t>(i));
                piece.text += ",,,";
                if (row.born.year != 0) append_iso(piece.text, row.born);
                piece.text += row.sex == table::Sex::Female ? ",female," : ",male,";
                const bool is_asian = home.culture == Culture::EastAsian || home.culture == Culture::SouthAsian;
                piece.text += is_asian ? "false,true," : "false,false,";
                piece.text += home.culture == Culture::African ? "true,false,false,false," : "false,false,";
                if (home.culture != Culture::African) piece.text += is_asian ? "false,false," : "true,false,";
                piece.text += home.culture == Culture::Hispanic ? "true,US,MN,," : "false,US,MN,,";
                piece.end_line();
            }
        });
}

void append_enrollment(std::string& out, const Homeroom& room, std::string_view kind, std::string_view user,
                       std::string_view role) {
    out += "e-";
    out += user;
    out += kind;
    out += ",,,";
    append_class(out, room, kind);
    out += ',';
    append_school(out, room.school);
    out += ',';
    out += user;
    out += ',';
    out += role;
    out += role == "teacher" ? ",true,,\n" : ",false,,\n";
}

Result<void> write_enrollments(const Desk& desk, Output& output, const std::vector<Homeroom>& rooms) {
    const Roster& roster = desk.roster(Feed::District);
    return output.rows(Feed::District, "lincoln/enrollments.csv", kEnrollmentsHeader, roster.size() + rooms.size(),
                       [&](std::size_t begin, std::size_t end, Piece& piece) {
                           std::string user;
                           for (std::size_t i = begin; i < end; ++i) {
                               const bool is_student = i < roster.size();
                               user.clear();
                               if (is_student) append_local_id(user, Feed::District, static_cast<std::uint32_t>(i));
                               if (!is_student) append_teacher_id(user, i - roster.size());
                               const Homeroom room =
                                   is_student ? homeroom_of(desk, roster[i]) : rooms[i - roster.size()];
                               append_enrollment(piece.text, room, "-HR", user, is_student ? "student" : "teacher");
                               append_enrollment(piece.text, room, "-MA", user, is_student ? "student" : "teacher");
                               piece.lines += 2;
                           }
                       });
}

Result<void> write_classes(Output& output, const std::vector<Homeroom>& rooms) {
    return output.rows(Feed::District, "lincoln/classes.csv", kClassesHeader, rooms.size() * 2,
                       [&](std::size_t begin, std::size_t end, Piece& piece) {
                           for (std::size_t i = begin; i < end; ++i) {
                               const Homeroom& room = rooms[i / 2];
                               const bool is_maths = i % 2 == 1;
                               append_class(piece.text, room, is_maths ? "-MA" : "-HR");
                               piece.text += ",,,";
                               piece.text += is_maths ? "Mathematics " : "Homeroom ";
                               piece.text += grade_code(room.grade);
                               piece.text += '-';
                               append_number(piece.text, room.section + 1ULL);
                               (piece.text += ',').append(grade_code(room.grade));
                               piece.text.append(is_maths ? ",crs-MA-" : ",crs-HR-").append(grade_code(room.grade));
                               piece.text += is_maths ? ",,scheduled,," : ",,homeroom,,";
                               append_school(piece.text, room.school);
                               piece.text += ",year,,,";
                               piece.end_line();
                           }
                       });
}

std::string manifest() {
    std::string text = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n";
    for (const std::string_view file :
         {"academicSessions", "classes", "courses", "demographics", "enrollments", "orgs", "roles", "users"})
        text.append("file.").append(file).append(",bulk\n");
    for (const std::string_view file : {"categories", "classResources", "courseResources", "lineItems", "resources",
                                        "results", "userProfiles", "userResources"})
        text.append("file.").append(file).append(",absent\n");
    return text + "source.systemName,Example SIS\nsource.systemCode,ESIS\n";
}

std::string orgs(const Desk& desk) {
    std::string text = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n";
    text += "dist-1,,,Lincoln Public Schools,district,0709,\n";
    for (std::uint32_t school = 0; school < desk.school_count(); ++school) {
        append_school(text, school);
        text.append(",,,").append(desk.school_name(school)).append(",school,");
        append_padded(text, school + 1ULL, 3);
        text += ",dist-1\n";
    }
    return text;
}

std::string sessions(const Desk& desk) {
    const int year = desk.town.school_year_start.year();
    const std::string from = desk.town.school_year_start.to_iso();
    const std::string next = std::to_string(year + 1);
    std::string text = "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n";
    text +=
        "year,,," + std::to_string(year) + "-" + next + ",schoolYear," + from + "," + next + "-06-05,," + next + "\n";
    text += "sem-1,,,Semester 1,semester," + from + "," + next + "-01-16,year," + next + "\n";
    text += "sem-2,,,Semester 2,semester," + next + "-01-20," + next + "-06-05,year," + next + "\n";
    return text;
}

std::string courses() {
    std::string text =
        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,"
        "subjectCodes\n";
    for (int grade = -1; grade <= 12; ++grade) {
        const std::string_view code = grade_code(grade);
        text.append("crs-HR-").append(code).append(",,,year,Homeroom ").append(code).append(",HR").append(code);
        text.append(",").append(code).append(",dist-1,,\n");
        text.append("crs-MA-").append(code).append(",,,year,Mathematics ").append(code).append(",MA").append(code);
        text.append(",").append(code).append(",dist-1,Mathematics,\n");
    }
    return text;
}

}  // namespace

Result<void> write_district_roster(const Desk& desk, Output& output) {
    const std::vector<Homeroom> rooms = homerooms(desk);
    for (const std::string_view file : {"manifest", "orgs", "academicSessions", "courses", "classes", "users", "roles",
                                        "demographics", "enrollments"})
        output.deliver(Feed::District, std::string(kFolder).append(file).append(".csv"));
    TRY(output.text("lincoln/manifest.csv", manifest()));
    TRY(output.text("lincoln/orgs.csv", orgs(desk)));
    TRY(output.text("lincoln/academicSessions.csv", sessions(desk)));
    TRY(output.text("lincoln/courses.csv", courses()));
    TRY(write_classes(output, rooms));
    TRY(write_users(desk, output, rooms));
    TRY(write_roles(desk, output, rooms));
    TRY(write_demographics(desk, output));
    return write_enrollments(desk, output, rooms);
}

}  // namespace kith::town
