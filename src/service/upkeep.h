#pragma once

// Keeping a ledger: is everything whole, does the audit log hold, backups and their way back.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "service/ledger_access.h"

namespace kith::service {

struct AuditVerified {
    ledger::AuditReport report;
    std::string origin;
    std::string public_key;
};

/// Recomputes the whole log. Errors: audit.broken, after the report.
Result<AuditVerified> verify_audit(ledger::Ledger& ledger);

/// Proof that one entry is in the log, for somebody outside: leaf index, path, checkpoint and public key, as JSON.
Result<std::string> audit_receipt(ledger::Ledger& ledger, std::uint64_t sequence);

struct Health {
    ledger::Counts counts;
    ledger::IntegrityReport integrity;
    ledger::AuditReport audit;
    std::vector<std::string> advice;  // what to do next, in plain words
    bool is_sound() const { return integrity.holds() && audit.holds(); }
};

/// Pages, indexes, every record that should open, and the audit log.
Result<Health> examine(ledger::Ledger& ledger);

/// The copy is made, then entered in the log. Errors: those of Ledger::backup.
Result<void> back_up(ledger::Ledger& ledger, const std::string& path, const Clock& clock);

/// When the newest backup was made; nothing where there never was one.
Result<std::optional<Instant>> last_backup(ledger::Reader& reader);

}  // namespace kith::service
