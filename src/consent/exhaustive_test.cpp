// Every policy of a very small world (the way re2 tests: all short inputs): two consents about one child, each in every
// effect, state, signing time, window, grantor and scope, against the naive evaluator and against what no policy may
// do.

#include <gtest/gtest.h>

#include "consent/test_worlds.h"

namespace kith::consent {
namespace {

constexpr std::int64_t kNow = 1'772'323'200'000;  // 2026-03-01T00:00:00Z

Policy small_policy() {
    Policy policy;
    policy.members = {{"school", {}, {}, {}}, {"club", {}, {}, {}}};
    policy.sources = {{"sis", "school", NameSet::all(), {}, Reach::Open, {}}};
    policy.purposes = {{"care", {}, NameSet::all(), {}, Need::No, {}}};
    policy.roles = {{"coach", ActionSet::all(), NameSet::all(), Need::Yes, {}}};
    policy.users = {{"ann", {}, "club", "coach", {}, Account::Active, {"susie"}, {}}};
    policy.children = {{"susie", {2016, 1, 1}, {}, {}, {}}};
    Agreement mou;
    mou.id = "mou";
    mou.parties = NameSet::all();
    mou.state = AgreementState::InForce;
    Agreement dsa = mou;
    dsa.id = "dsa";
    dsa.tier = Tier::Dsa;
    dsa.contributor = "school";
    dsa.sources = dsa.categories = dsa.purposes = dsa.recipients = NameSet::all();
    dsa.actions = ActionSet::all();
    policy.agreements = {mou, dsa};
    for (const char* holder : {"mother", "father"}) {
        Authority authority;
        authority.id = std::string("a-") + holder;
        authority.child = "susie";
        authority.holder = holder;
        authority.scope = NameSet::all();
        authority.verified_at = Instant{0};
        policy.authorities.push_back(authority);
    }
    return policy;
}

/// All values of one consent: 2 effects, 10 states, 2 times of signing, 3 windows, 2 grantors, 2 scopes.
std::vector<Consent> all_consents() {
    std::vector<Consent> all;
    for (int i = 0; i < 2 * 10 * 2 * 3 * 2 * 2; ++i) {
        int rest = i;
        const auto pick = [&rest](int count) {
            const int value = rest % count;
            rest /= count;
            return value;
        };
        Consent consent;
        consent.child = "susie";
        consent.effect = static_cast<Effect>(pick(2));
        consent.state = static_cast<ConsentState>(pick(10));
        consent.signed_at = Instant{kNow - (pick(2) == 0 ? 2'000 : 1'000)};
        const int window = pick(3);
        if (window == 1) consent.window.until_ms = kNow;
        if (window == 2) consent.window.from_ms = kNow + 1;
        consent.grantor = pick(2) == 0 ? "mother" : "father";
        consent.authority = "a-" + consent.grantor;
        consent.categories = pick(2) == 0 ? NameSet::all() : NameSet::of({"food"});
        consent.sources = consent.purposes = NameSet::all();
        consent.recipients = RecipientSet::all();
        consent.actions = ActionSet::all();
        all.push_back(consent);
    }
    return all;
}

bool could_permit(const Consent& consent, const std::string& category) {
    const bool is_given = consent.state == ConsentState::Given || consent.state == ConsentState::Renewed;
    return consent.effect == Effect::Permit && is_given && consent.window.contains(Instant{kNow}) &&
           consent.categories.has(category);
}

class SmallWorld : public testing::TestWithParam<bool> {};

// Once as two consents, once as two versions of one.
TEST_P(SmallWorld, HoldsForEveryPairOfConsents) {
    const bool are_versions = GetParam();
    Policy policy = small_policy();
    const std::vector<Consent> all = all_consents();
    std::uint64_t permits = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < all.size(); ++j) {
            policy.consents = {all[i], all[j]};
            policy.consents[0].id = "g1";
            policy.consents[1].id = are_versions ? "g1" : "g2";
            policy.consents[1].version = are_versions ? 2 : 1;
            const Snapshot snapshot = Snapshot::compile(policy);
            for (const char* category : {"food", "grades"}) {
                const Request request{"ann", "susie", category, "sis", "care", Action::Detail, Instant{kNow}};
                const Decision decision = decide(snapshot, request);
                const Answer naive = naive_decide(policy, request);
                ASSERT_EQ(naive.verdict, decision.verdict) << i << ' ' << j;
                ASSERT_EQ(naive.reasons.front().rule, decision.rule) << i << ' ' << j;
                if (!decision.is_permit()) continue;
                ++permits;
                ASSERT_TRUE(could_permit(all[i], category) || could_permit(all[j], category));
                if (are_versions && could_permit(all[i], category) && !could_permit(all[j], category)) {
                    const bool is_draft =
                        all[j].state == ConsentState::Proposed || all[j].state == ConsentState::Requested;
                    ASSERT_TRUE(is_draft) << "a replaced version permitted";
                }
            }
        }
    }
    EXPECT_GT(permits, 1'000U);
}

INSTANTIATE_TEST_SUITE_P(Consents, SmallWorld, testing::Bool());

}  // namespace
}  // namespace kith::consent
