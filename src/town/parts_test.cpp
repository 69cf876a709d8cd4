#include <set>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/civil_date.h"
#include "town/formatting.h"
#include "town/names.h"
#include "town/paths.h"
#include "town/scribe.h"
#include "town/town.h"
#include "town/workbook.h"

namespace kith::town {
namespace {

RC_GTEST_PROP(Formatting, AgreesWithCivilDate, ()) {
    const std::int32_t days = *rc::gen::inRange(-30'000, 60'000);
    std::string text;
    append_iso(text, ymd_of(days));
    RC_ASSERT(text == CivilDate::from_days(days).to_iso());
}

TEST(Formatting, QuotesOnlyWhereNeeded) {
    std::string text;
    append_cell(text, "plain");
    append_cell(text, "a,b");
    append_cell(text, "say \"x\"");
    append_cell(text, "a;b", ';');
    EXPECT_EQ(text, "plain\"a,b\"\"say \"\"x\"\"\"\"a;b\"");
}

TEST(Formatting, DropsAccentsAndWritesLatin1) {
    EXPECT_EQ(without_accents("Núñez Ángel"), "Nunez Angel");
    EXPECT_EQ(shouted("García-López"), "GARCIA-LOPEZ");
    EXPECT_EQ(latin1("Peña"),
              "Pe\xF1"
              "a");
}

TEST(Names, AreManyAndCommonOnesAreCommon) {
    const NameBook book;
    EXPECT_GE(book.given_count(table::Sex::Female), 300U);
    EXPECT_GE(book.given_count(table::Sex::Male), 300U);
    EXPECT_GE(book.surname_count(), 800U);
    Random random(1);
    int smiths = 0;
    std::set<std::string> surnames;
    for (int i = 0; i < 20'000; ++i) {
        const std::string name = book.surname(book.draw_surname(random, Culture::Anglo));
        smiths += name == "Smith" ? 1 : 0;
        surnames.insert(name);
    }
    EXPECT_GT(smiths, 60);
    EXPECT_GT(surnames.size(), 2000U) << "rare names make the tail";
}

TEST(Scribe, SlipsChangeOneWordALittle) {
    Random random(5);
    for (int i = 0; i < 200; ++i) {
        for (void (*slip)(Random&, std::string&) : {mistype, mishear, misscan}) {
            std::string name = "Hernandez";
            slip(random, name);
            EXPECT_LE(name.size(), 11U);
            EXPECT_GE(name.size(), 8U);
        }
    }
}

TEST(Paths, DifferOnlyThroughTheProgramme) {
    ThreadPool pool(1);
    const Town town = generate({.children = 1500, .seed = 8}, pool).value();
    const auto days = school_days(town);
    std::vector<DayException> with;
    std::vector<DayException> without;
    std::size_t helped = 0;
    for (std::uint32_t i = 0; i < town.children.size(); ++i) {
        attendance_exceptions(town, days, i, Programmes::AsServed, with);
        attendance_exceptions(town, days, i, Programmes::None, without);
        if (!town.children[i].is_in(Feed::Club)) {
            EXPECT_EQ(with.size(), without.size());
        }
        EXPECT_LE(with.size(), without.size());
        helped += with.size() < without.size() ? 1 : 0;
        const auto served = reading_scores(town, i, Programmes::AsServed);
        const auto alone = reading_scores(town, i, Programmes::None);
        for (std::size_t window = 0; window < 4; ++window) EXPECT_EQ(served[window], alone[window]);
    }
    EXPECT_GT(helped, 20U);
}

TEST(Paths, HoldNoSchoolOnWeekends) {
    ThreadPool pool(1);
    const Town town = generate({.children = 10}, pool).value();
    const auto days = school_days(town);
    EXPECT_GT(days.size(), 100U);
    for (const CivilDate day : days) {
        EXPECT_NE(day.weekday(), 0);
        EXPECT_NE(day.weekday(), 6);
        EXPECT_LT(day, town.options.now);
    }
}

TEST(Workbook, IsTheSameBytesAgain) {
    const auto make = [] {
        Workbook book = Workbook::create(CivilDate::from_days(20514)).value();
        book.add_sheet("One");
        book.merge(0, 0, 3, "October");
        book.text(1, 0, "García");
        book.number(1, 1, 4.5);
        book.date(1, 2, CivilDate::from_days(16000));
        return book.finish().value();
    };
    EXPECT_EQ(make(), make());
}

}  // namespace
}  // namespace kith::town
