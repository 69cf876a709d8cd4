#include "consent/policy_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "consent/test_worlds.h"

namespace kith::consent {
namespace {

const std::string kHead = R"({"format":"kith-policy","version":1)";

std::string error_of(const std::string& text) {
    const auto reading = read_policy(text);
    return reading.is_ok() ? "" : reading.error().id + " " + reading.error().where;
}

std::vector<Fault> faults_of(const std::string& rest) {
    auto reading = read_policy(kHead + rest);
    if (reading.is_error()) return {{reading.error().id, "refused"}};
    return std::move(reading).value().faults;
}

TEST(PolicyJson, RefusesWhatIsNoPolicy) {
    EXPECT_EQ(error_of(""), "consent.policy.not-json ");
    EXPECT_EQ(error_of("{"), "consent.policy.not-json ");
    EXPECT_EQ(error_of("[]"), "consent.policy.not-an-object ");
    EXPECT_EQ(error_of("{}"), "consent.policy.format /format");
    EXPECT_EQ(error_of(R"({"format":"kith-policy"})"), "consent.policy.version /version");
    EXPECT_EQ(error_of(R"({"format":"kith-policy","version":2})"), "consent.policy.version /version");
    EXPECT_EQ(error_of(kHead + R"(,"timezone_offset_minutes":841})"),
              "consent.policy.timezone /timezone_offset_minutes");
    EXPECT_EQ(error_of(kHead + R"(,"majority_age":17})"), "consent.policy.majority-age /majority_age");
    EXPECT_EQ(error_of(kHead + R"(,"forbidz":[]})"), "consent.policy.unknown-section ");
    EXPECT_EQ(error_of(kHead + R"(,"forbids":{}})"), "consent.policy.list /forbids");
    EXPECT_EQ(error_of(kHead + R"(,"forbids":[7]})"), "consent.policy.item /forbids/0");
    EXPECT_EQ(error_of(kHead + R"(,"members":[{"id":"a"},{"id":"*"}]})"), "consent.policy.id /members/1/id");
    EXPECT_EQ(error_of(kHead + R"(,"consents":[{"id":"c"}]})"), "consent.policy.id /consents/0/child");
    EXPECT_EQ(error_of(kHead + R"(,"consents":[{"id":"c","child":"x","version":0}]})"),
              "consent.policy.id /consents/0/version");
    EXPECT_EQ(error_of(kHead + R"(,"authorities":[{"id":"c","child":null}]})"),
              "consent.policy.id /authorities/0/child");
}

TEST(PolicyJson, RefusesAKeyNamedTwice) {
    EXPECT_EQ(error_of(kHead + R"(,"forbids":[{"id":"f","kind":"statute","kind":"court_order"}]})"),
              "consent.policy.not-json ");
}

TEST(PolicyJson, RefusesDepthWithoutEnd) {
    std::string deep = kHead + R"(,"note":)" + std::string(100'000, '[');
    EXPECT_EQ(error_of(deep), "consent.policy.not-json ");
}

TEST(PolicyJson, NotesAFaultAndKeepsTheEntryBroken) {
    const std::vector<Fault> expected = {{"consent.policy.unknown-key", "/roles/0/except"}};
    EXPECT_EQ(
        faults_of(R"(,"roles":[{"id":"r","actions":["*"],"categories":["*"],"needs_caseload":true,"except":1}]})"),
        expected);
    const auto one = [](const std::string& rest) {
        const auto faults = faults_of(rest);
        return faults.empty() ? std::string("none") : faults.front().id + " " + faults.front().where;
    };
    EXPECT_EQ(one(R"(,"roles":[{"id":"r","actions":["look"],"categories":["*"],"needs_caseload":true}]})"),
              "consent.policy.word /roles/0/actions");
    EXPECT_EQ(one(R"(,"roles":[{"id":"r","actions":["*"],"categories":["*"]}]})"),
              "consent.policy.missing-key /roles/0/needs_caseload");
    EXPECT_EQ(one(R"(,"roles":[{"id":"r","actions":["*","detail"],"categories":["*"],"needs_caseload":true}]})"),
              "consent.policy.list-mixes-all /roles/0/actions");
    EXPECT_EQ(one(R"(,"purposes":[{"id":"p","categories":"*"}]})"), "consent.policy.type /purposes/0/categories");
    EXPECT_EQ(one(R"(,"purposes":[{"id":"p","categories":["*"],"from":"2026-02-30"}]})"),
              "consent.policy.date /purposes/0/from");
    EXPECT_EQ(one(R"(,"purposes":[{"id":"p","categories":["*"],"from":"2026-03-02","to":"2026-02-28"}]})"),
              "consent.policy.from-after-to /purposes/0/from");
    EXPECT_EQ(one(R"(,"users":[{"id":"u","member":"m","role":"r","caseload":["*"]}]})"),
              "consent.policy.all-not-allowed /users/0/caseload");
    EXPECT_EQ(one(R"(,"sources":[{"id":"s","member":"m","categories":["*"],"regimes":["ferpaa"]}]})"),
              "consent.policy.word /sources/0/regimes");
    EXPECT_EQ(one(R"(,"forbids":[{"id":"f","kind":"statute","child":"*","recipients":[{"memberr":"m"}]}]})"),
              "consent.policy.recipient /forbids/0/recipients");
}

TEST(PolicyJson, ShowsNoUnknownKeyThatCouldBeAName) {
    const auto faults = faults_of(R"(,"members":[{"id":"m","Susie Q":1}]})");
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults.front().where, "/members/0");
}

TEST(PolicyJson, MakesABrokenEffectADenialAndABrokenChildEveryChild) {
    auto reading = read_policy(kHead + R"(,"consents":[{"id":"c","version":1,"child":"x","effect":"maybe"}],)"
                                       R"("forbids":[{"id":"f","kind":"statute","child":7}]})");
    ASSERT_TRUE(reading.is_ok());
    const Policy& policy = reading->policy;
    EXPECT_EQ(policy.consents.front().effect, Effect::Deny);
    EXPECT_EQ(policy.consents.front().health, Health::Broken);
    EXPECT_EQ(policy.forbids.front().child, kEveryChild);
    EXPECT_EQ(policy.forbids.front().health, Health::Broken);
}

TEST(PolicyJson, EndsADateWithItsLocalDay) {
    auto reading =
        read_policy(kHead + R"(,"timezone_offset_minutes":-360,)"
                            R"("purposes":[{"id":"p","categories":[],"from":"2026-03-01","to":"2026-03-01"},)"
                            R"({"id":"q","categories":[],"to":"2026-03-01T12:00:00Z"}]})");
    ASSERT_TRUE(reading.is_ok());
    const auto at = [](const char* text) { return *Instant::parse_iso(text); };
    const Window day = reading->policy.purposes[0].window;
    EXPECT_FALSE(day.contains(at("2026-03-01T05:59:59.999Z")));
    EXPECT_TRUE(day.contains(at("2026-03-01T06:00:00Z")));
    EXPECT_TRUE(day.contains(at("2026-03-02T05:59:59.999Z")));
    EXPECT_FALSE(day.contains(at("2026-03-02T06:00:00Z")));
    EXPECT_FALSE(reading->policy.purposes[1].window.contains(at("2026-03-01T12:00:00Z")));
}

// A sound policy comes back as it was; what is broken, or contradicts itself, comes back broken and opens nothing.
TEST(PolicyJson, ReadsBackWhatItWrites) {
    int sound = 0;
    for (std::uint64_t i = 0; i < 500; ++i) {
        Random random(3, i);
        World world = world_of(random, i % 2 == 0 ? Faults::None : Faults::Some);
        for (User& user : world.policy.users) user.name = "u \"\\ \u00e9";
        auto reading = read_policy(write_policy(world.policy));
        ASSERT_TRUE(reading.is_ok()) << reading.error().id << ' ' << reading.error().where;
        const bool is_sound = reading->faults.empty();
        if (is_sound) {
            ++sound;
            EXPECT_EQ(reading->policy, world.policy);
        }
        const Snapshot before = Snapshot::compile(world.policy);
        const Snapshot after = Snapshot::compile(reading->policy);
        for (const Request& request : world.requests) {
            const auto again = read_request(write_request(request), 0);
            ASSERT_TRUE(again.is_ok());
            EXPECT_EQ(*again, request);
            EXPECT_TRUE(is_permitted(before, request) || !is_permitted(after, request));
        }
    }
    EXPECT_GT(sound, 50);
}

TEST(RequestJson, NamesWhatIsWrong) {
    const auto error = [](const std::string& text) {
        const auto request = read_request(text, 0);
        return request.is_ok() ? "" : request.error().id + " " + request.error().where;
    };
    const std::string rest = R"("viewer":"v","child":"c","category":"g","source":"s","purpose":"p",)";
    EXPECT_EQ(error("nonsense"), "consent.request.not-json ");
    EXPECT_EQ(error("[]"), "consent.request.not-an-object ");
    EXPECT_EQ(error("{" + rest + R"("action":"detail"})"), "consent.request.missing /at");
    EXPECT_EQ(error("{" + rest + R"("action":"detail","at":7})"), "consent.request.type /at");
    EXPECT_EQ(error("{" + rest + R"("action":"stare","at":"2026-01-01"})"), "consent.request.action /action");
    EXPECT_EQ(error("{" + rest + R"("action":"detail","at":"yesterday"})"), "consent.request.at /at");
    EXPECT_EQ(error("{" + rest + R"("action":"detail","at":"2026-01-01","why":"x"})"), "consent.request.unknown-key ");
    EXPECT_EQ(error("{" + rest + R"("action":"detail","at":"2026-01-01"})"), "");
}

TEST(AnswerJson, HasOneDecisionOneRuleAndTheUnlockOfADenial) {
    const Snapshot snapshot = Snapshot::compile(sized_policy(3, 1));
    Request request = sized_request(1, 1);
    request.viewer = "nobody";
    const auto denial = nlohmann::json::parse(write_answer(answer(snapshot, request)));
    EXPECT_EQ(denial["decision"], "deny");
    EXPECT_EQ(denial["rule"], "viewer_unknown");
    EXPECT_EQ(denial["unlock"]["kind"], "account");
    EXPECT_EQ(denial["unlock"]["steps"].size(), 1U);
}

}  // namespace
}  // namespace kith::consent
