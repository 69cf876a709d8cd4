#pragma once

// Everybody a measure may count: all children of the ledger, which records are theirs, and for every category and
// source whose consent, agreements and the viewer's role let that be used for the purpose.
//
// One decision a child, category and source, by the same engine as a child's page, on a policy that was assembled in
// one pass over the documents instead of child by child. What is not permitted is never opened.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "consent/decide.h"
#include "consent/snapshot.h"
#include "ledger/ledger.h"

namespace kith::service {

/// Who asks, for what.
struct Inquiry {
    UserId viewer;
    std::string purpose;
    Instant at;
    consent::Action action = consent::Action::Summary;
};

struct PopulationRecord {
    RecordId id;
    std::uint32_t source = 0;  // index of sources()
};

/// A source as far as measures need it.
struct PopulationSource {
    SourceId id;
    MemberId member;
    std::string name;
    std::string programme;
    std::vector<std::string> categories;
    bool has(std::string_view category) const;
};

class Population {
  public:
    /// Errors: those of the ledger and of consent::read_policy; viewer.unknown.
    static Result<Population> read(ledger::Reader& reader, const Inquiry& inquiry);

    std::size_t size() const { return people_.size(); }
    const std::vector<PersonId>& people() const { return people_; }
    const std::vector<PopulationRecord>& records_of(std::size_t person) const { return records_[person]; }
    const std::vector<PopulationSource>& sources() const { return sources_; }
    const Inquiry& inquiry() const { return inquiry_; }
    /// The person a record belongs to; size() when it is nobody's.
    std::size_t person_of(RecordId record) const;

    /// One bit a person.
    std::vector<bool> permitted(std::string_view category, std::uint32_t source) const;
    std::vector<bool> permitted(std::string_view category, std::uint32_t source, consent::Action action) const;
    consent::Decision decide(std::size_t person, std::string_view category, std::uint32_t source,
                             consent::Action action) const;

  private:
    friend class PopulationReader;
    explicit Population(consent::Snapshot snapshot) : snapshot_(std::move(snapshot)) {}

    consent::Snapshot snapshot_;
    Inquiry inquiry_;
    std::vector<PersonId> people_;
    std::vector<std::vector<PopulationRecord>> records_;
    std::vector<PopulationSource> sources_;
    std::unordered_map<std::uint64_t, std::uint32_t> person_of_record_;
    std::vector<std::uint32_t> child_of_person_;  // index of the snapshot's children
};

}  // namespace kith::service
