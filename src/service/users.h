#pragma once

// The people who may sign in: read from the community's user documents, listed, disabled and enabled. A disabled user's
// sessions end with the same commit (sessions.h looks at the document whenever the epoch has moved).
//
// Not for how somebody proves who they are: sign_in.h. Not for what they may see: consent/decide.h.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

enum class UserHealth : std::uint8_t { Active, Disabled, NotYet, Over };

struct User {
    UserId id;
    std::string name;
    std::string role;  // id
    MemberId member;
    std::string member_name;
    std::string holder;  // of a family user: the holder of authorities whom this account stands for; else empty
    UserHealth health = UserHealth::Active;
    std::optional<Instant> ends_at;  // the first moment at which the account no longer counts
};

/// `from` and `to` count as in docs/formats/policy.md: a day is the local day, `to` is inclusive. A day that cannot be
/// read opens nothing. Nothing where there is no such user.
Result<std::optional<User>> find_user(ledger::Reader& reader, const UserId& id, Instant now);

struct UserAccount {
    User user;
    bool has_password = false;
    bool has_totp = false;
};

/// In the order of ids. For stewards and the operator. Errors: viewer.unknown, role.not-steward.
Result<std::vector<UserAccount>> list_users(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

enum class Switch : std::uint8_t { Enable, Disable };

/// A new version of the user's document; the epoch rises, so that the sessions end at their next request. For stewards
/// and the operator. Errors: viewer.unknown, role.not-steward, user.unknown, user.self (nobody disables themselves).
Result<void> set_user_state(ledger::Ledger& ledger, const UserId& user, Switch state, const UserId& viewer,
                            const Clock& clock);

/// The pages that a role may open, in the order of the menu. What a page shows is decided anew by every command.
std::vector<std::string_view> pages_of(std::string_view role);

/// The operator, who is at the machine, or an active steward. Errors: viewer.unknown, role.not-steward.
Result<void> require_operator_or_steward(ledger::Reader& reader, const UserId& viewer, Instant now);

}  // namespace kith::service
