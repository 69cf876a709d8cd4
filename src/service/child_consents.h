#pragma once

// Consents as staff keep them: what a family signed on paper is entered by whoever took it, for a child they may know
// and on an authority that is in force. A family does the same by itself in its window (family_consents.h).

#include <string>
#include <vector>

#include "service/consent_view.h"

namespace kith::service {

struct AuthorityView {
    std::string id;
    std::string capacity;
    std::optional<std::string> from;
    std::optional<std::string> until;
};

struct ChildConsents {
    PersonId person;
    std::vector<ConsentView> consents;
    std::vector<AuthorityView> authorities;  // active ones
};

/// The viewer is a steward or coordinator, or serves the child. The look is entered. Errors: viewer.unknown,
/// child.unknown, also for a child the viewer may not know.
Result<ChildConsents> show_child_consents(ledger::Ledger& ledger, const PersonId& person, const UserId& viewer,
                                          const Clock& clock);

/// The same viewers. Errors: as above; consent.no-authority (NotFound), also for another child's;
/// consent.authority-not-in-force (Denied); consent.malformed.
Result<ConsentView> enter_consent(ledger::Ledger& ledger, const GiveRequest& request, const Clock& clock);

/// Errors: consent.unknown, also about a child the viewer may not know; consent.ended, consent.not-narrower.
Result<ConsentView> enter_narrowing(ledger::Ledger& ledger, const std::string& id, const ConsentTerms& terms,
                                    const UserId& viewer, const Clock& clock);
Result<ConsentView> enter_withdrawal(ledger::Ledger& ledger, const std::string& id, const std::string& reason,
                                     const UserId& viewer, const Clock& clock);

}  // namespace kith::service
