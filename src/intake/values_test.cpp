#include "intake/values.h"

#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "intake/shapes_days.h"

namespace kith::intake {
namespace {

using table::Mark;

TEST(Cells, AreMissingInManySpellings) {
    for (const std::string_view cell : {"", "  ", "NULL", "n/a", "-", "None", "\xC2\xA0", "#N/A", "unknown"})
        EXPECT_TRUE(is_missing(cell)) << cell;
    for (const std::string_view cell : {"0", "no", "refused", "Nan", "99"}) EXPECT_FALSE(is_missing(cell)) << cell;
}

TEST(Grades, HaveOneSpelling) {
    EXPECT_EQ(grade_of("07"), "7");
    EXPECT_EQ(grade_of("7th Grade"), "7");
    EXPECT_EQ(grade_of("Grade 10"), "10");
    EXPECT_EQ(grade_of("KF"), "KG");
    EXPECT_EQ(grade_of("Kindergarten"), "KG");
    EXPECT_EQ(grade_of("Pre-K"), "PK");
    EXPECT_EQ(grade_of("PS1"), "PS1");
}

TEST(Examples, AreNoChildren) {
    EXPECT_TRUE(is_example_id("ex: 111222233"));
    EXPECT_FALSE(is_example_id("EX1234"));
    EXPECT_TRUE(is_example_name("Test", "Student"));
    EXPECT_TRUE(is_example_name("STUDENT", "test"));
    EXPECT_FALSE(is_example_name("Testa", "Student"));
    EXPECT_FALSE(is_example_name("Ana", "Child"));
}

TEST(Marks, MeanWhatTheSourceSays) {
    const MarkVocabulary common({});
    EXPECT_EQ(common.mark_of("x"), Mark::Present);
    EXPECT_EQ(common.mark_of(" ✓ "), Mark::Present);
    EXPECT_EQ(common.mark_of("T-E"), Mark::Tardy);
    EXPECT_EQ(common.mark_of("A-E"), Mark::Excused);
    EXPECT_EQ(common.mark_of("P-L"), Mark::Tardy);
    EXPECT_EQ(common.mark_of("Excused Absence"), Mark::Excused);
    EXPECT_EQ(common.mark_of("N/A"), Mark::None);
    EXPECT_FALSE(common.mark_of("Q").has_value());
    const std::vector<std::pair<std::string, Mark>> own = {{"x", Mark::Absent}, {"Q", Mark::Excused}};
    const MarkVocabulary sources(own);
    EXPECT_EQ(sources.mark_of("X"), Mark::Absent);
    EXPECT_EQ(sources.mark_of("q"), Mark::Excused);
}

/// Small world: every three marks.
TEST(Marks, CombineInAnyOrder) {
    const std::vector<Mark> all = {Mark::None,    Mark::NotHeld, Mark::Present, Mark::Absent,
                                   Mark::Excused, Mark::Tardy,   Mark::Partial};
    for (const Mark a : all) {
        EXPECT_EQ(combine(a, a), a);
        for (const Mark b : all) {
            EXPECT_EQ(combine(a, b), combine(b, a));
            for (const Mark c : all) EXPECT_EQ(combine(combine(a, b), c), combine(a, combine(b, c)));
        }
    }
    EXPECT_EQ(combine(Mark::Present, Mark::Absent), Mark::Partial);
}

RC_GTEST_PROP(TextIndexes, NumberLikeAMap, (std::vector<std::string> texts)) {
    TextIndex index;
    std::map<std::string, std::uint32_t> oracle;
    for (const std::string& text : texts) {
        const auto [known, is_new] = oracle.try_emplace(text, static_cast<std::uint32_t>(oracle.size()));
        RC_ASSERT(index.intern(text) == known->second);
    }
    for (const auto& [text, number] : oracle) RC_ASSERT(index.find(text) == number);
    RC_ASSERT(index.size() == oracle.size());
}

CivilDate day(int year, int month, int date) {
    return CivilDate::from_ymd(year, month, date).value_or(CivilDate());
}

SolvedDays solve(std::initializer_list<std::string_view> headers, MonthText title,
                 std::optional<text::DateOrder> memory = {}) {
    std::vector<DayText> days;
    for (const std::string_view header : headers) days.push_back(day_text_of(header));
    const std::vector<MonthText> months(days.size());
    return solve_days(days, months, title, day(2026, 3, 2), memory);
}

TEST(RegisterDays, AreReadFromTheirNeighbours) {
    EXPECT_EQ(solve({"9/1", "9/2", "9/3"}, {}).days[2], day(2025, 9, 3)) << "sessions lie days apart";
    EXPECT_EQ(solve({"1/9", "2/9", "3/9"}, {}).days[2], day(2025, 9, 3));
    EXPECT_EQ(solve({"Mon 12/29", "Mon 1/5"}, {0, 0, 2025}).days[1], day(2026, 1, 5));
    EXPECT_EQ(solve({"30", "31", "1", "2"}, {10, 2025, 0}).days[2], day(2025, 11, 1)) << "the month turns";
    EXPECT_EQ(solve({"3-Sep", "10-Sep"}, {0, 2024, 0}).days[0], day(2024, 9, 3));
    EXPECT_TRUE(solve({"3/4/2025", "4/5/2025", "5/6/2025"}, {}).is_ambiguous);
    EXPECT_FALSE(solve({"3/4/2025", "4/5/2025", "5/6/2025"}, {}, text::DateOrder::Dmy).is_ambiguous);
}

TEST(RegisterDays, TakeMonthsFromTitles) {
    const MonthText plain = month_text_of("Attendance - September 2026");
    EXPECT_EQ(plain.month, 9);
    EXPECT_EQ(plain.year, 2026);
    EXPECT_EQ(month_text_of("club 2026-27 Octubre").school_year, 2026);
    EXPECT_EQ(month_text_of("register_2026-09.xlsx").month, 9);
    EXPECT_EQ(month_text_of("Staff: please mark every day").month, 0);
}

}  // namespace
}  // namespace kith::intake
