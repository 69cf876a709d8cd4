// Who gets in, who does not, and that from outside the two kinds of "not" look the same.

#include "service/sign_in.h"

#include <atomic>
#include <thread>

#include "service/json.h"
#include "service/ledger_fixture.h"
#include "service/passwords.h"
#include "service/totp.h"

namespace kith::service {
namespace {

const UserId kOsei{"osei"};
const UserId kOperatorUser{std::string(kOperator)};
constexpr std::string_view kGood = "nine quiet herons";

/// Cheap hashes: what is tested is not how slow they are.
SignInLimits quick() {
    SignInLimits limits;
    limits.cost = {8ULL << 20, 1};
    return limits;
}

class Entering : public LedgerFixture {
  protected:
    void SetUp() override {
        LedgerFixture::SetUp();
        ASSERT_TRUE(set_password_of(*ledger_, kOsei, std::string(kGood), clock_, quick()).is_ok());
        sessions_ = std::make_unique<Sessions>(*ledger_, clock_);
        sign_in_ = std::make_unique<SignIn>(*ledger_, clock_, *sessions_, quick());
    }

    void wait_ms(std::int64_t ms) { clock_.set(Instant{clock_.now().unix_ms + ms}); }

    std::string enter(const std::string& user, std::string_view password, std::optional<std::string> code = {}) {
        auto entered = sign_in_->with_password({user, std::string(password), std::move(code), "10.0.0.1"});
        if (entered.is_error()) return entered.error().id;
        token_ = entered->token;
        return "in";
    }
    std::string enter_by(const std::string& link, std::optional<std::string> code = {}) {
        auto entered = sign_in_->with_link({link, std::move(code), "10.0.0.1"});
        if (entered.is_error()) return entered.error().id;
        token_ = entered->token;
        return "in";
    }
    std::string link_for(const UserId& user) {
        auto link = issue_link(*ledger_, user, kOperatorUser, clock_, quick());
        return link.is_ok() ? *link : link.error().id;
    }
    std::string looked_up(std::string_view token) {
        const auto signed_in = sessions_->look_up(token);
        return signed_in.is_ok() ? signed_in->user.id.value() : signed_in.error().id;
    }
    /// Sets an authenticator up for the session in `token_`; its secret.
    Bytes add_authenticator() {
        const auto offer = sign_in_->begin_totp(token_);
        KITH_CHECK(offer.is_ok());
        Bytes secret = from_base32(offer->secret).value();
        auto codes = sign_in_->confirm_totp(token_, totp_code(secret, clock_.now()));
        KITH_CHECK(codes.is_ok());
        recovery_ = std::move(codes).value();
        wait_ms(2 * kTotpStepMs);
        return secret;
    }

    std::unique_ptr<Sessions> sessions_;
    std::unique_ptr<SignIn> sign_in_;
    std::string token_;
    std::vector<std::string> recovery_;
};

TEST(Totp, GivesTheCodesOfTheStandard) {
    const ByteView secret = as_bytes("12345678901234567890");  // RFC 6238, appendix B
    EXPECT_EQ(totp_code(secret, Instant{59'000}, 8), "94287082");
    EXPECT_EQ(totp_code(secret, Instant{1'111'111'109'000}, 8), "07081804");
    EXPECT_EQ(totp_code(secret, Instant{1'111'111'111'000}, 8), "14050471");
    EXPECT_EQ(totp_code(secret, Instant{1'234'567'890'000}, 8), "89005924");
    EXPECT_EQ(totp_code(secret, Instant{2'000'000'000'000}, 8), "69279037");
    EXPECT_EQ(totp_code(secret, Instant{20'000'000'000'000}, 8), "65353130");
}

TEST(Totp, TakesTheStepBeforeAndNoOther) {
    const ByteView secret = as_bytes("12345678901234567890");
    const Instant now{1'234'567'890'000};
    const auto code_at = [&](std::int64_t steps) { return totp_code(secret, {now.unix_ms + steps * kTotpStepMs}); };
    EXPECT_TRUE(totp_step(secret, code_at(0), now, {}).has_value());
    EXPECT_TRUE(totp_step(secret, code_at(-1), now, {}).has_value());
    EXPECT_FALSE(totp_step(secret, code_at(-2), now, {}).has_value());
    EXPECT_FALSE(totp_step(secret, code_at(1), now, {}).has_value());
    const auto taken = totp_step(secret, code_at(0), now, {});
    EXPECT_FALSE(totp_step(secret, code_at(0), now, taken).has_value());
    EXPECT_FALSE(totp_step(secret, code_at(-1), now, taken).has_value());
    EXPECT_FALSE(totp_step(secret, "", now, {}).has_value());
}

TEST(Totp, WritesSecretsInBase32) {
    EXPECT_EQ(to_base32(as_bytes("foobar")), "MZXW6YTBOI");  // RFC 4648, section 10
    EXPECT_EQ(as_text(from_base32("MZXW6YTBOI").value()), "foobar");
    EXPECT_FALSE(from_base32("MZXW1").has_value());
}

TEST(Passwords, NeedEightCharactersAndNoneOfTheCommonOnes) {
    const auto said = [](std::string_view password) {
        const auto checked = check_password(password, "ms-rivera");
        return checked.is_ok() ? std::string("good") : checked.error().id;
    };
    EXPECT_EQ(said("sevenxx"), "password.short");
    EXPECT_EQ(said("\u00e9\u00e9\u00e9\u00e9\u00e9"), "password.short");  // ten bytes, five characters
    EXPECT_EQ(said("aaaaaaaab"), "good");
    EXPECT_EQ(said("football"), "password.common");
    EXPECT_EQ(said("FootBall"), "password.common");
    EXPECT_EQ(said("MS-Rivera"), "password.common");
    EXPECT_EQ(said(std::string(1000, 'x')), "good");
    EXPECT_EQ(said(std::string(1001, 'x')), "password.long");
}

TEST_F(Entering, LetsTheRightPasswordIn) {
    EXPECT_EQ(enter("osei", kGood), "in");
    EXPECT_EQ(looked_up(token_), "osei");
    EXPECT_EQ(looked_up("something else"), "session.none");
}

TEST_F(Entering, AnswersNobodysWrongAndDisabledUsersAlike) {
    EXPECT_EQ(enter("osei", "wrong password"), "sign-in.refused");
    EXPECT_EQ(enter("nobody", "wrong password"), "sign-in.refused");
    EXPECT_EQ(enter("nobody", "somebody"), "sign-in.refused");  // what is hashed in place of nobody's password
    EXPECT_EQ(enter("nobody", ""), "sign-in.refused");
    ASSERT_TRUE(set_user_state(*ledger_, kOsei, Switch::Disable, kOperatorUser, clock_).is_ok());
    EXPECT_EQ(enter("osei", kGood), "sign-in.refused");
    EXPECT_EQ(enter("osei", std::string(5000, 'x')), "sign-in.refused");
}

TEST_F(Entering, MakesWhoeverGuessesWaitTwiceAsLongEachTime) {
    for (const char* const user : {"osei", "nobody"}) {
        for (int i = 0; i < 6; ++i) EXPECT_EQ(enter(user, "wrong password"), "sign-in.refused") << user << i;
        const auto locked = sign_in_->with_password({user, std::string(kGood), {}, ""});
        ASSERT_TRUE(locked.is_error());
        EXPECT_EQ(locked.error().id, "sign-in.too-often") << user;
        EXPECT_EQ(locked.error().where, "15");
        wait_ms(15'000);
        EXPECT_EQ(enter(user, "wrong password"), "sign-in.refused");
        wait_ms(29'000);
        EXPECT_EQ(enter(user, "wrong password"), "sign-in.too-often");
        wait_ms(1'000);
    }
    EXPECT_EQ(enter("osei", kGood), "in");
    EXPECT_EQ(enter("osei", "wrong password"), "sign-in.refused");
    EXPECT_EQ(enter("osei", kGood), "in") << "the count began anew";
}

TEST_F(Entering, CountsTheAddressWhoeverIsTried) {
    for (int i = 0; i < 31; ++i) ASSERT_EQ(enter("user-" + std::to_string(i), "wrong password"), "sign-in.refused");
    EXPECT_EQ(enter("osei", kGood), "sign-in.too-often");
    const auto elsewhere = sign_in_->with_password({"osei", std::string(kGood), {}, "10.0.0.2"});
    EXPECT_TRUE(elsewhere.is_ok());
}

TEST_F(Entering, CountsGuessesMadeAtTheSameTime) {
    std::atomic<int> refused = 0;
    std::atomic<int> waited = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 5; ++i) {
                const auto answer = sign_in_->with_password({"osei", "wrong password", {}, ""});
                KITH_CHECK(answer.is_error());
                ++(answer.error().id == "sign-in.refused" ? refused : waited);
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(refused, 6);
    EXPECT_EQ(waited, 14);
}

TEST_F(Entering, TurnsAwayWhatTheQueueCannotHold) {
    SignInLimits limits = quick();
    limits.hashes_at_once = 1;
    limits.hashes_waiting_max = 0;
    limits.cost = {64ULL << 20, 2};
    limits.free_failures_of_user = 1000;
    SignIn narrow(*ledger_, clock_, *sessions_, limits);
    std::atomic<int> turned_away = 0;
    std::atomic<int> judged = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 6; ++t) {
        threads.emplace_back([&] {
            const auto answer = narrow.with_password({"nobody", "wrong password", {}, ""});
            KITH_CHECK(answer.is_error());
            ++(answer.error().id == "sign-in.queue.too-often" ? turned_away : judged);
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(turned_away + judged, 6);
    EXPECT_GE(judged, 1);
}

TEST_F(Entering, HashesAgainWhenTheParametersHaveRisen) {
    SignInLimits dearer = quick();
    dearer.cost = {16ULL << 20, 1};
    SignIn risen(*ledger_, clock_, *sessions_, dearer);
    const auto held = [&] {
        auto reader = ledger_->begin_read();
        KITH_CHECK(reader.is_ok());
        const auto document = (*reader)->document(ledger::DocumentKind::Credential, "osei");
        KITH_CHECK(document.is_ok() && document->has_value());
        return text_at(Json::parse((*document)->json), "password");
    };
    EXPECT_NE(held().find("m=8192,"), std::string::npos);
    ASSERT_TRUE(risen.with_password({"osei", std::string(kGood), {}, ""}).is_ok());
    EXPECT_NE(held().find("m=16384,"), std::string::npos);
    EXPECT_TRUE(risen.with_password({"osei", std::string(kGood), {}, ""}).is_ok());
}

TEST_F(Entering, UsesALinkOnceAndBeforeItsTime) {
    const std::string link = link_for(kOsei);
    EXPECT_GE(link.size(), 43U);
    EXPECT_EQ(enter_by(link), "in");
    EXPECT_EQ(enter_by(link), "sign-in.refused");
    EXPECT_EQ(enter_by(""), "sign-in.refused");
    const std::string first = link_for(kOsei);
    const std::string second = link_for(kOsei);
    EXPECT_EQ(enter_by(first), "sign-in.refused") << "a new link ends the one before";
    wait_ms(quick().link_ms_max);
    EXPECT_EQ(enter_by(second), "sign-in.refused");
    EXPECT_EQ(link_for(UserId("nobody")), "user.unknown");
}

TEST_F(Entering, IssuesNoLinkForADisabledUserAndTakesNoneIssuedBefore) {
    const std::string link = link_for(kOsei);
    ASSERT_TRUE(set_user_state(*ledger_, kOsei, Switch::Disable, kOperatorUser, clock_).is_ok());
    EXPECT_EQ(enter_by(link), "sign-in.refused");
    EXPECT_EQ(link_for(kOsei), "user.inactive");
    const auto by_osei = issue_link(*ledger_, kOsei, kOsei, clock_, quick());
    ASSERT_TRUE(by_osei.is_error());
    EXPECT_EQ(by_osei.error().code, ErrorCode::Denied);
}

TEST_F(Entering, AsksForTheCodeOnceThereIsAnAuthenticator) {
    ASSERT_EQ(enter("osei", kGood), "in");
    const Bytes secret = add_authenticator();
    EXPECT_EQ(enter("osei", kGood), "sign-in.code-needed");
    EXPECT_EQ(enter("osei", "wrong password"), "sign-in.refused");
    EXPECT_EQ(enter("osei", kGood, "000000"), "sign-in.refused");
    const std::string code = totp_code(secret, clock_.now());
    EXPECT_EQ(enter("osei", kGood, code), "in");
    EXPECT_EQ(enter("osei", kGood, code), "sign-in.refused") << "each code once";
    const std::string link = link_for(kOsei);
    EXPECT_EQ(enter_by(link), "sign-in.code-needed") << "a link is no way around the code";
    wait_ms(kTotpStepMs);
    EXPECT_EQ(enter_by(link, totp_code(secret, clock_.now())), "in");
}

TEST_F(Entering, DoesNotForgiveGuessedCodesToWhoAsksWithoutOne) {
    ASSERT_EQ(enter("osei", kGood), "in");
    add_authenticator();
    int refused = 0;
    for (int i = 0; i < 20; ++i) {
        if (enter("osei", kGood, "000000") == "sign-in.refused") ++refused;
        static_cast<void>(enter("osei", kGood));
    }
    EXPECT_LE(refused, 6);
}

TEST_F(Entering, TakesEachRecoveryCodeOnce) {
    ASSERT_EQ(enter("osei", kGood), "in");
    add_authenticator();
    ASSERT_EQ(recovery_.size(), 10U);
    EXPECT_EQ(enter("osei", kGood, recovery_[3]), "in");
    EXPECT_EQ(enter("osei", kGood, recovery_[3]), "sign-in.refused");
    EXPECT_EQ(enter("osei", kGood, recovery_[4]), "in");
}

TEST_F(Entering, EndsOtherSessionsWithANewPassword) {
    ASSERT_EQ(enter("osei", kGood), "in");
    const std::string other = token_;
    EXPECT_EQ(looked_up(other), "osei");
    ASSERT_EQ(enter("osei", kGood), "in");
    EXPECT_EQ(sign_in_->set_password(token_, "wrong", "four green lamps").error().id, "sign-in.refused");
    EXPECT_EQ(sign_in_->set_password(token_, {}, "four green lamps").error().id, "sign-in.refused");
    EXPECT_EQ(sign_in_->set_password(token_, std::string(kGood), "football").error().id, "password.common");
    ASSERT_TRUE(sign_in_->set_password(token_, std::string(kGood), "four green lamps").is_ok());
    EXPECT_EQ(looked_up(token_), "osei");
    EXPECT_EQ(looked_up(other), "session.none");
    EXPECT_EQ(enter("osei", kGood), "sign-in.refused");
    EXPECT_EQ(enter("osei", "four green lamps"), "in");
}

TEST_F(Entering, LetsALinkReplaceAForgottenPasswordForAQuarterOfAnHour) {
    ASSERT_EQ(enter_by(link_for(kOsei)), "in");
    ASSERT_TRUE(sign_in_->set_password(token_, {}, "four green lamps").is_ok());
    wait_ms(16 * 60'000);
    EXPECT_EQ(sign_in_->set_password(token_, {}, "five green lamps").error().id, "sign-in.refused");
}

}  // namespace
}  // namespace kith::service
