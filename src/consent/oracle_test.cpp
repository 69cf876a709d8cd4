// The compiled decision against the one written straight from the rules, on random worlds.

#include <map>

#include <gtest/gtest.h>

#include "consent/test_worlds.h"

namespace kith::consent {
namespace {

constexpr int kRequestsPerWorld = 50;

// 10^6 cases in every run, 10^7 in the long tier.
int world_count() {
    return is_long_tier() ? 200'000 : 20'000;
}

TEST(CompiledDecision, EqualsTheNaiveOne) {
    std::map<Rule, std::uint64_t> seen;
    std::uint64_t cases = 0;
    for (int i = 0; i < world_count(); ++i) {
        Random random(20'261'123, static_cast<std::uint64_t>(i));
        const World world = world_of(random, i % 3 == 0 ? Faults::None : Faults::Some, kRequestsPerWorld);
        const Snapshot snapshot = Snapshot::compile(world.policy);
        for (const Request& request : world.requests) {
            const Decision decision = decide(snapshot, request);
            ++seen[decision.rule];
            ++cases;
            ASSERT_EQ(summary_of(naive_decide(world.policy, request)), summary_of(explain(snapshot, request, decision)))
                << "world " << i << '\n'
                << write_request(request) << '\n'
                << write_policy(world.policy);
        }
    }
    EXPECT_GE(cases, 1'000'000U);
    for (int rule = 0; rule <= static_cast<int>(Rule::NoConsent); ++rule) {
        EXPECT_GT(seen[static_cast<Rule>(rule)], 500U) << "hardly met: " << name_of(static_cast<Rule>(rule));
    }
}

TEST(CompiledDecision, EqualsTheNaiveOneInACrowd) {
    // One child with hundreds of consents and authorities, so that rows are found by bucket and not by reading all.
    for (int i = 0; i < (is_long_tier() ? 3'000 : 300); ++i) {
        Random random(7, static_cast<std::uint64_t>(i));
        World world = world_of(random, Faults::None, 30);
        for (int more = 0; more < 6; ++more) {
            Policy other = draw_policy(draw_from(random), Faults::None);
            for (Consent& consent : other.consents) {
                consent.child = "c1";
                consent.id += "-" + std::to_string(more);
                world.policy.consents.push_back(consent);
            }
            for (Forbid& forbid : other.forbids) world.policy.forbids.push_back(forbid);
        }
        const Snapshot snapshot = Snapshot::compile(world.policy);
        for (const Request& request : world.requests) {
            ASSERT_EQ(summary_of(naive_decide(world.policy, request)), summary_of(snapshot, request));
        }
    }
}

}  // namespace
}  // namespace kith::consent
