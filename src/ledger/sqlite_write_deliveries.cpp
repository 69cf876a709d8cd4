// Deliveries: received, committed, undone; and their problems.

#include "ledger/sqlite_content.h"
#include "ledger/sqlite_transaction.h"

namespace kith::ledger {

Result<DeliveryId> SqliteTransaction::add_delivery(const SourceId& source, std::span<const DeliveredFile> files) {
    const SourceRow from = TRY(session().source(source));
    std::vector<Hash> hashes;
    for (const DeliveredFile& file : files) hashes.push_back(file.sha256);
    // The sealed names need the row's number before the row stands; AUTOINCREMENT's own counter gives it.
    const auto last = TRY(database().number("SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'"));
    const DeliveryId id{static_cast<std::uint64_t>(last.value_or(0)) + 1};
    buffer_.clear();
    encode_files(files, buffer_);
    const Bytes sealed =
        crypto::seal(session().keyring().document, buffer_.view(), place_of(Field::DeliveryFiles, id.value()));
    TRY(
        database().run("INSERT INTO deliveries (id, source, state, by, received_at, content, files) "
                       "VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6)",
                       id.value(), from.row, writer_.user.value(), writer_.at.unix_ms,
                       content_token(session().keyring(), hashes), sealed));
    return id;
}

Result<void> SqliteTransaction::add_problems(DeliveryId delivery, std::uint32_t file,
                                             std::span<const table::Problem> problems) {
    const Receiving into = TRY(receiving(delivery));
    Query held = TRY(database().query("SELECT key FROM deliveries WHERE id = ?1"));
    TRY(held.bind(delivery.value()).step());
    std::optional<crypto::SealingKey> key;
    if (!held.is_null(0)) {
        key = TRY(problem_key(delivery, into.source.member, held.blob(0)));
    } else {
        key = crypto::SealingKey::random();
        const MemberKeys* const keys = TRY(session().member_keys(into.source.member));
        TRY(database().run("UPDATE deliveries SET key = ?2 WHERE id = ?1", delivery.value(),
                           wrap(keys->problem_wrap, key->key(), place_of(Field::ProblemKey, delivery.value()))));
    }
    for (const table::Problem& problem : problems) {
        buffer_.clear();
        encode_problem(problem, buffer_);
        const Place place = place_of(Field::Problem, delivery.value(), problem.place.line);
        TRY(
            database().run("INSERT INTO problems (delivery, file, problem, severity, line, place_column, body) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                           delivery.value(), file, problem.id, static_cast<std::int64_t>(problem.severity),
                           problem.place.line, problem.place.column, crypto::seal(*key, buffer_.view(), place)));
    }
    return {};
}

Result<void> SqliteTransaction::commit_delivery(DeliveryId delivery, const std::string& json) {
    TRY(receiving(delivery));
    receiving_.reset();
    has_touched_decisions_ = true;
    return database().run(
        "UPDATE deliveries SET state = 2, committed_at = ?2, notes = ?3 WHERE id = ?1", delivery.value(),
        writer_.at.unix_ms,
        crypto::seal(session().keyring().document, as_bytes(json), place_of(Field::DeliveryNotes, delivery.value())));
}

Result<void> SqliteTransaction::undo_delivery(DeliveryId delivery) {
    const Delivery held = TRY(this->delivery(delivery));
    has_touched_decisions_ = true;
    if (held.state != DeliveryState::Committed) {
        return make_error(ErrorCode::Conflict, "ledger.delivery.not-committed", "only a committed delivery is undone");
    }
    const auto newer = TRY(database().number(
        "SELECT min(n.id) FROM deliveries n JOIN deliveries d ON d.id = ?1 WHERE n.source = d.source AND n.id > d.id "
        "AND n.state = 2",
        delivery.value()));
    if (newer) {
        return make_error(ErrorCode::Conflict, "ledger.delivery.not-newest",
                          "undo the source's later deliveries first, newest first");
    }
    TRY(flush());
    TRY(restore_history(delivery));
    TRY(hide_first_seen(delivery));
    TRY(database().run("DELETE FROM parts WHERE since = ?1", delivery.value()));
    TRY(database().run("UPDATE parts SET until = 0 WHERE until = ?1", delivery.value()));
    TRY(database().run("DELETE FROM problems WHERE delivery = ?1", delivery.value()));
    return database().run("UPDATE deliveries SET state = 3, undone_at = ?2, key = NULL WHERE id = ?1", delivery.value(),
                          writer_.at.unix_ms);
}

/// Records the delivery changed get back the state, head and search terms they had.
Result<void> SqliteTransaction::restore_history(DeliveryId delivery) {
    struct Before {
        RecordId record;
        Bytes terms_now;
        Bytes terms_then;
    };
    std::vector<Before> renamed;
    TRY(database().each(
        "SELECT r.id, r.terms, h.terms FROM record_history h JOIN records r ON r.id = h.record "
        "WHERE h.until = ?1 AND h.head IS NOT NULL AND h.terms IS NOT r.terms",
        [&renamed](Query& row) -> Result<void> {
            const ByteView now = row.blob(1);
            const ByteView then = row.blob(2);
            renamed.push_back({RecordId{row.id(0)}, {now.begin(), now.end()}, {then.begin(), then.end()}});
            return {};
        },
        delivery.value()));
    for (const Before& before : renamed) {
        TRY(drop_tokens(before.record, before.terms_now));
        add_tokens(before.record, before.terms_then);
    }
    TRY(
        database().run("UPDATE records SET state = h.state, last_delivery = h.since, "
                       "terms = CASE WHEN h.head IS NULL THEN records.terms ELSE h.terms END, "
                       "head = coalesce(h.head, records.head) FROM record_history h "
                       "WHERE h.record = records.id AND h.until = ?1",
                       delivery.value()));
    return database().run("DELETE FROM record_history WHERE until = ?1", delivery.value());
}

/// Records the delivery brought keep their row, so that the id is the same when they are delivered again.
Result<void> SqliteTransaction::hide_first_seen(DeliveryId delivery) {
    std::vector<std::pair<RecordId, Bytes>> hidden;
    TRY(database().each(
        "SELECT id, terms FROM records WHERE first_delivery = ?1 AND state <= 2",
        [&hidden](Query& row) -> Result<void> {
            const ByteView terms = row.blob(1);
            hidden.emplace_back(RecordId{row.id(0)}, Bytes(terms.begin(), terms.end()));
            return {};
        },
        delivery.value()));
    for (const auto& [record, terms] : hidden) TRY(drop_tokens(record, terms));
    return database().run(
        "UPDATE records SET state = 3, terms = NULL, head = NULL WHERE first_delivery = ?1 "
        "AND state <= 2",
        delivery.value());
}

}  // namespace kith::ledger
