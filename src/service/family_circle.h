#pragma once

// What one holder of authority stands for: which children, which of their records, and which categories of those. The
// rules are those by which a consent of the holder would count (docs/formats/policy.md, "When an authority counts");
// besides, restricted sources, sources under the Violence Against Women Act, and whatever an order or statute forbids
// to the account stay out of the window: where a shelter's or a caseworker's record is must not be learned from it.
//
// A merged child that nobody has reviewed is looked at part by part: a parent of one part sees nothing of the other.
//
// Internal to the family window.

#include <string>
#include <string_view>
#include <vector>

#include "ledger/ledger.h"
#include "service/policy_source.h"
#include "service/users.h"

namespace kith::service {

inline constexpr std::string_view kFamilyRole = "family";

/// The account, if it is a family's. Errors: viewer.unknown, family.not-family (Denied).
Result<User> require_family(ledger::Reader& reader, const UserId& viewer, Instant now);

/// The children of the account's caseload, living persons, each once. Whether it has authority is asked of the circle.
Result<std::vector<PersonId>> children_named_by(ledger::Reader& reader, const UserId& viewer);

class FamilyCircle {
  public:
    struct Part {
        std::string name;  // as the policy calls it
        PersonId person;   // as it was called before it was merged
        std::vector<RecordId> records;
        std::vector<consent::Authority> authorities;  // of the holder, in force
    };

    /// Errors: child.unknown, also for a child of somebody else: the two cannot be told apart.
    static Result<FamilyCircle> open(ledger::Reader& reader, const User& viewer, const PersonId& person, Instant now);

    const PersonId& person() const { return person_; }
    const consent::Policy& policy() const { return policy_.snapshot.policy(); }
    /// Those the holder has authority over; at least one.
    const std::vector<Part>& parts() const { return parts_; }
    bool is_whole() const { return is_whole_; }
    Instant now() const { return now_; }
    /// The young person themselves.
    bool is_own() const;

    /// Whether the window may say that the source holds this category of the part.
    bool reaches(const Part& part, std::string_view category, std::string_view source) const;
    /// The same for a source as a whole: whether anything of it may be spoken of.
    bool may_name(std::string_view source) const;
    /// An authority in force that covers all these categories; null where there is none. `*` asks for an unlimited one.
    const consent::Authority* covering(const std::vector<std::string>& categories) const;
    bool holds_record(RecordId record) const;
    /// The day on which the child's own rights begin, in local time, if their birth date is known.
    std::optional<CivilDate> hand_over_on() const;

  private:
    explicit FamilyCircle(AssembledPolicy policy) : policy_(std::move(policy)) {}
    Result<void> add_parts(ledger::Reader& reader, const User& viewer);
    bool is_in_force(const consent::Authority& authority, const consent::Child& child, consent::RecordKind kind) const;
    bool is_forbidden(std::string_view category, std::string_view source) const;
    const consent::Child* child_of(const Part& part) const;

    AssembledPolicy policy_;
    PersonId person_;
    consent::Recipient viewer_;  // member, role and user of the account
    Instant now_;
    std::vector<Part> parts_;
    bool is_whole_ = true;
};

}  // namespace kith::service
