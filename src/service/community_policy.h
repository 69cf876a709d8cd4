#pragma once

// The part of the policy that is the same for every child, read once per epoch: members, sources, purposes, roles,
// users, agreements, and what must be known of the whole community to find a child's own part (merges, orphans,
// caseloads). The ledger raises the epoch with everything that is read here, so a copy with the reader's epoch is the
// reader's state.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "consent/policy_json.h"
#include "ledger/ledger.h"
#include "service/json.h"
#include "service/merged_parts.h"

namespace kith::service {

/// A child of a caseload, as it is known now. Without a person while nobody is linked to the record.
struct CaseloadEntry {
    RecordId record;
    std::optional<PersonId> person;
};

/// What pages say of a source and of a member, beside what decisions need.
struct SourceInfo {
    std::string name;
    std::string member;
    std::vector<std::string> categories;  // it says it sends
};
struct MemberInfo {
    std::string name;
    std::string kind;
    std::string contact;
    std::string phone;
};

struct CommunityPolicy {
    std::uint64_t epoch = 0;
    int timezone_offset_minutes = 0;
    Json json;               // in policy format, users without caseloads
    consent::Policy policy;  // the same, read
    std::vector<consent::Fault> faults;
    std::map<std::string, SourceInfo> sources;
    std::map<std::string, MemberInfo> members;
    Merges merges;
    std::map<PersonId, std::vector<RecordId>> orphans;             // undone and shredded records of a living person
    std::map<std::string, std::vector<ledger::Anchor>> caseloads;  // by user

    static Result<std::shared_ptr<const CommunityPolicy>> read(ledger::Reader& reader);
};

/// The purpose that a page without one is opened for: of those open now that need no licence and name identities, the
/// one with the most categories. Empty when there is none, which permits nothing.
std::string default_purpose(const CommunityPolicy& community, Instant now);

/// The children of one user's caseload, in the order of the user's document, each record once.
Result<std::vector<CaseloadEntry>> caseload_of(ledger::Reader& reader, const CommunityPolicy& community,
                                               const UserId& user);

/// The newest community policy, and the caseloads that were asked for under its epoch. Safe to share between threads.
class PolicyCache {
  public:
    Result<std::shared_ptr<const CommunityPolicy>> community(ledger::Reader& reader);
    Result<std::shared_ptr<const std::vector<CaseloadEntry>>> caseload(ledger::Reader& reader,
                                                                       const CommunityPolicy& community,
                                                                       const UserId& user);

  private:
    using Caseload = std::shared_ptr<const std::vector<CaseloadEntry>>;

    std::mutex mutex_;
    std::shared_ptr<const CommunityPolicy> community_;
    std::map<UserId, Caseload> caseloads_;  // of community_'s epoch
};

}  // namespace kith::service
