#pragma once

// The parts of a merged person. Two persons that a link run made one, while nobody has said that they are, stand side
// by side in the policy: what was permitted for one says nothing about the other (docs/formats/policy.md, "Merged
// children"). A verdict `same` between their records makes them one.

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/ledger.h"

namespace kith::service {

/// The records of one of the persons that were merged, and who that was.
struct MergedPart {
    PersonId person;
    std::vector<RecordId> records;
};

class Merges {
  public:
    /// `more`: merges that are about to be written.
    static Result<Merges> read(ledger::Reader& reader, std::span<const ledger::Tombstone> more = {});

    /// Somebody was merged into this person.
    bool is_merged(const PersonId& person) const { return into_.contains(person); }
    /// The persons `records`, all of `person` now, belonged to before; one part when there is nothing to review. The
    /// person's own part comes first, if it has records.
    Result<std::vector<MergedPart>> parts_of(ledger::Reader& reader, const PersonId& person,
                                             std::span<const RecordId> records) const;

  private:
    PersonId living(const PersonId& person) const;
    Result<PersonId> origin_of(ledger::Reader& reader, const PersonId& person, RecordId record) const;
    void unite_reviewed(std::vector<MergedPart>& parts) const;

    std::map<PersonId, PersonId> merged_;             // gone -> into
    std::map<PersonId, std::vector<PersonId>> into_;  // living -> gone
    std::vector<std::pair<RecordId, RecordId>> same_;
};

}  // namespace kith::service
