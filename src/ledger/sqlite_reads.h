#pragma once

// Reader on one SQLite session. Internal to the SQLite backend; the methods are defined by subject in
// sqlite_read_community.cpp, sqlite_items.cpp, sqlite_read_records.cpp, sqlite_read_persons.cpp and
// sqlite_read_audit.cpp.

#include <memory>

#include "crypto/merkle.h"
#include "ledger/ledger.h"
#include "ledger/sqlite_session.h"

namespace kith::ledger {

class SqliteReads : public virtual Reader {
  public:
    explicit SqliteReads(Session& session) : session_(session) {}

    Result<std::uint64_t> epoch() override;
    Result<std::vector<Member>> members() override;
    Result<std::vector<Source>> sources() override;
    Result<Source> source(const SourceId& id) override;

    Result<std::vector<Document>> documents(DocumentKind kind) override;
    Result<std::optional<Document>> document(DocumentKind kind, const std::string& id) override;
    Result<std::vector<Document>> document_history(DocumentKind kind, const std::string& id) override;
    Result<std::vector<Document>> documents_of(DocumentKind kind, std::span<const RecordId> records) override;

    Result<std::optional<Item>> item(std::string_view drawer, std::string_view key) override;
    Result<std::vector<Item>> items(std::string_view drawer) override;

    Result<std::vector<Delivery>> deliveries(const std::optional<SourceId>& source) override;
    Result<Delivery> delivery(DeliveryId id) override;
    Result<std::optional<DeliveryId>> delivery_with(const SourceId& source, std::span<const Hash> files) override;
    Result<std::vector<HeldProblem>> problems(DeliveryId delivery) override;

    Result<std::vector<HeldRecord>> held_records(const SourceId& source) override;
    Result<std::optional<RecordId>> find_record(const SourceId& source, std::string_view local_id) override;
    Result<std::vector<RecordId>> find_records(std::span<const std::string> terms, std::size_t limit) override;
    Result<RecordHead> record(RecordId id) override;
    Result<StoredIdentity> identity(RecordId id) override;
    Result<std::vector<std::string>> categories(RecordId id) override;
    Result<std::vector<table::Fact>> facts(RecordId id, std::string_view category) override;
    Result<std::vector<table::Strip>> strips(RecordId id, std::string_view category) override;
    Result<std::vector<table::Fact>> facts_as_of(RecordId id, std::string_view category, DeliveryId as_of) override;
    Result<table::Record> contents(RecordId id) override;
    Result<std::vector<RecordVersion>> record_versions(RecordId id) override;
    Result<void> for_each_identity(const OnIdentity& on_identity) override;

    Result<std::vector<Link>> links() override;
    Result<Person> person(const PersonId& id) override;
    Result<PersonId> resolve_person(const PersonId& id) override;
    Result<std::optional<PersonId>> person_of(RecordId id) override;
    Result<std::vector<HeldLink>> link_history(RecordId id) override;
    Result<std::vector<Link>> orphans() override;
    Result<std::vector<Tombstone>> tombstones() override;
    Result<std::vector<LinkRun>> link_runs() override;
    Result<std::vector<Review>> reviews(ReviewState state) override;
    Result<Review> review(ReviewId id) override;
    Result<std::vector<Verdict>> verdicts() override;

    Result<std::vector<AuditEntry>> audit_entries(std::uint64_t from, std::size_t limit) override;
    Result<std::vector<AuditEntry>> audit_entries_of(const PersonId& child) override;
    Result<AuditReport> verify_audit() override;
    Result<std::vector<Hash>> inclusion_proof(std::uint64_t sequence) override;
    Result<std::string> last_checkpoint() override;

    Result<Counts> counts() override;
    Result<IntegrityReport> check_integrity(IntegrityCheck depth) override;

  protected:
    Session& session() { return session_; }
    Database& database() { return session_.database(); }

    /// What a transaction still holds back is written, so that reads see it.
    virtual Result<void> flush() { return {}; }

    Result<Document> document_from(Query& row);
    Result<crypto::SealingKey> record_key(RecordId id);
    Result<crypto::SealingKey> problem_key(DeliveryId delivery, std::int64_t member, ByteView wrapped);
    /// A key of a child's accounting; empty when it was destroyed.
    Result<std::optional<crypto::SealingKey>> accounting_key(std::uint64_t id);
    Result<crypto::Hash> audit_node(crypto::NodeId id);
    Result<std::string> checkpoint_origin();

  private:
    Result<Delivery> delivery_from(Query& row);
    Result<Review> review_from(Query& row);
    Result<AuditEntry> audit_entry_from(Query& row);
    Result<void> check_every_record(IntegrityReport& report);

    Session& session_;
};

}  // namespace kith::ledger
