// Persons, links, reviews and verdicts.

#include "ledger/sqlite_reads.h"

namespace kith::ledger {

namespace {

// A chain of merges longer than this is a damaged file that merges in a circle.
constexpr int kMergesMax = 100000;

Verdict verdict_from(const Query& row) {
    Verdict verdict;
    verdict.id = VerdictId{row.id(0)};
    verdict.a = RecordId{row.id(1)};
    verdict.b = RecordId{row.id(2)};
    verdict.kind = static_cast<VerdictKind>(row.number(3));
    verdict.by = UserId{row.text(4)};
    verdict.at = Instant{row.number(5)};
    if (!row.is_null(6)) verdict.revoked_by = UserId{row.text(6)};
    if (!row.is_null(7)) verdict.revoked_at = Instant{row.number(7)};
    return verdict;
}

}  // namespace

Result<std::vector<Link>> SqliteReads::links() {
    std::vector<Link> links;
    TRY(
        database().each("SELECT l.record, p.name, l.weight FROM links l JOIN records r ON r.id = l.record "
                        "JOIN persons p ON p.id = l.person WHERE l.until = 0 AND r.state <= 2 ORDER BY l.record",
                        [&links](Query& row) -> Result<void> {
                            links.push_back({RecordId{row.id(0)}, PersonId{row.text(1)}, row.real(2)});
                            return {};
                        }));
    return links;
}

Result<Person> SqliteReads::person(const PersonId& id) {
    Person person;
    Query row = TRY(database().query(
        "SELECT p.id, q.name FROM persons p LEFT JOIN persons q ON q.id = p.merged_into WHERE p.name = ?1"));
    if (TRY(row.bind(id.value()).step()) == Step::Done) return unknown("person", id.value());
    person.id = id;
    if (!row.is_null(1)) person.merged_into = PersonId{row.text(1)};
    TRY(database().each(
        "SELECT l.record, l.weight FROM links l JOIN records r ON r.id = l.record "
        "WHERE l.person = ?1 AND l.until = 0 AND r.state <= 2 ORDER BY l.record",
        [&](Query& link) -> Result<void> {
            person.links.push_back({RecordId{link.id(0)}, id, link.real(1)});
            return {};
        },
        row.number(0)));
    return person;
}

Result<PersonId> SqliteReads::resolve_person(const PersonId& id) {
    PersonId current = id;
    for (int i = 0; i < kMergesMax; ++i) {
        Query row = TRY(database().query(
            "SELECT q.name FROM persons p LEFT JOIN persons q ON q.id = p.merged_into WHERE p.name = ?1"));
        if (TRY(row.bind(current.value()).step()) == Step::Done) return unknown("person", id.value());
        if (row.is_null(0)) return current;
        current = PersonId{row.text(0)};
    }
    return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "persons are merged in a circle", id.value());
}

Result<std::optional<PersonId>> SqliteReads::person_of(RecordId id) {
    std::optional<PersonId> found;
    TRY(database().each(
        "SELECT p.name FROM links l JOIN records r ON r.id = l.record JOIN persons p ON p.id = l.person "
        "WHERE l.record = ?1 AND l.until = 0 AND r.state <= 2",
        [&found](Query& row) -> Result<void> {
            found = PersonId{row.text(0)};
            return {};
        },
        id.value()));
    return found;
}

Result<std::vector<HeldLink>> SqliteReads::link_history(RecordId id) {
    std::vector<HeldLink> links;
    TRY(database().each(
        "SELECT l.since, l.until, p.name, l.weight FROM links l JOIN persons p ON p.id = l.person "
        "WHERE l.record = ?1 ORDER BY l.since",
        [&](Query& row) -> Result<void> {
            HeldLink held{{id, PersonId{row.text(2)}, row.real(3)}, LinkRunId{row.id(0)}, std::nullopt};
            if (row.number(1) != 0) held.until = LinkRunId{row.id(1)};
            links.push_back(std::move(held));
            return {};
        },
        id.value()));
    return links;
}

Result<std::vector<Link>> SqliteReads::orphans() {
    std::vector<Link> links;
    TRY(database().each(
        "SELECT l.record, p.name, l.weight FROM records r INDEXED BY records_orphaned JOIN links l ON l.record = r.id "
        "JOIN persons p ON p.id = l.person WHERE r.state >= 3 AND l.since = (SELECT max(since) FROM links WHERE record "
        "= r.id) ORDER BY r.id",
        [&links](Query& row) -> Result<void> {
            links.push_back({RecordId{row.id(0)}, PersonId{row.text(1)}, row.real(2)});
            return {};
        }));
    return links;
}

Result<std::vector<Tombstone>> SqliteReads::tombstones() {
    std::vector<Tombstone> tombstones;
    TRY(database().each("SELECT p.name, q.name FROM persons p JOIN persons q ON q.id = p.merged_into ORDER BY p.id",
                        [&tombstones](Query& row) -> Result<void> {
                            tombstones.push_back({PersonId{row.text(0)}, PersonId{row.text(1)}});
                            return {};
                        }));
    return tombstones;
}

Result<std::vector<LinkRun>> SqliteReads::link_runs() {
    std::vector<LinkRun> runs;
    TRY(database().each("SELECT id, by, at, last_delivery, changed, notes FROM link_runs ORDER BY id DESC",
                        [&](Query& row) -> Result<void> {
                            LinkRun run{LinkRunId{row.id(0)},  UserId{row.text(1)}, Instant{row.number(2)},
                                        DeliveryId{row.id(3)}, row.id(4),           {}};
                            const auto notes =
                                TRY(open_field(session_.keyring().document, row.blob(5),
                                               place_of(Field::LinkRunNotes, row.id(0)), "link run", row.id(0)));
                            run.json = as_text(notes.view());
                            runs.push_back(std::move(run));
                            return {};
                        }));
    return runs;
}

Result<Review> SqliteReads::review_from(Query& row) {
    Review review;
    review.id = ReviewId{row.id(0)};
    review.run = LinkRunId{row.id(1)};
    review.pair = {RecordId{row.id(2)}, RecordId{row.id(3)}, row.real(4), row.text(5)};
    review.state = static_cast<ReviewState>(row.number(6));
    if (!row.is_null(7)) review.verdict = VerdictId{row.id(7)};
    return review;
}

Result<std::vector<Review>> SqliteReads::reviews(ReviewState state) {
    std::vector<Review> reviews;
    TRY(database().each(
        "SELECT id, run, a, b, weight, reason, state, verdict FROM reviews WHERE state = ?1 ORDER BY id",
        [&](Query& row) -> Result<void> {
            reviews.push_back(TRY(review_from(row)));
            return {};
        },
        static_cast<std::int64_t>(state)));
    return reviews;
}

Result<Review> SqliteReads::review(ReviewId id) {
    Query row =
        TRY(database().query("SELECT id, run, a, b, weight, reason, state, verdict FROM reviews WHERE id = ?1"));
    if (TRY(row.bind(id.value()).step()) == Step::Done) return unknown("review", std::to_string(id.value()));
    return review_from(row);
}

Result<std::vector<Verdict>> SqliteReads::verdicts() {
    std::vector<Verdict> verdicts;
    TRY(database().each("SELECT id, a, b, kind, by, at, revoked_by, revoked_at FROM verdicts ORDER BY id",
                        [&verdicts](Query& row) -> Result<void> {
                            verdicts.push_back(verdict_from(row));
                            return {};
                        }));
    return verdicts;
}

}  // namespace kith::ledger
