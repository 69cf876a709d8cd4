#include "link/likeness.h"

#include <cstdio>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kith::link {
namespace {

std::string date_of(int year, int month, int day) {
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return text;
}

RC_GTEST_PROP(BirthDates, PackedCompareAsText, ()) {
    const auto draw = [] {
        return date_of(*rc::gen::inRange(2008, 2012), *rc::gen::inRange(0, 14), *rc::gen::inRange(0, 33));
    };
    const std::string a = draw();
    const std::string b = draw();
    RC_ASSERT(compare_packed_dates(pack_date(a), pack_date(b)) == compare_birth_dates(a, b));
}

RC_GTEST_PROP(BirthDates, PackedCompareAsTextAfterOneSlip, ()) {
    const std::string a = date_of(*rc::gen::inRange(1990, 2030), *rc::gen::inRange(1, 13), *rc::gen::inRange(1, 32));
    std::string b = a;
    const std::size_t digits[] = {0, 1, 2, 3, 5, 6, 8, 9};
    const std::size_t at = digits[*rc::gen::inRange(0, 8)];
    if (*rc::gen::arbitrary<bool>()) {
        b[at] = static_cast<char>('0' + *rc::gen::inRange(0, 10));
    } else if (at + 1 < 10 && b[at + 1] != '-') {
        std::swap(b[at], b[at + 1]);
    }
    RC_ASSERT(compare_packed_dates(pack_date(a), pack_date(b)) == compare_birth_dates(a, b));
}

TEST(BirthDates, KnowSwapsPlaceholdersAndParts) {
    EXPECT_EQ(compare_birth_dates("2016-04-09", "2016-09-04"), BirthLevel::Near);
    EXPECT_EQ(compare_birth_dates("2016-04-09", "2016-04-08"), BirthLevel::Near);
    EXPECT_EQ(compare_birth_dates("2016-01-01", "2016-11-23"), BirthLevel::Compatible);
    EXPECT_EQ(compare_birth_dates("2016", "2016-11-23"), BirthLevel::Compatible);
    EXPECT_EQ(compare_birth_dates("2016", "2016"), BirthLevel::Compatible);
    EXPECT_EQ(compare_birth_dates("2016-04", "2016-05-02"), BirthLevel::SameYear);
    EXPECT_EQ(compare_birth_dates("2016-21-01", "2016-21-01"), BirthLevel::Exact);
    EXPECT_EQ(compare_birth_dates("2015-02-28", "2016-11-13"), BirthLevel::Different);
}

TEST(GivenNames, KnowNicknamesInitialsAndSlips) {
    EXPECT_EQ(compare_given("robert", "bob"), GivenLevel::Nickname);
    EXPECT_EQ(compare_given("maria", "m"), GivenLevel::Initial);
    EXPECT_EQ(compare_given("maria", "j"), GivenLevel::Different);
    EXPECT_EQ(compare_given("jayden", "jaydne"), GivenLevel::OneEdit);
    EXPECT_EQ(compare_given("liam", "noah"), GivenLevel::Different);
}

TEST(Surnames, AgreeOnAnyPart) {
    EXPECT_EQ(compare_surnames("garcia lopez", "lopez"), SurnameLevel::SharedPart);
    EXPECT_EQ(compare_surnames("garcia lopez", "garcia"), SurnameLevel::SharedPart);
    EXPECT_EQ(compare_surnames("garcia", "smith"), SurnameLevel::Different);
    EXPECT_EQ(shared_part("garcia lopez", "perez lopez"), "lopez");
}

TEST(Addresses, OfTwoHousesInOneStreetAreNotOneHome) {
    const auto level = compare_plain(FieldKind::AddressLine, "12 oak street", "14 oak street");
    EXPECT_EQ(level, 2);
    EXPECT_EQ(compare_plain(FieldKind::AddressLine, "12 oak street", "980 oak street"), 3);
    EXPECT_EQ(compare_plain(FieldKind::AddressLine, "12 oak street", "12 oak street"), 0);
}

RC_GTEST_PROP(Comparisons, AreSymmetric, ()) {
    const auto letters = rc::gen::container<std::string>(rc::gen::elementOf(std::string("abe 12-")));
    const std::string a = *rc::gen::nonEmpty(letters);
    const std::string b = *rc::gen::nonEmpty(letters);
    for (int k = 0; k <= static_cast<int>(FieldKind::Text); ++k) {
        const auto kind = static_cast<FieldKind>(k);
        RC_ASSERT(compare_values(kind, a, b) == compare_values(kind, b, a));
        RC_ASSERT(compare_values(kind, a, b) < level_names(kind).size());
    }
}

RC_GTEST_PROP(Comparisons, OfNumbersAreNeverDecidedWrongByTheirCharacters, ()) {
    const auto digits = rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789")));
    const std::string a = *rc::gen::nonEmpty(digits);
    std::string b = a;
    b[*rc::gen::inRange<std::size_t>(0, b.size())] = '7';
    RC_ASSERT(may_be_one_edit(character_mask(a), character_mask(b)));
}

}  // namespace
}  // namespace kith::link
