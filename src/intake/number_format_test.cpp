#include "intake/number_format.h"

#include <gtest/gtest.h>

namespace kith::intake {
namespace {

std::string shown(std::string_view code, double value, DateSystem system = DateSystem::From1900) {
    return NumberFormat(code).number(value, system);
}

TEST(NumberFormat, NumbersAreShownAsTheirCodeSays) {
    EXPECT_EQ(shown("0.00", 1.005), "1.01");
    EXPECT_EQ(shown("0.00", 0.5), "0.50");
    EXPECT_EQ(shown("#,##0", 1234567), "1,234,567");
    EXPECT_EQ(shown("#,##0.0,", 1234567), "1,234.6");
    EXPECT_EQ(shown("0%", 0.256), "26%");
    EXPECT_EQ(shown("000-00-0000", 12345678), "012-34-5678");
    EXPECT_EQ(shown("0.00E+00", 12345), "1.23E+04");
    EXPECT_EQ(shown("0.00", -0.001), "0.00");
}

TEST(NumberFormat, SectionsChooseBySignAndCondition) {
    EXPECT_EQ(shown("$#,##0.00_);($#,##0.00)", -1337), "($1,337.00)");
    EXPECT_EQ(shown("_($* #,##0.00_);_($* (#,##0.00)", 1337), " $1,337.00 ");
    EXPECT_EQ(shown("0;-0;\"none\"", 0), "none");
    EXPECT_EQ(shown("[<100]\"low \"0;\"high \"0", 5), "low 5");
    EXPECT_EQ(shown("[<100]\"low \"0;\"high \"0", 500), "high 500");
    EXPECT_EQ(NumberFormat("0;-0;0;\"text: \"@").text("a"), "text: a");
}

TEST(NumberFormat, FractionsAreTheClosest) {
    EXPECT_EQ(shown("# ?/?", 1.25), "1 1/4");
    EXPECT_EQ(shown("# ?\?/?\?", 3.14159), "3 14/99");
}

TEST(NumberFormat, GeneralKeepsElevenCharacters) {
    EXPECT_EQ(shown("General", 1.0 / 3), "0.333333333");
    EXPECT_EQ(shown("General", 3.14159265358979), "3.141592654");
    EXPECT_EQ(shown("General", 123456789012.0), "1.23457E+11");
    EXPECT_EQ(shown("General", 42), "42");
    EXPECT_EQ(shown("General", -0.5), "-0.5");
}

TEST(NumberFormat, BothDateSystemsCountTheirOwnDays) {
    EXPECT_EQ(shown("yyyy-mm-dd", 1), "1900-01-01");
    EXPECT_EQ(shown("yyyy-mm-dd", 59), "1900-02-28");
    EXPECT_EQ(shown("yyyy-mm-dd", 60), "1900-02-29");
    EXPECT_EQ(shown("yyyy-mm-dd", 61), "1900-03-01");
    EXPECT_EQ(shown("yyyy-mm-dd", 42005), "2015-01-01");
    EXPECT_EQ(shown("yyyy-mm-dd", 42005 - 1462, DateSystem::From1904), "2015-01-01");
    EXPECT_EQ(shown("yyyy-mm-dd", -1), "########");
}

TEST(NumberFormat, TimesAndElapsedTimes) {
    EXPECT_EQ(shown("h:mm AM/PM", 0.75), "6:00 PM");
    EXPECT_EQ(shown("hh:mm:ss", 0.5 + 1.0 / 86400), "12:00:01");
    EXPECT_EQ(shown("[h]:mm:ss", 1.5), "36:00:00");
    EXPECT_EQ(shown("mm:ss.0", 0.00001), "00:00.9");
    EXPECT_EQ(shown("m/d/yy h:mm", 42005.5), "1/1/15 12:00");
}

}  // namespace
}  // namespace kith::intake
