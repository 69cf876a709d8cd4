#pragma once

// A holder of authority gives, narrows and withdraws, at once and by themselves. Who may is looked at in the
// transaction that does it. After the commit no decision sees what was withdrawn: the epoch has risen with it.

#include "service/consent_view.h"

namespace kith::service {

struct FamilyGive {
    PersonId person;
    GiveEffect effect = GiveEffect::Permit;
    ConsentTerms terms;  // as GiveRequest; categories within the holder's authority
};

/// Errors: viewer.unknown, family.not-family, child.unknown, family.outside-authority (Denied), consent.malformed.
Result<ConsentView> family_give(ledger::Ledger& ledger, const FamilyGive& give, const UserId& viewer,
                                const Clock& clock);

/// Of a consent the holder gave themselves. Errors: as above, consent.unknown, consent.ended, consent.not-narrower.
Result<ConsentView> family_narrow(ledger::Ledger& ledger, const std::string& id, const ConsentTerms& terms,
                                  const UserId& viewer, const Clock& clock);
Result<ConsentView> family_withdraw(ledger::Ledger& ledger, const std::string& id, const std::string& reason,
                                    const UserId& viewer, const Clock& clock);

}  // namespace kith::service
