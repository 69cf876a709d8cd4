#pragma once

// May this viewer do this? On plain files, where anyone can check the engine against their own answers, and on the
// ledger, where the question and its answer are entered in the audit log.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "consent/policy_json.h"
#include "ledger/ledger.h"

namespace kith::service {

struct Decided {
    consent::Request request;
    consent::Answer answer;
    std::optional<bool> is_expected;  // whether the answer is the one that the file of requests expects
};

struct DecidedFile {
    std::vector<consent::Fault> faults;  // parts of the policy that could not be read
    std::vector<Decided> decisions;      // of a file of requests: only those that are not as expected
    std::uint64_t asked = 0;
    std::uint64_t permitted = 0;
    std::uint64_t expected = 0;  // requests that came with an expected answer
    std::uint64_t as_expected = 0;
};

enum class Keep : std::uint8_t { All, Unexpected };

/// `requests_file` holds one JSON a line: a request, or {"request", "expected": {"decision", "rule"}}. Errors: those of
/// files.h and consent/policy_json.h; decide.request-line.
Result<DecidedFile> decide_on_files(const std::string& policy_file, const std::optional<std::string>& request_file,
                                    const std::optional<std::string>& requests_file, Keep keep);

/// `child` of the request may be a person or `source:local-id`. The decision is entered as a disclosure in the same
/// transaction. Errors: consent.request.*, those of the ledger.
Result<Decided> decide_on_ledger(ledger::Ledger& ledger, const std::string& request_file, const Clock& clock);

}  // namespace kith::service
