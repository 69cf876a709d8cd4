#pragma once

// How often somebody failed to sign in, and how long they wait for it. An attempt is counted before it is judged, in a
// transaction of its own, so that a thousand guesses at once are a thousand, and taken back when it was right. Counts
// lie in the ledger: a restart forgives nothing. Internal to sign-in.

#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "service/sign_in.h"

namespace kith::service {

/// Whom an attempt counts against: the name that was typed, and whence it came.
struct Attempt {
    std::string user;     // empty: a link says it later
    std::string address;  // empty: not known
};

/// Errors: sign-in.too-often, and nothing is counted then.
Result<void> count_attempt(ledger::Transaction& transaction, const Attempt& attempt, const SignInLimits& limits,
                           Instant now);

/// Whole: the person was let in; the user begins anew, the address has one less. One: all was right but the code is
/// still to come; one less each, else asking without a code would wash off the guesses at codes.
enum class Forgive : std::uint8_t { Whole, One };
Result<void> forgive_attempt(ledger::Transaction& transaction, const Attempt& attempt, Forgive forgive,
                             const SignInLimits& limits, Instant now);

}  // namespace kith::service
