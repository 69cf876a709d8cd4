// Records: what a delivery adds and changes.

#include <algorithm>
#include <cstring>

#include "ledger/sqlite_transaction.h"

namespace kith::ledger {

namespace {

constexpr std::size_t kTokenBytes = sizeof(std::int64_t);

Bytes tokens_as_bytes(const std::vector<std::int64_t>& tokens) {
    Bytes bytes(tokens.size() * kTokenBytes);
    if (!tokens.empty()) std::memcpy(bytes.data(), tokens.data(), bytes.size());
    return bytes;
}

std::vector<std::int64_t> tokens_from(ByteView bytes) {
    std::vector<std::int64_t> tokens(bytes.size() / kTokenBytes);
    if (!tokens.empty()) std::memcpy(tokens.data(), bytes.data(), tokens.size() * kTokenBytes);
    return tokens;
}

template <class Thing>
std::string_view category_of(const Thing* thing) {
    return thing->category;
}

std::int64_t year_of(const table::Strip* strip) {
    return strip->first_day.year();
}

}  // namespace

std::vector<std::int64_t> SqliteTransaction::tokens_of(const MemberKeys& keys, std::span<const std::string> terms) {
    std::vector<std::int64_t> tokens;
    tokens.reserve(terms.size());
    for (const std::string& term : terms) {
        if (!term.empty()) tokens.push_back(search_token(keys, term));
    }
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    return tokens;
}

void SqliteTransaction::add_tokens(RecordId id, ByteView terms) {
    for (const std::int64_t token : tokens_from(terms)) pending_tokens_.emplace_back(token, id.value());
}

Result<void> SqliteTransaction::drop_tokens(RecordId id, ByteView terms) {
    TRY(flush());
    for (const std::int64_t token : tokens_from(terms)) {
        TRY(database().run("DELETE FROM search WHERE token = ?1 AND record = ?2", token, id.value()));
    }
    return {};
}

Result<void> SqliteTransaction::flush() {
    if (pending_tokens_.empty()) return {};
    std::sort(pending_tokens_.begin(), pending_tokens_.end());
    Query insert = TRY(database().query("INSERT OR IGNORE INTO search (token, record) VALUES (?1, ?2)"));
    for (const auto& [token, record] : pending_tokens_) TRY(insert.bind(token, record).run());
    pending_tokens_.clear();
    return {};
}

Result<SqliteTransaction::Receiving> SqliteTransaction::receiving(DeliveryId delivery) {
    if (receiving_ && receiving_->id == delivery) return *receiving_;
    Query row = TRY(database().query("SELECT source, state FROM deliveries WHERE id = ?1"));
    if (TRY(row.bind(delivery.value()).step()) == Step::Done) {
        return unknown("delivery", std::to_string(delivery.value()));
    }
    if (static_cast<DeliveryState>(row.number(1)) != DeliveryState::Received) {
        return make_error(ErrorCode::Conflict, "ledger.delivery.closed", "only a received delivery takes records");
    }
    receiving_ = Receiving{delivery, TRY(session().source_at(row.number(0)))};
    return *receiving_;
}

Result<std::optional<SqliteTransaction::Held>> SqliteTransaction::held_record(const Receiving& into, ByteView token) {
    Query row =
        TRY(database().query("SELECT id, state, terms FROM records WHERE "
                             "source = ?1 AND token = ?2"));
    if (TRY(row.bind(into.source.row, token).step()) == Step::Done) return std::optional<Held>();
    const ByteView terms = row.blob(2);
    return std::optional(
        Held{RecordId{row.id(0)}, static_cast<RecordState>(row.number(1)), Bytes(terms.begin(), terms.end())});
}

Result<Written> SqliteTransaction::put_record(DeliveryId delivery, const RecordWrite& write) {
    KITH_CHECK(write.record != nullptr && write.digest.size() <= 64);
    const Receiving into = TRY(receiving(delivery));
    const MemberKeys* const keys = TRY(session().member_keys(into.source.member));
    const auto token = local_id_token(*keys, into.source.id.value(), write.record->local_id);
    const auto held = TRY(held_record(into, token));
    if (!held) return add_record(into, token, write);
    if (held->state == RecordState::Shredded) return Written{held->id, WriteKind::Shredded};
    return change_record(into, *held, write);
}

Bytes SqliteTransaction::seal_head(const crypto::SealingKey& key, RecordId id, const RecordWrite& write) {
    const table::Record& record = *write.record;
    buffer_.clear();
    encode_identity({record.local_id, record.has_own_id, write.digest, record.identity, record.origins}, buffer_);
    return crypto::seal(key, buffer_.view(), place_of(Field::Identity, id.value()));
}

Result<Written> SqliteTransaction::add_record(const Receiving& into, ByteView token, const RecordWrite& write) {
    if (!last_record_) {
        last_record_ = static_cast<std::uint64_t>(TRY(database().number("SELECT max(id) FROM records")).value_or(0));
    }
    const RecordId id{*last_record_ + 1};
    const MemberKeys* const keys = TRY(session().member_keys(into.source.member));
    const crypto::SealingKey key = crypto::SealingKey::random();
    const Bytes terms = tokens_as_bytes(tokens_of(*keys, write.search_terms));
    TRY(
        database().run("INSERT INTO records (id, source, token, state, first_delivery, last_delivery, terms, head) "
                       "VALUES (?1, ?2, ?3, 1, ?4, ?4, ?5, ?6)",
                       id.value(), into.source.row, token, into.id.value(), terms, seal_head(key, id, write)));
    TRY(database().run("INSERT INTO record_keys (record, key) VALUES (?1, ?2)", id.value(),
                       wrap(keys->record_wrap, key.key(), place_of(Field::RecordKey, id.value()))));
    last_record_ = id.value();
    add_tokens(id, terms);
    TRY(write_parts(id, into.id, key, write));
    return Written{id, WriteKind::Added};
}

Result<void> SqliteTransaction::keep_history(RecordId id, DeliveryId delivery, Kept kept) {
    // Said twice in one delivery: the state before the delivery is already kept.
    return database().run(
        "INSERT OR IGNORE INTO record_history (record, until, since, state, terms, head) "
        "SELECT id, ?2, last_delivery, state, CASE ?3 WHEN 1 THEN terms END, "
        "CASE ?3 WHEN 1 THEN head END FROM records WHERE id = ?1 AND last_delivery <> ?2",
        id.value(), delivery.value(), kept == Kept::Everything ? 1 : 0);
}

Result<Written> SqliteTransaction::change_record(const Receiving& into, const Held& held, const RecordWrite& write) {
    const MemberKeys* const keys = TRY(session().member_keys(into.source.member));
    const crypto::SealingKey key = TRY(session().record_key(held.id, into.source.member));
    const bool is_back = held.state == RecordState::Undone;
    if (!is_back) TRY(keep_history(held.id, into.id, Kept::Everything));
    const Bytes terms = tokens_as_bytes(tokens_of(*keys, write.search_terms));
    if (terms != held.terms) {
        TRY(drop_tokens(held.id, held.terms));
        add_tokens(held.id, terms);
    }
    TRY(
        database().run("UPDATE records SET state = 1, last_delivery = ?2, terms = ?3, head = ?4, "
                       "first_delivery = CASE ?5 WHEN 1 THEN ?2 ELSE first_delivery END WHERE id = ?1",
                       held.id.value(), into.id.value(), terms, seal_head(key, held.id, write), is_back ? 1 : 0));
    TRY(replace_parts(held.id, into.id, key, write));
    return Written{held.id, is_back ? WriteKind::Added : WriteKind::Changed};
}

/// Seals what buffer_ holds into the slot.
Result<void> SqliteTransaction::put_part(RecordId id, DeliveryId delivery, const crypto::SealingKey& key,
                                         const Slot& slot) {
    const auto row = static_cast<std::uint64_t>(TRY(session().slot_row_or_new(slot)));
    const Place place = place_of(slot.field, id.value(), row, delivery.value());
    return database().run("INSERT OR REPLACE INTO parts (record, slot, since, body) VALUES (?1, ?2, ?3, ?4)",
                          id.value(), row, delivery.value(), crypto::seal(key, buffer_.view(), place));
}

Result<void> SqliteTransaction::write_parts(RecordId id, DeliveryId delivery, const crypto::SealingKey& key,
                                            const RecordWrite& write) {
    facts_.clear();
    for (const auto& fact : write.record->facts) facts_.push_back(&fact);
    std::stable_sort(facts_.begin(), facts_.end(),
                     [](const auto* a, const auto* b) { return a->category < b->category; });
    for (std::size_t begin = 0, end = 0; begin < facts_.size(); begin = end) {
        while (end < facts_.size() && category_of(facts_[end]) == category_of(facts_[begin])) ++end;
        buffer_.clear();
        encode_facts(std::span(facts_).subspan(begin, end - begin), buffer_);
        TRY(put_part(id, delivery, key, {Field::Facts, facts_[begin]->category, 0}));
    }
    strips_.clear();
    for (const auto& strip : write.record->strips) strips_.push_back(&strip);
    const auto slot_of = [](const table::Strip* strip) { return std::pair(category_of(strip), year_of(strip)); };
    std::stable_sort(strips_.begin(), strips_.end(),
                     [&slot_of](const auto* a, const auto* b) { return slot_of(a) < slot_of(b); });
    for (std::size_t begin = 0, end = 0; begin < strips_.size(); begin = end) {
        while (end < strips_.size() && slot_of(strips_[end]) == slot_of(strips_[begin])) ++end;
        buffer_.clear();
        encode_strips(std::span(strips_).subspan(begin, end - begin), buffer_);
        TRY(put_part(id, delivery, key, {Field::Strips, strips_[begin]->category, year_of(strips_[begin])}));
    }
    return {};
}

Result<void> SqliteTransaction::replace_parts(RecordId id, DeliveryId delivery, const crypto::SealingKey& key,
                                              const RecordWrite& write) {
    const auto is_mentioned = [&write](const Slot& slot) {
        if (slot.field == Field::Facts) {
            return std::any_of(write.record->facts.begin(), write.record->facts.end(),
                               [&slot](const auto& fact) { return fact.category == slot.category; });
        }
        return std::any_of(write.record->strips.begin(), write.record->strips.end(), [&slot](const auto& strip) {
            return strip.category == slot.category && year_of(&strip) == slot.year;
        });
    };
    std::vector<std::pair<std::int64_t, std::uint64_t>> ended;
    TRY(database().each(
        "SELECT slot, since FROM parts WHERE record = ?1 AND until = 0",
        [&](Query& row) -> Result<void> {
            const Slot slot = TRY(session().slot_at(row.number(0)));
            if (write.unmentioned == Unmentioned::Ended || is_mentioned(slot))
                ended.emplace_back(row.number(0), row.id(1));
            return {};
        },
        id.value()));
    for (const auto& [slot, since] : ended) {
        if (since == delivery.value()) {  // said twice in one delivery: the last word counts
            TRY(database().run("DELETE FROM parts WHERE record = ?1 AND slot = ?2 AND since = ?3", id.value(), slot,
                               since));
        } else {
            TRY(database().run("UPDATE parts SET until = ?4 WHERE record = ?1 AND slot = ?2 AND since = ?3", id.value(),
                               slot, since, delivery.value()));
        }
    }
    return write_parts(id, delivery, key, write);
}

Result<void> SqliteTransaction::mark(DeliveryId delivery, std::span<const RecordId> records, RecordState state) {
    const Receiving into = TRY(receiving(delivery));
    for (const RecordId id : records) {
        const RecordHead head = TRY(record(id));
        if (head.source != into.source.id) return unknown("record", std::to_string(id.value()));
        const bool may_change = head.state == RecordState::Active || head.state == RecordState::SuspectedGone;
        if (!may_change || head.state == state) continue;
        TRY(keep_history(id, delivery, Kept::State));
        TRY(database().run("UPDATE records SET state = ?2, last_delivery = ?3 WHERE id = ?1", id.value(),
                           static_cast<std::int64_t>(state), delivery.value()));
    }
    return {};
}

Result<void> SqliteTransaction::mark_suspected_gone(DeliveryId delivery, std::span<const RecordId> records) {
    return mark(delivery, records, RecordState::SuspectedGone);
}

Result<void> SqliteTransaction::mark_active(DeliveryId delivery, std::span<const RecordId> records) {
    return mark(delivery, records, RecordState::Active);
}

}  // namespace kith::ledger
