#pragma once

// The system of record, as the rest of the program sees it. One contract, several backends: SQLite now
// (sqlite_ledger.h), PostgreSQL later; ledger_contract_test.cpp holds every backend to it.
//
// Reading: a Reader sees one state of the ledger from its begin to its end, whatever others commit meanwhile.
// Writing: one Transaction at a time; it is a Reader of its own uncommitted state, so that a decision, what it allowed
// and its audit entry stand in one transaction. commit() returns after the bytes are on the disk; a Transaction that
// dies uncommitted leaves nothing. After a failed commit nothing was written and the transaction is over.
//
// The ledger encrypts and versions; it never interprets a document, a consent or a fact.
//
// Errors any call may give: `ledger.busy` (Unavailable), `ledger.disk.full` (Unavailable, nothing was written),
// `ledger.file.corrupt` (Corrupt), `ledger.file.unwritable`; calls that name a thing: `ledger.<thing>.unknown`
// (NotFound).

#include <functional>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "ledger/types.h"

namespace kith::ledger {

class Reader {
  public:
    virtual ~Reader() = default;

    // Community
    virtual Result<std::uint64_t> epoch() = 0;
    virtual Result<std::vector<Member>> members() = 0;
    virtual Result<std::vector<Source>> sources() = 0;
    virtual Result<Source> source(const SourceId& id) = 0;

    // Documents. Removed ones are left out, except from history.
    virtual Result<std::vector<Document>> documents(DocumentKind kind) = 0;
    virtual Result<std::optional<Document>> document(DocumentKind kind, const std::string& id) = 0;
    virtual Result<std::vector<Document>> document_history(DocumentKind kind, const std::string& id) = 0;
    /// The latest versions anchored to any of these records.
    virtual Result<std::vector<Document>> documents_of(DocumentKind kind, std::span<const RecordId> records) = 0;

    // Items, also those that have expired and were not dropped yet: the caller has the clock.
    virtual Result<std::optional<Item>> item(std::string_view drawer, std::string_view key) = 0;
    /// In the order they were first put.
    virtual Result<std::vector<Item>> items(std::string_view drawer) = 0;

    // Deliveries, newest first; of one source, or of all when `source` is empty.
    virtual Result<std::vector<Delivery>> deliveries(const std::optional<SourceId>& source) = 0;
    virtual Result<Delivery> delivery(DeliveryId id) = 0;
    /// A committed delivery of this source with exactly these files, in any order.
    virtual Result<std::optional<DeliveryId>> delivery_with(const SourceId& source, std::span<const Hash> files) = 0;
    virtual Result<std::vector<HeldProblem>> problems(DeliveryId delivery) = 0;

    // Records
    /// Everything held of a source that is not shredded, in record order: what a new delivery is compared with.
    virtual Result<std::vector<HeldRecord>> held_records(const SourceId& source) = 0;
    virtual Result<std::optional<RecordId>> find_record(const SourceId& source, std::string_view local_id) = 0;
    /// Active and suspected-gone records that bear every one of these folded terms.
    virtual Result<std::vector<RecordId>> find_records(std::span<const std::string> terms, std::size_t limit) = 0;
    virtual Result<RecordHead> record(RecordId id) = 0;
    virtual Result<StoredIdentity> identity(RecordId id) = 0;
    /// Categories in which the record holds facts or strips; opens nothing.
    virtual Result<std::vector<std::string>> categories(RecordId id) = 0;
    virtual Result<std::vector<table::Fact>> facts(RecordId id, std::string_view category) = 0;
    virtual Result<std::vector<table::Strip>> strips(RecordId id, std::string_view category) = 0;
    /// Facts as they were right after delivery `as_of`.
    virtual Result<std::vector<table::Fact>> facts_as_of(RecordId id, std::string_view category, DeliveryId as_of) = 0;
    /// The whole record as its source says it: what a delivery that is not complete is laid over.
    virtual Result<table::Record> contents(RecordId id) = 0;
    virtual Result<std::vector<RecordVersion>> record_versions(RecordId id) = 0;

    /// Active and suspected-gone records in record order, each opened once. The identity lives for the call only; an
    /// error returned by the callback stops the walk and is returned.
    using OnIdentity = std::function<Result<void>(const RecordHead&, const StoredIdentity&)>;
    virtual Result<void> for_each_identity(const OnIdentity& on_identity) = 0;

    // Persons. Links of undone and shredded records are left out, except from history.
    virtual Result<std::vector<Link>> links() = 0;
    virtual Result<Person> person(const PersonId& id) = 0;
    /// Follows tombstones to the person that lives now.
    virtual Result<PersonId> resolve_person(const PersonId& id) = 0;
    virtual Result<std::optional<PersonId>> person_of(RecordId id) = 0;
    virtual Result<std::vector<HeldLink>> link_history(RecordId id) = 0;
    /// Undone and shredded records with the person each was last linked to: what hangs on them may still bind.
    virtual Result<std::vector<Link>> orphans() = 0;
    virtual Result<std::vector<Tombstone>> tombstones() = 0;
    virtual Result<std::vector<LinkRun>> link_runs() = 0;  // newest first
    virtual Result<std::vector<Review>> reviews(ReviewState state) = 0;
    virtual Result<Review> review(ReviewId id) = 0;
    /// In the order they were given; revoked ones too.
    virtual Result<std::vector<Verdict>> verdicts() = 0;

    // Audit
    virtual Result<std::vector<AuditEntry>> audit_entries(std::uint64_t from, std::size_t limit) = 0;
    /// One child's accounting, oldest first, with the entries of persons merged into it.
    virtual Result<std::vector<AuditEntry>> audit_entries_of(const PersonId& child) = 0;
    /// Recomputes every commitment that can be opened, every node, every root and every signature.
    virtual Result<AuditReport> verify_audit() = 0;
    /// Proof for the tree of the last checkpoint. crypto::verify_inclusion takes it.
    virtual Result<std::vector<Hash>> inclusion_proof(std::uint64_t sequence) = 0;
    virtual Result<std::string> last_checkpoint() = 0;

    virtual Result<Counts> counts() = 0;
    virtual Result<IntegrityReport> check_integrity(IntegrityCheck depth) = 0;
};

class Transaction : public virtual Reader {
  public:
    /// Durable when it returns. The transaction is over, whatever the answer. `ledger.delivery.open` (Conflict) when it
    /// put records into a delivery and did not commit that.
    virtual Result<void> commit() = 0;

    // Community
    virtual Result<void> put_member(const Member& member) = 0;
    /// A source never changes its member: `ledger.source.other-member`.
    virtual Result<void> put_source(const Source& source) = 0;
    /// Rises by itself too, at the latest with commit(), when members, sources, records, links, verdicts or documents
    /// of the kinds up to Consent were written: with an equal epoch every decision is equal, apart from the time.
    virtual Result<std::uint64_t> bump_epoch() = 0;

    // Documents
    /// Appends a version and returns its number. An equal document is not written again: the held version is returned.
    virtual Result<std::uint32_t> put_document(const Document& document) = 0;
    virtual Result<void> remove_document(DocumentKind kind, const std::string& id) = 0;

    // Items. A drawer is a word of at most 32 of a-z and -: `ledger.drawer.malformed` (InvalidInput).
    /// Adds the item, or replaces the one of that key.
    virtual Result<void> put_item(std::string_view drawer, std::string_view key, std::string_view value,
                                  Instant expires_at) = 0;
    /// No error when there is none.
    virtual Result<void> remove_item(std::string_view drawer, std::string_view key) = 0;
    /// Those whose time is `now` or earlier, in every drawer; how many they were.
    virtual Result<std::uint64_t> drop_expired_items(Instant now) = 0;

    // Deliveries
    virtual Result<DeliveryId> add_delivery(const SourceId& source, std::span<const DeliveredFile> files) = 0;
    /// Adds the record, or a version of it. The delivery must be Received and of the record's source.
    virtual Result<Written> put_record(DeliveryId delivery, const RecordWrite& write) = 0;
    virtual Result<void> mark_suspected_gone(DeliveryId delivery, std::span<const RecordId> records) = 0;
    /// Records that the delivery says again unchanged although they were suspected gone.
    virtual Result<void> mark_active(DeliveryId delivery, std::span<const RecordId> records) = 0;
    virtual Result<void> add_problems(DeliveryId delivery, std::uint32_t file,
                                      std::span<const table::Problem> problems) = 0;
    virtual Result<void> commit_delivery(DeliveryId delivery, const std::string& json) = 0;
    /// Puts every record back to its version before the delivery. Only the source's newest committed delivery can be
    /// undone: `ledger.delivery.not-newest` (Conflict).
    virtual Result<void> undo_delivery(DeliveryId delivery) = 0;

    // Persons
    virtual Result<LinkRunId> write_link_run(const LinkRunWrite& run) = 0;
    virtual Result<VerdictId> add_verdict(RecordId a, RecordId b, VerdictKind kind) = 0;
    virtual Result<void> revoke_verdict(VerdictId id) = 0;
    /// A verdict on the review's pair. `ledger.review.settled` (Conflict) unless it is open.
    virtual Result<VerdictId> settle_review(ReviewId id, VerdictKind kind) = 0;

    // Audit
    /// Returns the sequence number. The checkpoint over it is signed by commit().
    virtual Result<std::uint64_t> append_audit(const AuditWrite& entry) = 0;

    // Erasure. Each appends its own audit entry; the tree stays valid.
    /// Destroys the record's key and its search tokens.
    virtual Result<void> shred_record(RecordId id, const std::string& reason) = 0;
    /// Destroys the key of a child's accounting, when its own retention has passed.
    virtual Result<void> erase_accounting(const PersonId& child, const std::string& reason) = 0;
};

class Ledger {
  public:
    virtual ~Ledger() = default;

    virtual Result<std::unique_ptr<Reader>> begin_read() = 0;
    /// Waits for another writer a while, then `ledger.busy`.
    virtual Result<std::unique_ptr<Transaction>> begin_write(const Writer& writer) = 0;

    /// Copies one state of the ledger to `path`, which must not exist, while others read and write; verifies the copy,
    /// then puts it in place under its name. The wrapped record keys go to `<path>.keys`, a file of their own, so that
    /// they can be kept for a shorter time than the data (docs/formats/ledger.md).
    virtual Result<void> backup(const std::string& path) = 0;

    /// The origin and public key of this ledger's checkpoints, for verifiers outside.
    virtual std::string checkpoint_origin() const = 0;
    virtual std::string checkpoint_public_key() const = 0;  // base64
};

}  // namespace kith::ledger
