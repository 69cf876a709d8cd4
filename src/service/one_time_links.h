#pragma once

// One-time links: a random token in the part of an address that browsers do not send (`/enter#TOKEN`), kept as its hash
// and gone once used. Internal to sign-in; issue_link() is in sign_in.h.

#include <optional>
#include <string_view>

#include "ledger/ledger.h"

namespace kith::service {

/// Whose link it is, if it is still good.
Result<std::optional<UserId>> user_of_link(ledger::Reader& reader, std::string_view token, Instant now);
Result<void> remove_link(ledger::Transaction& transaction, std::string_view token);

}  // namespace kith::service
