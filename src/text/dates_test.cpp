#include "text/dates.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kith::text {
namespace {

using Column = std::vector<std::string_view>;

DateOrder order_of(const Column& column) {
    return solve_date_order(column);
}

std::string read(std::string_view cell, DateOrder order, int latest_year = 2026) {
    const auto date = parse_date(cell, order, YearPivot{latest_year});
    return date.is_ok() ? date.value().to_text() : date.error().id;
}

std::string moment(std::string_view cell, DateOrder order = DateOrder::Mdy) {
    const auto timestamp = parse_timestamp(cell, order);
    if (timestamp.is_error()) return timestamp.error().id;
    const auto instant = timestamp.value().instant();
    return instant ? instant->to_iso() : "incomplete";
}

TEST(DateColumns, AreSettledByOnePartAboveTwelve) {
    EXPECT_EQ(order_of({"4/9/2016", "4/25/2016"}), DateOrder::Mdy);
    EXPECT_EQ(order_of({"4/9/2016", "25/4/2016"}), DateOrder::Dmy);
    EXPECT_EQ(order_of({"04-09-16", "", "NULL", "04-25-16"}), DateOrder::Mdy);
    EXPECT_EQ(order_of({"2016-04-09", "2016-12-01"}), DateOrder::Ymd);
    EXPECT_EQ(order_of({"20160409", "20161225"}), DateOrder::Ymd);
    EXPECT_EQ(order_of({"04092016", "12252016"}), DateOrder::Mdy);
    EXPECT_EQ(order_of({"16/04/30", "99/12/25", "09/11/12"}), DateOrder::Ymd);
    EXPECT_EQ(order_of({"1514786400000", "1534786400000"}), DateOrder::EpochMs);
}

TEST(DateColumns, SayAmbiguousInsteadOfGuessing) {
    EXPECT_EQ(order_of({"4/9/2016", "5/6/2016"}), DateOrder::Ambiguous);
    EXPECT_EQ(order_of({"4/25/2016", "25/4/2016"}), DateOrder::Mixed);
    EXPECT_EQ(order_of({"red", "", "12"}), DateOrder::None);
    EXPECT_EQ(order_of({}), DateOrder::None);
}

TEST(DateColumns, TakeAFewSwappedCellsForErrors) {
    Column column(39, "4/25/2016");
    column.push_back("25/4/2016");
    const DateColumn studied = study_date_column(column);
    EXPECT_EQ(studied.order, DateOrder::Mdy);
    EXPECT_EQ(studied.only_mdy, 39U);
    EXPECT_EQ(studied.only_dmy, 1U);
    EXPECT_EQ(read("25/4/2016", DateOrder::Mdy), "text.date.impossible");
}

TEST(DateColumns, OfOneFileShareTheirOrder) {
    const DateColumn terms = study_date_column(Column{"7/1/2017", "7/1/2017"});
    const DateColumn births = study_date_column(Column{"4/2/2000", "4/25/2001"});
    const DateColumn iso = study_date_column(Column{"2017-01-13"});
    const DateColumn day_first = study_date_column(Column{"25/4/2001"});
    EXPECT_EQ(shared_date_order(std::vector{terms, births, iso}), DateOrder::Mdy);
    EXPECT_EQ(shared_date_order(std::vector{terms, day_first}), DateOrder::Dmy);
    EXPECT_EQ(shared_date_order(std::vector{terms, iso}), DateOrder::Ambiguous);
    EXPECT_EQ(shared_date_order(std::vector{births, day_first}), DateOrder::Mixed);
    EXPECT_EQ(shared_date_order(std::vector{iso}), DateOrder::None);
}

TEST(DateColumns, AreSettledByTheDaysTheyMayMean) {
    const Column column = {"9/1/2018", "9/2/2018", "10/3/2018"};
    EXPECT_EQ(order_of(column), DateOrder::Ambiguous);
    const DateWindow year{*CivilDate::from_ymd(2018, 8, 15), *CivilDate::from_ymd(2019, 6, 15)};
    EXPECT_EQ(study_date_column(column, {}, year).order, DateOrder::Mdy);
}

TEST(Dates, AreReadInTheOrderOfTheColumn) {
    EXPECT_EQ(read("4/9/2016", DateOrder::Mdy), "2016-04-09");
    EXPECT_EQ(read("4/9/2016", DateOrder::Dmy), "2016-09-04");
    EXPECT_EQ(read("04092016", DateOrder::Mdy), "2016-04-09");
    EXPECT_EQ(read("04092016", DateOrder::Dmy), "2016-09-04");
    EXPECT_EQ(read("20160409", DateOrder::Ymd), "2016-04-09");
    EXPECT_EQ(read("16-04-09", DateOrder::Ymd), "2016-04-09");
    EXPECT_EQ(read("2016-04-09", DateOrder::Dmy), "2016-04-09");
    EXPECT_EQ(read(" 2016/4/9 ", DateOrder::Mdy), "2016-04-09");
    EXPECT_EQ(read("4/9/2016", DateOrder::Ymd), "text.date.ambiguous");
    EXPECT_EQ(read("4/25/2016", DateOrder::Ymd), "2016-04-25");
}

TEST(Dates, AreAmbiguousOnlyWhereTheyMeanTwoDays) {
    EXPECT_EQ(read("4/9/2016", DateOrder::Ambiguous), "text.date.ambiguous");
    EXPECT_EQ(read("4/4/2016", DateOrder::Ambiguous), "2016-04-04");
    EXPECT_EQ(read("25/4/2016", DateOrder::Ambiguous), "2016-04-25");
    EXPECT_EQ(read("Apr 9, 2016", DateOrder::Ambiguous), "2016-04-09");
    EXPECT_EQ(read("16-04-09", DateOrder::None), "text.date.ambiguous");
}

TEST(Dates, MayNameTheMonth) {
    for (const auto* cell : {"Apr 9, 2016", "April 9th, 2016", "9 Apr 2016", "9-Apr-2016", "09-APR-16", "Apr. 9 2016",
                             "2016 Apr 9", "Saturday, April 9, 2016", "Sat 9 April 2016", "9 de abril de 2016",
                             "9Apr2016", "sábado 9 abril 2016", "April 9 '16"}) {
        EXPECT_EQ(read(cell, DateOrder::Mdy), "2016-04-09") << cell;
    }
    EXPECT_EQ(read("Feb 30, 2016", DateOrder::Mdy), "text.date.impossible");
}

TEST(Dates, MayBeKnownInPart) {
    EXPECT_EQ(read("2016", DateOrder::Mdy), "2016");
    EXPECT_EQ(read("2016-04", DateOrder::Mdy), "2016-04");
    EXPECT_EQ(read("04/2016", DateOrder::Mdy), "2016-04");
    EXPECT_EQ(read("April 2016", DateOrder::Mdy), "2016-04");
}

TEST(Dates, ThatNoCalendarHasAreErrors) {
    EXPECT_EQ(read("2/30/2016", DateOrder::Mdy), "text.date.impossible");
    EXPECT_EQ(read("2/29/2015", DateOrder::Mdy), "text.date.impossible");
    EXPECT_EQ(read("2/29/2016", DateOrder::Mdy), "2016-02-29");
    EXPECT_EQ(read("13/13/2016", DateOrder::Ambiguous), "text.date.impossible");
    EXPECT_EQ(read("2016-13-01", DateOrder::Ymd), "text.date.impossible");
    EXPECT_EQ(read("0/0/0000", DateOrder::Mdy), "text.date.impossible");
    EXPECT_EQ(read("4/9/2016 25:00", DateOrder::Mdy), "text.date.impossible");
}

TEST(Dates, AreNotSeenWhereThereAreNone) {
    for (const auto* cell : {"red", "12", "123-45-6789", "612-555-0123", "1.5", "4/9", "5:23am", "10", "6125550123",
                             "4/9/2016 x", "x 4/9/2016", "9999999999999999999999", "K-5", "3/4", "1/2/3"}) {
        EXPECT_EQ(read(cell, DateOrder::Mdy), "text.date.unreadable") << cell;
        EXPECT_FALSE(is_date_like(cell)) << cell;
    }
    for (const auto* cell : {"", "  ", "NULL", "n/a", "-", "Unknown"})
        EXPECT_EQ(read(cell, DateOrder::Mdy), "text.date.empty");
}

TEST(TwoDigitYears, PivotByMeaning) {
    EXPECT_EQ(read("4/9/16", DateOrder::Mdy, 2026), "2016-04-09");
    EXPECT_EQ(read("4/9/26", DateOrder::Mdy, 2026), "2026-04-09");
    EXPECT_EQ(read("4/9/27", DateOrder::Mdy, 2026), "1927-04-09");
    EXPECT_EQ(read("4/9/27", DateOrder::Mdy, 2046), "2027-04-09");
    EXPECT_EQ(read("7/5/99", DateOrder::Mdy, 2026), "1999-07-05");
}

TEST(Timestamps, AreReadAsProgramsWriteThem) {
    EXPECT_EQ(moment("9/25/2018 13:41:43"), "2018-09-25T13:41:43Z");
    EXPECT_EQ(moment("2018/08/12 6:28:23 AM"), "2018-08-12T06:28:23Z");
    EXPECT_EQ(moment("2018/08/12 6:28:23 PM CST"), "2018-08-13T00:28:23Z");
    EXPECT_EQ(moment("2018/08/12 6:28:23 AM AST"), "2018-08-12T10:28:23Z");
    EXPECT_EQ(moment("7/23/2016 16:06:32 -0400"), "2016-07-23T20:06:32Z");
    EXPECT_EQ(moment("2018-08-12T06:28:23.5-05:00"), "2018-08-12T11:28:23.500Z");
    EXPECT_EQ(moment("2018-08-12T06:28:23Z"), "2018-08-12T06:28:23Z");
    EXPECT_EQ(moment("2018-08-12 00:00:00.000"), "2018-08-12T00:00:00Z");
    EXPECT_EQ(moment("Sun Aug 12 2018 06:28:23 GMT-0500 (Central Daylight Time)"), "2018-08-12T11:28:23Z");
    EXPECT_EQ(moment("August 12, 2018 at 6:28 p.m."), "2018-08-12T18:28:00Z");
    EXPECT_EQ(moment("8/12/18, 6:28\xE2\x80\xAFPM"), "2018-08-12T18:28:00Z");
    EXPECT_EQ(moment("1514786400000"), "2018-01-01T06:00:00Z");
    EXPECT_EQ(moment("20180812062823"), "2018-08-12T06:28:23Z");
    EXPECT_EQ(moment("20180812"), "text.date.impossible");  // month first: 20 is no month
    EXPECT_EQ(moment("20180812", DateOrder::Ymd), "2018-08-12T00:00:00Z");
    EXPECT_EQ(moment("2018"), "incomplete");
}

std::string clock_of(std::string_view cell) {
    const auto time = parse_time(cell);
    if (!time) return "none";
    return std::to_string(time->hour()) + ":" + std::to_string(time->minute()) + ":" + std::to_string(time->second());
}

TEST(Times, AreReadWithAndWithoutMeridiem) {
    EXPECT_EQ(clock_of("5:23am"), "5:23:0");
    EXPECT_EQ(clock_of("5:23 PM"), "17:23:0");
    EXPECT_EQ(clock_of("5:23p"), "17:23:0");
    EXPECT_EQ(clock_of("5 p.m."), "17:0:0");
    EXPECT_EQ(clock_of("17:05"), "17:5:0");
    EXPECT_EQ(clock_of("6:28:23 AM"), "6:28:23");
    EXPECT_EQ(clock_of("12:00 am"), "0:0:0");
    EXPECT_EQ(clock_of("12:30 PM"), "12:30:0");
    EXPECT_EQ(clock_of("0815am"), "8:15:0");
    EXPECT_EQ(clock_of("13:41 PM"), "13:41:0");
    for (const auto* cell :
         {"13:00 am", "24:00", "5:60", "5", "0815", "5:2", "5:234", "noon", "", "5:23 xm", "5:23am x"}) {
        EXPECT_EQ(clock_of(cell), "none") << cell;
    }
}

rc::Gen<CivilDate> any_day() {
    return rc::gen::map(
        rc::gen::inRange(CivilDate::from_ymd(1930, 1, 1)->days(), CivilDate::from_ymd(2029, 12, 31)->days()),
        [](int days) { return CivilDate::from_days(days); });
}

std::string written(CivilDate date, DateOrder order, const std::string& separator) {
    const std::string year = std::to_string(date.year());
    const std::string month = std::to_string(date.month());
    const std::string day = std::to_string(date.day());
    switch (order) {
        case DateOrder::Mdy:
            return month + separator + day + separator + year;
        case DateOrder::Dmy:
            return day + separator + month + separator + year;
        default:
            return year + separator + month + separator + day;
    }
}

RC_GTEST_PROP(Dates, ComeBackInEveryOrder, ()) {
    const CivilDate date = *any_day();
    const auto order = *rc::gen::element(DateOrder::Ymd, DateOrder::Mdy, DateOrder::Dmy);
    const auto separator = *rc::gen::element<std::string>("/", "-", ".", " / ");
    const auto text = written(date, order, separator);
    RC_ASSERT(is_date_like(text));
    RC_ASSERT(read(text, order) == date.to_iso());
}

RC_GTEST_PROP(DateColumns, AreNeverSettledWrongly, ()) {
    const auto order = *rc::gen::element(DateOrder::Mdy, DateOrder::Dmy);
    const auto dates = *rc::gen::nonEmpty(rc::gen::container<std::vector<CivilDate>>(any_day()));
    std::vector<std::string> cells;
    cells.reserve(dates.size());
    for (const CivilDate date : dates) cells.push_back(written(date, order, "/"));
    const DateOrder solved = order_of(Column(cells.begin(), cells.end()));
    RC_ASSERT((solved == order || solved == DateOrder::Ambiguous));
}

RC_GTEST_PROP(Dates, OfAnyTextAreAnAnswerOrAnError, (const std::string& text)) {
    for (const auto order : {DateOrder::None, DateOrder::Ymd, DateOrder::Mdy, DateOrder::Ambiguous}) {
        const auto date = parse_date(text, order);
        if (date.is_ok()) RC_ASSERT(!date.value().is_empty());
    }
}

}  // namespace
}  // namespace kith::text
