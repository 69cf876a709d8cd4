// Members, sources, documents, deliveries and problems.

#include <algorithm>

#include "ledger/sqlite_content.h"
#include "ledger/sqlite_reads.h"

namespace kith::ledger {

namespace {

#define KITH_DOCUMENT_COLUMNS "kind, id, version, is_removed, by, at, body"

std::optional<Instant> instant_at(const Query& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return Instant{row.number(column)};
}

}  // namespace

Bytes content_token(const Keyring& keyring, std::span<const Hash> files) {
    std::vector<Hash> sorted(files.begin(), files.end());
    std::sort(sorted.begin(), sorted.end());
    Bytes joined;
    for (const Hash& hash : sorted) joined.insert(joined.end(), hash.begin(), hash.end());
    const Hash token = crypto::hmac_sha256(keyring.file_token.view(), joined);
    return {token.begin(), token.begin() + 16};
}

Result<std::uint64_t> SqliteReads::epoch() {
    const auto value = TRY(database().number("SELECT value FROM meta WHERE name = 'epoch'"));
    return static_cast<std::uint64_t>(value.value_or(0));
}

Result<std::vector<Member>> SqliteReads::members() {
    std::vector<Member> members;
    TRY(database().each("SELECT slug, body, id FROM members ORDER BY slug", [&](Query& row) -> Result<void> {
        const std::string slug = row.text(0);
        const auto body = TRY(
            open_field(session_.keyring().document, row.blob(1), place_of(Field::Member, slug), "member", row.id(2)));
        members.push_back({MemberId{slug}, std::string(as_text(body.view()))});
        return {};
    }));
    return members;
}

Result<std::vector<Source>> SqliteReads::sources() {
    std::vector<Source> sources;
    TRY(database().each(
        "SELECT s.slug, m.slug, s.body, s.id FROM sources s JOIN members m ON m.id = s.member ORDER BY s.slug",
        [&](Query& row) -> Result<void> {
            const std::string slug = row.text(0);
            const auto body = TRY(open_field(session_.keyring().document, row.blob(2), place_of(Field::Source, slug),
                                             "source", row.id(3)));
            sources.push_back({SourceId{slug}, MemberId{row.text(1)}, std::string(as_text(body.view()))});
            return {};
        }));
    return sources;
}

Result<Source> SqliteReads::source(const SourceId& id) {
    auto all = TRY(sources());
    const auto found = std::find_if(all.begin(), all.end(), [&id](const Source& source) { return source.id == id; });
    if (found == all.end()) return unknown("source", id.value());
    return std::move(*found);
}

Result<Document> SqliteReads::document_from(Query& row) {
    Document document;
    document.kind = static_cast<DocumentKind>(row.number(0));
    document.id = row.text(1);
    document.version = static_cast<std::uint32_t>(row.number(2));
    document.is_removed = row.number(3) != 0;
    document.by = UserId{row.text(4)};
    document.at = Instant{row.number(5)};
    const Place place = place_of(Field::Document, document.id, row.id(0), document.version);
    const auto plain = TRY(open_field(session_.keyring().document, row.blob(6), place, "document of kind", row.id(0)));
    DocumentBody body = TRY(decode_document(plain.view()));
    document.json = std::move(body.json);
    document.anchor = std::move(body.anchor);
    return document;
}

Result<std::vector<Document>> SqliteReads::documents(DocumentKind kind) {
    std::vector<Document> documents;
    TRY(database().each(
        "SELECT " KITH_DOCUMENT_COLUMNS
        " FROM documents WHERE kind = ?1 AND is_latest = 1 AND is_removed = 0 ORDER BY id",
        [&](Query& row) -> Result<void> {
            documents.push_back(TRY(document_from(row)));
            return {};
        },
        static_cast<std::int64_t>(kind)));
    return documents;
}

Result<std::optional<Document>> SqliteReads::document(DocumentKind kind, const std::string& id) {
    std::optional<Document> found;
    TRY(database().each(
        "SELECT " KITH_DOCUMENT_COLUMNS
        " FROM documents WHERE kind = ?1 AND id = ?2 AND is_latest = 1 AND is_removed = 0",
        [&](Query& row) -> Result<void> {
            found = TRY(document_from(row));
            return {};
        },
        static_cast<std::int64_t>(kind), id));
    return found;
}

Result<std::vector<Document>> SqliteReads::document_history(DocumentKind kind, const std::string& id) {
    std::vector<Document> documents;
    TRY(database().each(
        "SELECT " KITH_DOCUMENT_COLUMNS " FROM documents WHERE kind = ?1 AND id = ?2 ORDER BY version",
        [&](Query& row) -> Result<void> {
            documents.push_back(TRY(document_from(row)));
            return {};
        },
        static_cast<std::int64_t>(kind), id));
    return documents;
}

Result<std::vector<Document>> SqliteReads::documents_of(DocumentKind kind, std::span<const RecordId> records) {
    std::vector<Document> documents;
    for (const RecordId record : records) {
        // The index is named: for the order by id the planner would walk all documents of the kind, a thousand times as
        // long with 100,000 children.
        TRY(database().each(
            "SELECT d.kind, d.id, d.version, d.is_removed, d.by, d.at, d.body FROM records r JOIN documents d "
            "INDEXED BY documents_anchor ON d.anchor_source = r.source AND d.anchor_token = r.token AND d.kind = ?2 "
            "WHERE r.id = ?1 AND d.is_latest = 1 AND d.anchor_token IS NOT NULL AND d.is_removed = 0 ORDER BY d.id",
            [&](Query& row) -> Result<void> {
                documents.push_back(TRY(document_from(row)));
                return {};
            },
            record.value(), static_cast<std::int64_t>(kind)));
    }
    return documents;
}

Result<Delivery> SqliteReads::delivery_from(Query& row) {
    Delivery delivery;
    delivery.id = DeliveryId{row.id(0)};
    delivery.source = SourceId{row.text(1)};
    delivery.state = static_cast<DeliveryState>(row.number(2));
    delivery.by = UserId{row.text(3)};
    delivery.received_at = Instant{row.number(4)};
    delivery.committed_at = instant_at(row, 5);
    delivery.undone_at = instant_at(row, 6);
    const auto& key = session_.keyring().document;
    const auto files =
        TRY(open_field(key, row.blob(7), place_of(Field::DeliveryFiles, row.id(0)), "delivery", row.id(0)));
    delivery.files = TRY(decode_files(files.view()));
    if (!row.is_null(8)) {
        const auto notes =
            TRY(open_field(key, row.blob(8), place_of(Field::DeliveryNotes, row.id(0)), "delivery", row.id(0)));
        delivery.json = as_text(notes.view());
    }
    return delivery;
}

#define KITH_DELIVERY_SELECT                                                                                 \
    "SELECT d.id, s.slug, d.state, d.by, d.received_at, d.committed_at, d.undone_at, d.files, d.notes FROM " \
    "deliveries d JOIN sources s ON s.id = d.source "

Result<std::vector<Delivery>> SqliteReads::deliveries(const std::optional<SourceId>& source) {
    std::vector<Delivery> deliveries;
    std::optional<std::string> slug;
    if (source) slug = TRY(session_.source(*source)).id.value();
    TRY(database().each(
        KITH_DELIVERY_SELECT "WHERE ?1 IS NULL OR s.slug = ?1 ORDER BY d.id DESC",
        [&](Query& row) -> Result<void> {
            deliveries.push_back(TRY(delivery_from(row)));
            return {};
        },
        slug));
    return deliveries;
}

Result<Delivery> SqliteReads::delivery(DeliveryId id) {
    Query row = TRY(database().query(KITH_DELIVERY_SELECT "WHERE d.id = ?1"));
    if (TRY(row.bind(id.value()).step()) == Step::Done) return unknown("delivery", std::to_string(id.value()));
    return delivery_from(row);
}

Result<std::optional<DeliveryId>> SqliteReads::delivery_with(const SourceId& source, std::span<const Hash> files) {
    const SourceRow row = TRY(session_.source(source));
    const auto found = TRY(
        database().number("SELECT id FROM deliveries WHERE source = ?1 AND content = ?2 AND state = 2 ORDER BY id DESC",
                          row.row, content_token(session_.keyring(), files)));
    if (!found) return std::optional<DeliveryId>();
    return std::optional(DeliveryId{static_cast<std::uint64_t>(*found)});
}

Result<crypto::SealingKey> SqliteReads::problem_key(DeliveryId delivery, std::int64_t member, ByteView wrapped) {
    const MemberKeys* const keys = TRY(session_.member_keys(member));
    auto key = unwrap(keys->problem_wrap, wrapped, place_of(Field::ProblemKey, delivery.value()));
    if (key.is_error()) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "a delivery's key does not open",
                          "delivery " + std::to_string(delivery.value()));
    }
    return crypto::SealingKey(std::move(key).value());
}

Result<std::vector<HeldProblem>> SqliteReads::problems(DeliveryId delivery) {
    std::vector<HeldProblem> problems;
    Query head =
        TRY(database().query("SELECT s.member, d.key FROM deliveries d JOIN sources s ON s.id = d.source "
                             "WHERE d.id = ?1"));
    if (TRY(head.bind(delivery.value()).step()) == Step::Done) {
        return unknown("delivery", std::to_string(delivery.value()));
    }
    std::optional<crypto::SealingKey> key;
    if (!head.is_null(1)) key = TRY(problem_key(delivery, head.number(0), head.blob(1)));
    TRY(database().each(
        "SELECT id, file, problem, severity, line, place_column, body FROM problems WHERE delivery = ?1 ORDER BY id",
        [&](Query& row) -> Result<void> {
            HeldProblem held{row.id(0), delivery, static_cast<std::uint32_t>(row.number(1)), {}};
            if (key) {
                const auto body = TRY(open_field(
                    *key, row.blob(6), place_of(Field::Problem, delivery.value(), row.id(4)), "problem", row.id(0)));
                held.problem = TRY(decode_problem(body.view()));
            }
            held.problem.id = row.text(2);
            held.problem.severity = static_cast<table::Severity>(row.number(3));
            held.problem.place.line = row.id(4);
            held.problem.place.column = static_cast<std::uint32_t>(row.number(5));
            problems.push_back(std::move(held));
            return {};
        },
        delivery.value()));
    return problems;
}

}  // namespace kith::ledger
