// The compiled decision against the one written straight from the rules, on random worlds.

#include <cstdlib>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

#include "base/random.h"
#include "consent/decide.h"
#include "consent/naive.h"
#include "consent/policy_json.h"
#include "consent/small_world.h"
#include "consent/snapshot.h"

namespace kith::consent {
namespace {

constexpr int kRequestsPerWorld = 50;

// 10^6 cases in every run, 10^7 in the long tier.
int world_count() {
    return std::getenv("KITH_LONG") != nullptr ? 200'000 : 20'000;
}

Draw draw_from(Random& random) {
    return [&random](std::uint32_t bound) { return static_cast<std::uint32_t>(random.below(bound)); };
}

std::string summary_of(const Answer& answer) {
    std::ostringstream text;
    text << (answer.verdict == Verdict::Permit ? "permit" : "deny");
    for (const Reason& reason : answer.reasons) {
        text << ' ' << name_of(reason.rule) << ':' << reason.id;
        if (reason.clause) text << '.' << *reason.clause;
        if (reason.version) text << 'v' << *reason.version;
    }
    std::uint32_t obligations = 0;
    for (const Obligation& obligation : answer.obligations) obligations |= 1U << static_cast<int>(obligation.kind);
    text << " obligations:" << obligations;
    return text.str();
}

TEST(CompiledDecision, EqualsTheNaiveOne) {
    std::map<Rule, std::uint64_t> seen;
    std::uint64_t cases = 0;
    for (int world = 0; world < world_count(); ++world) {
        Random random(20'261'123, static_cast<std::uint64_t>(world));
        const Draw draw = draw_from(random);
        const Policy policy = draw_policy(draw, world % 3 == 0 ? Faults::None : Faults::Some);
        const Snapshot snapshot = Snapshot::compile(policy);
        for (int i = 0; i < kRequestsPerWorld; ++i) {
            const Request request = draw_request(draw, policy);
            const Answer naive = naive_decide(policy, request);
            const Decision decision = decide(snapshot, request);
            ++seen[decision.rule];
            ++cases;
            ASSERT_EQ(summary_of(naive), summary_of(explain(snapshot, request, decision)))
                << "world " << world << '\n'
                << write_request(request) << '\n'
                << write_policy(policy);
        }
    }
    EXPECT_GE(cases, 1'000'000U);
    for (int rule = 0; rule <= static_cast<int>(Rule::NoConsent); ++rule) {
        EXPECT_GT(seen[static_cast<Rule>(rule)], 20U) << "hardly met: " << name_of(static_cast<Rule>(rule));
    }
    for (const auto& [rule, count] : seen) printf("%s %lu\n", name_of(rule).data(), count);
}

}  // namespace
}  // namespace kith::consent
