#pragma once

// Policies, requests and answers as JSON (docs/formats/policy.md).
//
// A text that is no policy at all is an error; a part that cannot be read is kept as Broken and noted as a fault, so
// that one bad consent does not close a whole community, and opens nothing either. `where` is a JSON pointer; no
// message and no pointer holds a value of the text.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "consent/decide.h"
#include "consent/policy.h"

namespace kith::consent {

struct Fault {
    std::string id;     // `consent.policy.unknown-key`, ...
    std::string where;  // `/consents/3/from`
    bool operator==(const Fault&) const = default;
};

struct PolicyReading {
    Policy policy;
    std::vector<Fault> faults;
};

/// Errors: `consent.policy.not-json`, `.not-an-object`, `.format`, `.version`, `.too-large`, `.timezone`,
/// `.majority-age`,
/// `.list` (a section is no list), `.item` (an entry is no object), `.id` (id, child or version missing or malformed),
/// `.unknown-section`.
Result<PolicyReading> read_policy(std::string_view json);

/// Instants are written in UTC, so reading it back gives the same policy (Broken parts are written as they stand and
/// stay broken).
std::string write_policy(const Policy& policy);

/// `at` is an instant, or a date, which means the first moment of that local day. Errors: `consent.request.not-json`,
/// `.not-an-object`, `.unknown-key`, `.missing`, `.type`, `.action`, `.at`.
Result<Request> read_request(std::string_view json, int timezone_offset_minutes);
std::string write_request(const Request& request);
std::string write_answer(const Answer& answer);

}  // namespace kith::consent
