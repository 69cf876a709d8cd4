#pragma once

// One connection at work: the database, the keys it opens with, and the small tables that are asked for on every row
// (sources, members, slots), kept while the snapshot lasts. Internal to the SQLite backend.

#include <map>
#include <memory>
#include <tuple>
#include <unordered_map>

#include "ledger/codec.h"
#include "ledger/database.h"
#include "ledger/keyring.h"
#include "ledger/ledger.h"

namespace kith::ledger {

struct SourceRow {
    std::int64_t row = 0;
    std::int64_t member = 0;
    SourceId id;
};

struct Slot {
    Field field = Field::Facts;
    std::string category;
    std::int64_t year = 0;  // of a strip's first day; 0 for facts
    auto operator<=>(const Slot&) const = default;
};

class Session {
  public:
    Session(std::unique_ptr<Database> database, std::shared_ptr<const Keyring> keyring)
        : database_(std::move(database)), keyring_(std::move(keyring)) {}

    Database& database() { return *database_; }
    const Keyring& keyring() const { return *keyring_; }

    /// Errors: `ledger.source.unknown`.
    Result<SourceRow> source(const SourceId& id);
    Result<SourceRow> source_at(std::int64_t row);
    /// Borrowed until forget().
    Result<const MemberKeys*> member_keys(std::int64_t member);
    /// Empty when there is no such slot yet.
    Result<std::optional<std::int64_t>> slot_row(const Slot& slot);
    Result<std::int64_t> slot_row_or_new(const Slot& slot);
    Result<Slot> slot_at(std::int64_t row);

    /// The record's own key. Errors: `ledger.record.shredded` (NotFound).
    Result<crypto::SealingKey> record_key(RecordId id, std::int64_t member);

    /// The snapshot is over: what it had read may not hold for the next.
    void forget();

  private:
    Result<void> load_sources();
    Result<void> load_slots();

    std::unique_ptr<Database> database_;
    std::shared_ptr<const Keyring> keyring_;
    bool has_sources_ = false;
    bool has_slots_ = false;
    std::map<SourceId, SourceRow> sources_;
    std::unordered_map<std::int64_t, SourceId> source_names_;
    std::map<Slot, std::int64_t> slots_;
    std::unordered_map<std::int64_t, Slot> slots_by_row_;
    std::unordered_map<std::int64_t, MemberKeys> members_;
};

/// A sealed field that does not open is a damaged file, wherever it stands.
Result<crypto::SecretBytes> open_field(const crypto::SealingKey& key, ByteView sealed, const Place& place,
                                       std::string_view what, std::uint64_t row);

Error unknown(std::string_view thing, const std::string& id);

}  // namespace kith::ledger
