#pragma once

// The decision written straight from docs/formats/policy.md: loops over lists of text, no index, no numbers. It is the
// judge of decide() in tests, fuzzing and benchmarks.
//
// Not for use: it reads the whole policy for each question and gives neither texts nor unlock.

#include "consent/decide.h"

namespace kith::consent {

/// Verdict, reasons (rule, id, clause, version; no text) and the kinds of the obligations.
Answer naive_decide(const Policy& policy, const Request& request);

}  // namespace kith::consent
