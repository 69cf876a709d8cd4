// A session ends when its time is over, when its user is, and when they say so; and never comes back.

#include "service/sessions.h"

#include <set>
#include <thread>

#include "service/ledger_fixture.h"
#include "service/sign_in.h"

namespace kith::service {
namespace {

const UserId kOsei{"osei"};
const UserId kOperatorUser{std::string(kOperator)};
constexpr std::int64_t kMinute = 60'000;

class SessionsOf : public LedgerFixture {
  protected:
    void SetUp() override {
        LedgerFixture::SetUp();
        sessions_ = std::make_unique<Sessions>(*ledger_, clock_);
    }
    std::string begin(const UserId& user = kOsei) {
        auto transaction = ledger_->begin_write({user, clock_.now()});
        KITH_CHECK(transaction.is_ok());
        const auto found = find_user(**transaction, user, clock_.now());
        KITH_CHECK(found.is_ok() && found->has_value());
        auto fresh = sessions_->begin(**transaction, **found, Proof::Link);
        KITH_CHECK(fresh.is_ok() && (*transaction)->commit().is_ok());
        return fresh->token;
    }
    bool is_in(std::string_view token) { return sessions_->look_up(token).is_ok(); }
    void wait(std::int64_t minutes) { clock_.set(Instant{clock_.now().unix_ms + minutes * kMinute}); }
    void restart() {
        sessions_.reset();
        ledger_.reset();
        ledger_ = std::move(open_ledger(place_)).value();
        sessions_ = std::make_unique<Sessions>(*ledger_, clock_);
    }
    void put_user(std::string_view json) {
        auto transaction = ledger_->begin_write({kOperatorUser, clock_.now()});
        KITH_CHECK(transaction.is_ok());
        ledger::Document document;
        document.kind = ledger::DocumentKind::User;
        document.id = "osei";
        document.json = json;
        KITH_CHECK((*transaction)->put_document(document).is_ok());
        KITH_CHECK((*transaction)->bump_epoch().is_ok());
        KITH_CHECK((*transaction)->commit().is_ok());
    }

    std::unique_ptr<Sessions> sessions_;
};

TEST_F(SessionsOf, SayWhoIsSignedIn) {
    const std::string token = begin();
    const auto signed_in = sessions_->look_up(token);
    ASSERT_TRUE(signed_in.is_ok());
    EXPECT_EQ(signed_in->user.id, kOsei);
    EXPECT_EQ(signed_in->user.role, "practitioner");
    EXPECT_EQ(signed_in->user.member_name, "Northside Club");
    EXPECT_TRUE(is_csrf(*signed_in, signed_in->csrf));
    EXPECT_FALSE(is_csrf(*signed_in, ""));
    EXPECT_FALSE(is_csrf(*signed_in, begin()));
}

TEST_F(SessionsOf, GiveEachSignInATokenOfItsOwn) {
    std::set<std::string> tokens;
    for (int i = 0; i < 20; ++i) tokens.insert(begin());
    EXPECT_EQ(tokens.size(), 20U);
    EXPECT_EQ(tokens.begin()->size(), 43U);
}

TEST_F(SessionsOf, EndAfterHalfAnHourWithoutARequest) {
    const std::string token = begin();
    wait(29);
    EXPECT_TRUE(is_in(token));
    wait(29);
    EXPECT_TRUE(is_in(token));
    wait(30);
    EXPECT_FALSE(is_in(token));
    EXPECT_FALSE(is_in(token));
}

TEST_F(SessionsOf, EndAfterTwelveHoursInAnyCase) {
    const std::string token = begin();
    for (int i = 0; i < 35; ++i) {
        wait(20);
        ASSERT_TRUE(is_in(token)) << i;
        ASSERT_TRUE(sessions_->upkeep().is_ok());
    }
    wait(20);
    EXPECT_FALSE(is_in(token));
}

TEST_F(SessionsOf, OutliveARestartWithTheirTimes) {
    const std::string token = begin();
    wait(25);
    EXPECT_TRUE(is_in(token));
    ASSERT_TRUE(sessions_->upkeep().is_ok());
    restart();
    wait(25);
    EXPECT_TRUE(is_in(token));
    restart();
    wait(6);
    EXPECT_FALSE(is_in(token)) << "its last use was not written down: it ends earlier, never later";
}

TEST_F(SessionsOf, EndWhenTheirPersonSignsOut) {
    const std::string token = begin();
    const std::string other = begin();
    EXPECT_TRUE(is_in(token));
    ASSERT_TRUE(sessions_->end(token).is_ok());
    EXPECT_FALSE(is_in(token));
    EXPECT_TRUE(is_in(other));
    ASSERT_TRUE(sessions_->upkeep().is_ok());
    restart();
    EXPECT_FALSE(is_in(token));
}

TEST_F(SessionsOf, EndAtTheNextRequestOnceTheUserIsDisabled) {
    const std::string token = begin();
    EXPECT_TRUE(is_in(token));
    auto elsewhere = open_ledger(place_);  // another program, as `kith user disable` is
    ASSERT_TRUE(elsewhere.is_ok());
    ASSERT_TRUE(set_user_state(**elsewhere, kOsei, Switch::Disable, kOperatorUser, clock_).is_ok());
    EXPECT_FALSE(is_in(token));
    ASSERT_TRUE(set_user_state(**elsewhere, kOsei, Switch::Enable, kOperatorUser, clock_).is_ok());
    EXPECT_TRUE(is_in(token)) << "the session was not over, its user was";
}

TEST_F(SessionsOf, EndTheMomentTheUsersTimeIsOver) {
    // The day ends at 06:00 UTC of the next one: local time is six hours behind.
    put_user(R"({"id":"osei","member":"club","role":"practitioner","to":"2026-03-02"})");
    const std::string token = begin();
    EXPECT_TRUE(is_in(token));
    for (int i = 0; i < 24; ++i) {
        wait(29);
        ASSERT_TRUE(is_in(token)) << i;
    }
    clock_.set(*Instant::parse_iso("2026-03-03T06:00:00Z"));
    EXPECT_FALSE(is_in(token));
}

TEST_F(SessionsOf, AreNotOpenedByWhatTheLedgerHolds) {
    begin();
    const auto reader = ledger_->begin_read();
    ASSERT_TRUE(reader.is_ok());
    const auto items = (*reader)->items("session");
    ASSERT_TRUE(items.is_ok());
    ASSERT_EQ(items->size(), 1U);
    const std::string value = (*items)[0].value;
    const std::string hash = value.substr(value.find("\"hash\":\"") + 8, 64);
    EXPECT_FALSE(is_in(hash));
}

TEST_F(SessionsOf, NeverAnswerAfterSigningOutWhateverElseHappens) {
    for (int round = 0; round < 40; ++round) {
        const std::string token = begin();
        std::atomic<bool> is_over = false;
        std::atomic<int> late = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 3; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 50; ++i) {
                    const bool was_over = is_over;
                    if (is_in(token) && was_over) ++late;
                }
            });
        }
        ASSERT_TRUE(sessions_->end(token).is_ok());
        is_over = true;
        for (std::thread& thread : threads) thread.join();
        ASSERT_EQ(late, 0) << round;
        ASSERT_FALSE(is_in(token));
    }
}

}  // namespace
}  // namespace kith::service
