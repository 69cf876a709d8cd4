#pragma once

// One question (may this viewer do this, with this category of this source about this child, for this purpose, now?)
// and its answer with reasons. Pure: no clock, no I/O, no state.
//
// decide() answers in a flat value without allocating; explain() turns that value into words, reasons and the smallest
// change that would turn a denial. The split keeps the hot path (a page of cells, a room of a million children) under a
// microsecond while every answer can still be explained, later and from the same snapshot.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consent/policy.h"

namespace kith::consent {

class Snapshot;

struct Request {
    std::string viewer;  // user id
    std::string child;
    std::string category;
    std::string source;
    std::string purpose;
    Action action = Action::Detail;
    Instant at;
    bool operator==(const Request&) const = default;
};

enum class Verdict : std::uint8_t { Deny, Permit };

/// Why. The first group decides permits, the second denials; the third only supports. Words in docs/formats/policy.md.
enum class Rule : std::uint8_t {
    Consent,
    OwnRecord,
    StatutoryPermit,
    ViewerUnknown,
    ViewerInactive,
    SourceUnknown,
    PurposeUnknown,
    PurposeClosed,
    NotInCaseload,
    ChildUnknown,
    CourtOrder,
    StatutoryForbid,
    PurposeWithoutCategory,
    RoleAction,
    RoleCategory,
    NoDsa,
    NoMou,
    NoDul,
    DeniedByHolder,
    // From here on ordered: of several consents that fail, the one that fails last in this group is reported.
    OtherHolderNeeded,
    AuthorityUnverified,
    PastMajority,
    AuthorityEnded,
    AuthorityScope,
    AuthorityUnknown,
    ConsentSuspended,
    ConsentExpired,
    ConsentWithdrawn,
    ConsentInvalid,
    ConsentNotYet,
    ConsentPending,
    ConsentSuperseded,
    NoConsent,
    Agreement,
    Authority,
    Role,
    Caseload,
    Purpose,
};
inline constexpr int kRuleCount = static_cast<int>(Rule::Purpose) + 1;
std::string_view name_of(Rule rule);

enum class ObligationKind : std::uint8_t {
    RecordDisclosure,
    RedactNotes,
    RedisclosureNotice9933,
    RedisclosureNotice232,
    Duty
};
inline constexpr int kObligationCount = 5;
std::string_view name_of(ObligationKind kind);

/// A decision without words. Indices are into the snapshot's policy; kNone where there is nothing.
struct Decision {
    static constexpr std::uint32_t kNone = 0xffffffff;
    Verdict verdict = Verdict::Deny;
    Rule rule = Rule::ViewerUnknown;
    std::uint8_t obligations = 0;     // bit per ObligationKind
    std::uint32_t child = kNone;      // the part that decided, where the child is merged from parts
    std::uint32_t cause = kNone;      // the forbid, statutory permit or consent that decided, according to `rule`
    std::uint32_t authority = kNone;  // on which that consent rests
    std::uint32_t dsa = kNone;
    std::uint32_t mou = kNone;
    std::uint32_t dul = kNone;
    bool operator==(const Decision&) const = default;
    bool is_permit() const { return verdict == Verdict::Permit; }
};

struct Reason {
    Rule rule;
    std::string id;  // of the agreement, consent, authority, role, ...; empty where there is none or it is not shown
    std::optional<int> clause;
    std::optional<std::int64_t> version;
    std::string text;
};

struct Obligation {
    ObligationKind kind;
    std::string text;
    std::string citation;
};

enum class UnlockKind : std::uint8_t {
    Account,
    DeclareSource,
    DeclarePurpose,
    OpenPurpose,
    NameCategory,
    Caseload,
    DeclareChild,
    EndForbid,
    GrantAction,
    GrantCategory,
    SignDsa,
    SignMou,
    SignDul,
    LiftDenial,
    RepairConsent,
    GiveConsent
};
inline constexpr int kUnlockCount = 16;
std::string_view name_of(UnlockKind kind);

/// One change that is needed; `id` names what is changed where the viewer may know it.
struct UnlockStep {
    UnlockKind kind;
    std::string id;
    std::string text;
    std::string who;
};

struct Answer {
    Verdict verdict = Verdict::Deny;
    std::vector<Reason> reasons;  // the deciding one first; never empty
    std::vector<Obligation> obligations;
    std::vector<UnlockStep> unlock;  // of a denial: all of these together, the fewest that would turn it
};

Decision decide(const Snapshot& snapshot, const Request& request);

/// Reasons, obligations and unlock of a decision that this snapshot gave for this request.
Answer explain(const Snapshot& snapshot, const Request& request, const Decision& decision);

/// decide() and explain() at once.
Answer answer(const Snapshot& snapshot, const Request& request);

/// One bit per child, in the order of Snapshot::children().
class PersonSet {
  public:
    explicit PersonSet(std::size_t size = 0) : size_(size), words_((size + 63) / 64) {}
    std::size_t size() const { return size_; }
    bool has(std::size_t child) const { return ((words_[child / 64] >> (child % 64)) & 1U) != 0; }
    void add(std::size_t child) { words_[child / 64] |= std::uint64_t{1} << (child % 64); }
    std::size_t count() const;
    const std::vector<std::uint64_t>& words() const { return words_; }

  private:
    std::size_t size_;
    std::vector<std::uint64_t> words_;
};

/// The children for whom decide() permits; `request.child` is not looked at.
PersonSet permitted_persons(const Snapshot& snapshot, const Request& request);

}  // namespace kith::consent
