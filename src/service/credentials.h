#pragma once

// What a user proves themselves with, as one sealed document a user (docs/formats/sign-in.md). Internal to sign-in.

#include <optional>
#include <string>
#include <vector>

#include "ledger/ledger.h"

namespace kith::service {

struct Credential {
    UserId user;
    std::string password;               // PHC; empty: none
    std::string totp_secret;            // base 32; empty: none
    std::vector<std::string> recovery;  // SHA-256 in hex of the codes that are left
};

/// An empty one where the user has none.
Result<Credential> credential_of(ledger::Reader& reader, const UserId& user);
Result<void> put_credential(ledger::Transaction& transaction, const Credential& credential);

}  // namespace kith::service
