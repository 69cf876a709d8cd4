// Link runs, reviews and verdicts.

#include <cmath>
#include <map>
#include <set>

#include "ledger/sqlite_transaction.h"

namespace kith::ledger {

namespace {

std::pair<std::uint64_t, std::uint64_t> pair_of(RecordId a, RecordId b) {
    return std::minmax(a.value(), b.value());
}

}  // namespace

Result<std::int64_t> SqliteTransaction::person_row(const std::string& name) {
    if (person_rows_.empty()) {
        TRY(database().each("SELECT name, id FROM persons", [this](Query& row) -> Result<void> {
            person_rows_.emplace(row.text(0), row.number(1));
            return {};
        }));
    }
    const auto [place, is_new] = person_rows_.try_emplace(name, 0);
    if (is_new) {
        TRY(database().run("INSERT INTO persons (name) VALUES (?1)", name));
        place->second = static_cast<std::int64_t>(database().last_row());
    }
    return place->second;
}

Result<LinkRunId> SqliteTransaction::write_link_run(const LinkRunWrite& run) {
    has_touched_decisions_ = true;
    const LinkRunId id{static_cast<std::uint64_t>(TRY(database().number("SELECT max(id) FROM link_runs")).value_or(0)) +
                       1};
    TRY(database().run(
        "INSERT INTO link_runs (id, by, at, last_delivery, changed, notes) VALUES (?1, ?2, ?3, "
        "(SELECT coalesce(max(id), 0) FROM deliveries WHERE state >= 2), 0, ?4)",
        id.value(), writer_.user.value(), writer_.at.unix_ms,
        crypto::seal(session().keyring().document, as_bytes(run.json), place_of(Field::LinkRunNotes, id.value()))));
    const std::uint64_t changed = TRY(write_links(id, run.links));
    TRY(write_tombstones(run.tombstones));
    TRY(write_reviews(id, run.reviews));
    TRY(database().run("UPDATE link_runs SET changed = ?2 WHERE id = ?1", id.value(), changed));
    return id;
}

/// Closes links that no longer hold and opens the new ones; a link that only weighs otherwise keeps its history.
Result<std::uint64_t> SqliteTransaction::write_links(LinkRunId run, std::span<const Link> links) {
    struct Live {
        std::int64_t person;
        double weight;
        std::uint64_t since;
    };
    std::unordered_map<std::uint64_t, Live> live;
    TRY(
        database().each("SELECT l.record, l.person, l.weight, l.since FROM links l JOIN records r ON r.id = l.record "
                        "WHERE l.until = 0 AND r.state <= 2",
                        [&live](Query& row) -> Result<void> {
                            live[row.id(0)] = {row.number(1), row.real(2), row.id(3)};
                            return {};
                        }));
    std::uint64_t changed = 0;
    Query close = TRY(database().query("UPDATE links SET until = ?2 WHERE record = ?1 AND since = ?3"));
    Query weigh = TRY(database().query("UPDATE links SET weight = ?2 WHERE record = ?1 AND since = ?3"));
    Query open = TRY(database().query("INSERT INTO links (record, since, person, weight) VALUES (?1, ?2, ?3, ?4)"));
    for (const Link& link : links) {
        const std::int64_t person = TRY(person_row(link.person.value()));
        const auto held = live.find(link.record.value());
        if (held != live.end() && held->second.person == person) {
            if (held->second.weight != link.weight) {
                TRY(weigh.bind(link.record.value(), link.weight, held->second.since).run());
            }
            live.erase(held);
            continue;
        }
        ++changed;
        if (held != live.end()) {
            TRY(close.bind(link.record.value(), run.value(), held->second.since).run());
            live.erase(held);
        }
        TRY(open.bind(link.record.value(), run.value(), person, link.weight).run());
    }
    for (const auto& [record, held] : live) {
        ++changed;
        TRY(close.bind(record, run.value(), held.since).run());
    }
    return changed;
}

Result<void> SqliteTransaction::write_tombstones(std::span<const Tombstone> tombstones) {
    // A person that others merge into now lives, unless this run ends it too: an older tombstone of its own would close
    // a circle.
    for (const Tombstone& tombstone : tombstones) {
        const std::int64_t into = TRY(person_row(tombstone.into.value()));
        TRY(database().run("UPDATE persons SET merged_into = NULL WHERE id = ?1", into));
    }
    for (const Tombstone& tombstone : tombstones) {
        if (tombstone.gone == tombstone.into) continue;
        const std::int64_t gone = TRY(person_row(tombstone.gone.value()));
        const std::int64_t into = TRY(person_row(tombstone.into.value()));
        TRY(database().run("UPDATE persons SET merged_into = ?2 WHERE id = ?1", gone, into));
    }
    // Whoever has records lives.
    return database().run(
        "UPDATE persons SET merged_into = NULL WHERE merged_into IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM links l JOIN records r ON r.id = l.record "
        "WHERE l.person = persons.id AND l.until = 0 AND r.state <= 2)");
}

Result<void> SqliteTransaction::write_reviews(LinkRunId run, std::span<const ReviewWrite> reviews) {
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> open;
    TRY(database().each("SELECT a, b, id FROM reviews WHERE state = 1", [&open](Query& row) -> Result<void> {
        open[{row.id(0), row.id(1)}] = row.id(2);
        return {};
    }));
    std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
    for (const ReviewWrite& review : reviews) {
        const auto pair = pair_of(review.a, review.b);
        if (!seen.insert(pair).second) continue;
        const auto held = open.find(pair);
        if (held != open.end()) {
            TRY(database().run("UPDATE reviews SET weight = ?2, reason = ?3 WHERE id = ?1", held->second, review.weight,
                               review.reason));
            open.erase(held);
            continue;
        }
        TRY(database().run("INSERT INTO reviews (run, a, b, weight, reason, state) VALUES (?1, ?2, ?3, ?4, ?5, 1)",
                           run.value(), pair.first, pair.second, review.weight, review.reason));
    }
    for (const auto& [pair, id] : open) TRY(database().run("UPDATE reviews SET state = 3 WHERE id = ?1", id));
    return {};
}

Result<VerdictId> SqliteTransaction::add_verdict(RecordId a, RecordId b, VerdictKind kind) {
    has_touched_decisions_ = true;
    if (a == b) {
        return make_error(ErrorCode::InvalidInput, "ledger.verdict.same-record", "a verdict is about two records");
    }
    TRY(record(a));
    TRY(record(b));
    const auto pair = pair_of(a, b);
    TRY(database().run("INSERT INTO verdicts (a, b, kind, by, at) VALUES (?1, ?2, ?3, ?4, ?5)", pair.first, pair.second,
                       static_cast<std::int64_t>(kind), writer_.user.value(), writer_.at.unix_ms));
    return VerdictId{database().last_row()};
}

Result<void> SqliteTransaction::revoke_verdict(VerdictId id) {
    has_touched_decisions_ = true;
    TRY(database().run("UPDATE verdicts SET revoked_by = ?2, revoked_at = ?3 WHERE id = ?1 AND revoked_at IS NULL",
                       id.value(), writer_.user.value(), writer_.at.unix_ms));
    if (database().changes() == 0) return unknown("verdict", std::to_string(id.value()));
    return {};
}

Result<VerdictId> SqliteTransaction::settle_review(ReviewId id, VerdictKind kind) {
    const Review held = TRY(review(id));
    if (held.state != ReviewState::Open) {
        return make_error(ErrorCode::Conflict, "ledger.review.settled", "the review is no longer open");
    }
    const VerdictId verdict = TRY(add_verdict(held.pair.a, held.pair.b, kind));
    TRY(database().run("UPDATE reviews SET state = 2, verdict = ?2 WHERE id = ?1", id.value(), verdict.value()));
    return verdict;
}

}  // namespace kith::ledger
