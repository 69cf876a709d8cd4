#pragma once

// The audit log for those who may check it: stewards. Entries with who and what kind, never their sealed contents
// beyond counts; the signed checkpoint, verified anew; a receipt that proves one entry to anybody.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

struct AuditLine {
    std::uint64_t sequence = 0;
    Instant at;
    std::string by_name;  // empty: the program
    std::string kind;
    std::optional<PersonId> child;
    std::string summary;  // `care-coordination: 5 shown, 3 not shown`
};

struct AuditLines {
    std::uint64_t total = 0;
    std::vector<AuditLine> lines;  // newest first
};

/// `skipped` of the newest are left out. Errors: viewer.unknown, role.not-steward.
Result<AuditLines> list_audit(ledger::Ledger& ledger, std::uint64_t skipped, std::size_t limit, const UserId& viewer,
                              const Clock& clock);

struct CheckpointView {
    std::string origin;
    std::uint64_t size = 0;
    std::string root;  // base64
    std::string text;  // C2SP tlog-checkpoint
    std::string public_key;
    bool holds = false;
    std::uint64_t checked = 0;
};
/// Errors: as above.
Result<CheckpointView> show_checkpoint(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

/// JSON as `kith audit receipt` gives it: path, checkpoint and public key. Errors: as above; ledger.entry.unknown.
Result<std::string> show_receipt(ledger::Ledger& ledger, std::uint64_t sequence, const UserId& viewer,
                                 const Clock& clock);

}  // namespace kith::service
