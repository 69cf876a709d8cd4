#pragma once

// One consent as people read it: its latest version, what it names, and how long it still counts.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "service/consents.h"

namespace kith::service {

struct ConsentView {
    std::string id;
    std::int64_t version = 1;
    std::string state;   // as in docs/formats/policy.md; `expired` once its end has passed, `not_yet` before it begins
    std::string effect;  // `permit`, `deny`
    std::string grantor;
    std::string authority;
    ConsentTerms terms;
    std::string signed_at;
    std::optional<std::int64_t> days_left;  // of one that counts and has an end; 0 on its last day
};

/// The latest version of each, those that still count first, then the newest. `today`: the local day.
std::vector<ConsentView> consent_views(const std::vector<HeldConsent>& versions, CivilDate today);

/// The latest version of one. Errors: consent.unknown.
Result<ConsentView> consent_view(ledger::Reader& reader, const std::string& id, Instant now);

/// The documents of the kind that hang on these records, by id and version.
Result<std::vector<HeldConsent>> consent_documents_of(ledger::Reader& reader, ledger::DocumentKind kind,
                                                      std::span<const RecordId> records);

}  // namespace kith::service
