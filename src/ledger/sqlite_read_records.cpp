// Records: heads, identities, parts, history and search.

#include <algorithm>
#include <iterator>
#include <set>

#include "ledger/sqlite_reads.h"

namespace kith::ledger {

namespace {

#define KITH_HEAD_COLUMNS "r.id, r.source, r.state, r.first_delivery, r.last_delivery"

Result<RecordHead> head_from(Session& session, const Query& row) {
    RecordHead head;
    head.id = RecordId{row.id(0)};
    head.source = TRY(session.source_at(row.number(1))).id;
    head.state = static_cast<RecordState>(row.number(2));
    head.first_delivery = DeliveryId{row.id(3)};
    head.last_delivery = DeliveryId{row.id(4)};
    return head;
}

/// The identity of a row that carries source, wrapped key and head: a walk's inner step, without another query.
Result<StoredIdentity> open_head(Session& session, std::uint64_t record, std::int64_t source, ByteView wrapped,
                                 ByteView sealed) {
    const SourceRow from = TRY(session.source_at(source));
    const MemberKeys* const member = TRY(session.member_keys(from.member));
    auto key = unwrap(member->record_wrap, wrapped, place_of(Field::RecordKey, record));
    if (key.is_error()) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "a record's key does not open",
                          "record " + std::to_string(record));
    }
    const crypto::SealingKey sealing(std::move(key).value());
    const auto plain = TRY(open_field(sealing, sealed, place_of(Field::Identity, record), "record", record));
    return decode_identity(plain.view());
}

constexpr std::int64_t kNow = std::numeric_limits<std::int64_t>::max();

}  // namespace

Result<crypto::SealingKey> SqliteReads::record_key(RecordId id) {
    const auto member = TRY(database().number(
        "SELECT s.member FROM records r JOIN sources s ON s.id = r.source WHERE r.id = ?1", id.value()));
    if (!member) return unknown("record", std::to_string(id.value()));
    return session_.record_key(id, *member);
}

Result<std::vector<HeldRecord>> SqliteReads::held_records(const SourceId& source) {
    const SourceRow from = TRY(session_.source(source));
    std::vector<HeldRecord> held;
    TRY(database().each(
        "SELECT r.id, r.state, k.key, r.head FROM records r JOIN record_keys k ON k.record = r.id "
        "WHERE r.source = ?1 AND r.head IS NOT NULL ORDER BY r.id",
        [&](Query& row) -> Result<void> {
            auto stored = TRY(open_head(session_, row.id(0), from.row, row.blob(2), row.blob(3)));
            held.push_back({RecordId{row.id(0)}, std::move(stored.local_id), std::move(stored.digest),
                            static_cast<RecordState>(row.number(1))});
            return {};
        },
        from.row));
    return held;
}

Result<std::optional<RecordId>> SqliteReads::find_record(const SourceId& source, std::string_view local_id) {
    const SourceRow from = TRY(session_.source(source));
    const MemberKeys* const member = TRY(session_.member_keys(from.member));
    const auto token = local_id_token(*member, source.value(), local_id);
    const auto found =
        TRY(database().number("SELECT id FROM records WHERE source = ?1 AND token = ?2", from.row, ByteView(token)));
    if (!found) return std::optional<RecordId>();
    return std::optional(RecordId{static_cast<std::uint64_t>(*found)});
}

Result<std::vector<RecordId>> SqliteReads::find_records(std::span<const std::string> terms, std::size_t limit) {
    TRY(flush());
    std::vector<RecordId> found;
    if (terms.empty()) return found;
    std::vector<std::int64_t> members;
    TRY(database().each("SELECT id FROM members ORDER BY id", [&members](Query& row) -> Result<void> {
        members.push_back(row.number(0));
        return {};
    }));
    for (const std::int64_t member : members) {
        const MemberKeys* const keys = TRY(session_.member_keys(member));
        std::vector<std::uint64_t> matching;
        for (std::size_t i = 0; i < terms.size() && (i == 0 || !matching.empty()); ++i) {
            std::vector<std::uint64_t> bearing;
            TRY(database().each(
                "SELECT t.record FROM search t JOIN records r ON r.id = t.record "
                "WHERE t.token = ?1 AND r.state <= 2 ORDER BY t.record",
                [&bearing](Query& row) -> Result<void> {
                    bearing.push_back(row.id(0));
                    return {};
                },
                search_token(*keys, terms[i])));
            std::vector<std::uint64_t> both;
            std::set_intersection(matching.begin(), matching.end(), bearing.begin(), bearing.end(),
                                  std::back_inserter(both));
            matching = i == 0 ? std::move(bearing) : std::move(both);
        }
        for (const std::uint64_t record : matching) found.emplace_back(record);
    }
    std::sort(found.begin(), found.end());
    if (found.size() > limit) found.resize(limit);
    return found;
}

Result<RecordHead> SqliteReads::record(RecordId id) {
    Query row = TRY(database().query("SELECT " KITH_HEAD_COLUMNS " FROM records r WHERE r.id = ?1"));
    if (TRY(row.bind(id.value()).step()) == Step::Done) return unknown("record", std::to_string(id.value()));
    return head_from(session_, row);
}

Result<StoredIdentity> SqliteReads::identity(RecordId id) {
    const crypto::SealingKey key = TRY(record_key(id));
    Query row = TRY(database().query("SELECT head FROM records WHERE id = ?1"));
    if (TRY(row.bind(id.value()).step()) == Step::Done || row.is_null(0)) {
        return unknown("record", std::to_string(id.value()));
    }
    const auto plain = TRY(open_field(key, row.blob(0), place_of(Field::Identity, id.value()), "record", id.value()));
    return decode_identity(plain.view());
}

Result<std::vector<std::string>> SqliteReads::categories(RecordId id) {
    std::set<std::string> categories;
    TRY(database().each(
        "SELECT slot FROM parts WHERE record = ?1 AND until = 0",
        [&](Query& row) -> Result<void> {
            categories.insert(TRY(session_.slot_at(row.number(0))).category);
            return {};
        },
        id.value()));
    return std::vector<std::string>(categories.begin(), categories.end());
}

Result<std::vector<table::Fact>> SqliteReads::facts(RecordId id, std::string_view category) {
    return facts_as_of(id, category, DeliveryId{static_cast<std::uint64_t>(kNow)});
}

Result<std::vector<table::Fact>> SqliteReads::facts_as_of(RecordId id, std::string_view category, DeliveryId as_of) {
    const auto slot = TRY(session_.slot_row({Field::Facts, std::string(category), 0}));
    std::vector<table::Fact> facts;
    if (!slot) return facts;
    std::optional<crypto::SealingKey> key;
    TRY(database().each(
        "SELECT since, body FROM parts WHERE record = ?1 AND slot = ?2 AND since <= ?3 AND (until = 0 OR until > ?3)",
        [&](Query& row) -> Result<void> {
            if (!key) key = TRY(record_key(id));
            const Place place = place_of(Field::Facts, id.value(), static_cast<std::uint64_t>(*slot), row.id(0));
            const auto plain = TRY(open_field(*key, row.blob(1), place, "record", id.value()));
            facts = TRY(decode_facts(plain.view(), category));
            return {};
        },
        id.value(), *slot, as_of.value()));
    return facts;
}

Result<std::vector<table::Strip>> SqliteReads::strips(RecordId id, std::string_view category) {
    std::vector<table::Strip> strips;
    std::optional<crypto::SealingKey> key;
    TRY(database().each(
        "SELECT slot, since, body FROM parts WHERE record = ?1 AND until = 0 ORDER BY slot",
        [&](Query& row) -> Result<void> {
            const Slot slot = TRY(session_.slot_at(row.number(0)));
            if (slot.field != Field::Strips || slot.category != category) return {};
            if (!key) key = TRY(record_key(id));
            const Place place = place_of(Field::Strips, id.value(), row.id(0), row.id(1));
            const auto plain = TRY(open_field(*key, row.blob(2), place, "record", id.value()));
            for (auto& strip : TRY(decode_strips(plain.view(), category))) strips.push_back(std::move(strip));
            return {};
        },
        id.value()));
    std::sort(strips.begin(), strips.end());
    return strips;
}

Result<table::Record> SqliteReads::contents(RecordId id) {
    StoredIdentity stored = TRY(identity(id));
    table::Record record;
    record.local_id = std::move(stored.local_id);
    record.has_own_id = stored.has_own_id;
    record.identity = std::move(stored.identity);
    record.origins = std::move(stored.origins);
    for (const std::string& category : TRY(categories(id))) {
        for (auto& fact : TRY(facts(id, category))) record.facts.push_back(std::move(fact));
        for (auto& strip : TRY(strips(id, category))) record.strips.push_back(std::move(strip));
    }
    return record;
}

Result<std::vector<RecordVersion>> SqliteReads::record_versions(RecordId id) {
    std::vector<RecordVersion> versions;
    TRY(database().each(
        "SELECT since, until, state FROM record_history WHERE record = ?1 ORDER BY until",
        [&versions](Query& row) -> Result<void> {
            versions.push_back({DeliveryId{row.id(0)}, DeliveryId{row.id(1)}, static_cast<RecordState>(row.number(2))});
            return {};
        },
        id.value()));
    const RecordHead head = TRY(record(id));
    versions.push_back({head.last_delivery, std::nullopt, head.state});
    return versions;
}

Result<void> SqliteReads::for_each_identity(const OnIdentity& on_identity) {
    return database().each(
        "SELECT " KITH_HEAD_COLUMNS
        ", k.key, r.head FROM records r JOIN record_keys k ON k.record = r.id WHERE r.state <= 2 ORDER BY r.id",
        [&](Query& row) -> Result<void> {
            const RecordHead head = TRY(head_from(session_, row));
            const StoredIdentity stored =
                TRY(open_head(session_, head.id.value(), row.number(1), row.blob(5), row.blob(6)));
            return on_identity(head, stored);
        });
}

}  // namespace kith::ledger
