#include <atomic>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "base/bytes.h"
#include "base/civil_date.h"
#include "base/random.h"
#include "base/result.h"
#include "base/thread_pool.h"

namespace kith {
namespace {

Result<int> half(int value) {
    if (value % 2 != 0) return make_error(ErrorCode::InvalidInput, "test.odd", "expected an even number");
    return value / 2;
}

Result<int> quarter(int value) {
    const int first = TRY(half(value));
    return half(first);
}

TEST(Result, TryHandsTheErrorToTheCaller) {
    EXPECT_EQ(*quarter(8), 2);
    EXPECT_EQ(quarter(6).error().id, "test.odd");
    EXPECT_EQ(exit_code_of(quarter(6).error().code), 3);
}

RC_GTEST_PROP(CivilDate, RoundTripsThroughText, ()) {
    const auto date = CivilDate::from_days(*rc::gen::inRange(-700'000, 2'900'000));
    RC_ASSERT(CivilDate::parse_iso(date.to_iso()) == date);
    RC_ASSERT(PartialDate::from(date).to_date() == date);
    RC_ASSERT(date.plus_days(7).weekday() == date.weekday());
}

TEST(CivilDate, RefusesDaysThatDoNotExist) {
    EXPECT_FALSE(CivilDate::from_ymd(2023, 2, 29));
    EXPECT_FALSE(CivilDate::parse_iso("2023-13-01"));
    EXPECT_FALSE(CivilDate::parse_iso("2023-1-01"));
    EXPECT_EQ(CivilDate::from_ymd(2008, 2, 29)->plus_years(18).to_iso(), "2026-03-01");
}

RC_GTEST_PROP(Instant, RoundTripsThroughText, ()) {
    const Instant instant{*rc::gen::inRange<std::int64_t>(-60'000'000'000'000, 200'000'000'000'000)};
    RC_ASSERT(Instant::parse_iso(instant.to_iso()) == instant);
}

TEST(Instant, ReadsOffsets) {
    EXPECT_EQ(Instant::parse_iso("2026-03-01T12:00:00+02:00")->to_iso(), "2026-03-01T10:00:00Z");
    EXPECT_FALSE(Instant::parse_iso("2026-03-01 12:00"));
    EXPECT_FALSE(Instant::parse_iso("2026-03-01T12:00:00"));
}

RC_GTEST_PROP(Bytes, RoundTripThroughHexAndBase64, (const std::string& text)) {
    RC_ASSERT(from_hex(to_hex(as_bytes(text))) == to_bytes(text));
    RC_ASSERT(from_base64(to_base64(as_bytes(text))) == to_bytes(text));
}

TEST(Bytes, RefuseBrokenText) {
    EXPECT_FALSE(from_hex("abc"));
    EXPECT_FALSE(from_base64("a==="));
    EXPECT_FALSE(from_base64("ab=c"));
}

TEST(ThreadPool, RunsEveryPartOnce) {
    for (const unsigned threads : {1U, 2U, 4U}) {
        ThreadPool pool(threads);
        for (int round = 0; round < 50; ++round) {
            std::vector<std::atomic<int>> seen(1'000);
            pool.for_ranges(seen.size(), 7, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) ++seen[i];
            });
            for (const auto& count : seen) ASSERT_EQ(count, 1);
        }
    }
}

TEST(Random, DrawsAreTheSameEverywhere) {
    Random random(42);
    EXPECT_EQ(random.next(), Random(42).next());
    EXPECT_NE(Random(42, 1).next(), Random(42, 2).next());
    double sum = 0;
    for (int i = 0; i < 100'000; ++i) sum += random.normal();
    EXPECT_LT(std::abs(sum / 100'000), 0.02);
}

}  // namespace
}  // namespace kith
