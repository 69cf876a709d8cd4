// Gaps cite the rule that asks; counts that are few are withheld; what-if changes a copy and nothing else.

#include "service/agreements.h"

#include <algorithm>
#include <set>

#include "service/audit_view.h"
#include "service/staff_fixture.h"
#include "service/what_if.h"

namespace kith::service {
namespace {

consent::Policy charter() {
    consent::Policy policy;
    consent::Source sis;
    sis.id = "sis";
    sis.member = "school";
    sis.regimes = {consent::Regime::Ferpa};
    policy.sources = {sis};
    consent::Purpose study;
    study.id = "study";
    study.data_use_license = consent::Need::Yes;
    policy.purposes = {study};
    consent::Agreement mou;
    mou.id = "mou";
    mou.parties = consent::NameSet::of({"school", "club"});
    mou.window = {0, 1000};
    consent::Agreement dsa;
    dsa.id = "dsa";
    dsa.tier = consent::Tier::Dsa;
    dsa.contributor = "school";
    dsa.sources = dsa.categories = dsa.recipients = consent::NameSet::all();
    dsa.purposes = consent::NameSet::of({"study"});
    dsa.window = {0, 1000};
    dsa.under = "mou";
    consent::Agreement dul = dsa;
    dul.id = "dul";
    dul.tier = consent::Tier::Dul;
    dul.under = "dsa";
    policy.agreements = {mou, dsa, dul};
    return policy;
}

std::set<std::string> keys_of(const consent::Policy& policy, std::size_t which,
                              const std::vector<std::string>& clauses) {
    std::set<std::string> keys;
    for (const AgreementGap& gap : gaps_of(policy, policy.agreements[which], Clauses::Entered, clauses)) {
        keys.insert(gap.key);
    }
    return keys;
}

const std::vector<std::string> kOfMou = {"purpose", "decisions", "leaving"};
const std::vector<std::string> kOfDsa = {"use_only", "redisclosure", "breach", "withdrawal", "representative"};
const std::vector<std::string> kOfDul = {"question", "purpose_scope", "use_only", "no_identification", "destruction"};

TEST(Gaps, AreNoneWhereEverythingIsSaid) {
    const consent::Policy policy = charter();
    EXPECT_TRUE(keys_of(policy, 0, kOfMou).empty());
    EXPECT_TRUE(keys_of(policy, 1, kOfDsa).empty());
    EXPECT_TRUE(keys_of(policy, 2, kOfDul).empty());
}

TEST(Gaps, NameEachClauseThatIsMissing) {
    const consent::Policy policy = charter();
    const std::array<const std::vector<std::string>*, 3> all = {&kOfMou, &kOfDsa, &kOfDul};
    for (std::size_t which = 0; which < all.size(); ++which) {
        for (const std::string& clause : *all[which]) {
            std::vector<std::string> others = *all[which];
            std::erase(others, clause);
            EXPECT_EQ(keys_of(policy, which, others), std::set<std::string>{"clause." + clause});
        }
    }
}

TEST(Gaps, CiteTheRegulationOnlyWhereItAsks) {
    consent::Policy policy = charter();
    const auto gaps = gaps_of(policy, policy.agreements[2], Clauses::Entered, {"question"});
    ASSERT_EQ(gaps.size(), 4U);
    for (const AgreementGap& gap : gaps) EXPECT_EQ(gap.citation.rfind("34 CFR 99.31(a)(6)(iii)(C)", 0), 0U);
    policy.sources[0].regimes = {};
    EXPECT_TRUE(keys_of(policy, 2, {"question"}).empty());
    EXPECT_EQ(gaps_of(policy, policy.agreements[0], Clauses::NotEntered, {}).front().key, "clauses.not-entered");
}

TEST(Gaps, SeeTermsThatReachBeyondTheAgreementAbove) {
    consent::Policy policy = charter();
    policy.agreements[2].window.until_ms = 1001;
    EXPECT_EQ(keys_of(policy, 2, kOfDul), std::set<std::string>{"dates.above"});
    policy = charter();
    policy.agreements[1].categories = consent::NameSet::of({"grades"});
    EXPECT_EQ(keys_of(policy, 2, kOfDul), std::set<std::string>{"terms.above"});
    policy = charter();
    policy.agreements[0].parties = consent::NameSet::of({"club"});
    EXPECT_EQ(keys_of(policy, 1, kOfDsa), std::set<std::string>{"above.not-signed"});
    policy.agreements[1].under = "nothing";
    EXPECT_EQ(keys_of(policy, 1, kOfDsa), std::set<std::string>{"above.none"});
}

class Overview : public StaffFixture {
  protected:
    void SetUp() override {
        StaffFixture::SetUp();
        bring_both_rosters();
    }
    WhatIfRequest ask(ChangeKind kind, const std::string& id = "") {
        WhatIfRequest request;
        request.viewer = "osei";
        request.child = "sis:1001";
        request.purpose = "care";
        request.category = "school_enrolment";
        request.source = "sis";
        request.change = {kind, id};
        return request;
    }
    std::string decided(const std::optional<consent::Answer>& answer) {
        return answer ? std::string(consent::name_of(answer->reasons.front().rule)) : "nothing";
    }
};

TEST_F(Overview, IsForThoseWhoKeepAgreements) {
    EXPECT_EQ(list_agreements(*ledger_, steward_, clock_)->size(), 2U);
    EXPECT_EQ(list_agreements(*ledger_, school_lead_, clock_)->size(), 2U);
    EXPECT_EQ(error_of(list_agreements(*ledger_, practitioner_, clock_)), "role.not-for-agreements");
    EXPECT_EQ(error_of(consent_overview(*ledger_, practitioner_, clock_)), "role.not-for-agreements");
    EXPECT_EQ(error_of(list_audit(*ledger_, 0, 10, school_lead_, clock_)), "role.not-steward");
    EXPECT_EQ(error_of(show_checkpoint(*ledger_, practitioner_, clock_)), "role.not-steward");
    EXPECT_EQ(error_of(show_receipt(*ledger_, 0, practitioner_, clock_)), "role.not-steward");
}

TEST_F(Overview, WithholdsWhatIsFew) {
    const auto overview = consent_overview(*ledger_, steward_, clock_);
    ASSERT_TRUE(overview.is_ok()) << overview.error().id;
    ASSERT_FALSE(overview->coverage.empty());
    for (const CoverageCell& cell : overview->coverage) {
        EXPECT_FALSE(cell.covered.has_value()) << cell.member << " " << cell.category;
        EXPECT_FALSE(cell.of.has_value());
    }
    const auto of_lead = consent_overview(*ledger_, school_lead_, clock_);
    ASSERT_TRUE(of_lead.is_ok());
    for (const CoverageCell& cell : of_lead->coverage) EXPECT_EQ(cell.member, "school");
}

TEST_F(Overview, SaysWhatAConsentWouldChangeAndChangesNothing) {
    const auto epoch = [&] { return ledger_->begin_read().value()->epoch().value(); };
    const std::uint64_t before = epoch();
    const auto answer = what_if(*ledger_, ask(ChangeKind::ConsentGiven), steward_, clock_);
    ASSERT_TRUE(answer.is_ok()) << answer.error().id;
    EXPECT_EQ(decided(answer->before), "no_consent");
    EXPECT_EQ(decided(answer->after), "consent");
    EXPECT_EQ(epoch(), before);
    const auto again = what_if(*ledger_, ask(ChangeKind::ConsentGiven), steward_, clock_);
    EXPECT_EQ(decided(again->before), "no_consent");
}

TEST_F(Overview, SaysWhatAnEndOrAWithdrawalWouldChange) {
    const auto id = give_consent(*ledger_, {"sis:1001", "a-1", GiveEffect::Permit, {}, steward_}, clock_);
    ASSERT_TRUE(id.is_ok());
    const auto withdrawn = what_if(*ledger_, ask(ChangeKind::ConsentWithdrawn, *id), steward_, clock_);
    EXPECT_EQ(decided(withdrawn->before), "consent");
    EXPECT_EQ(decided(withdrawn->after), "consent_withdrawn");
    EXPECT_EQ(decided(what_if(*ledger_, ask(ChangeKind::Expires, *id), steward_, clock_)->after), "consent_expired");
    EXPECT_EQ(decided(what_if(*ledger_, ask(ChangeKind::Expires, "dsa-1"), steward_, clock_)->after), "no_dsa");
    EXPECT_EQ(decided(what_if(*ledger_, ask(ChangeKind::AgreementInForce, "dsa-1"), steward_, clock_)->after),
              "consent");
}

TEST_F(Overview, AnswersForOthersToStewardsOnly) {
    EXPECT_EQ(error_of(what_if(*ledger_, ask(ChangeKind::ConsentGiven), school_lead_, clock_)), "role.not-steward");
    EXPECT_TRUE(what_if(*ledger_, ask(ChangeKind::ConsentGiven), practitioner_, clock_).is_ok());
    WhatIfRequest about_all = ask(ChangeKind::ConsentGiven);
    about_all.child.reset();
    EXPECT_EQ(error_of(what_if(*ledger_, about_all, practitioner_, clock_)), "role.not-steward");
    const auto counted = what_if(*ledger_, about_all, steward_, clock_);
    ASSERT_TRUE(counted.is_ok()) << counted.error().id;
    EXPECT_EQ(counted->counts->of, 3U);
    EXPECT_FALSE(counted->counts->before.has_value()) << "three children are too few to be counted";
}

TEST_F(Overview, ListsTheLogNewestFirstAndProvesItsEntries) {
    const auto all = list_audit(*ledger_, 0, 200, steward_, clock_);
    ASSERT_TRUE(all.is_ok());
    ASSERT_GE(all->total, 5U);
    ASSERT_EQ(all->lines.size(), all->total);
    EXPECT_EQ(all->lines.front().sequence, all->total - 1);
    const auto second = list_audit(*ledger_, 2, 2, steward_, clock_);
    EXPECT_EQ(second->lines.front().sequence, all->total - 3);
    EXPECT_EQ(list_audit(*ledger_, 1000, 2, steward_, clock_)->lines.size(), 0U);
    const auto checkpoint = show_checkpoint(*ledger_, steward_, clock_);
    ASSERT_TRUE(checkpoint.is_ok());
    EXPECT_TRUE(checkpoint->holds);
    EXPECT_EQ(checkpoint->size, all->total);
    EXPECT_TRUE(show_receipt(*ledger_, 0, steward_, clock_).is_ok());
    EXPECT_TRUE(show_receipt(*ledger_, 1000, steward_, clock_).is_error());
}

}  // namespace
}  // namespace kith::service
