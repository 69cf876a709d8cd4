#pragma once

// Proving who one is: one-time links, passwords with an optional second factor (TOTP, RFC 6238), recovery codes.
//
// The same answer for everything that does not fit: an unknown user, a user without a password, a disabled one and a
// wrong password cost one Argon2id hash and give `sign-in.refused`. Failures are counted per user name, whether there
// is such a user or not, and per address; after a few each further one doubles the wait. Hashes run at most one per
// core, some wait, the rest are turned away: a flood of sign-ins takes neither all memory nor all threads.
//
// Errors: sign-in.refused (Unauthenticated); sign-in.code-needed (Unauthenticated: all else was right);
// sign-in.too-often (Unavailable; `where` = seconds to wait); sign-in.queue.too-often (Unavailable).
//
// Stored: docs/formats/sign-in.md. Not for what somebody may do afterwards.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "crypto/password.h"
#include "ledger/ledger.h"
#include "service/sessions.h"

namespace kith::service {

struct SignInLimits {
    crypto::PassphraseCost cost;               // of passwords; weaker ones are hashed again at sign-in
    int free_failures_of_user = 5;             // before the first wait
    int free_failures_of_address = 30;         // a school has one address for all
    std::int64_t first_wait_ms = 15LL * 1000;  // doubles
    std::int64_t wait_ms_max = 15LL * 60 * 1000;
    std::int64_t forget_failures_ms = 24LL * 3600 * 1000;
    std::int64_t link_ms_max = 7LL * 24 * 3600 * 1000;  // how long a one-time link is good
    unsigned hashes_at_once = 0;                        // 0 = one per core
    unsigned hashes_waiting_max = 16;
};

struct PasswordProof {
    std::string user;
    std::string password;
    std::optional<std::string> code;  // of the authenticator, or a recovery code
    std::string address;              // whence it comes; empty: not known
};

struct LinkProof {
    std::string token;
    std::optional<std::string> code;
    std::string address;
};

struct TotpOffer {
    std::string secret;  // base 32
    std::string otpauth_url;
};

class SignIn {
  public:
    SignIn(ledger::Ledger& ledger, const Clock& clock, Sessions& sessions, SignInLimits limits = {});
    ~SignIn();
    SignIn(const SignIn&) = delete;
    SignIn& operator=(const SignIn&) = delete;

    Result<NewSession> with_password(const PasswordProof& proof);
    /// A link is used up by the session it gives.
    Result<NewSession> with_link(const LinkProof& proof);

    /// For the person themselves. `current` may be left out when they have none, or in the first 15 minutes after a
    /// link. Other sessions of theirs end. Errors: sign-in.refused, sign-in.too-often, password.short (under 8
    /// characters), password.long (over 1000 bytes), password.common.
    Result<void> set_password(std::string_view session_token, const std::optional<std::string>& current,
                              const std::string& password);

    /// A secret that counts once confirm_totp() was given a code of it, within 10 minutes.
    Result<TotpOffer> begin_totp(std::string_view session_token);
    /// Recovery codes, each good once in place of a code; shown now and never again. Errors: totp.none-begun
    /// (Conflict), totp.wrong-code (InvalidInput).
    Result<std::vector<std::string>> confirm_totp(std::string_view session_token, const std::string& code);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A one-time link's token for the user, good until it is used or `link_ms_max` has passed; earlier ones of the user
/// end. For stewards and the operator. Errors: viewer.unknown, role.not-steward, user.unknown, user.inactive
/// (Conflict).
Result<std::string> issue_link(ledger::Ledger& ledger, const UserId& user, const UserId& viewer, const Clock& clock,
                               const SignInLimits& limits = {});

/// Sets a user's password at the machine, and ends their sessions. For the operator. Errors: as SignIn::set_password;
/// user.unknown.
Result<void> set_password_of(ledger::Ledger& ledger, const UserId& user, const std::string& password,
                             const Clock& clock, const SignInLimits& limits = {});

}  // namespace kith::service
