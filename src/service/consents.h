#pragma once

// What families permit and forbid: loaded from a file, given, narrowed, withdrawn, listed. A consent is never altered:
// a change is a new version, and the latest that was signed counts.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

struct ConsentsLoaded {
    std::uint64_t authorities = 0;
    std::uint64_t consents = 0;
    std::uint64_t forbids = 0;
};

/// A consents file (docs/formats/consents.md), in one transaction. Errors: consents.malformed, consents.format,
/// consents.no-id, consents.no-child, those of consent::read_policy.
Result<ConsentsLoaded> load_consents(ledger::Ledger& ledger, std::string_view json, const Clock& clock);

/// Lists are ids, or `*` for all. Empty lists mean what each command says.
struct ConsentTerms {
    std::vector<std::string> categories;
    std::vector<std::string> sources;
    std::vector<std::string> recipients;  // member ids
    std::vector<std::string> purposes;
    std::vector<std::string> actions;
    std::optional<std::string> from;
    std::optional<std::string> to;
};

enum class GiveEffect : std::uint8_t { Permit, Deny };

struct GiveRequest {
    std::string child;
    std::string authority;  // the grantor is its holder
    GiveEffect effect = GiveEffect::Permit;
    ConsentTerms terms;  // empty lists mean all, actions `detail` and `contact`
    UserId user;         // who enters it
};

/// The id of the new consent. Errors: child.unknown, consent.no-authority, consent.no-record, consent.malformed.
Result<std::string> give_consent(ledger::Ledger& ledger, const GiveRequest& request, const Clock& clock);

/// A new version with only what is both in the consent and in `terms`; empty lists leave a list as it is. A new `to`
/// must not be later. Errors: consent.unknown, consent.ended, consent.not-narrower,
/// consent.malformed.
Result<std::uint32_t> narrow_consent(ledger::Ledger& ledger, const std::string& id, const ConsentTerms& terms,
                                     const UserId& user, const Clock& clock);

/// A new version that permits nothing from now on. Errors: consent.unknown, consent.ended.
Result<std::uint32_t> withdraw_consent(ledger::Ledger& ledger, const std::string& id, const UserId& user,
                                       const Clock& clock);

/// The same within a transaction of the caller, who has looked whether they may, and commits.
Result<std::string> give_within(ledger::Transaction& transaction, const GiveRequest& request, Instant now);
Result<std::uint32_t> narrow_within(ledger::Transaction& transaction, const std::string& id, const ConsentTerms& terms,
                                    Instant now);
Result<std::uint32_t> withdraw_within(ledger::Transaction& transaction, const std::string& id, Instant now,
                                      const std::string& reason = {});

struct HeldConsent {
    std::string id;
    std::int64_t version = 1;
    std::string json;  // in policy format
};

struct ConsentsOfChild {
    PersonId person;
    std::vector<HeldConsent> authorities;
    std::vector<HeldConsent> consents;  // every version, oldest first
    std::vector<HeldConsent> forbids;
};

/// The look is entered in the log. Errors: child.unknown.
Result<ConsentsOfChild> list_consents(ledger::Ledger& ledger, const std::string& child, const UserId& user,
                                      const Clock& clock);

}  // namespace kith::service
