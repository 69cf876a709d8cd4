#pragma once

// Motions, ballots, stakeholder plans and readiness answers as the JSON documents that the ledger keeps
// (docs/formats/govern.md). What cannot be read is an error, never a guess.

#include <string>
#include <string_view>

#include "base/result.h"
#include "govern/engagement.h"
#include "govern/motion.h"
#include "govern/readiness.h"

namespace kith::govern {

/// Errors: motion.malformed.
Result<Motion> read_motion(std::string_view json);
std::string write_motion(const Motion& motion);

/// Errors: ballot.malformed.
Result<Ballot> read_ballot(std::string_view json);
std::string write_ballot(const Ballot& ballot);

/// Errors: prospect.malformed.
Result<Prospect> read_prospect(std::string_view json);
std::string write_prospect(const Prospect& prospect);

/// Errors: readiness.malformed.
Result<ReadinessAnswer> read_answer(std::string_view json);
std::string write_answer(const ReadinessAnswer& answer);

}  // namespace kith::govern
