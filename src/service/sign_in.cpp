#include "service/sign_in.h"

#include <algorithm>
#include <thread>

#include "service/attempts.h"
#include "service/credentials.h"
#include "service/hash_queue.h"
#include "service/json.h"
#include "service/ledger_access.h"
#include "service/one_time_links.h"
#include "service/passwords.h"
#include "service/second_factor.h"

namespace kith::service {
namespace {

constexpr std::int64_t kLinkIsFreshMs = 15 * 60'000;
constexpr std::size_t kUserBytesMax = 200;

Error refused() {
    return make_error(ErrorCode::Unauthenticated, "sign-in.refused", "user, password, link or code do not fit");
}
Error code_needed() {
    return make_error(ErrorCode::Unauthenticated, "sign-in.code-needed", "the code of the authenticator is needed");
}

Result<void> enter(ledger::Transaction& transaction, std::string_view kind, const UserId& user) {
    const Json entry{{"user", user.value()}};
    TRY(transaction.append_audit({std::string(kind), std::nullopt, dump_json(entry)}));
    return {};
}

/// A failure is entered under the user's name if there is such a user: what was typed for one may be a password.
Error refuse(ledger::Transaction& transaction, const std::optional<User>& user) {
    auto entered = enter(transaction, "sign-in.refuse", user ? user->id : UserId());
    if (entered.is_ok()) entered = transaction.commit();
    return entered.is_ok() ? refused() : std::move(entered).error();
}

Result<std::string> hash_in_queue(HashQueue& queue, std::string_view password, const crypto::PassphraseCost& cost) {
    const auto place = TRY(queue.enter());
    return crypto::hash_password(password, cost);
}

Result<crypto::PasswordAnswer> verify_in_queue(HashQueue& queue, std::string_view phc, std::string_view password,
                                               const crypto::PassphraseCost& cost) {
    const auto place = TRY(queue.enter());
    return crypto::verify_password(phc, password, cost);
}

}  // namespace

struct SignIn::State {
    ledger::Ledger& ledger;
    const Clock& clock;
    Sessions& sessions;
    SignInLimits limits;
    HashQueue queue;
    std::string nobodys_password;  // what is verified where there is nothing to verify

    Result<void> count(const Attempt& attempt) {
        const auto transaction = TRY(begin_as_operator(ledger, clock));
        TRY(count_attempt(*transaction, attempt, limits, clock.now()));
        return transaction->commit();
    }

    /// Whom the password was right for. Errors: sign-in.queue.too-often.
    struct Verified {
        std::optional<User> user;  // if there is such a user, active or not
        Credential credential;
        crypto::PasswordAnswer answer = crypto::PasswordAnswer::Wrong;
        std::string better_hash;  // where parameters have risen
    };
    Result<Verified> verify(const UserId& id, const std::string& password) {
        Verified verified;
        {
            const auto reader = TRY(ledger.begin_read());
            verified.user = TRY(find_user(*reader, id, clock.now()));
            verified.credential = TRY(credential_of(*reader, id));
        }
        const bool may_enter = verified.user && verified.user->health == UserHealth::Active &&
                               !verified.credential.password.empty() && password.size() <= kPasswordBytesMax;
        const std::string& phc = may_enter ? verified.credential.password : nobodys_password;
        const std::string_view typed = may_enter ? std::string_view(password) : std::string_view("nobody");
        verified.answer = TRY(verify_in_queue(queue, phc, typed, limits.cost));
        if (!may_enter) verified.answer = crypto::PasswordAnswer::Wrong;
        if (verified.answer == crypto::PasswordAnswer::RightButWeak) {
            verified.better_hash = TRY(hash_in_queue(queue, password, limits.cost));
        }
        return verified;
    }

    struct Entering {
        const User& user;
        Credential& credential;
        const std::optional<std::string>& code;
        const Attempt& attempt;
        std::string_view link;  // empty: by password
    };
    /// All but the code was right.
    Result<NewSession> let_in(ledger::Transaction& transaction, const Entering& entering) {
        const Instant now = clock.now();
        const CodeAnswer answer = TRY(take_code(transaction, entering.credential, entering.code, now));
        if (answer == CodeAnswer::Wrong) return refuse(transaction, entering.user);
        if (answer == CodeAnswer::Missing) {
            TRY(forgive_attempt(transaction, entering.attempt, Forgive::One, limits, now));
            TRY(transaction.commit());
            return code_needed();
        }
        TRY(forgive_attempt(transaction, entering.attempt, Forgive::Whole, limits, now));
        const bool has_code = answer == CodeAnswer::Right;
        const bool is_by_link = !entering.link.empty();
        if (is_by_link) TRY(remove_link(transaction, entering.link));
        const Proof by_link = has_code ? Proof::LinkAndCode : Proof::Link;
        const Proof by_password = has_code ? Proof::PasswordAndCode : Proof::Password;
        NewSession fresh = TRY(sessions.begin(transaction, entering.user, is_by_link ? by_link : by_password));
        TRY(enter(transaction, "sign-in", entering.user.id));
        TRY(transaction.commit());
        return fresh;
    }
};

SignIn::SignIn(ledger::Ledger& ledger, const Clock& clock, Sessions& sessions, SignInLimits limits) {
    const unsigned cores = limits.hashes_at_once > 0 ? limits.hashes_at_once : std::thread::hardware_concurrency();
    auto nobodys = crypto::hash_password("somebody", limits.cost);
    KITH_CHECK(nobodys.is_ok());  // no password could ever be checked
    state_.reset(new State{ledger, clock, sessions, limits, HashQueue(std::max(cores, 1U), limits.hashes_waiting_max),
                           std::move(nobodys).value()});
}
SignIn::~SignIn() = default;

Result<NewSession> SignIn::with_password(const PasswordProof& proof) {
    const Attempt attempt{proof.user.substr(0, kUserBytesMax), proof.address};
    TRY(state_->count(attempt));
    const State::Verified verified = TRY(state_->verify(UserId(proof.user), proof.password));
    const Instant now = state_->clock.now();
    const auto transaction = TRY(begin_as_operator(state_->ledger, state_->clock));
    if (verified.answer == crypto::PasswordAnswer::Wrong) return refuse(*transaction, verified.user);
    // What was verified may have changed while the hash was made.
    const auto user = TRY(find_user(*transaction, UserId(proof.user), now));
    Credential credential = TRY(credential_of(*transaction, UserId(proof.user)));
    const bool still_holds =
        user && user->health == UserHealth::Active && credential.password == verified.credential.password;
    if (!still_holds) return refuse(*transaction, user);
    if (!verified.better_hash.empty()) {
        credential.password = verified.better_hash;
        TRY(put_credential(*transaction, credential));
    }
    return state_->let_in(*transaction, {*user, credential, proof.code, attempt, {}});
}

Result<NewSession> SignIn::with_link(const LinkProof& proof) {
    const Instant now = state_->clock.now();
    TRY(state_->count({"", proof.address}));
    const auto transaction = TRY(begin_as_operator(state_->ledger, state_->clock));
    const auto id = TRY(user_of_link(*transaction, proof.token, now));
    std::optional<User> user;
    if (id) user = TRY(find_user(*transaction, *id, now));
    if (!user || user->health != UserHealth::Active) return refuse(*transaction, user);
    Credential credential = TRY(credential_of(*transaction, user->id));
    Attempt attempt{"", proof.address};
    if (!credential.totp_secret.empty() && proof.code) {
        attempt.user = user->id.value();
        TRY(count_attempt(*transaction, {attempt.user, ""}, state_->limits, now));
    }
    return state_->let_in(*transaction, {*user, credential, proof.code, attempt, proof.token});
}

Result<void> SignIn::set_password(std::string_view session_token, const std::optional<std::string>& current,
                                  const std::string& password) {
    const SignedIn signed_in = TRY(state_->sessions.look_up(session_token));
    const User& user = signed_in.user;
    TRY(check_password(password, user.id.value()));
    const bool is_by_link = signed_in.proof == Proof::Link || signed_in.proof == Proof::LinkAndCode;
    const bool is_fresh = state_->clock.now().unix_ms - signed_in.since.unix_ms <= kLinkIsFreshMs;
    std::string held;
    {
        const auto reader = TRY(state_->ledger.begin_read());
        held = TRY(credential_of(*reader, user.id)).password;
    }
    if (!held.empty() && !(is_by_link && is_fresh)) {
        TRY(state_->count({user.id.value(), ""}));
        const State::Verified verified = TRY(state_->verify(user.id, current.value_or("")));
        if (verified.answer == crypto::PasswordAnswer::Wrong) return refused();
    }
    const std::string phc = TRY(hash_in_queue(state_->queue, password, state_->limits.cost));
    const auto transaction = TRY(state_->ledger.begin_write({user.id, state_->clock.now()}));
    Credential credential = TRY(credential_of(*transaction, user.id));
    if (credential.password != held) {
        return make_error(ErrorCode::Conflict, "password.changed", "the password was changed meanwhile");
    }
    credential.password = phc;
    TRY(put_credential(*transaction, credential));
    TRY(forgive_attempt(*transaction, {user.id.value(), ""}, Forgive::Whole, state_->limits, state_->clock.now()));
    TRY(state_->sessions.end_others(*transaction, user.id, session_token));
    TRY(enter(*transaction, "sign-in.password", user.id));
    return transaction->commit();
}

Result<TotpOffer> SignIn::begin_totp(std::string_view session_token) {
    const SignedIn signed_in = TRY(state_->sessions.look_up(session_token));
    const Instant now = state_->clock.now();
    const auto transaction = TRY(state_->ledger.begin_write({signed_in.user.id, now}));
    TotpOffer offer = TRY(offer_totp(*transaction, signed_in.user, now));
    TRY(transaction->commit());
    return offer;
}

Result<std::vector<std::string>> SignIn::confirm_totp(std::string_view session_token, const std::string& code) {
    const SignedIn signed_in = TRY(state_->sessions.look_up(session_token));
    const Instant now = state_->clock.now();
    const auto transaction = TRY(state_->ledger.begin_write({signed_in.user.id, now}));
    std::vector<std::string> codes = TRY(accept_totp(*transaction, signed_in.user.id, code, now));
    TRY(state_->sessions.end_others(*transaction, signed_in.user.id, session_token));
    TRY(transaction->commit());
    return codes;
}

Result<void> set_password_of(ledger::Ledger& ledger, const UserId& user, const std::string& password,
                             const Clock& clock, const SignInLimits& limits) {
    TRY(check_password(password, user.value()));
    const std::string phc = TRY(crypto::hash_password(password, limits.cost));
    const auto transaction = TRY(begin_as_operator(ledger, clock));
    const auto found = TRY(find_user(*transaction, user, clock.now()));
    if (!found) return make_error(ErrorCode::NotFound, "user.unknown", "no such user", user.value());
    Credential credential = TRY(credential_of(*transaction, user));
    credential.password = phc;
    TRY(put_credential(*transaction, credential));
    TRY(forgive_attempt(*transaction, {user.value(), ""}, Forgive::Whole, limits, clock.now()));
    Sessions sessions(ledger, clock);
    TRY(sessions.end_others(*transaction, user));
    TRY(enter(*transaction, "sign-in.password", user));
    return transaction->commit();
}

}  // namespace kith::service
