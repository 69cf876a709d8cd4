#include "text/sound.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/fold.h"
#include "text/qgrams.h"

namespace kith::text {
namespace {

TEST(SoundKeys, AreSharedByNamesThatSoundAlike) {
    const std::vector<std::vector<std::string>> groups = {
        {"catherine", "kathryn", "katrin", "cathrine"},
        {"gonzalez", "gonsales", "gonzales"},
        {"jimenez", "gimenez", "ximenez"},
        {"stephen", "stefan", "steffen"},
        {"hernandez", "ernandes"},
        {"vasquez", "basquez", "vazquez"},
        {"phillip", "filip", "philip"},
        {"knight", "nite"},
        {"smith", "smyth"},
        {"wright", "rite"},
        {"christian", "kristian"},
        {"schmidt", "shmit"},
        {"yesenia", "jesenia"},
        {"yoselin", "joselyn", "jocelyn"},
        {"shawn", "shaun", "shon"},
        {"haley", "hailey", "hayley"},
    };
    for (const auto& group : groups) {
        for (const auto& name : group)
            EXPECT_EQ(sound_key(name), sound_key(group.front())) << name << ' ' << group.front();
    }
}

TEST(SoundKeys, TellOtherNamesApart) {
    EXPECT_NE(sound_key("maria"), sound_key("mario"
                                            "n"));
    EXPECT_NE(sound_key("robert"), sound_key("richard"));
    EXPECT_NE(sound_key("garcia"), sound_key("guerra"));
    EXPECT_NE(sound_key("lee"), sound_key("ray"));
    EXPECT_NE(sound_key("susan"), sound_key("sonia"));
}

TEST(SoundKeys, AreEmptyWithoutLetters) {
    EXPECT_EQ(sound_key(""), "");
    EXPECT_EQ(sound_key("123"), "");
    EXPECT_EQ(sound_key("иван"), "");
}

RC_GTEST_PROP(SoundKeys, AreShortAndUpperCase, (const std::string& text)) {
    const std::string key = sound_key(fold(text));
    RC_ASSERT(key.size() <= 8U);
    for (const char c : key) RC_ASSERT((c >= 'A' && c <= 'Z'));
}

TEST(Qgrams, AreSortedAndPadded) {
    EXPECT_EQ(qgrams("ab", 2), (std::vector<std::uint32_t>{'#' << 8 | 'a', 'a' << 8 | 'b', 'b' << 8 | '#'}));
    EXPECT_EQ(qgrams("aaa", 2).size(), 3U);
    EXPECT_TRUE(qgrams("", 3).empty());
}

TEST(Qgrams, MeasureShares) {
    EXPECT_DOUBLE_EQ(dice(qgrams("night", 2), qgrams("night", 2)), 1);
    EXPECT_DOUBLE_EQ(jaccard(qgrams("ab", 2), qgrams("ac", 2)), 1.0 / 5);
    EXPECT_DOUBLE_EQ(dice(qgrams("ab", 2), qgrams("ac", 2)), 2.0 / 6);
    EXPECT_DOUBLE_EQ(jaccard({}, {}), 1);
    EXPECT_DOUBLE_EQ(jaccard({}, qgrams("a", 2)), 0);
}

RC_GTEST_PROP(Qgrams, OfALengthCountItsPlaces, (const std::string& text)) {
    RC_PRE(!text.empty());
    for (const std::size_t q : {2U, 3U, 4U}) RC_ASSERT(qgrams(text, q).size() <= text.size() + q - 1);
}

}  // namespace
}  // namespace kith::text
