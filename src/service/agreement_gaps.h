#pragma once

// What an agreement lacks, with the rule that asks for it. Two kinds that never pass for each other: legal gaps cite
// the regulation, house gaps say `house`. Structure is checked from the terms themselves (fields of a DUL within its
// DSA, dates within those of the agreement above, parties who signed); wording is checked from `clauses`, the list of
// clause words that whoever entered the agreement found in its text.
//
// Thin: FERPA's written agreements (34 CFR 99.31(a)(6)(iii), 99.35(a)(3)) and the community's own rules. No legal
// advice; counsel confirms. Pure.

#include <string>
#include <vector>

#include "consent/policy.h"

namespace kith::service {

struct AgreementGap {
    std::string key;       // a stable word: `clause.destruction`, `dates.above`
    std::string citation;  // `34 CFR 99.31(a)(6)(iii)(C)(4)`, or `house`
    std::string text;
};

/// `clauses` of the agreement; `has_clauses`: whether a list of them was entered at all.
enum class Clauses : std::uint8_t { NotEntered, Entered };
std::vector<AgreementGap> gaps_of(const consent::Policy& policy, const consent::Agreement& agreement, Clauses entered,
                                  const std::vector<std::string>& clauses);

}  // namespace kith::service
