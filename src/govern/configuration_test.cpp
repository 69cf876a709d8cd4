#include "govern/configuration.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "govern/purpose.h"

namespace kith::govern {
namespace {

Change change(std::string_view json) {
    Result<Change> read = read_change(json);
    KITH_CHECK(read.is_ok());
    return *read;
}

const std::string kPurpose =
    R"({"kind":"put_purpose","purpose":{"id":"attendance","name":"Attendance","categories":["identity","school_attendance"],"measures":["chronic-absence"]}})";
const std::string kAgreement =
    R"({"kind":"put_agreement","agreement":{"id":"dsa-1","tier":"dsa","purposes":["attendance"],"categories":["school_attendance"]}})";

std::string error_of(std::span<const Change> changes) {
    const Result<Configuration> replayed = replay(changes);
    return replayed.is_ok() ? "" : replayed.error().id;
}

TEST(Configuration, RefusesAnElementWithoutAPurpose) {
    const std::string health =
        R"({"kind":"put_agreement","agreement":{"id":"dsa-2","tier":"dsa","purposes":["attendance"],"categories":["immunisation"]}})";
    const std::string without =
        R"({"kind":"put_agreement","agreement":{"id":"dsa-3","tier":"dsa","categories":["school_attendance"]}})";
    EXPECT_EQ("", error_of(std::vector{change(kPurpose), change(kAgreement)}));
    EXPECT_EQ("change.element-without-purpose", error_of(std::vector{change(kPurpose), change(health)}));
    EXPECT_EQ("change.element-without-purpose", error_of(std::vector{change(kPurpose), change(without)}));
    EXPECT_EQ("change.unknown-purpose", error_of(std::vector{change(kAgreement)}));
    EXPECT_EQ("change.purpose-without-categories",
              error_of(std::vector{change(R"({"kind":"put_purpose","purpose":{"id":"p","categories":[]}})")}));
}

TEST(Configuration, KeepsAPurposeThatAnAgreementStillNeeds) {
    const Change remove = change(R"({"kind":"remove_purpose","id":"attendance"})");
    const Change narrow = change(R"({"kind":"put_purpose","purpose":{"id":"attendance","categories":["identity"]}})");
    const Change end = change(R"({"kind":"remove_agreement","id":"dsa-1"})");
    EXPECT_EQ("change.purpose-in-use", error_of(std::vector{change(kPurpose), change(kAgreement), remove}));
    EXPECT_EQ("change.purpose-in-use", error_of(std::vector{change(kPurpose), change(kAgreement), narrow}));
    EXPECT_EQ("", error_of(std::vector{change(kPurpose), change(kAgreement), end, remove}));
    EXPECT_EQ("change.unknown", error_of(std::vector{remove}));
}

TEST(Configuration, KeepsAMemberWhomAnAgreementStillNames) {
    const Change admit = change(R"({"kind":"admit_member","member":{"id":"club"}})");
    const Change leave = change(R"({"kind":"remove_member","id":"club"})");
    const Change mou = change(R"({"kind":"put_agreement","agreement":{"id":"mou","tier":"mou","parties":["club"]}})");
    const Change without = change(R"({"kind":"put_agreement","agreement":{"id":"mou","tier":"mou","parties":[]}})");
    EXPECT_EQ("", error_of(std::vector{admit, leave}));
    EXPECT_EQ("change.member-in-use", error_of(std::vector{admit, mou, leave}));
    EXPECT_EQ("", error_of(std::vector{admit, mou, without, leave}));
}

TEST(Changes, AreRefusedWhereTheyAreNotWhatTheirKindCarries) {
    const auto error = [](std::string_view json) { return read_change(json).error().id; };
    EXPECT_EQ("change.malformed", error("[]"));
    EXPECT_EQ("change.malformed", error(R"({"kind":"none","id":"x"})"));
    EXPECT_EQ("change.malformed", error(R"({"kind":"put_purpose"})"));
    EXPECT_EQ("change.malformed", error(R"({"kind":"none","kind":"none"})"));
    EXPECT_EQ("change.kind", error(R"({"kind":"drop_everything"})"));
    EXPECT_EQ("change.no-id", error(R"({"kind":"put_purpose","purpose":{"name":"x"}})"));
    EXPECT_EQ("change.no-id", error(R"({"kind":"remove_member","id":"*"})"));
    EXPECT_EQ("change.value", error(R"({"kind":"set_minimum_cell","value":2})"));
    EXPECT_EQ("change.malformed", error(R"({"kind":"set_minimum_cell","value":"11"})"));
    EXPECT_EQ("change.malformed", error(R"({"kind":"publish_zeros","value":1})"));
    EXPECT_EQ("change.malformed", error(R"({"kind":"several","changes":[]})"));
    EXPECT_EQ("change.malformed",
              error(R"({"kind":"several","changes":[{"kind":"several","changes":[{"kind":"none"}]}]})"));
    EXPECT_EQ("change.malformed", error(std::string(5000, '[')));
}

Change any_change() {
    const std::string id = "m" + std::to_string(*rc::gen::inRange(0, 4));
    switch (*rc::gen::inRange(0, 7)) {
        case 0:
            return change(R"({"kind":"admit_member","member":{"id":")" + id + R"(","name":"A \"member\""}})");
        case 1:
            return change(R"({"kind":"set_minimum_cell","value":)" + std::to_string(*rc::gen::inRange(3, 30)) + "}");
        case 2:
            return change(R"({"kind":"publish_zeros","value":true})");
        case 3:
            return change(R"({"kind":"put_measure_target","target":{"value":0.1,"card":")" + id + R"("}})");
        case 4:
            return change(R"({"kind":"remove_member","id":")" + id + R"("})");
        case 5:
            return change(kPurpose);
        default:
            return change(R"({"kind":"several","changes":[)" + kPurpose + "," + kAgreement + "]}");
    }
}

RC_GTEST_PROP(Register, ReplaysToTheConfigurationInForceByteForByte, ()) {
    Configuration in_force;
    std::vector<Change> carried;
    const auto count = *rc::gen::inRange<std::size_t>(0, 20);
    for (std::size_t i = 0; i < count; ++i) {
        const Change next = any_change();
        const Result<Configuration> applied = apply(in_force, next);
        if (applied.is_error()) continue;  // it was never carried
        in_force = *applied;
        carried.push_back(next);
    }
    const Result<Configuration> replayed = replay(carried);
    RC_ASSERT(replayed.is_ok());
    RC_ASSERT(write_configuration(*replayed) == write_configuration(in_force));
    const Result<Configuration> read = read_configuration(write_configuration(in_force));
    RC_ASSERT(read.is_ok());
    RC_ASSERT(*read == in_force);
}

RC_GTEST_PROP(Changes, ComeBackAsTheyWere, ()) {
    const Change next = any_change();
    const Result<Change> read = read_change(write_change(next));
    RC_ASSERT(read.is_ok());
    RC_ASSERT(*read == next);
    RC_ASSERT(write_change(*read) == write_change(next));
}

RC_GTEST_PROP(Changes, SetOnlyTheirOwnPlaces, ()) {
    const Result<Configuration> before = replay(std::vector{change(kPurpose), any_change()});
    const Change next = any_change();
    const Change other = any_change();
    RC_PRE(before.is_ok());
    const Result<Configuration> after = apply(*before, next);
    RC_PRE(after.is_ok());
    for (const std::string& place : places_of(next)) {
        for (const std::string& elsewhere : places_of(other)) RC_PRE(place != elsewhere);
    }
    RC_ASSERT(values_at(*before, other) == values_at(*after, other));
}

TEST(Changes, HaveOneFormHoweverTheyWereWritten) {
    const Change one = change(R"({"kind":"admit_member","member":{"id":"a","name":"A"}})");
    const Change two = change("{ \"member\": {\"name\":\"\\u0041\", \"id\":\"a\"},\n \"kind\":\"admit_member\" }");
    EXPECT_EQ(write_change(one), write_change(two));
    EXPECT_EQ(R"({"member/a":{"id":"a","name":"A"}})", values_at(apply({}, one).value(), one));
    EXPECT_EQ(R"({"member/a":null})", values_at({}, one));
}

TEST(Purposes, TellHowFarTheyAre) {
    const Purpose purpose =
        read_purpose(R"({"id":"p","categories":["identity"],"from":"2026-01-01","to":"2026-01-10"})").value();
    const auto day = [](std::string_view text) { return *CivilDate::parse_iso(text); };
    EXPECT_EQ(0, *progress_percent(purpose, day("2025-12-01")));
    EXPECT_EQ(50, *progress_percent(purpose, day("2026-01-06")));
    EXPECT_EQ(100, *progress_percent(purpose, day("2027-01-01")));
    EXPECT_EQ(PurposeState::Ahead, state_on(purpose, day("2025-12-31")));
    EXPECT_EQ(PurposeState::Running, state_on(purpose, day("2026-01-10")));
    EXPECT_EQ(PurposeState::Over, state_on(purpose, day("2026-01-11")));
    EXPECT_FALSE(progress_percent(read_purpose(R"({"id":"q"})").value(), day("2026-01-01")));
    EXPECT_EQ("purpose.malformed", read_purpose(R"({"id":"q","from":"soon"})").error().id);
}

}  // namespace
}  // namespace kith::govern
