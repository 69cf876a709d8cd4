#pragma once

// What the ledger holds, as plain values. Texts named `json` are documents of the caller: the ledger stores and
// versions them, and never looks inside.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/civil_date.h"
#include "base/ids.h"
#include "crypto/hash.h"
#include "table/problem.h"
#include "table/record.h"

namespace kith::ledger {

using crypto::Hash;

using LinkRunId = Id<struct LinkRunTag, std::uint64_t>;
using ReviewId = Id<struct ReviewTag, std::uint64_t>;
using VerdictId = Id<struct VerdictTag, std::uint64_t>;

/// Who writes, and when: stamped on everything one transaction writes.
struct Writer {
    UserId user;
    Instant at;
};

struct Member {
    MemberId id;
    std::string json;  // name, kind, phone, contact
};

struct Source {
    SourceId id;
    MemberId member;
    std::string json;  // settings: policy, categories, marks, date order, ...
};

// documents

enum class DocumentKind : std::uint8_t {
    Community = 1,
    User = 2,
    Role = 3,
    Purpose = 4,
    Agreement = 5,
    Permit = 6,
    Forbid = 7,
    Authority = 8,
    Consent = 9,
    Layout = 10,  // id = the source's
    LinkModel = 11,
    Setting = 12,
    Motion = 13,
    Ballot = 14,
    MeasureCard = 15,
    Prospect = 16,  // an entry of the engagement plan
    ReadinessAnswer = 17,
    Release = 18,
    NextStep = 19,    // anchored to a record of the child
    Correction = 20,  // anchored to the record it asks to correct
    Credential = 21,  // id = the user's
};

/// A child, said by one record: what an authority or consent hangs on. The person is resolved when it is asked for.
struct Anchor {
    SourceId source;
    std::string local_id;
    auto operator<=>(const Anchor&) const = default;
};

struct Document {
    DocumentKind kind = DocumentKind::Setting;
    std::string id;
    std::uint32_t version = 0;  // 1, 2, ...; set by the ledger
    std::string json;
    std::optional<Anchor> anchor;
    bool is_removed = false;  // the last version of a document that no longer holds
    UserId by;                // set by the ledger, as is `at`
    Instant at;
};

// items

/// Short-lived state: a session, a one-time link, an upload. Not versioned, not audited, not in backups; the epoch does
/// not rise. The key cannot be read back: a caller that needs it keeps it in the value.
struct Item {
    std::string value;
    Instant expires_at;
};

// deliveries

enum class DeliveryState : std::uint8_t { Received = 1, Committed = 2, Undone = 3 };

struct DeliveredFile {
    std::string name;
    Hash sha256{};
    std::uint64_t bytes = 0;
};

struct Delivery {
    DeliveryId id;
    SourceId source;
    DeliveryState state = DeliveryState::Received;
    std::vector<DeliveredFile> files;
    UserId by;
    Instant received_at;
    std::optional<Instant> committed_at;
    std::optional<Instant> undone_at;
    std::string json;  // counts and accounts, as the caller put them
};

enum class RecordState : std::uint8_t {
    Active = 1,
    SuspectedGone = 2,  // missing from a full delivery; nothing is deleted
    Undone = 3,         // its first delivery was undone; the id stays for the day it is delivered again
    Shredded = 4,       // its key was destroyed
};

/// What becomes of held categories that the new version does not mention.
enum class Unmentioned : std::uint8_t {
    Ended,  // the new version is everything the source says
    Kept,   // the source delivers its categories apart
};

struct RecordWrite {
    const table::Record* record = nullptr;
    std::string digest;  // canonical digest of the record, at most 64 bytes
    std::span<const std::string>
        search_terms;  // folded names and birth date `yyyy-mm-dd`; hashed, never stored as text
    Unmentioned unmentioned = Unmentioned::Ended;
};

enum class WriteKind : std::uint8_t {
    Added,
    Changed,   // a held record, also one that was suspected gone
    Shredded,  // nothing was written: this record's key was destroyed and it stays erased
};

struct Written {
    RecordId record;
    WriteKind kind = WriteKind::Added;
};

struct RecordHead {
    RecordId id;
    SourceId source;
    RecordState state = RecordState::Active;
    DeliveryId first_delivery;
    DeliveryId last_delivery;  // the last that changed it
};

/// A record without its facts.
struct StoredIdentity {
    std::string local_id;
    bool has_own_id = true;
    std::string digest;
    table::Identity identity;
    std::vector<table::Origin> origins;  // in last_delivery's files
};

/// For the difference of a new delivery to what is held.
struct HeldRecord {
    RecordId id;
    std::string local_id;
    std::string digest;
    RecordState state = RecordState::Active;
};

/// One state a record has had: from `from` until `until` replaced it. The last has no `until`.
struct RecordVersion {
    DeliveryId from;
    std::optional<DeliveryId> until;
    RecordState state = RecordState::Active;
};

struct HeldProblem {
    std::uint64_t id = 0;
    DeliveryId delivery;
    std::uint32_t file = 0;  // index into the delivery's files
    table::Problem problem;  // raw: empty when the delivery's problem key was destroyed
};

// persons

struct Link {
    RecordId record;
    PersonId person;
    double weight = 0;  // match weight of the strongest evidence that holds the record in; 0 when it is alone
};

struct HeldLink {
    Link link;
    LinkRunId from;
    std::optional<LinkRunId> until;
};

struct Tombstone {
    PersonId gone;
    PersonId into;
};

struct Person {
    PersonId id;
    std::optional<PersonId> merged_into;
    std::vector<Link> links;  // of records that are neither undone nor shredded, in record order
};

enum class ReviewState : std::uint8_t {
    Open = 1,
    Settled = 2,
    Moot = 3,  // a later run no longer doubts it
};

struct ReviewWrite {
    RecordId a;
    RecordId b;
    double weight = 0;
    std::string reason;  // a word such as `band`, `twins`, `bridge`: never personal data
};

struct Review {
    ReviewId id;
    LinkRunId run;
    ReviewWrite pair;
    ReviewState state = ReviewState::Open;
    std::optional<VerdictId> verdict;
};

enum class VerdictKind : std::uint8_t { Same = 1, Different = 2 };

struct Verdict {
    VerdictId id;
    RecordId a;
    RecordId b;
    VerdictKind kind = VerdictKind::Same;
    UserId by;
    Instant at;
    std::optional<UserId> revoked_by;
    std::optional<Instant> revoked_at;
};

/// A whole new membership: every record that is not undone or shredded, once. The ledger writes what changed.
struct LinkRunWrite {
    std::span<const Link> links;
    std::span<const Tombstone> tombstones;
    std::span<const ReviewWrite> reviews;  // all that are open after this run
    std::string json;                      // statistics and the model's settings
};

struct LinkRun {
    LinkRunId id;
    UserId by;
    Instant at;
    DeliveryId last_delivery;  // the newest delivery it had seen
    std::uint64_t changed_links = 0;
    std::string json;
};

// audit

struct AuditWrite {
    std::string kind;               // a word: `delivery`, `link`, `consent.give`, `disclosure`, ...
    std::optional<PersonId> child;  // whose accounting it belongs to: sealed under that child's ledger key
    std::string json;
    std::optional<UserId> by = std::nullopt;  // whose act it is, where one transaction enters those of several
};

struct AuditEntry {
    std::uint64_t sequence = 0;  // leaf index, from 0
    Instant at;
    UserId by;
    std::string kind;
    std::optional<PersonId> child;
    std::string json;
    bool is_erased = false;  // its key was destroyed; the leaf remains
};

struct AuditReport {
    std::uint64_t size = 0;
    Hash root{};
    std::uint64_t checkpoints = 0;
    std::uint64_t erased = 0;
    std::string last_checkpoint;        // C2SP text; empty while the log is empty
    std::vector<std::string> failures;  // `entry 17: commitment differs`, ...; empty = the log holds

    bool holds() const { return failures.empty(); }
};

// state

struct Counts {
    std::uint64_t members = 0;
    std::uint64_t sources = 0;
    std::uint64_t deliveries_committed = 0;
    std::uint64_t deliveries_received = 0;
    std::uint64_t deliveries_undone = 0;
    std::uint64_t deliveries_unlinked = 0;  // committed or undone after the last link run
    std::uint64_t records_active = 0;
    std::uint64_t records_suspected_gone = 0;
    std::uint64_t records_undone = 0;
    std::uint64_t records_shredded = 0;
    std::uint64_t persons = 0;  // with a living record
    std::uint64_t tombstones = 0;
    std::uint64_t link_runs = 0;
    std::uint64_t reviews_open = 0;
    std::uint64_t verdicts = 0;
    std::uint64_t problems = 0;
    std::uint64_t quarantined = 0;  // problems of severity Error
    std::uint64_t audit_entries = 0;
};

enum class IntegrityCheck : std::uint8_t {
    Quick,  // pages and structure
    Full,   // also indexes, foreign keys, and that every live record opens
};

struct IntegrityReport {
    std::vector<std::string> failures;
    std::uint64_t records_opened = 0;

    bool holds() const { return failures.empty(); }
};

}  // namespace kith::ledger
