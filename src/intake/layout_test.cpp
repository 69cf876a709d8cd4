#include "intake/layout.h"

#include <gtest/gtest.h>

#include "intake/known.h"
#include "intake/mapping.h"

namespace kith::intake {
namespace {

TEST(Headers, AreComparedWithoutSpelling) {
    EXPECT_EQ(normal_header("StudentLocalID"), "student local id");
    EXPECT_EQ(normal_header(" student_local-id "), "student local id");
    EXPECT_EQ(normal_header("Teléfono"), "telefono");
    EXPECT_EQ(normal_header("Child's Name"), "childs name");
    EXPECT_EQ(normal_header("Phone#2"), "phone number 2");
}

TEST(Headers, SpeakOfTheChildOnly) {
    EXPECT_EQ(guess_by_header("Student First and Last Name").role, Role::FullName);
    EXPECT_EQ(guess_by_header("What is your local student ID number?").role, Role::LocalId);
    EXPECT_EQ(guess_by_header("LASID").role, Role::LocalId);
    EXPECT_EQ(guess_by_header("Fecha de Nacimiento").role, Role::BirthDate);
    EXPECT_EQ(guess_by_header("Apellidos").role, Role::Surname);
    EXPECT_EQ(guess_by_header("Password").role, Role::Secret);
    EXPECT_EQ(guess_by_header("Parent/Guardian").role, Role::GuardianName);
    EXPECT_EQ(guess_by_header("Mother's Cell Phone").role, Role::GuardianPhone);
    EXPECT_EQ(guess_by_header("Teacher Name").role, Role::Unmapped);
    EXPECT_EQ(guess_by_header("recorded_by educator_login").role, Role::Unmapped);
    EXPECT_EQ(guess_by_header("I am proud that I....").role, Role::Unmapped);
}

TEST(Headers, NameDoses) {
    const auto dose = [](std::string_view header) {
        const auto name = dose_name(header);
        return name ? name->vaccine + std::to_string(name->number) : std::string();
    };
    EXPECT_EQ(dose("DTaP1"), "DTAP1");
    EXPECT_EQ(dose("MMR 2"), "MMR2");
    EXPECT_EQ(dose("Hep B #3"), "HEPB3");
    EXPECT_EQ(dose("Varicella Date"), "VARICELLA0");
    EXPECT_EQ(dose("DTaP Dose 4 Date"), "DTAP4");
    EXPECT_EQ(dose("Variety show"), "");
    EXPECT_EQ(dose("Date"), "");
}

TEST(KnownFormats, AreToldByHeadersInAnyOrder) {
    const auto format = [](std::vector<std::string> columns, std::string_view name) {
        table::Table table;
        table.columns = std::move(columns);
        return recognise(table, name).format;
    };
    EXPECT_EQ(format({"Family Name", "sourcedId", "GIVENNAME", "status", "userMasterIdentifier"}, "export.csv"),
              "oneroster-1.2 users");
    EXPECT_EQ(format({"SIS ID", "School SIS ID", "Username"}, "Student.csv"), "sds-1 Student");
    EXPECT_EQ(format({"SIS ID", "School SIS ID", "Username"}, "Teacher.csv"), "sds-1 Teacher");
    EXPECT_EQ(format({"Section ID", "ID"}, "StudentEnrollment.csv"), "sds-uk StudentEnrollment");
    EXPECT_EQ(format({"ExportID", "DateDeleted", "LastName", "FirstName", "DOB", "PersonalID ", "Sex"}, "x.csv"),
              "hmis-2026 Client");
    EXPECT_EQ(format({"ExportID", "DateDeleted", "LastName", "FirstName", "DOB", "PersonalID", "Woman"}, "x.csv"),
              "hmis-2024 Client");
    EXPECT_EQ(format({"Student ID", "First Name", "Last Name"}, "students.csv"), "");
}

Layout sample() {
    Layout layout;
    layout.version = 3;
    SheetLayout sheet;
    sheet.name = "roster-####.csv";
    sheet.shape = Shape::SessionLog;
    sheet.category = "school_attendance";
    sheet.columns = {{"Student ID", Role::LocalId, 0.97, ""}, {"Día", Role::EventDate, 0.85, "dmy"}};
    layout.sheets.push_back(sheet);
    layout.marks = {{"X", table::Mark::Present}, {"✓", table::Mark::Present}};
    return layout;
}

TEST(Layouts, SurviveJson) {
    const auto read = layout_from_json(to_json(sample()));
    ASSERT_TRUE(read.is_ok());
    EXPECT_EQ(*read, sample());
}

TEST(Layouts, RefuseWhatIsNone) {
    for (const std::string_view text :
         {"", "[]", "{\"format\":\"other\"}", "{\"format\":\"kith-layout\",\"format_version\":1}"}) {
        const auto read = layout_from_json(text);
        ASSERT_TRUE(read.is_error()) << text;
        EXPECT_EQ(read.error().id, "intake.layout.malformed");
    }
    const auto newer = layout_from_json("{\"format\":\"kith-layout\",\"format_version\":2}");
    ASSERT_TRUE(newer.is_error());
    EXPECT_EQ(newer.error().id, "intake.layout.unknown-version");
}

TEST(Layouts, DriftByHeaderNotByPosition) {
    Layout moved = sample();
    std::swap(moved.sheets[0].columns[0], moved.sheets[0].columns[1]);
    EXPECT_TRUE(drift_between(sample(), moved).empty());
    moved.sheets[0].columns[0].date_order = "mdy";
    moved.sheets[0].columns.push_back({"Room", Role::Unmapped, 0, ""});
    const auto drift = drift_between(sample(), moved);
    ASSERT_EQ(drift.size(), 2U);
    EXPECT_EQ(drift[0].kind, Drift::Kind::DateOrderChanged);
    EXPECT_EQ(drift[1].kind, Drift::Kind::ColumnAdded);
}

TEST(Layouts, RememberSheetsThatDidNotCome) {
    Layout other = sample();
    other.sheets[0].name = "second.csv";
    const Layout both = remember(sample(), other);
    EXPECT_EQ(both.sheets.size(), 2U);
    EXPECT_EQ(both.version, 4U);
    EXPECT_EQ(remember(both, other).version, 4U) << "nothing new was learnt";
}

TEST(Roles, KeepTheirNames) {
    for (int i = 0; i <= static_cast<int>(Role::DismissedFlag); ++i) {
        const Role role = static_cast<Role>(i);
        EXPECT_EQ(role_named(name_of(role)), role);
    }
}

}  // namespace
}  // namespace kith::intake
