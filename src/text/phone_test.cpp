#include "text/phone.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kith::text {
namespace {

std::string e164(std::string_view text, std::string_view region = "US") {
    return to_e164(text, region).value_or("none");
}

TEST(Phones, AreBroughtToE164) {
    for (const auto* text : {"(612) 555-0123", "612-555-0123", "612.555.0123", "6125550123", "1 612 555 0123",
                             "+1 612-555-0123", "+16125550123", " 612 555 0123 ", "612/555-0123",
                             "612-555-0123 ext. 45", "612-555-0123 x45", "tel:612-555-0123"}) {
        EXPECT_EQ(e164(text), "+16125550123") << text;
    }
    EXPECT_EQ(e164("+52 55 5658 1111"), "+525556581111");
    EXPECT_EQ(e164("020 7031 3000", "GB"), "+442070313000");
    EXPECT_EQ(e164("020 7031 3000", "gb"), "+442070313000");
}

TEST(Phones, ThatNoPlanHasAreNone) {
    for (const auto* text :
         {"", "-", "none", "555-0123", "000-000-0000", "999-999-9999", "222-222-2222", "012-555-0123", "612-055-0123",
          "911-555-0123", "123", "61255501234", "26125550123", "+1 612", "see office"}) {
        EXPECT_EQ(e164(text), "none") << text;
    }
    EXPECT_EQ(e164("020 7031 3000", "XX"), "none");
    EXPECT_EQ(e164(std::string(100'000, '6')), "none");
}

RC_GTEST_PROP(Phones, OfTheFastPathAreTheLibrarys, ()) {
    std::string ten;
    for (int i = 0; i < 10; ++i) ten += *rc::gen::inRange<char>('0', '9' + 1);
    // A trailing extension sends the same number to the library.
    RC_ASSERT(to_e164(ten) == to_e164(ten + " ext 7"));
}

std::string split(std::string_view cell) {
    std::string out;
    for (const auto& phone : split_phones(cell))
        out += "[" + phone.label + ":" + (phone.e164.empty() ? "?" : phone.e164.substr(2)) + "]";
    return out;
}

TEST(PhoneCells, MayHoldSeveralNumbersWithLabels) {
    EXPECT_EQ(split("Mom: 612-555-0123, Uncle 651-555-0199 (work)"), "[Mom:6125550123][Uncle work:6515550199]");
    EXPECT_EQ(split("612-555-0123 651-555-0199"), "[:6125550123][:6515550199]");
    EXPECT_EQ(split("6125550123/6515550199"), "[:6125550123][:6515550199]");
    EXPECT_EQ(split("612-555-0123 or 651-555-0199"), "[:6125550123][:6515550199]");
    EXPECT_EQ(split("(612) 555-0123 (cell); (651) 555-0199 (home)"), "[cell:6125550123][home:6515550199]");
    EXPECT_EQ(split("612-555-0123 mom\n651-555-0199 dad"), "[mom:6125550123][dad:6515550199]");
    EXPECT_EQ(split("Grandma Rosa: 1-612-555-0123"), "[Grandma Rosa:6125550123]");
    EXPECT_EQ(split("612-555-0123 x45, 651-555-0199"), "[:6125550123][:6515550199]");
    EXPECT_EQ(split("(612)555-0123"), "[:6125550123]");
}

TEST(PhoneCells, KeepWhatIsNoNumberAsWritten) {
    EXPECT_EQ(split("none"), "");
    EXPECT_EQ(split(""), "");
    EXPECT_EQ(split("555-0123"), "[:?]");
    EXPECT_EQ(split("call 911"), "[:?]");
    EXPECT_EQ(split_phones("mom 555-0123").front().written, "555-0123");
}

RC_GTEST_PROP(PhoneCells, OfAnyTextEnd, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789+()- x.,/ab\n#")));
    for (const auto& phone : split_phones(text)) RC_ASSERT(text.find(phone.written) != std::string::npos);
}

}  // namespace
}  // namespace kith::text
