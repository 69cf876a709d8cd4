#include "text/similarity.h"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/random.h"
#include "text/code_points.h"

namespace kith::text {
namespace {

/// Strings of a small alphabet, so that repeats and swaps are frequent; up to 80 characters to pass the word's length.
rc::Gen<std::string> near_strings(const std::string& alphabet) {
    return rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, 81), [alphabet](std::size_t size) {
        return rc::gen::container<std::string>(size, rc::gen::elementOf(alphabet));
    });
}

rc::Gen<std::string> unicode_strings() {
    static const std::vector<std::string> kCharacters = {"a", "b",  "é",    "ñ",    "ß",    "Ω",
                                                         "ж", "中", "🙂", "\xFF", "\xC3", "é"};
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kCharacters)),
                        [](const std::vector<std::string>& characters) {
                            std::string text;
                            for (const auto& c : characters) text += c;
                            return text;
                        });
}

void expect_fast_equals_textbook(const std::string& a, const std::string& b) {
    RC_ASSERT(jaro(a, b) == textbook::jaro(a, b));
    RC_ASSERT(jaro_winkler(a, b) == textbook::jaro_winkler(a, b));
    RC_ASSERT(levenshtein(a, b) == textbook::levenshtein(a, b));
    RC_ASSERT(damerau_levenshtein(a, b) == textbook::damerau_levenshtein(a, b));
}

RC_GTEST_PROP(FastSimilarity, EqualsTextbookOnFewLetters, ()) {
    expect_fast_equals_textbook(*near_strings("abc"), *near_strings("abc"));
}

RC_GTEST_PROP(FastSimilarity, EqualsTextbookOnWords, ()) {
    const auto letters = rc::gen::container<std::string>(rc::gen::inRange<char>('a', 'k'));
    expect_fast_equals_textbook(*letters, *letters);
}

RC_GTEST_PROP(FastSimilarity, EqualsTextbookOnAnyBytes, ()) {
    expect_fast_equals_textbook(*rc::gen::arbitrary<std::string>(), *rc::gen::arbitrary<std::string>());
}

RC_GTEST_PROP(FastSimilarity, EqualsTextbookOnUnicode, ()) {
    expect_fast_equals_textbook(*unicode_strings(), *unicode_strings());
}

TEST(FastSimilarity, EqualsTextbookOnEveryPairOfShortStrings) {
    std::vector<std::string> all = {""};
    for (std::size_t i = 0; all[i].size() < 4; ++i) {
        for (const char c : {'a', 'b', 'c'}) all.push_back(all[i] + c);
    }
    for (const auto& a : all) {
        for (const auto& b : all) {
            ASSERT_EQ(jaro(a, b), textbook::jaro(a, b)) << a << ' ' << b;
            ASSERT_EQ(jaro_winkler(a, b), textbook::jaro_winkler(a, b)) << a << ' ' << b;
            ASSERT_EQ(levenshtein(a, b), textbook::levenshtein(a, b)) << a << ' ' << b;
            ASSERT_EQ(damerau_levenshtein(a, b), textbook::damerau_levenshtein(a, b)) << a << ' ' << b;
        }
    }
}

TEST(FastSimilarity, EqualsTextbookOnManyDrawnPairs) {
    Random random(11);
    const auto draw = [&](int size_max, int letters) {
        std::string text;
        for (int left = random.between(0, size_max); left > 0; --left) {
            text += static_cast<char>('a' + random.between(0, letters - 1));
        }
        return text;
    };
    for (int i = 0; i < 20'000; ++i) {
        const int size_max = i % 20 == 0 ? 70 : 18;
        const int letters = random.between(2, 7);
        const std::string a = draw(size_max, letters);
        const std::string b = draw(size_max, letters);
        ASSERT_EQ(jaro_winkler(a, b), textbook::jaro_winkler(a, b)) << a << ' ' << b;
        ASSERT_EQ(levenshtein(a, b), textbook::levenshtein(a, b)) << a << ' ' << b;
        ASSERT_EQ(damerau_levenshtein(a, b), textbook::damerau_levenshtein(a, b)) << a << ' ' << b;
    }
}

TEST(FastSimilarity, HoldsAtTheEdgesOfTheRegisters) {
    for (const std::size_t size : {15U, 16U, 17U, 31U, 32U, 33U, 63U, 64U, 65U}) {
        const std::string a(size, 'a');
        const std::string b = std::string(size - 1, 'a') + "b";
        EXPECT_EQ(levenshtein(a, b), 1U) << size;
        EXPECT_EQ(damerau_levenshtein(a, b), 1U) << size;
        EXPECT_EQ(jaro_winkler(a, b), textbook::jaro_winkler(a, b)) << size;
        EXPECT_EQ(jaro(a, a), 1.0) << size;
    }
}

RC_GTEST_PROP(EditDistances, AreSymmetric, ()) {
    const auto a = *near_strings("ab");
    const auto b = *near_strings("ab");
    RC_ASSERT(levenshtein(a, b) == levenshtein(b, a));
    RC_ASSERT(damerau_levenshtein(a, b) == damerau_levenshtein(b, a));
    RC_ASSERT(damerau_levenshtein(a, b) <= levenshtein(a, b));
}

// Winkler, "String comparator metrics and enhanced decision rules" (1990), table of examples.
TEST(JaroWinkler, GivesThePublishedFigures) {
    EXPECT_NEAR(jaro("martha", "marhta"), 0.9444, 5e-5);
    EXPECT_NEAR(jaro_winkler("martha", "marhta"), 0.9611, 5e-5);
    EXPECT_NEAR(jaro("dwayne", "duane"), 0.8222, 5e-5);
    EXPECT_NEAR(jaro_winkler("dwayne", "duane"), 0.8400, 5e-5);
    EXPECT_NEAR(jaro("dixon", "dicksonx"), 0.7667, 5e-5);
    EXPECT_NEAR(jaro_winkler("dixon", "dicksonx"), 0.8133, 5e-5);
    EXPECT_EQ(jaro_winkler("abc", "xyz"), 0.0);
    EXPECT_EQ(jaro_winkler("", ""), 1.0);
    EXPECT_EQ(jaro_winkler("", "a"), 0.0);
}

TEST(EditDistances, CountSwapsOnce) {
    EXPECT_EQ(levenshtein("kitten", "sitting"), 3U);
    EXPECT_EQ(levenshtein("ab", "ba"), 2U);
    EXPECT_EQ(damerau_levenshtein("ab", "ba"), 1U);
    EXPECT_EQ(damerau_levenshtein("ca", "abc"), 3U);
    EXPECT_EQ(damerau_levenshtein("josé", "jose"), 1U);
    EXPECT_DOUBLE_EQ(damerau_levenshtein_similarity("josé", "jose"), 0.75);
}

TEST(CodePoints, KeepIllFormedBytesApart) {
    EXPECT_EQ(code_points("añ"), U"añ");
    EXPECT_EQ(code_points("🙂"), U"🙂");
    EXPECT_EQ(code_points("\xC3").size(), 1U);
    EXPECT_NE(code_points("\xC3"), code_points("Ã"));
    EXPECT_EQ(code_points("\xED\xA0\x80").size(), 3U);  // a surrogate
    EXPECT_EQ(code_points("\xC0\x80").size(), 2U);      // overlong
}

}  // namespace
}  // namespace kith::text
