#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "insight/attendance.h"
#include "insight/measure_card.h"
#include "insight/overlap.h"
#include "insight/school_days.h"
#include "insight/test_corpora.h"

namespace kith::insight {
namespace {

using table::Strip;

CivilDate day(const std::string& iso) {
    return *CivilDate::parse_iso(iso);
}

SchoolRecords school_records(const std::string& view) {
    const std::string folder = "edfi-amt/" + view + "/";
    SchoolRecords records;
    for (const auto& row : read_rows(folder + "enrolment.csv")) {
        Enrolment enrolment{row.at("student"), row.at("school"), {}, day(row.at("entry_date")), {}};
        if (!row.at("school_year").empty()) enrolment.school_year = std::stoi(row.at("school_year"));
        enrolment.exit = CivilDate::parse_iso(row.at("exit_date"));
        records.enrolments.push_back(enrolment);
    }
    for (const auto& row : read_rows(folder + "calendar.csv")) {
        records.calendar.push_back(
            {row.at("school"), day(row.at("date")), day_kind_named(row.at("event")).value_or(DayKind::Other)});
    }
    for (const auto& row : read_rows(folder + "school_attendance.csv")) {
        records.school_events.push_back({row.at("student"), row.at("school"), std::stoi(row.at("school_year")),
                                         day(row.at("date")), event_kind_named(row.at("category"))});
    }
    const auto key = [](const auto& row) { return SectionKey{row.at("session"), row.at("course"), row.at("section")}; };
    for (const auto& row : read_rows(folder + "section_enrolment.csv")) {
        records.section_enrolments.push_back({row.at("student"), row.at("school"), std::stoi(row.at("school_year")),
                                              key(row), row.at("homeroom") == "1"});
    }
    for (const auto& row : read_rows(folder + "section_attendance.csv")) {
        records.section_events.push_back({row.at("student"), row.at("school"), std::stoi(row.at("school_year")),
                                          key(row), day(row.at("date")), event_kind_named(row.at("category"))});
    }
    for (const auto& row : read_rows(folder + "incident_student.csv")) {
        for (const auto& incident : read_rows(folder + "incident.csv")) {
            if (incident.at("incident") != row.at("incident") || incident.at("school") != row.at("school")) continue;
            for (const auto& behaviour : read_rows(folder + "incident_behaviour.csv")) {
                if (behaviour.at("incident") != row.at("incident") || behaviour.at("school") != row.at("school"))
                    continue;
                const std::string& word = behaviour.at("behaviour");
                const Offence offence = word == "State Offense"            ? Offence::State
                                        : word == "School Code of Conduct" ? Offence::Conduct
                                                                           : Offence::Other;
                records.incidents.push_back({row.at("student"), row.at("school"), day(incident.at("date")), offence});
            }
        }
    }
    return records;
}

std::string answer_of(const std::vector<SchoolDay>& rows, const std::string& student, const std::string& school,
                      const std::string& date, const std::string& column) {
    if (column == "rows") return std::to_string(rows.size());
    if (rows.empty()) return "no row";
    const SchoolDay& d = rows.front();
    const std::map<std::string, bool> flags = {
        {"reportedasabsentfromanysection", d.any_section.is_absent()},
        {"reportedasabsentfromhomeroom", d.homeroom.is_absent()},
        {"reportedasabsentfromschool", d.school.is_absent()},
        {"reportedasispresentinallsections", d.is_present_in_all_sections()},
        {"reportedaspresentathomeroom", d.homeroom.present},
        {"reportedaspresentatschool", d.school.present},
        {"countbydayofconductoffenses", d.has_conduct_offence},
        {"countbydayofstateoffenses", d.has_state_offence},
        {"isabsentfromanyclassexcused", d.any_section.excused},
        {"isabsentfromanyclassunexcused", d.any_section.unexcused},
        {"isabsentfromhomeroomexcused", d.homeroom.excused},
        {"isabsentfromhomeroomunexcused", d.homeroom.unexcused},
        {"isabsentfromschoolexcused", d.school.excused},
        {"isabsentfromschoolunexcused", d.school.unexcused},
        {"isenrolled", true},
        {"isinstructionalday", d.is_expected()},
        {"ispresentanyclass", d.any_section.present},
        {"ispresenthomeroom", d.homeroom.present},
        {"ispresentschool", d.school.present},
        {"istardytoanyclass", d.any_section.tardy},
        {"istardytohomeroom", d.homeroom.tardy},
        {"istardytoschool", d.school.tardy},
    };
    std::string lower = column;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return char(std::tolower(c)); });
    if (const auto flag = flags.find(lower); flag != flags.end()) return flag->second ? "1" : "0";
    std::string digits = date;
    std::erase(digits, '-');
    if (column == "DateKey") return digits;
    if (column == "StudentKey") return student;
    if (column == "SchoolKey") return school;
    return column == "StudentSchoolKey" ? student + "-" + school : "unknown column";
}

TEST(SchoolDays, GiveEveryExpectedAnswerOfEdFi) {
    KITH_NEED_CORPUS("edfi-amt/cases.csv");
    const std::map<std::string, SchoolRecords> records = {
        {"chronic-absenteeism", school_records("chronic-absenteeism")},
        {"early-warning", school_records("early-warning")}};
    std::size_t right = 0;
    for (const auto& row : read_rows("edfi-amt/cases.csv")) {
        const std::string& view = row.at("view");
        const DaysOf days = view == "early-warning" ? DaysOf::Calendar : DaysOf::Instruction;
        const auto rows = school_day(records.at(view), row.at("student"), row.at("school"), day(row.at("date")),
                                     day("2026-11-23"), days);
        const std::string got = answer_of(rows, row.at("student"), row.at("school"), row.at("date"), row.at("column"));
        EXPECT_EQ(got, row.at("expected")) << row.at("case");
        if (got == row.at("expected")) ++right;
    }
    EXPECT_EQ(right, 189U);
}

TEST(SchoolDays, CountADayOfTwoEnrolmentsOnce) {
    SchoolRecords records;
    records.enrolments = {{"s", "x", {}, day("2026-01-05"), {}}, {"s", "x", {}, day("2026-01-06"), day("2026-01-06")}};
    for (const char* date : {"2026-01-05", "2026-01-06", "2026-01-07"}) {
        records.calendar.push_back({"x", day(date), DayKind::Instructional});
    }
    records.calendar.push_back({"x", day("2026-01-08"), DayKind::Holiday});
    records.school_events = {{"s", "x", 2026, day("2026-01-06"), EventKind::Excused},
                             {"s", "x", 2026, day("2026-01-06"), EventKind::Unexcused},
                             {"s", "x", 2026, day("2026-01-05"), EventKind::Tardy}};
    EXPECT_EQ(count_school_days(records, "s", "x", day("2026-01-31"), Silence::IsPresence), (DayCount{300, 100}));
    EXPECT_EQ(count_school_days(records, "s", "x", day("2026-01-31"), Silence::SaysNothing), (DayCount{200, 100}));
    EXPECT_EQ(count_school_days(records, "s", "x", day("2026-01-06"), Silence::IsPresence), (DayCount{200, 100}));
}

TEST(Attendance, CountsTheMarksOfAStrip) {
    const Strip strip{"school_attendance", "Lincoln", day("2025-07-01"), "  PAEPTH- P"};
    EXPECT_EQ(count_days(strip, day("2025-07-01"), day("2026-06-30")), (DayCount{700, 250}));
    EXPECT_EQ(count_days(strip, day("2025-07-04"), day("2025-07-05")), (DayCount{200, 200}));
    EXPECT_EQ(count_days(strip, day("2025-08-01"), day("2025-08-05")), (DayCount{}));
    EXPECT_EQ(count_days(strip, day("2025-07-07"), day("2025-07-07"), {50, 25}), (DayCount{100, 25}));
}

TEST(Attendance, JudgesTheCutsOfEachDefinition) {
    const auto days = [](std::int64_t expected, std::int64_t absent) {
        return DayCount{expected * kDay, absent * kDay};
    };
    EXPECT_EQ(judge_absence(AbsenceDefinition::Federal, days(9, 9)), Judgement::NotCounted);
    EXPECT_EQ(judge_absence(AbsenceDefinition::Federal, days(10, 1)), Judgement::Yes);
    EXPECT_EQ(judge_absence(AbsenceDefinition::Federal, {180 * kDay, 18 * kDay - 1}), Judgement::No);
    EXPECT_EQ(judge_absence(AbsenceDefinition::California, days(30, 30)), Judgement::NotCounted);
    EXPECT_EQ(judge_absence(AbsenceDefinition::California, days(31, 3)), Judgement::No);
    EXPECT_EQ(judge_absence(AbsenceDefinition::RhodeIsland, days(90, 18)), Judgement::Yes);
    EXPECT_EQ(judge_absence(AbsenceDefinition::CivilRights, days(180, 15)), Judgement::Yes);
    EXPECT_EQ(judge_absence(AbsenceDefinition::Balfanz, days(10, 2)), Judgement::Yes);
    EXPECT_EQ(band_of(days(10, 1)), AbsenceBand::Chronic);
    EXPECT_EQ(band_of(days(10, 2)), AbsenceBand::Chronic);
    EXPECT_EQ(band_of(days(100, 21)), AbsenceBand::Severe);
    EXPECT_EQ(band_of(days(20, 1)), AbsenceBand::Satisfactory);
    EXPECT_EQ(band_of(days(100, 6)), AbsenceBand::AtRisk);
    EXPECT_EQ(band_of({}), AbsenceBand::NotCounted);
}

TEST(MeasureCards, PassTheirOwnTests) {
    for (const MeasureCard& card : built_in_cards())
        EXPECT_EQ(failed_tests(card), std::vector<std::string>()) << card.id;
    MeasureCard wrong = *card_named("chronic-absence");
    wrong.tests.front().is_counted = true;
    EXPECT_EQ(failed_tests(wrong).size(), 1U);
}

/// X holds 120 children, Y 80, 31 are confirmed to be the same, and seven of the rest may be.
TEST(Overlap, GivesTheBoundsOfTheReference) {
    std::vector<OverlapCluster> clusters;
    for (int i = 0; i < 31; ++i) clusters.push_back({{0, 1}});
    for (int i = 0; i < 89; ++i) clusters.push_back({{0}});
    for (int i = 0; i < 49; ++i) clusters.push_back({{1}});
    std::vector<UndecidedLink> links;
    for (std::uint32_t i = 0; i < 7; ++i) links.push_back({31 + i, 120 + i, 0.5});
    links.push_back({31, 121, 0.5});  // a second possibility of the same child adds nothing
    links.push_back({31, 32, 0.9});   // two children of one source never merge
    const OverlapReport report = measure_overlap(clusters, links, 2);
    ASSERT_EQ(report.pairs.size(), 1U);
    EXPECT_EQ(report.pairs[0].children, (Bounds{31, 38}));
    EXPECT_EQ(report.distinct, (Bounds{162, 169}));
    EXPECT_GT(report.pairs[0].expected.mean, 33);
    EXPECT_LT(report.pairs[0].expected.mean, 36);
    EXPECT_LE(report.pairs[0].expected.low, report.pairs[0].expected.mean);
    EXPECT_NEAR(report.pairs[0].ratio, 31.0 * 169 / (120 * 80), 1e-12);
}

TEST(Overlap, BoundsCountsWithoutRecords) {
    EXPECT_EQ(overlap_of_counts(70, 60, 100), (Bounds{30, 60}));
    EXPECT_EQ(overlap_of_counts(20, 30, 100), (Bounds{0, 20}));
}

/// Small worlds: every way to decide the links lies within the bounds, and with two members both bounds are reached.
RC_GTEST_PROP(Overlap, BoundsEveryDecision, ()) {
    const auto kinds = *rc::gen::container<std::vector<int>>(7, rc::gen::inRange(0, 3));
    std::vector<OverlapCluster> clusters;
    for (const int kind : kinds)
        clusters.push_back(kind == 0 ? OverlapCluster{{0}} : kind == 1 ? OverlapCluster{{1}} : OverlapCluster{{0, 1}});
    std::vector<UndecidedLink> links;
    const auto ends = *rc::gen::container<std::vector<std::pair<int, int>>>(
        6, rc::gen::pair(rc::gen::inRange(0, 7), rc::gen::inRange(0, 7)));
    for (const auto& [a, b] : ends) {
        if (a != b) links.push_back({std::uint32_t(a), std::uint32_t(b), 0.5});
    }
    const OverlapReport report = measure_overlap(clusters, links, 2, {100, 7});
    std::uint64_t most = 0;
    std::uint64_t fewest = 100;
    for (std::uint32_t set = 0; set < 1U << links.size(); ++set) {
        std::vector<int> at(clusters.size());
        std::vector<int> is_used(clusters.size(), 0);
        std::uint64_t joined = 0;
        bool is_valid = true;
        for (std::size_t i = 0; i < links.size(); ++i) {
            if ((set >> i & 1U) == 0) continue;
            const auto& a = clusters[links[i].a].members;
            const auto& b = clusters[links[i].b].members;
            is_valid = is_valid && a.size() == 1 && b.size() == 1 && a != b && is_used[links[i].a]++ == 0 &&
                       is_used[links[i].b]++ == 0;
            ++joined;
        }
        if (!is_valid) continue;
        most = std::max<std::uint64_t>(most, report.pairs[0].children.low + joined);
        fewest = std::min<std::uint64_t>(fewest, clusters.size() - joined);
    }
    RC_ASSERT(report.pairs[0].children.high == most);
    RC_ASSERT(report.distinct.low <= fewest);
    RC_ASSERT(report.distinct.high == clusters.size());
    RC_ASSERT(report.pairs[0].expected.high <= double(report.pairs[0].children.high));
    RC_ASSERT(report.distinct_expected.low >= double(report.distinct.low));
}

}  // namespace
}  // namespace kith::insight
