#pragma once

// Transaction on one SQLite session. Internal to the SQLite backend; the methods are defined by subject in
// sqlite_write_community.cpp, sqlite_items.cpp, sqlite_write_deliveries.cpp, sqlite_write_records.cpp,
// sqlite_write_persons.cpp and sqlite_write_audit.cpp.

#include <optional>
#include <utility>
#include <vector>

#include "crypto/merkle.h"
#include "ledger/sqlite_reads.h"

namespace kith::ledger {

class SqliteTransaction : public Transaction, public SqliteReads {
  public:
    SqliteTransaction(Session& session, Writer writer) : SqliteReads(session), writer_(std::move(writer)) {}
    SqliteTransaction(const SqliteTransaction&) = delete;
    SqliteTransaction& operator=(const SqliteTransaction&) = delete;
    ~SqliteTransaction() override;

    Result<void> commit() override;

    Result<void> put_member(const Member& member) override;
    Result<void> put_source(const Source& source) override;
    Result<std::uint64_t> bump_epoch() override;

    Result<std::uint32_t> put_document(const Document& document) override;
    Result<void> remove_document(DocumentKind kind, const std::string& id) override;

    Result<void> put_item(std::string_view drawer, std::string_view key, std::string_view value,
                          Instant expires_at) override;
    Result<void> remove_item(std::string_view drawer, std::string_view key) override;
    Result<std::uint64_t> drop_expired_items(Instant now) override;

    Result<DeliveryId> add_delivery(const SourceId& source, std::span<const DeliveredFile> files) override;
    Result<Written> put_record(DeliveryId delivery, const RecordWrite& write) override;
    Result<void> mark_suspected_gone(DeliveryId delivery, std::span<const RecordId> records) override;
    Result<void> mark_active(DeliveryId delivery, std::span<const RecordId> records) override;
    Result<void> add_problems(DeliveryId delivery, std::uint32_t file,
                              std::span<const table::Problem> problems) override;
    Result<void> commit_delivery(DeliveryId delivery, const std::string& json) override;
    Result<void> undo_delivery(DeliveryId delivery) override;

    Result<LinkRunId> write_link_run(const LinkRunWrite& run) override;
    Result<VerdictId> add_verdict(RecordId a, RecordId b, VerdictKind kind) override;
    Result<void> revoke_verdict(VerdictId id) override;
    Result<VerdictId> settle_review(ReviewId id, VerdictKind kind) override;

    Result<std::uint64_t> append_audit(const AuditWrite& entry) override;
    Result<void> shred_record(RecordId id, const std::string& reason) override;
    Result<void> erase_accounting(const PersonId& child, const std::string& reason) override;

  protected:
    Result<void> flush() override;

  private:
    /// A delivery that is being filled.
    struct Receiving {
        DeliveryId id;
        SourceRow source;
    };
    /// How much of a record a delivery replaces.
    enum class Kept : std::uint8_t { State, Everything };
    /// What is held of the record that a write names.
    struct Held {
        RecordId id;
        RecordState state = RecordState::Active;
        Bytes terms;
    };

    void abandon();
    Result<Receiving> receiving(DeliveryId delivery);
    Result<std::optional<Held>> held_record(const Receiving& into, ByteView token);
    Result<Written> add_record(const Receiving& into, ByteView token, const RecordWrite& write);
    Result<Written> change_record(const Receiving& into, const Held& held, const RecordWrite& write);
    Bytes seal_head(const crypto::SealingKey& key, RecordId id, const RecordWrite& write);
    Result<void> keep_history(RecordId id, DeliveryId delivery, Kept kept);
    Result<void> write_parts(RecordId id, DeliveryId delivery, const crypto::SealingKey& key, const RecordWrite& write);
    Result<void> put_part(RecordId id, DeliveryId delivery, const crypto::SealingKey& key, const Slot& slot);
    Result<void> replace_parts(RecordId id, DeliveryId delivery, const crypto::SealingKey& key,
                               const RecordWrite& write);
    Result<void> mark(DeliveryId delivery, std::span<const RecordId> records, RecordState state);

    /// Search tokens of the terms, sorted, without repeats; also as the bytes kept beside the record.
    std::vector<std::int64_t> tokens_of(const MemberKeys& keys, std::span<const std::string> terms);
    Result<void> drop_tokens(RecordId id, ByteView terms);
    void add_tokens(RecordId id, ByteView terms);

    Result<void> restore_history(DeliveryId delivery);
    Result<void> hide_first_seen(DeliveryId delivery);

    Result<void> write_tombstones(std::span<const Tombstone> tombstones);
    Result<std::uint64_t> write_links(LinkRunId run, std::span<const Link> links);
    Result<void> write_reviews(LinkRunId run, std::span<const ReviewWrite> reviews);
    Result<std::int64_t> person_row(const std::string& name);

    struct AccountingKey {
        std::uint64_t id;
        crypto::SealingKey key;
    };
    Result<AccountingKey> accounting_key_or_new(const std::string& child);
    Result<void> load_audit();
    Result<void> sign_checkpoint();

    Writer writer_;
    bool is_over_ = false;
    bool has_erased_ = false;
    bool has_touched_decisions_ = false;  // something they depend on was written, and the epoch has not risen since
    std::optional<Receiving> receiving_;
    std::optional<std::uint64_t> last_record_;
    std::vector<std::pair<std::int64_t, std::uint64_t>> pending_tokens_;  // written in order: the index is appended to
    WireWriter buffer_;
    std::vector<const table::Fact*> facts_;
    std::vector<const table::Strip*> strips_;
    std::unordered_map<std::string, std::int64_t> person_rows_;
    std::optional<crypto::CompactRange> log_;
    std::uint64_t log_size_before_ = 0;
};

}  // namespace kith::ledger
