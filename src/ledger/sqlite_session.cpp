#include "ledger/sqlite_session.h"

namespace kith::ledger {

Result<crypto::SecretBytes> open_field(const crypto::SealingKey& key, ByteView sealed, const Place& place,
                                       std::string_view what, std::uint64_t row) {
    auto plain = crypto::open(key, sealed, place);
    if (plain.is_ok()) return plain;
    return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "a sealed field does not open: " + plain.error().id,
                      std::string(what) + " " + std::to_string(row));
}

Error unknown(std::string_view thing, const std::string& id) {
    return make_error(ErrorCode::NotFound, "ledger." + std::string(thing) + ".unknown",
                      "there is no " + std::string(thing) + " `" + id + "`");
}

Result<void> Session::load_sources() {
    if (has_sources_) return {};
    TRY(database_->each("SELECT id, member, slug FROM sources", [this](Query& row) -> Result<void> {
        const SourceId id{row.text(2)};
        sources_[id] = {row.number(0), row.number(1), id};
        source_names_[row.number(0)] = id;
        return {};
    }));
    has_sources_ = true;
    return {};
}

Result<SourceRow> Session::source(const SourceId& id) {
    TRY(load_sources());
    const auto found = sources_.find(id);
    if (found == sources_.end()) return unknown("source", id.value());
    return found->second;
}

Result<SourceRow> Session::source_at(std::int64_t row) {
    TRY(load_sources());
    const auto found = source_names_.find(row);
    if (found == source_names_.end()) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "a record belongs to no source");
    }
    return sources_[found->second];
}

Result<const MemberKeys*> Session::member_keys(std::int64_t member) {
    const auto known = members_.find(member);
    if (known != members_.end()) return &known->second;
    Query row = TRY(database_->query("SELECT key FROM members WHERE id = ?1"));
    if (TRY(row.bind(member).step()) == Step::Done) return unknown("member", std::to_string(member));
    const auto id = static_cast<std::uint64_t>(member);
    auto key = unwrap(keyring_->member_wrap, row.blob(0), place_of(Field::MemberKey, id));
    if (key.is_error()) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "a member's key does not open",
                          "member " + std::to_string(member));
    }
    return &members_.emplace(member, MemberKeys::derive(*key)).first->second;
}

Result<void> Session::load_slots() {
    if (has_slots_) return {};
    TRY(database_->each("SELECT id, field, category, year FROM slots", [this](Query& row) -> Result<void> {
        const Slot slot{static_cast<Field>(row.number(1)), row.text(2), row.number(3)};
        slots_[slot] = row.number(0);
        slots_by_row_[row.number(0)] = slot;
        return {};
    }));
    has_slots_ = true;
    return {};
}

Result<std::optional<std::int64_t>> Session::slot_row(const Slot& slot) {
    TRY(load_slots());
    const auto found = slots_.find(slot);
    if (found == slots_.end()) return std::optional<std::int64_t>();
    return std::optional<std::int64_t>(found->second);
}

Result<std::int64_t> Session::slot_row_or_new(const Slot& slot) {
    if (const auto known = TRY(slot_row(slot))) return *known;
    TRY(database_->run("INSERT INTO slots (field, category, year) VALUES (?1, ?2, ?3)",
                       static_cast<std::int64_t>(slot.field), slot.category, slot.year));
    const auto row = static_cast<std::int64_t>(database_->last_row());
    slots_[slot] = row;
    slots_by_row_[row] = slot;
    return row;
}

Result<Slot> Session::slot_at(std::int64_t row) {
    TRY(load_slots());
    const auto found = slots_by_row_.find(row);
    if (found == slots_by_row_.end()) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "a part lies in no slot");
    }
    return found->second;
}

Result<crypto::SealingKey> Session::record_key(RecordId id, std::int64_t member) {
    const MemberKeys* const keys = TRY(member_keys(member));
    Query row = TRY(database_->query("SELECT key FROM record_keys WHERE record = ?1"));
    if (TRY(row.bind(id.value()).step()) == Step::Done) {
        return make_error(ErrorCode::NotFound, "ledger.record.shredded", "the record's key was destroyed",
                          "record " + std::to_string(id.value()));
    }
    auto key = unwrap(keys->record_wrap, row.blob(0), place_of(Field::RecordKey, id.value()));
    if (key.is_error()) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "a record's key does not open",
                          "record " + std::to_string(id.value()));
    }
    return crypto::SealingKey(std::move(key).value());
}

void Session::forget() {
    has_sources_ = has_slots_ = false;
    sources_.clear();
    source_names_.clear();
    slots_.clear();
    slots_by_row_.clear();
    members_.clear();
}

}  // namespace kith::ledger
