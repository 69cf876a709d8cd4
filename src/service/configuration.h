#pragma once

// The configuration in force: what carried motions made of it (govern/configuration.h), kept as one document so that it
// is read in one step, and compared with the register whenever somebody asks.
//
// Purposes, agreements and members are also kept as the documents that decisions rest on; both are written in the
// transaction that closes the motion.

#include <string>
#include <vector>

#include "base/result.h"
#include "govern/configuration.h"
#include "govern/purpose.h"
#include "ledger/ledger.h"

namespace kith::service {

/// Defaults where nobody has voted yet. Errors: configuration.malformed.
Result<govern::Configuration> configuration(ledger::Reader& reader);

/// Whether decisions could be made on it. Errors: change.broken-document, those of consent::read_policy.
Result<void> check_configuration(const govern::Configuration& next);

/// Replaces the configuration by `next` and brings the documents that decisions rest on in line with it. The caller has
/// a motion that says so. Errors: those of check_configuration.
Result<void> put_configuration(ledger::Transaction& transaction, const govern::Configuration& next);

/// All purposes: those voted for, with their measures, and those that came with the community file, without any.
Result<std::vector<govern::Purpose>> purposes_of(ledger::Reader& reader);

/// What decisions rest on although no motion put it there, as `purpose/emergency`: an alarm of the register.
Result<std::vector<std::string>> values_without_motion(ledger::Reader& reader);

}  // namespace kith::service
