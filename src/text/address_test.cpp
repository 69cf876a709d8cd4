#include "text/address.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kith::text {
namespace {

/// `number|street|unit|city|region|postcode`.
std::string parts(std::string_view line) {
    const StreetAddress a = parse_address(line);
    return a.house_number + "|" + a.street + "|" + a.unit + "|" + a.city + "|" + a.region + "|" + a.postcode;
}

TEST(Addresses, WrittenInManyWaysAreOne) {
    for (const auto* line : {"123 No. Main Street, Apt. #4-B", "123 N Main St Unit 4B", "123 N. MAIN ST. APT 4 B",
                             "123 North Main St #4B", "123 N Main St, 4B", "123 n main str, suite 4b"}) {
        EXPECT_EQ(parts(line).substr(0, 24), "123|north main street|4b") << line;
    }
    EXPECT_EQ(normal_address("123 N. Main St., Apt 4B"), normal_address("123 north main street #4b"));
}

TEST(Addresses, MayHoldCityRegionAndPostcode) {
    EXPECT_EQ(parts("123 Main St, Minneapolis, MN 55401"), "123|main street||minneapolis|mn|55401");
    EXPECT_EQ(parts("123 Main St Minneapolis MN 55401-1234"), "123|main street||minneapolis|mn|55401");
    EXPECT_EQ(parts("123 Main St Apt 4, St. Paul, Minnesota"), "123|main street|4|saint paul|mn|");
    EXPECT_EQ(parts("9 Elm Ct, Hartford, CT"), "9|elm court||hartford|ct|");
    EXPECT_EQ(parts("9 Elm Ct"), "9|elm court||||");
    EXPECT_EQ(parts("55 Lake Dr, Albany, New York 12207, USA"), "55|lake drive||albany|ny|12207");
    EXPECT_EQ(parts("12 Oak Ave N Minneapolis"), "12|oak avenue north||minneapolis||");
}

TEST(Addresses, ReadAbbreviationsByTheirPlace) {
    EXPECT_EQ(parts("10 St Paul St"), "10|saint paul street||||");
    EXPECT_EQ(parts("10 N St Clair Ave"), "10|north saint clair avenue||||");
    EXPECT_EQ(parts("10 Dr Martin Luther King Blvd"), "10|doctor martin luther king boulevard||||");
    EXPECT_EQ(parts("101 E St NW"), "101|east street northwest||||");
    EXPECT_EQ(parts("101 1st St N Apt B, Fargo ND 58102"), "101|1st street north|b|fargo|nd|58102");
    EXPECT_EQ(parts("12 Oak Ave N St Paul"), "12|oak avenue north||saint paul||");
    EXPECT_EQ(parts("400 First Ave"), "400|1st avenue||||");
    EXPECT_EQ(parts("5th Avenue"), "|5th avenue||||");
    EXPECT_EQ(parts("12 Avenue E"), "12|avenue e||||");
    EXPECT_EQ(parts("7 Forest Lake Dr NE"), "7|forest lake drive northeast||||");
    EXPECT_EQ(parts("7 N.E. 3rd St"), "7|northeast 3rd street||||");
    EXPECT_EQ(parts("2200 Highway 7"), "2200|highway 7||||");
}

TEST(Addresses, KeepUnusualNumbers) {
    EXPECT_EQ(parts("P.O. Box 123"), "123|po box||||");
    EXPECT_EQ(parts("PO Box 123, Duluth, MN 55802"), "123|po box||duluth|mn|55802");
    EXPECT_EQ(parts("12-34 Main St"), "12-34|main street||||");
    EXPECT_EQ(parts("12 1/2 Main St"), "12 1/2|main street||||");
    EXPECT_EQ(parts("12B Main St"), "12b|main street||||");
    EXPECT_EQ(parts("12 Main St, 2nd Floor"), "12|main street|2nd|||");
    EXPECT_EQ(parts("12 Main St Lot 7"), "12|main street|7|||");
    EXPECT_EQ(parts("c/o Ana Ruiz, 14 Elm St"), "14|elm street||||");
    EXPECT_EQ(parts("Homeless"), "|homeless||||");
    EXPECT_EQ(parts(""), "|||||");
}

TEST(Postcodes, AreFiveDigits) {
    EXPECT_EQ(normal_postcode("55401-1234"), "55401");
    EXPECT_EQ(normal_postcode(" 55401 "), "55401");
    EXPECT_EQ(normal_postcode("554011234"), "55401");
    EXPECT_EQ(normal_postcode("2139"), "02139");
    EXPECT_EQ(normal_postcode("K1A 0B1"), "");
    EXPECT_EQ(normal_postcode("123"), "");
}

TEST(Regions, AreTwoLetters) {
    EXPECT_EQ(normal_region("Minnesota"), "mn");
    EXPECT_EQ(normal_region("MN"), "mn");
    EXPECT_EQ(normal_region("new york"), "ny");
    EXPECT_EQ(normal_region("Narnia"), "");
    EXPECT_EQ(normal_region(""), "");
}

RC_GTEST_PROP(Addresses, OfAnyWordsEnd, ()) {
    static const std::vector<std::string> kWords = {"123",   "st",    "#",  "apt", "n",   ",", "dr",   "mn",
                                                    "55401", "floor", "po", "box", "1/2", "a", "main", "ct"};
    std::string line;
    for (const auto& word : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kWords)))
        line += word + " ";
    const StreetAddress address = parse_address(line);
    RC_ASSERT((address.postcode.empty() || address.postcode.size() == 5U));
    RC_ASSERT(normal_address(line).find("  ") == std::string::npos);
}

}  // namespace
}  // namespace kith::text
