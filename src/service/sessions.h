#pragma once

// Who is signed in. A session is 256 random bits that the browser holds; the ledger keeps its SHA-256 as the key of a
// sealed item, so that neither the file nor a backup lets anyone in.
//
// Every request looks its session up, and every look-up asks the ledger for the epoch: whatever ends a session (the
// user disabled or out of time, a new password, everybody signed out) raises the epoch in its own commit, and the next
// request reads session and user anew. Between two epochs the answer comes from memory. Limits: 30 minutes without a
// request, 12 hours in all (OWASP ASVS 7.3.1-2).
//
// Not for proofs of identity (sign_in.h) nor for cookies (http).

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "service/users.h"

namespace kith::service {

struct SessionLimits {
    std::int64_t idle_ms_max = 30LL * 60 * 1000;
    std::int64_t age_ms_max = 12LL * 3600 * 1000;
};

/// How the person proved who they are.
enum class Proof : std::uint8_t { Link, Password, PasswordAndCode, LinkAndCode };
std::string_view name_of(Proof proof);

struct SignedIn {
    User user;
    Proof proof = Proof::Link;
    Instant since;
    Instant expires_at;  // unless it is used
    std::string csrf;    // goes with every request that changes something
};

struct NewSession {
    std::string token;  // for the cookie; nowhere else
    SignedIn signed_in;
};

class Sessions {
  public:
    Sessions(ledger::Ledger& ledger, const Clock& clock, SessionLimits limits = {});
    ~Sessions();
    Sessions(const Sessions&) = delete;
    Sessions& operator=(const Sessions&) = delete;

    /// Within the caller's transaction, which enters the sign-in: the session is there when that commits.
    Result<NewSession> begin(ledger::Transaction& transaction, const User& user, Proof proof);

    /// For every request, from any thread. Errors: session.none (Unauthenticated) whatever the reason.
    Result<SignedIn> look_up(std::string_view token);

    /// Signs out. No error when there is no such session.
    Result<void> end(std::string_view token);
    /// All sessions of the user but this one, within the caller's transaction, which has to commit; raises the epoch.
    Result<void> end_others(ledger::Transaction& transaction, const UserId& user, std::string_view kept_token = {});

    /// Writes down when sessions were last used and drops what has expired: about once a minute and before the server
    /// stops. What was not written down is lost to the next start only: sessions then end earlier, never later.
    Result<void> upkeep();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// In constant time.
bool is_csrf(const SignedIn& signed_in, std::string_view value);

}  // namespace kith::service
