#pragma once

// The fix-it sheet: the sender's own file as a workbook, every cell as it was sent, the cells and rows that were held
// back marked and commented. It is corrected there and delivered back. Made from the files as they were uploaded, which
// are kept sealed for two weeks where something was wrong (uploads.h); cells are written as texts, so nothing in them
// runs as a formula.

#include <string>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "service/uploads.h"

namespace kith::service {

struct FixItSheet {
    std::string name;   // `delivery-7-fix-it.xlsx`
    std::string bytes;  // XLSX
};

/// For the sender's member only: role.not-of-member (Denied). Errors: fix.files-gone (Conflict) for a delivery whose
/// files are not kept, role.not-of-source, ledger.delivery.unknown, those of intake/reader.h.
Result<FixItSheet> make_fix_it(ledger::Ledger& ledger, const Uploads& uploads, DeliveryId id, const UserId& viewer,
                               const Clock& clock);

}  // namespace kith::service
