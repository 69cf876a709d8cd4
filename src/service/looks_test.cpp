#include "service/looks.h"

#include <atomic>
#include <thread>

#include "consent/policy_json.h"
#include "service/json.h"
#include "service/policy_source.h"
#include "service/staff_fixture.h"

namespace kith::service {
namespace {

class LooksOf : public StaffFixture {
  protected:
    void SetUp() override {
        StaffFixture::SetUp();
        bring_both_rosters();
        looks_ = std::make_unique<Looks>(*ledger_, clock_);
        const auto reader = ledger_->begin_read();
        ana_ = find_person(**reader, "roster:N1")->value();
    }
    std::string give() {
        GiveRequest request;
        request.child = ana_;
        request.authority = "a-1";
        request.user = UserId("osei");
        const auto given = give_consent(*ledger_, request, clock_);
        KITH_CHECK(given.is_ok());
        return *given;
    }
    ShowRequest request() const { return {ana_, practitioner_, "care"}; }
    static std::size_t shown_of(const ChildView& view, const std::string& source) {
        std::size_t shown = 0;
        for (const Cell& cell : view.cells) shown += cell.source == source && cell.is_shown() ? 1U : 0U;
        return shown;
    }

    std::unique_ptr<Looks> looks_;
    std::string ana_;
};

TEST_F(LooksOf, ShowWhatASingleLookShows) {
    give();
    const auto single = show_child(*ledger_, request(), clock_);
    const auto batched = looks_->show(request());
    ASSERT_TRUE(single.is_ok() && batched.is_ok());
    ASSERT_EQ(batched->cells.size(), single->cells.size());
    for (std::size_t i = 0; i < single->cells.size(); ++i) {
        EXPECT_EQ(batched->cells[i].category, single->cells[i].category);
        EXPECT_EQ(batched->cells[i].source, single->cells[i].source);
        EXPECT_EQ(consent::write_answer(batched->cells[i].answer), consent::write_answer(single->cells[i].answer));
    }
    EXPECT_GT(shown_of(*batched, "sis"), 0U);
}

TEST_F(LooksOf, SeeAWithdrawalAtOnce) {
    const std::string consent = give();
    EXPECT_GT(shown_of(*looks_->show(request()), "sis"), 0U);
    clock_.set(Instant{clock_.now().unix_ms + 1000});
    ASSERT_TRUE(withdraw_consent(*ledger_, consent, UserId("osei"), clock_).is_ok());
    EXPECT_EQ(shown_of(*looks_->show(request()), "sis"), 0U);
}

TEST_F(LooksOf, EndWithTheAccountOfTheViewer) {
    ASSERT_TRUE(looks_->show(request()).is_ok());
    const std::string disabled = R"({"format":"kith-community","version":1,"name":"Riverton","users":[{"id":"osei",
        "name":"Mr Osei","member":"club","role":"practitioner","disabled":true,
        "caseload":[{"source":"roster","local_id":"N1"}]}]})";
    ASSERT_TRUE(load_community(*ledger_, disabled, clock_).is_ok());
    EXPECT_EQ(error_of(looks_->show(request())), "child.unknown");
}

TEST_F(LooksOf, AreEnteredForEachViewerUnderTheirName) {
    ASSERT_TRUE(looks_->show(request()).is_ok());
    EXPECT_EQ(error_of(looks_->show({ana_, UserId("nobody"), "care"})), "child.unknown");
    const auto reader = ledger_->begin_read();
    const auto entries = (*reader)->audit_entries_of(PersonId(ana_));
    ASSERT_TRUE(entries.is_ok());
    ASSERT_GE(entries->size(), 2U);
    EXPECT_EQ((*entries)[entries->size() - 2].by, practitioner_);
    EXPECT_EQ(entries->back().by, UserId("nobody"));
}

TEST_F(LooksOf, AreEachEnteredOnceWhenManyThreadsLook) {
    give();
    const std::uint64_t before = counts().audit_entries;
    constexpr int kThreads = 8;
    constexpr int kLooks = 10;
    std::atomic<int> shown{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < kLooks; ++n) shown += looks_->show(request()).is_ok() ? 1 : 0;
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(shown, kThreads * kLooks);
    EXPECT_EQ(counts().audit_entries, before + kThreads * kLooks);
    const auto reader = ledger_->begin_read();
    EXPECT_TRUE((*reader)->verify_audit()->holds());
}

TEST_F(LooksOf, ThreadsNeverSeeAConsentAfterItWasWithdrawn) {
    const SystemClock clock;
    Looks looks(*ledger_, clock);
    for (int round = 0; round < 5; ++round) {
        GiveRequest asked;
        asked.child = ana_;
        asked.authority = "a-1";
        asked.user = UserId("osei");
        const auto consent = give_consent(*ledger_, asked, clock);
        ASSERT_TRUE(consent.is_ok());
        std::atomic<bool> is_withdrawn{false};
        std::atomic<int> leaked{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int n = 0; n < 6; ++n) {
                    const bool was_withdrawn = is_withdrawn.load();
                    const auto view = looks.show(request());
                    if (was_withdrawn && view.is_ok() && shown_of(*view, "sis") > 0) ++leaked;
                }
            });
        }
        ASSERT_TRUE(withdraw_consent(*ledger_, *consent, UserId("osei"), clock).is_ok());
        is_withdrawn = true;
        for (std::thread& thread : threads) thread.join();
        EXPECT_EQ(leaked, 0);
    }
}

TEST_F(LooksOf, LetADenialBindPastTheRecordItHungOn) {
    give();
    GiveRequest denial;
    denial.child = ana_;
    denial.authority = "a-1";
    denial.effect = GiveEffect::Deny;
    denial.terms.sources = {"sis"};
    denial.user = UserId("osei");
    clock_.set(Instant{clock_.now().unix_ms + 1000});
    ASSERT_TRUE(give_consent(*ledger_, denial, clock_).is_ok());
    EXPECT_EQ(shown_of(*looks_->show(request()), "sis"), 0U);
    // The school's record, on which authority and consents hang, is erased: what it forbade is still in the policy.
    auto transaction = begin_as_operator(*ledger_, clock_);
    const auto record = (*transaction)->find_record(SourceId("sis"), "1001");
    ASSERT_TRUE((*transaction)->shred_record(**record, "asked for").is_ok());
    ASSERT_TRUE((*transaction)->commit().is_ok());
    const auto reader = ledger_->begin_read();
    const auto text = policy_text(**reader, {{PersonId(ana_)}, {practitioner_}});
    ASSERT_TRUE(text.is_ok());
    const Json policy = Json::parse(*text, nullptr, false);
    std::size_t denials = 0;
    for (const Json& consent : policy["consents"]) {
        EXPECT_EQ(consent["effect"], "deny");
        ++denials;
    }
    EXPECT_EQ(denials, 1U);
    EXPECT_EQ(policy["authorities"].size(), 1U);
}

}  // namespace
}  // namespace kith::service
