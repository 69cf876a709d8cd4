#pragma once

// The code that goes with a password or a link: of the authenticator, or one of the recovery codes. Each is taken once.
// Internal to sign-in.

#include <optional>
#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "service/credentials.h"
#include "service/sign_in.h"

namespace kith::service {

enum class CodeAnswer : std::uint8_t { NotNeeded, Missing, Wrong, Right };

/// Marks what it takes as used, in the caller's transaction.
Result<CodeAnswer> take_code(ledger::Transaction& transaction, Credential& credential,
                             const std::optional<std::string>& code, Instant now);

/// A new secret, kept aside for ten minutes.
Result<TotpOffer> offer_totp(ledger::Transaction& transaction, const User& user, Instant now);
/// The secret counts from now on. Errors: totp.none-begun, totp.wrong-code.
Result<std::vector<std::string>> accept_totp(ledger::Transaction& transaction, const UserId& user,
                                             const std::string& code, Instant now);

}  // namespace kith::service
