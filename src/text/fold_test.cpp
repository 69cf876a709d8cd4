#include "text/fold.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kith::text {
namespace {

TEST(Fold, DropsCaseAccentsAndPunctuation) {
    EXPECT_EQ(fold("Núñez-O'Brien,  Ana"), "nunez obrien ana");
    EXPECT_EQ(fold("  JOSÉ   María\t"), "jose maria");
    EXPECT_EQ(fold("D’Angelo"), "dangelo");
    EXPECT_EQ(fold("Straße"), "strasse");
    EXPECT_EQ(fold("Łukasz Øst Æsir Đorđe"), "lukasz ost aesir dorde");
    EXPECT_EQ(fold("İstanbul ISPARTA ılgaz"), "istanbul isparta ilgaz");
    EXPECT_EQ(fold("n\xCC\x83"), "n");  // combining tilde
    EXPECT_EQ(fold("ﬁnn Ｗｉｄｅ"), "finn wide");
    EXPECT_EQ(fold("...--!"), "");
    EXPECT_EQ(fold(""), "");
}

TEST(Fold, KeepsOtherScripts) {
    EXPECT_EQ(fold("Иван"), "иван");
    EXPECT_EQ(fold("Йосиф"), "иосиф");
    EXPECT_EQ(fold("Ωμέγα"), "ωμεγα");
    EXPECT_EQ(fold("王小明"), "王小明");
    EXPECT_EQ(fold("अनिता"), "अनिता");
    EXPECT_EQ(fold("김민수"), "김민수");
}

TEST(Fold, TakesIllFormedBytesForPunctuation) {
    EXPECT_EQ(fold("Jos\xE9 Ruiz"), "jos ruiz");
    EXPECT_EQ(fold("\xFF\xFE"), "");
    EXPECT_EQ(fold("a\xC3"), "a");
}

TEST(Fold, EqualsIcuOnEveryCodePointOfTheTable) {
    for (unsigned c = 0; c < 0x180; ++c) {
        std::string text = "x";
        if (c < 0x80) {
            text += static_cast<char>(c);
        } else {
            text += static_cast<char>(0xC0 | c >> 6);
            text += static_cast<char>(0x80 | (c & 0x3F));
        }
        text += "y";
        EXPECT_EQ(fold(text), fold_by_icu(text)) << c;
    }
}

RC_GTEST_PROP(Fold, EqualsIcuOnAnyBytes, (const std::string& text)) {
    RC_ASSERT(fold(text) == fold_by_icu(text));
}

rc::Gen<std::string> latin_text() {
    static const std::vector<std::string> kPieces = {"A", "b", "Z",        "9", " ",        "  ", "-", "'",
                                                     "’", ".", "é",        "Ñ", "ü",        "ß",  "ŉ", "½",
                                                     "¨", "´", "\xC2\xA0", "ō", "\xCC\x81", "€",  "Я"};
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces)),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const auto& piece : pieces) text += piece;
                            return text;
                        });
}

RC_GTEST_PROP(Fold, EqualsIcuOnLatinText, ()) {
    const std::string text = *latin_text();
    RC_ASSERT(fold(text) == fold_by_icu(text));
}

RC_GTEST_PROP(Fold, LeavesFoldedTextAlone, ()) {
    const std::string once = fold(*latin_text());
    RC_ASSERT(fold(once) == once);
    RC_ASSERT(once.find("  ") == std::string::npos);
    RC_ASSERT(!once.starts_with(' '));
    RC_ASSERT(!once.ends_with(' '));
}

TEST(Fold, WritesOverTheGivenString) {
    std::string out = "a longer string than any of the folded ones";
    fold_into("Ana", out);
    EXPECT_EQ(out, "ana");
    fold_into("王", out);
    EXPECT_EQ(out, "王");
    fold_into("", out);
    EXPECT_EQ(out, "");
}

}  // namespace
}  // namespace kith::text
