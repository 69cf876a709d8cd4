#include "intake/difference.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kith::intake {
namespace {

table::Record child(const std::string& id, const std::string& given) {
    table::Record record;
    record.local_id = id;
    record.identity.given = given;
    return record;
}

Understood delivered(std::vector<table::Record> records) {
    Understood understood;
    understood.records = std::move(records);
    return understood;
}

std::vector<HeldDigest> held_of(const std::vector<table::Record>& records) {
    std::vector<HeldDigest> held;
    for (const table::Record& record : records) held.push_back({record.local_id, digest_of(record)});
    return held;
}

TEST(Differences, TellNewChangedSameAndGone) {
    const auto held = held_of({child("1", "Ana"), child("2", "Ben"), child("3", "Cy")});
    const Difference difference =
        diff(held, delivered({child("1", "Ana"), child("2", "Benjamin"), child("4", "Di")}), AbsencePolicy::Full);
    EXPECT_EQ(difference.same, std::vector<std::uint32_t>{0});
    EXPECT_EQ(difference.changed, std::vector<std::uint32_t>{1});
    EXPECT_EQ(difference.added, std::vector<std::uint32_t>{2});
    EXPECT_EQ(difference.gone, std::vector<std::uint32_t>{2});
    EXPECT_EQ(difference.removals, Removals::Wait) << "one of three is more than a tenth";
}

TEST(Differences, LetFewRemovalsOfManyFlow) {
    std::vector<table::Record> records;
    for (int i = 0; i < 100; ++i) records.push_back(child(std::to_string(1000 + i), "Ana"));
    const auto held = held_of(records);
    std::vector<table::Record> nine_gone(records.begin() + 9, records.end());
    EXPECT_EQ(diff(held, delivered(nine_gone), AbsencePolicy::Full).removals, Removals::Flow);
    std::vector<table::Record> ten_gone(records.begin() + 10, records.end());
    EXPECT_EQ(diff(held, delivered(ten_gone), AbsencePolicy::Full).removals, Removals::Wait);
}

TEST(Differences, CountAQuarantinedRowAsPresent) {
    const auto held = held_of({child("1", "Ana"), child("2", "Ben")});
    Understood understood = delivered({child("1", "Ana")});
    understood.quarantined.push_back({0, 3, "2"});
    const Difference difference = diff(held, understood, AbsencePolicy::Full);
    EXPECT_TRUE(difference.gone.empty());
    EXPECT_EQ(difference.held_back, std::vector<std::uint32_t>{1});
    EXPECT_EQ(difference.removals, Removals::None);
}

TEST(Differences, SayNothingAboutTheAbsentUnlessTheListIsFull) {
    const auto held = held_of({child("1", "Ana"), child("2", "Ben")});
    Understood understood = delivered({child("1", "Ana")});
    EXPECT_TRUE(diff(held, understood, AbsencePolicy::Additions).gone.empty());
    understood.deleted = {"2"};
    EXPECT_EQ(diff(held, understood, AbsencePolicy::Delta).gone, std::vector<std::uint32_t>{1});
}

TEST(Digests, AreStable) {
    table::Record record = child("7", "Ana");
    record.identity.surname = "Ruiz";
    record.strips.push_back({"school_attendance", "Lincoln", CivilDate::from_days(20'270), "PPA"});
    // Stored in ledgers: a change of this value makes every held record look changed.
    EXPECT_EQ(digest_of(record).to_hex(), "9c2cfa185811d36cfc883b5bcc1f2ab7");
}

TEST(Digests, TellFieldsApart) {
    table::Record a = child("7", "Ana");
    table::Record b = child("7", "");
    b.identity.middle = "Ana";
    EXPECT_NE(digest_of(a), digest_of(b));
}

RC_GTEST_PROP(Digests, IgnoreTheOrderOfLists, (std::vector<std::string> values)) {
    table::Record record = child("1", "Ana");
    for (const std::string& value : values) {
        record.identity.contacts.push_back({table::ContactKind::Phone, value, {}});
        record.facts.push_back({"grades", "grade", value, {}, {}, {{"b", value}, {"a", "x"}}});
    }
    table::Record turned = record;
    std::reverse(turned.identity.contacts.begin(), turned.identity.contacts.end());
    std::reverse(turned.facts.begin(), turned.facts.end());
    RC_ASSERT(digest_of(record) == digest_of(turned));
}

TEST(Overlay, PutsFreshFactsAndMarksOverHeldOnes) {
    table::Record held = child("1", "Ana");
    held.facts.push_back({"grades", "grade", "Q1", {}, {}, {{"grade", "B"}}});
    held.facts.push_back({"grades", "grade", "Q2", {}, {}, {{"grade", "C"}}});
    held.strips.push_back({"school_attendance", "Lincoln", CivilDate::from_days(20'270), "PA "});
    table::Record fresh = child("1", "");
    fresh.facts.push_back({"grades", "grade", "Q2", {}, {}, {{"grade", "A"}}});
    fresh.strips.push_back({"school_attendance", "Lincoln", CivilDate::from_days(20'270), " EP"});
    const table::Record next = overlay(held, fresh);
    EXPECT_EQ(next.identity.given, "Ana");
    ASSERT_EQ(next.facts.size(), 2U);
    EXPECT_EQ(next.facts[1].attributes[0].value, "A");
    ASSERT_EQ(next.strips.size(), 1U);
    EXPECT_EQ(next.strips[0].marks, "PEP");
    EXPECT_EQ(digest_of(overlay(next, fresh)), digest_of(next)) << "twice is once";
}

}  // namespace
}  // namespace kith::intake
