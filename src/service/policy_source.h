#pragma once

// The policy that a decision on the ledger rests on, assembled from the ledger's documents. Where a document says a
// child by one of its records (source and local id), the person that record belongs to now is put in its place, so that
// a consent follows the child through every re-linking.
//
// Only what concerns the asked-for viewer and children is gathered: everybody else's consents cannot change the answer.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "consent/policy_json.h"
#include "consent/snapshot.h"
#include "ledger/ledger.h"

namespace kith::service {

class PolicyCache;
struct CommunityPolicy;

struct PolicyScope {
    std::vector<PersonId> children;
    std::vector<UserId> viewers;  // whose caseloads are resolved; everybody else has none
};

struct AssembledPolicy {
    consent::Snapshot snapshot;
    std::vector<consent::Fault> faults;
    int timezone_offset_minutes = 0;
    std::shared_ptr<const CommunityPolicy> community;  // shared with the cache
};

/// With a cache, only what hangs on the children is read and their part of the caseloads is told. Errors: those of the
/// ledger and of consent::read_policy.
Result<AssembledPolicy> assemble_policy(ledger::Reader& reader, const PolicyScope& scope, PolicyCache* cache = nullptr);

/// The whole community's policy as JSON in the form of docs/formats/policy.md; for all children who have an authority
/// or a consent.
Result<std::string> policy_text(ledger::Reader& reader, const PolicyScope& scope);

/// The person that a document's `child` ({"source", "local_id"}) belongs to now; none while nobody is linked to it.
Result<std::optional<PersonId>> person_of_anchor(ledger::Reader& reader, const ledger::Anchor& anchor);

/// A child as a person writes it: `k-...`, or `source:local-id`. Errors: child.unknown.
Result<PersonId> find_person(ledger::Reader& reader, const std::string& word);

/// The complete birth date that most of the person's records say; of ties the earlier one. Partial when none is
/// complete.
Result<PartialDate> birth_date_of(ledger::Reader& reader, const ledger::Person& person);

}  // namespace kith::service
