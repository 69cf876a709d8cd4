#pragma once

// Did a programme help? The children who took part, the children of the same grades who did not, the share of school
// days each was present: after the programme began, and in two stretches before. The later stretch before is the
// placebo: there the programme can have done nothing.
//
// Whoever began on another day is measured from the day on which most had begun, so that both groups are seen over the
// same calendar. Only children whose attendance and whose taking part may both be used for the purpose are counted.

#include <cstdint>
#include <optional>
#include <string>

#include "insight/effect.h"
#include "service/population.h"

namespace kith::service {

struct EffectAsked {
    std::string programme;
    std::string outcome = "attendance";
    std::string purpose;  // empty: evaluation, or the first that fits
};

struct EffectAnswer {
    std::string programme;  // source id
    std::string outcome;
    std::string purpose;
    std::string unit = "share";
    Instant as_of;
    CivilDate before_from;  // earlier stretch
    CivilDate before_to;
    CivilDate placebo_from;  // later stretch
    CivilDate placebo_to;
    CivilDate after_from;
    CivilDate after_to;
    std::size_t minimum = 60;
    std::uint64_t k = 11;
    std::optional<insight::EffectReport> report;  // none: refused
    std::string refused;                          // the id of what refused it
};

/// Entered in the audit log. Errors: programme.unknown, effect.outcome (no such outcome), viewer.unknown.
Result<EffectAnswer> estimate_programme(ledger::Ledger& ledger, const EffectAsked& asked, const UserId& viewer,
                                        const Clock& clock);

}  // namespace kith::service
