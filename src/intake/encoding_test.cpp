#include "intake/encoding.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kith::intake {
namespace {

std::string decoded(std::string_view bytes) {
    return to_utf8(as_bytes(bytes), detect_encoding(as_bytes(bytes)));
}
std::string_view found(std::string_view bytes) {
    return name_of(detect_encoding(as_bytes(bytes)).encoding);
}

TEST(Encoding, MarksDecide) {
    using std::string_literals::operator""s;
    EXPECT_EQ(decoded("\xEF\xBB\xBFname"), "name");
    EXPECT_EQ(decoded("\xFF\xFEn\0a\0"s), "na");
    EXPECT_EQ(decoded("\xFE\xFF\0n\0a"s), "na");
}

TEST(Encoding, ZerosAtEveryOtherPlaceAreUtf16) {
    using std::string_literals::operator""s;
    EXPECT_EQ(found("n\0a\0m\0e\0,\0\xE9\0"s), "utf-16le");
    EXPECT_EQ(decoded("n\0a\0m\0e\0,\0\xE9\0"s), "name,é");
}

TEST(Encoding, LettersTellTheCodePage) {
    EXPECT_EQ(found("Jos\xE9 Pe\xF1\x61, M\xFCller"), "iso-8859-1");
    EXPECT_EQ(found("O\x92Neil, Jos\xE9"), "windows-1252");
    EXPECT_EQ(found("Wa\xB3\xEAsa, Jarocin, \xA3\xF3\x64\x9F, B\xB9k"), "windows-1250");
    EXPECT_EQ(found("\xC8\xE2\xE0\xED\xEE\xE2, \xCF\xE5\xF2\xF0\xEE\xE2\xE0"), "windows-1251");
    EXPECT_EQ(decoded("\xC8\xE2\xE0\xED\xEE\xE2"), "Иванов");
    EXPECT_EQ(found("Garc\x92\x61, Pe\x96\x61, Jos\x8E Mu\x96oz"), "macintosh");
    EXPECT_EQ(found("Garc\xA1\x61, Pe\xA4\x61, Jos\x82"), "ibm850");
}

TEST(Encoding, StrayBytesInUtf8AreReadAndCounted) {
    const std::string text = "José, Müller, Peña, Núñez, O\x92Neil";
    const EncodingGuess guess = detect_encoding(as_bytes(text));
    EXPECT_EQ(guess.encoding, Encoding::Utf8);
    EXPECT_EQ(guess.stray_bytes, 1U);
    EXPECT_EQ(to_utf8(as_bytes(text), guess), "José, Müller, Peña, Núñez, O’Neil");
}

RC_GTEST_PROP(Encoding, EveryTextBecomesUtf8, (const std::string& text)) {
    RC_ASSERT(is_valid_utf8(decoded(text)));
}

RC_GTEST_PROP(Encoding, NoByteOfAPageIsLost, (const std::string& text)) {
    // One character for each byte: no two bytes of a page share one.
    const std::string utf8 = to_utf8(as_bytes(text), {Encoding::Windows1252, 0, false, 0});
    const auto characters = static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    RC_ASSERT(characters == text.size());
}

}  // namespace
}  // namespace kith::intake
