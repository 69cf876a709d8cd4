// Real exports: every line accounted for, the records that are there found, nothing crashes.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include <gtest/gtest.h>

#include "intake/difference.h"

namespace kith::intake {
namespace {

namespace fs = std::filesystem;

fs::path corpora() {
    const char* set = std::getenv("KITH_CORPORA");
    return set != nullptr ? fs::path(set) : fs::path(KITH_SOURCE_DIR) / "../shared/data";
}

/// A delivery with the bytes its cells view.
struct Delivery {
    std::vector<std::string> bytes;
    std::vector<FileInput> files;
};

Delivery read_delivery(const std::vector<fs::path>& paths) {
    Delivery delivery;
    delivery.bytes.reserve(paths.size());
    for (const fs::path& path : paths) {
        std::ifstream file(path, std::ios::binary);
        delivery.bytes.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
        auto sheets = read_tables(as_bytes(delivery.bytes.back()), path.filename().string());
        EXPECT_TRUE(sheets.is_ok()) << path.filename();
        if (sheets.is_ok()) delivery.files.push_back({path.filename().string(), std::move(sheets).value()});
    }
    return delivery;
}

std::vector<fs::path> csv_files(const fs::path& folder) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".csv") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

SourceSettings school_settings(int year) {
    SourceSettings settings;
    settings.id = SourceId("school");
    settings.default_category = "school_enrolment";
    settings.delivered_on = CivilDate::from_ymd(year, 9, 1).value_or(CivilDate());
    return settings;
}

Understood understood_of(const Delivery& delivery, const SourceSettings& settings) {
    ThreadPool pool(2);
    auto result = understand(delivery.files, settings, pool);
    EXPECT_TRUE(result.is_ok());
    return std::move(result).value();
}

struct Totals {
    std::uint64_t lines = 0, loaded = 0, quarantined = 0, ignored = 0;
};

Totals totals_of(const Understood& understood) {
    Totals totals;
    for (const FileAccount& file : understood.accounts) {
        totals.lines += file.account.input_lines();
        totals.loaded += file.account.loaded();
        totals.quarantined += file.account.quarantined();
        totals.ignored += file.account.ignored();
    }
    return totals;
}

const table::Record* find_record(const Understood& understood, std::string_view id) {
    for (const table::Record& record : understood.records) {
        if (record.local_id == id) return &record;
    }
    return nullptr;
}

TEST(SdsSets, BecomeOneRecordPerStudent) {
    const fs::path root = corpora() / "formats/sds";
    if (!fs::exists(root)) GTEST_SKIP() << "no corpora at " << root;
    const std::map<std::string, std::size_t> sets = {{"SDS_v2", 22},
                                                     {"SDS_v2.1", 4},
                                                     {"SDS_Format/Min_Required_Attributes", 22},
                                                     {"SDS_Format/25_Users", 22},
                                                     {"SDS_Format/100_Users", 86},
                                                     {"UK_Format/Min_Required_Attributes", 22},
                                                     {"UK_Format/25_Users", 22},
                                                     {"UK_Format/100_Users", 86}};
    for (const auto& [set, children] : sets) {
        const Delivery delivery = read_delivery(csv_files(root / set));
        const Understood understood = understood_of(delivery, school_settings(2021));
        const Totals totals = totals_of(understood);
        EXPECT_EQ(understood.records.size(), children) << set;
        EXPECT_EQ(totals.loaded + totals.quarantined + totals.ignored, totals.lines) << set;
        EXPECT_EQ(totals.quarantined, 0U) << set;
        for (const table::Record& record : understood.records) EXPECT_FALSE(record.facts.empty()) << set;
        std::cout << set << ": lines " << totals.lines << ", loaded " << totals.loaded << ", quarantined "
                  << totals.quarantined << ", ignored " << totals.ignored << ", records " << understood.records.size()
                  << '\n';
    }
}

TEST(SdsSets, LinkGuardiansOfVersionTwoOne) {
    const fs::path root = corpora() / "formats/sds/SDS_v2.1";
    if (!fs::exists(root)) GTEST_SKIP() << "no corpora at " << root;
    const Delivery delivery = read_delivery(csv_files(root));
    const Understood understood = understood_of(delivery, school_settings(2021));
    const table::Record* student = find_record(understood, "114001");
    ASSERT_NE(student, nullptr);
    ASSERT_EQ(student->identity.guardians.size(), 1U);
    EXPECT_EQ(student->identity.guardians[0].relation, "guardian");
    EXPECT_EQ(student->identity.birth_date.to_text(), "2001-07-02");
}

TEST(StudentInsights, EveryFileIsAccountedFor) {
    const fs::path root = corpora() / "formats/student-insights";
    if (!fs::exists(root)) GTEST_SKIP() << "no corpora at " << root;
    std::size_t files = 0;
    std::size_t records = 0;
    Totals all;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        if (entry.path().extension() != ".csv") continue;
        const Delivery delivery = read_delivery({entry.path()});
        const Understood understood = understood_of(delivery, school_settings(2018));
        const Totals totals = totals_of(understood);
        EXPECT_EQ(totals.loaded + totals.quarantined + totals.ignored, totals.lines) << entry.path().filename();
        SourceSettings remembering = school_settings(2018);
        remembering.layout = understood.layout;
        const Understood again = understood_of(delivery, remembering);
        EXPECT_TRUE(again.drift.empty()) << entry.path().filename();
        EXPECT_EQ(again.layout, understood.layout) << entry.path().filename();
        ASSERT_EQ(again.records.size(), understood.records.size());
        for (std::size_t i = 0; i < again.records.size(); ++i) {
            EXPECT_EQ(digest_of(again.records[i]), digest_of(understood.records[i])) << entry.path().filename();
        }
        ++files;
        records += understood.records.size();
        all.lines += totals.lines;
        all.loaded += totals.loaded;
        all.quarantined += totals.quarantined;
        all.ignored += totals.ignored;
    }
    EXPECT_EQ(files, 42U);
    std::cout << "student-insights: files " << files << ", lines " << all.lines << ", loaded " << all.loaded
              << ", quarantined " << all.quarantined << ", ignored " << all.ignored << ", records " << records << '\n';
}

TEST(StudentInsights, FilesBecomeTheirStudents) {
    const fs::path root = corpora() / "formats/student-insights";
    if (!fs::exists(root)) GTEST_SKIP() << "no corpora at " << root;
    const std::map<std::string, std::size_t> expected = {
        {"fixtures/fake_students_export.csv", 5},
        {"fixtures/fake_behavior_export.csv", 4},
        {"fixtures/assessment_bedford_format_fixture.csv", 4},
        {"fixtures/attendance_dump.csv", 1},
        {"fixtures/educator_section_assignment_export.csv", 0},
        {"fixtures/fake_no_headers.csv", 0},
        {"importers/team_membership_import/team_membership_fixture.csv", 2},
        {"importers/transitions/bedford_davis_social_emotional_fixture.csv", 4},
        {"importers/student_meeting/student_meeting_fixture.csv", 2},
        {"importers/star/star_math_v1.csv", 1},
        {"importers/star/star_math_v2.csv", 1},
    };
    for (const auto& [file, children] : expected) {
        const Delivery delivery = read_delivery({root / file});
        EXPECT_EQ(understood_of(delivery, school_settings(2018)).records.size(), children) << file;
    }
    const Delivery students = read_delivery({root / "fixtures/fake_students_export.csv"});
    const Understood understood = understood_of(students, school_settings(2018));
    const table::Record* first = find_record(understood, "100");
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(first->identity.given, "First");
    EXPECT_EQ(first->identity.surname, "Fake Student");
    EXPECT_EQ(first->identity.birth_date.to_text(), "1998-07-15");
    ASSERT_EQ(first->identity.addresses.size(), 1U);
    EXPECT_EQ(first->identity.addresses[0].city, "San Francisco");
    ASSERT_EQ(first->identity.identifiers.size(), 1U);
    EXPECT_EQ(first->identity.identifiers[0].value, "1000000000");
}

TEST(Workbooks, TheTransposedAttendanceSheetIsRead) {
    const fs::path path = corpora() / "xlsx/sheetjs/Attendance.xlsx";
    if (!fs::exists(path)) GTEST_SKIP() << "no corpora at " << path;
    const Delivery delivery = read_delivery({path});
    SourceSettings settings = school_settings(2021);
    settings.default_category = "programme_attendance";
    const Understood understood = understood_of(delivery, settings);
    ASSERT_EQ(understood.accounts.size(), 1U);
    EXPECT_EQ(understood.accounts[0].shape, Shape::TransposedRegister);
    EXPECT_EQ(understood.records.size(), 8U);
    EXPECT_EQ(understood.accounts[0].account.ignored_by_reason().at("total"), 1U);
    for (const table::Record& record : understood.records) {
        ASSERT_EQ(record.strips.size(), 1U);
        const std::string& marks = record.strips[0].marks;
        EXPECT_EQ(std::count_if(marks.begin(), marks.end(), [](char mark) { return mark != ' '; }), 23);
    }
}

}  // namespace
}  // namespace kith::intake
