// Small deliveries as people send them, one per shape.

#include "intake/delivery.h"

#include <algorithm>
#include <numeric>
#include <random>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "intake/difference.h"

namespace kith::intake {
namespace {

struct NamedText {
    std::string name;
    std::string text;
};

CivilDate day(int year, int month, int date) {
    return CivilDate::from_ymd(year, month, date).value_or(CivilDate());
}

SourceSettings settings_of(std::string category) {
    SourceSettings settings;
    settings.id = SourceId("source");
    settings.programme = "Programme";
    settings.default_category = std::move(category);
    settings.delivered_on = day(2026, 3, 2);
    return settings;
}

Result<Understood> try_understand(const std::vector<NamedText>& texts, const SourceSettings& settings) {
    std::vector<FileInput> files;
    for (const NamedText& file : texts) {
        auto sheets = read_tables(as_bytes(file.text), file.name);
        EXPECT_TRUE(sheets.is_ok()) << file.name;
        if (sheets.is_ok()) files.push_back({file.name, std::move(sheets).value()});
    }
    ThreadPool pool(2);
    return understand(files, settings, pool);
}

Understood understood_of(const std::vector<NamedText>& texts, const SourceSettings& settings) {
    auto result = try_understand(texts, settings);
    EXPECT_TRUE(result.is_ok());
    Understood understood = std::move(result).value();
    for (const FileAccount& file : understood.accounts) {
        const auto& account = file.account;
        EXPECT_EQ(account.loaded() + account.quarantined() + account.ignored(), account.input_lines());
    }
    return understood;
}

const table::Record* named(const Understood& understood, std::string_view given) {
    for (const table::Record& record : understood.records) {
        if (record.identity.given == given) return &record;
    }
    return nullptr;
}

char mark_on(const table::Record& record, CivilDate date) {
    for (const table::Strip& strip : record.strips) {
        const auto at = date.days() - strip.first_day.days();
        if (at >= 0 && at < static_cast<int>(strip.marks.size())) return strip.marks[static_cast<std::size_t>(at)];
    }
    return '?';
}

std::size_t problems_with(const Understood& understood, std::string_view id) {
    return static_cast<std::size_t>(std::count_if(understood.problems.begin(), understood.problems.end(),
                                                  [&](const FileProblem& found) { return found.problem.id == id; }));
}

const table::Fact* fact_of(const table::Record& record, std::string_view kind, std::string_view key) {
    for (const table::Fact& fact : record.facts) {
        if (fact.kind == kind && fact.key == key) return &fact;
    }
    return nullptr;
}

constexpr std::string_view kRoster =
    "Student ID,Last Name,First Name,DOB,Gender,Grade,Home Phone,Mother's Name,Mother Phone,Shoe Size\n"
    "101,García-López,Ana,4/13/2016,F,04,612-555-0143,Luz López,(612) 555-0150,31\n"
    "102,Hill,Robert,12/2/2015,M,5th,NULL,,,32\n"
    "ex: 103,Student,Test,1/1/2015,M,5,,,,\n"
    "104,Doe,Mary,1/1/1900,F,KF,,,,\n";

TEST(Lists, BecomeOneRecordPerChild) {
    const Understood understood =
        understood_of({{"roster.csv", std::string(kRoster)}}, settings_of("school_enrolment"));
    ASSERT_EQ(understood.records.size(), 3U);
    const table::Record& ana = understood.records[0];
    EXPECT_EQ(ana.local_id, "101");
    EXPECT_EQ(ana.identity.surname, "García-López");
    EXPECT_EQ(ana.identity.birth_date.to_text(), "2016-04-13");
    EXPECT_EQ(ana.identity.sex, table::Sex::Female);
    ASSERT_EQ(ana.identity.contacts.size(), 1U);
    EXPECT_EQ(ana.identity.contacts[0].value, "+16125550143");
    ASSERT_EQ(ana.identity.guardians.size(), 1U);
    EXPECT_EQ(ana.identity.guardians[0].relation, "mother");
    EXPECT_EQ(ana.identity.guardians[0].phone, "+16125550150");
    ASSERT_EQ(ana.facts.size(), 1U);
    EXPECT_EQ(ana.facts[0].category, "school_enrolment");
    EXPECT_EQ(ana.facts[0].attributes, (std::vector<table::Attribute>{{"Shoe Size", "31"}, {"grade_level", "4"}}));
    EXPECT_TRUE(understood.records[1].identity.contacts.empty()) << "NULL is missing";
    EXPECT_TRUE(understood.records[2].identity.birth_date.is_empty()) << "a placeholder is missing";
    EXPECT_EQ(problems_with(understood, "intake.date.placeholder"), 1U);
    EXPECT_EQ(understood.accounts[0].account.ignored_by_reason().at("example-row"), 1U);
}

TEST(Lists, KeepTwoChildrenOfOneNameApartByTheirGuardian) {
    const std::string text =
        "Name,Birth Year,Parent\nMaria Garcia,2016,Luz Garcia\nMaria Garcia,2016,Ana Perez\nJohn Hill,2015,Bob "
        "Hill\nJohn Hill,2015,Bob Hill\n";
    const Understood understood = understood_of({{"signups.csv", text}}, settings_of("programme"));
    EXPECT_EQ(understood.records.size(), 3U);
    for (const table::Record& record : understood.records) EXPECT_FALSE(record.has_own_id);
}

TEST(Lists, SayThatALaterRowContradicts) {
    const std::string text = "Student ID,First Name,Last Name\n1,Ana,Ruiz\n2,Ben,Hill\n2,Ben,Hill\n1,Anna,Ruiz\n";
    const Understood understood = understood_of({{"roster.csv", text}}, settings_of("school_enrolment"));
    ASSERT_EQ(understood.records.size(), 2U);
    EXPECT_EQ(understood.records[0].identity.given, "Anna");
    EXPECT_EQ(problems_with(understood, "intake.row.repeated"), 1U);
}

TEST(Lists, QuarantineRowsWithoutAChild) {
    const std::string text = "Student ID,First Name,Last Name,Score\n1,Ana,Ruiz,5\n,,,7\n";
    const Understood understood = understood_of({{"scores.csv", text}}, settings_of("assessment"));
    EXPECT_EQ(understood.records.size(), 1U);
    ASSERT_EQ(understood.quarantined.size(), 1U);
    EXPECT_EQ(understood.quarantined[0].line, 3U);
    EXPECT_EQ(understood.accounts[0].account.quarantined_by_reason().at("intake.row.no-child"), 1U);
}

TEST(Dates, AmbiguousColumnsAreAProblemUnlessTheSourceIsKnown) {
    const std::string text = "Student ID,First Name,Last Name,DOB\n1,Ana,Ruiz,3/4/2015\n2,Ben,Hill,5/6/2014\n";
    SourceSettings settings = settings_of("school_enrolment");
    const Understood open = understood_of({{"roster.csv", text}}, settings);
    EXPECT_EQ(problems_with(open, "intake.date.ambiguous"), 1U);
    EXPECT_EQ(open.records[0].identity.birth_date.to_text(), "2015") << "both readings share the year";
    settings.date_order = "dmy";
    const Understood told = understood_of({{"roster.csv", text}}, settings);
    EXPECT_EQ(problems_with(told, "intake.date.ambiguous"), 0U);
    EXPECT_EQ(told.records[0].identity.birth_date.to_text(), "2015-04-03");
}

TEST(Registers, ReadMarksUnderAMergedMonth) {
    const std::string text =
        "Northside Club,,,,,,,,\n"
        "Attendance,,,,,,,,\n"
        ",,,February 2026,,,,,\n"
        "No.,Name,Grade,2,3,4,5,6,Total\n"
        ",,,Mon,Tue,Wed,Thu,Fri,\n"
        "1,\"Ruiz, Ana\",4,X,X,,A,X,3\n"
        "2,\"Hill, Robert\",5,L,X,,E,Q,2\n"
        "3,\"Garcia, Luis\",3,✓,,,X,X,3\n"
        ",Total,,3,2,0,1,2,\n"
        ",,,,,,,,\n"
        "X = present,,,,,,,,\n";
    const Understood understood = understood_of({{"register.csv", text}}, settings_of("programme_attendance"));
    ASSERT_EQ(understood.accounts[0].shape, Shape::Register);
    ASSERT_EQ(understood.records.size(), 3U);
    const table::Record* ana = named(understood, "Ana");
    const table::Record* robert = named(understood, "Robert");
    ASSERT_TRUE(ana != nullptr && robert != nullptr);
    EXPECT_EQ(ana->identity.surname, "Ruiz");
    EXPECT_EQ(mark_on(*ana, day(2026, 2, 2)), 'P');
    EXPECT_EQ(mark_on(*ana, day(2026, 2, 5)), 'A');
    EXPECT_EQ(mark_on(*ana, day(2026, 2, 4)), ' ') << "nobody has a mark: not held";
    EXPECT_EQ(mark_on(*robert, day(2026, 2, 2)), 'T');
    EXPECT_EQ(mark_on(*robert, day(2026, 2, 5)), 'E');
    EXPECT_EQ(mark_on(*robert, day(2026, 2, 6)), ' ');
    EXPECT_EQ(problems_with(understood, "intake.mark.unknown"), 1U) << "the unknown code is held back, its row is not";
    EXPECT_EQ(understood.accounts[0].account.ignored_by_reason().at("total"), 1U);
    EXPECT_EQ(understood.accounts[0].account.loaded(), 3U);
}

TEST(Registers, TakeBlanksForWhatTheSourceSays) {
    const std::string text = "Student ID,Student Name,2/2/2026,2/3/2026,2/16/2026\n1,Ana Ruiz,X,,\n2,Ben Hill,X,X,\n";
    SourceSettings settings = settings_of("programme_attendance");
    settings.blank = BlankMark::Absent;
    const Understood understood = understood_of({{"club.csv", text}}, settings);
    ASSERT_EQ(understood.records.size(), 2U);
    EXPECT_EQ(mark_on(understood.records[0], day(2026, 2, 3)), 'A');
    EXPECT_EQ(mark_on(understood.records[0], day(2026, 2, 16)), ' ') << "a day on which nobody came was not held";
}

TEST(Registers, ReadTransposedSheets) {
    const std::string text =
        "Date,Ana Ruiz,Ben Hill,Linda Smith\n2/2/2026,TRUE,FALSE,TRUE\n2/17/2026,FALSE,TRUE,TRUE\nTotal,1,1,2\n";
    const Understood understood = understood_of({{"sheet.csv", text}}, settings_of("programme_attendance"));
    ASSERT_EQ(understood.accounts[0].shape, Shape::TransposedRegister);
    ASSERT_EQ(understood.records.size(), 3U);
    EXPECT_EQ(mark_on(*named(understood, "Ana"), day(2026, 2, 2)), 'P');
    EXPECT_EQ(mark_on(*named(understood, "Ben"), day(2026, 2, 2)), 'A');
    EXPECT_EQ(understood.accounts[0].account.ignored_by_reason().at("total"), 1U);
}

TEST(Logs, ReadARowPerChildAndDay) {
    const std::string text =
        "Student ID,Date,Attendance "
        "Status,Reason\n1,2026-02-02,Present,\n1,2026-02-03,Tardy,\n2,2026-02-02,Absent,flu\n2,2026-02-03,Zorp,\n";
    const Understood understood = understood_of({{"attendance.csv", text}}, settings_of("school_attendance"));
    ASSERT_EQ(understood.accounts[0].shape, Shape::SessionLog);
    ASSERT_EQ(understood.records.size(), 2U);
    EXPECT_EQ(mark_on(understood.records[0], day(2026, 2, 3)), 'T');
    EXPECT_EQ(mark_on(understood.records[1], day(2026, 2, 2)), 'A');
    EXPECT_NE(fact_of(understood.records[1], "attendance_note", "2026-02-02"), nullptr);
    EXPECT_EQ(understood.accounts[0].account.quarantined_by_reason().at("intake.mark.unknown"), 1U);
    ASSERT_EQ(understood.quarantined.size(), 1U);
    EXPECT_EQ(understood.quarantined[0].local_id, "2");
}

TEST(Logs, ReadExceptionsByTheirFlags) {
    const std::string text =
        "local_id,school_local_id,event_date,absence,tardy,excused,reason\n1,001,2026-02-02,1,0,0,\n1,001,2026-02-03,1,"
        "0,1,Illness\n2,001,2026-02-03,0,1,0,\n";
    const Understood understood = understood_of({{"attendance.csv", text}}, settings_of("school_enrolment"));
    ASSERT_EQ(understood.accounts[0].shape, Shape::Exceptions);
    EXPECT_EQ(mark_on(understood.records[0], day(2026, 2, 2)), 'A');
    EXPECT_EQ(mark_on(understood.records[0], day(2026, 2, 3)), 'E');
    EXPECT_EQ(mark_on(understood.records[1], day(2026, 2, 3)), 'T');
    EXPECT_EQ(understood.records[0].strips[0].category, "school_attendance");
}

TEST(Logs, ReadArrivalsAndDepartures) {
    const std::string text =
        "id,check_in,check_out,absence,dhs_id,first_name,last_name\n"
        "7,2026-02-02 5:23am,2026-02-02 3:23pm,,,Ana,Ruiz\n"
        "7,2026-02-03 6:00pm,2026-02-04 12:30am,,,Ana,Ruiz\n"
        "7,2026-02-04 8:00am,,,,Ana,Ruiz\n"
        "7,,,2026-02-05,,Ana,Ruiz\n";
    const Understood understood = understood_of({{"checkins.csv", text}}, settings_of("child_care"));
    ASSERT_EQ(understood.accounts[0].shape, Shape::InOutLog);
    ASSERT_EQ(understood.records.size(), 1U);
    const table::Record& ana = understood.records[0];
    EXPECT_EQ(mark_on(ana, day(2026, 2, 3)), 'P');
    EXPECT_EQ(mark_on(ana, day(2026, 2, 5)), 'A');
    const table::Fact* hours = fact_of(ana, "hours", "Programme|2026-02");
    ASSERT_NE(hours, nullptr);
    const auto value = [&](std::string_view name) {
        for (const table::Attribute& attribute : hours->attributes) {
            if (attribute.name == name) return attribute.value;
        }
        return std::string();
    };
    EXPECT_EQ(value("minutes"), std::to_string(600 + 390)) << "after midnight counts, a missing departure does not";
    EXPECT_EQ(value("visits_without_departure"), "1");
}

TEST(Logs, TakeASignInFormForPresence) {
    const std::string text =
        "Timestamp,Student First and Last Name,Date of Birth,Parent Phone\n"
        "2/2/2026 15:32:10,Ana Ruiz,4/13/2016,612-555-0143\n2/17/2026 15:40:00,ana  ruiz,4/13/2016,612 555 "
        "0150\n2/17/2026 15:40:00,Ben Hill,,\n";
    const Understood understood = understood_of({{"signin.csv", text}}, settings_of("programme_attendance"));
    ASSERT_EQ(understood.accounts[0].shape, Shape::SignInLog);
    ASSERT_EQ(understood.records.size(), 2U) << "a name retyped with other spacing and phone is one record";
    const table::Record* ana = named(understood, "Ana");
    ASSERT_NE(ana, nullptr);
    EXPECT_EQ(mark_on(*ana, day(2026, 2, 17)), 'P');
    EXPECT_EQ(ana->origins.size(), 2U);
}

TEST(Immunisations, ReadWideSheetsWithRemarks) {
    const std::string text =
        "MRN,Last Name,First Name,DOB,DTaP1,DTaP 2,MMR 1,Varicella\n"
        "1,RUIZ,ANA,4/13/2016,6/13/2016,8/20/2016,4/14/2017,had disease\n"
        "2,HILL,BEN,5/20/2016,7/21/2016,exempt,2017,???\n";
    const Understood understood = understood_of({{"shots.csv", text}}, settings_of("immunisation"));
    ASSERT_EQ(understood.records.size(), 2U);
    const table::Fact* dose = fact_of(understood.records[0], "dose", "DTAP 2");
    ASSERT_NE(dose, nullptr);
    EXPECT_EQ(dose->from, day(2016, 8, 20));
    EXPECT_NE(fact_of(understood.records[0], "immunity", "VARICELLA"), nullptr);
    EXPECT_NE(fact_of(understood.records[1], "exemption", "DTAP 2"), nullptr);
    const table::Fact* year_only = fact_of(understood.records[1], "dose", "MMR 1");
    ASSERT_NE(year_only, nullptr);
    EXPECT_FALSE(year_only->from.has_value());
    EXPECT_EQ(problems_with(understood, "intake.dose.unreadable"), 1U);
}

std::vector<NamedText> oneroster(std::string_view status = "") {
    return {{"orgs.csv",
             "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\nS1,,,Lincoln,school,001,\n"},
            {"users.csv",
             "sourcedId,status,dateLastModified,enabledUser,username,password,givenName,familyName,role,"
             "agentSourcedIds,grades,orgSourcedIds\n"
             "1," +
                 std::string(status) +
                 ",,true,ana,secret9,Ana,Ruiz,student,G1,04,S1\n"
                 "T1,,,true,tea,secret9,Tea,Cher,teacher,,,S1\nG1,,,true,luz,secret9,Luz,Ruiz,guardian,1,,S1\n"},
            {"demographics.csv", "sourcedId,status,dateLastModified,birthDate,sex\n1,,,2016-04-13,female\n"}};
}

TEST(OneRoster, JoinsItsFilesAndNeverKeepsAPassword) {
    const Understood understood = understood_of(oneroster(), settings_of("school_enrolment"));
    ASSERT_EQ(understood.records.size(), 1U);
    const table::Record& ana = understood.records[0];
    EXPECT_EQ(ana.identity.birth_date.to_text(), "2016-04-13");
    ASSERT_EQ(ana.identity.guardians.size(), 1U);
    EXPECT_EQ(ana.identity.guardians[0].name, "Luz Ruiz");
    const table::Fact* school = fact_of(ana, "enrolment", "school|S1");
    ASSERT_NE(school, nullptr);
    EXPECT_EQ(school->attributes, (std::vector<table::Attribute>{{"grade_level", "4"}, {"school", "Lincoln"}}));
    for (const table::Fact& fact : ana.facts) {
        for (const table::Attribute& attribute : fact.attributes)
            EXPECT_EQ(attribute.value.find("secret9"), std::string::npos);
    }
    EXPECT_EQ(understood.accounts[1].account.ignored_by_reason().at("not-a-child"), 1U);
}

TEST(OneRoster, TakesTobedeletedForGone) {
    const Understood understood = understood_of(oneroster("tobedeleted"), settings_of("school_enrolment"));
    EXPECT_TRUE(understood.records.empty());
    EXPECT_EQ(understood.deleted, std::vector<std::string>{"1"});
}

std::vector<NamedText> hmis(std::string_view victim_service_provider) {
    return {{"Organization.csv",
             "OrganizationID,OrganizationName,VictimServiceProvider,OrganizationCommonName,DateCreated,DateUpdated,"
             "UserID,DateDeleted,ExportID\nO1,HomeFirst," +
                 std::string(victim_service_provider) + ",,2026-01-01,2026-01-01,U,,E\n"},
            {"Client.csv",
             "PersonalID,FirstName,LastName,NameDataQuality,DOB,DOBDataQuality,DateCreated,DateUpdated,UserID,"
             "DateDeleted,ExportID,Sex\n"
             "1,Ana,Ruiz,1,2016-04-13,1,,,U,,E,0\n2,Luz,Ruiz,1,1990-01-02,1,,,U,,E,0\n3,Ben,Hill,1,2015-01-01,99,,,U,,"
             "E,99\n4,Old,One,1,2015-01-01,1,,,U,2026-01-01,E,1\n"},
            {"Enrollment.csv",
             "EnrollmentID,PersonalID,ProjectID,EntryDate,HouseholdID,RelationshipToHoH,LivingSituation,DateCreated,"
             "DateUpdated,UserID,DateDeleted,ExportID\n"
             "E1,1,P1,2026-01-10,H1,2,99,,,U,,E\nE2,2,P1,2026-01-10,H1,1,101,,,U,,E\nE3,3,P1,2026-01-11,H2,2,101,,,U,,"
             "E\n"}};
}

TEST(Hmis, ReadsChildrenAndMakesAdultsTheirGuardians) {
    const Understood understood = understood_of(hmis("0"), settings_of("living_situation"));
    ASSERT_EQ(understood.records.size(), 2U);
    const table::Record& ana = understood.records[0];
    ASSERT_EQ(ana.identity.guardians.size(), 1U);
    EXPECT_EQ(ana.identity.guardians[0].name, "Luz Ruiz");
    EXPECT_EQ(ana.identity.sex, table::Sex::Female);
    const table::Fact* stay = fact_of(ana, "stay", "E1");
    ASSERT_NE(stay, nullptr);
    for (const table::Attribute& attribute : stay->attributes)
        EXPECT_NE(attribute.name, "living_situation") << "99 is no value";
    EXPECT_TRUE(understood.records[1].identity.birth_date.is_empty()) << "quality 99: not collected";
    EXPECT_EQ(understood.records[1].identity.sex, table::Sex::Unknown);
    EXPECT_EQ(understood.deleted, std::vector<std::string>{"4"});
}

TEST(Hmis, RefusesVictimServiceProviders) {
    const auto result = try_understand(hmis("1"), settings_of("living_situation"));
    ASSERT_TRUE(result.is_error());
    EXPECT_EQ(result.error().id, "intake.delivery.victim-service-provider");
}

TEST(Deliveries, NeedAFile) {
    ThreadPool pool(1);
    const auto result = understand({}, settings_of("programme"), pool);
    ASSERT_TRUE(result.is_error());
    EXPECT_EQ(result.error().id, "intake.delivery.empty");
}

TEST(Deliveries, AreTheSameWithARememberedLayout) {
    const std::vector<std::pair<std::string, std::string>> files = {
        {"school_enrolment", std::string(kRoster)},
        {"child_care",
         "id,check_in,check_out,absence,first_name,last_name\n7,2026-02-02 5:23am,2026-02-02 3:23pm,,Ana,Ruiz\n"},
        {"programme_attendance", "No.,Name,2/2/2026,2/3/2026,2/16/2026\n1,Ana Ruiz,X,,A\n2,Ben Hill,X,X,\n"},
        {"school_enrolment",
         "School A,,\nList of students,,\nStudent ID,First Name,Last Name\n1,Ana,Ruiz\n2,Ben,Hill\n"}};
    for (const auto& [category, text] : files) {
        SourceSettings settings = settings_of(category);
        const Understood first = understood_of({{"file.csv", text}}, settings);
        settings.layout = first.layout;
        const Understood second = understood_of({{"file.csv", text}}, settings);
        EXPECT_TRUE(second.drift.empty()) << category;
        EXPECT_EQ(second.layout, first.layout) << category;
        ASSERT_FALSE(first.records.empty()) << category;
        ASSERT_EQ(second.records.size(), first.records.size()) << category;
        for (std::size_t i = 0; i < first.records.size(); ++i) {
            EXPECT_EQ(digest_of(second.records[i]), digest_of(first.records[i])) << category;
        }
    }
}

TEST(Deliveries, SurviveAHundredThousandColumns) {
    std::string text = "Student ID";
    for (int i = 0; i < 100'000; ++i) text += ",c" + std::to_string(i);
    text += "\n1\n";
    const Understood understood = understood_of({{"wide.csv", text}}, settings_of("school_enrolment"));
    EXPECT_TRUE(understood.records.empty());
}

TEST(Deliveries, ReportADriftedLayout) {
    SourceSettings settings = settings_of("assessment");
    const std::string before = "SchoolLocalID,StudentLocalID,PercentileRank,AssessmentDate\nWSNS,10,70,01/21/2015\n";
    const std::string after =
        "SchoolIdentifier,StudentIdentifier,PercentileRank,CompletedDate\nWSNS,10,70,2015-01-21\n";
    settings.layout = understood_of({{"star.csv", before}}, settings).layout;
    EXPECT_TRUE(understood_of({{"star.csv", before}}, settings).drift.empty());
    const Understood drifted = understood_of({{"star.csv", after}}, settings);
    EXPECT_EQ(drifted.drift.size(), 6U) << "three headers gone, three added";
    ASSERT_EQ(drifted.records.size(), 1U);
    EXPECT_EQ(drifted.records[0].local_id, "10");
    EXPECT_GT(drifted.layout.version, settings.layout->version);
}

/// A roster of `count` children with distinct ids, in the given order of rows.
std::string roster_in_order(const std::vector<int>& order) {
    std::string text = "Student ID,First Name,Last Name,DOB,Phone\n";
    for (const int i : order) {
        text += std::to_string(100 + i) + ",Name" + std::to_string(i) + ",Sur" + std::to_string(i % 3) + ",1/" +
                std::to_string(13 + i % 15) + "/2015,612-555-01" + std::to_string(10 + i) + "\n";
    }
    return text;
}

RC_GTEST_PROP(Digests, DoNotDependOnTheOrderOfRows, ()) {
    std::vector<int> order(static_cast<std::size_t>(*rc::gen::inRange(1, 30)));
    std::iota(order.begin(), order.end(), 0);
    std::vector<int> shuffled = order;
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    std::mt19937 random(seed);
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    const SourceSettings settings = settings_of("school_enrolment");
    const Understood first = understood_of({{"roster.csv", roster_in_order(order)}}, settings);
    const Understood second = understood_of({{"roster.csv", roster_in_order(shuffled)}}, settings);
    RC_ASSERT(first.records.size() == second.records.size());
    for (std::size_t i = 0; i < first.records.size(); ++i) {
        RC_ASSERT(digest_of(first.records[i]) == digest_of(second.records[i]));
    }
}

}  // namespace
}  // namespace kith::intake
