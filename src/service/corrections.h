#pragma once

// Asking for a correction: a holder of authority names a category of a source and says what is wrong; the member who
// holds the record sees it, corrects its own data or refuses with a reason (34 CFR 99.20-21; 45 CFR 164.526). Source
// records are never altered here: what was corrected arrives with the member's next delivery.

#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "service/family_window.h"

namespace kith::service {

struct CorrectionRequest {
    PersonId person;
    std::string source;
    std::string category;
    std::string text;
};

/// Errors: viewer.unknown, family.not-family, child.unknown, correction.not-held (NotFound:
/// the window does not show such a thing), correction.text (InvalidInput: empty, or above 2000 bytes).
Result<Correction> ask_correction(ledger::Ledger& ledger, const CorrectionRequest& request, const UserId& viewer,
                                  const Clock& clock);

/// What was asked of the viewer's member, newest first; a steward sees all. Errors: viewer.unknown,
/// role.not-of-source.
Result<std::vector<Correction>> list_corrections(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

/// Errors: as above; correction.unknown, correction.settled (Conflict), correction.text.
Result<void> settle_correction(ledger::Ledger& ledger, const std::string& id, CorrectionState state,
                               const std::string& reply, const UserId& viewer, const Clock& clock);

/// Those that hang on these records. For the family window.
Result<std::vector<Correction>> corrections_of(ledger::Reader& reader, std::span<const RecordId> records,
                                               const UserId& by);

}  // namespace kith::service
