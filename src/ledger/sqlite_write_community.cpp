// Members, sources, documents, the epoch, and the end of a transaction.

#include <algorithm>

#include "ledger/sqlite_transaction.h"

namespace kith::ledger {

SqliteTransaction::~SqliteTransaction() {
    if (!is_over_) abandon();
}

Result<void> SqliteTransaction::commit() {
    is_over_ = true;
    auto written = [this]() -> Result<void> {
        if (receiving_) {
            return make_error(ErrorCode::Conflict, "ledger.delivery.open", "records lie in an uncommitted delivery");
        }
        TRY(flush());
        if (has_touched_decisions_) TRY(bump_epoch());
        TRY(sign_checkpoint());
        return database().execute("COMMIT");
    }();
    session().forget();
    // After a full disk SQLite may have rolled back by itself; either way nothing may be left open.
    if (written.is_error()) abandon();
    // The log still holds pages with what was erased; emptied now if no reader needs it, else by the next checkpoint.
    if (written.is_ok() && has_erased_) database().empty_log();
    return written;
}

void SqliteTransaction::abandon() {
    if (sqlite3_get_autocommit(database().handle()) == 0) static_cast<void>(database().execute("ROLLBACK"));
    // What a large transaction had already put into the log would keep a full disk full.
    database().empty_log();
}

Result<void> SqliteTransaction::put_member(const Member& member) {
    has_touched_decisions_ = true;
    const std::string& slug = member.id.value();
    const Bytes body = crypto::seal(session().keyring().document, as_bytes(member.json), place_of(Field::Member, slug));
    const auto known = TRY(database().number("SELECT id FROM members WHERE slug = ?1", slug));
    if (known) return database().run("UPDATE members SET body = ?2 WHERE id = ?1", *known, body);
    const auto row = static_cast<std::uint64_t>(TRY(database().number("SELECT max(id) FROM members")).value_or(0)) + 1;
    const Bytes key = wrap(session().keyring().member_wrap, crypto::Key::random(), place_of(Field::MemberKey, row));
    return database().run("INSERT INTO members (id, slug, key, body) VALUES (?1, ?2, ?3, ?4)", row, slug, key, body);
}

Result<void> SqliteTransaction::put_source(const Source& source) {
    has_touched_decisions_ = true;
    const std::string& slug = source.id.value();
    const auto member = TRY(database().number("SELECT id FROM members WHERE slug = ?1", source.member.value()));
    if (!member) return unknown("member", source.member.value());
    const Bytes body = crypto::seal(session().keyring().document, as_bytes(source.json), place_of(Field::Source, slug));
    const auto held = TRY(database().number("SELECT member FROM sources WHERE slug = ?1", slug));
    if (held && *held != *member) {
        return make_error(ErrorCode::Conflict, "ledger.source.other-member", "a source never changes its member", slug);
    }
    session().forget();
    if (held) return database().run("UPDATE sources SET body = ?2 WHERE slug = ?1", slug, body);
    return database().run("INSERT INTO sources (slug, member, body) VALUES (?1, ?2, ?3)", slug, *member, body);
}

Result<std::uint64_t> SqliteTransaction::bump_epoch() {
    TRY(database().run("UPDATE meta SET value = value + 1 WHERE name = 'epoch'"));
    has_touched_decisions_ = false;
    return epoch();
}

Result<std::uint32_t> SqliteTransaction::put_document(const Document& document) {
    const auto kind = static_cast<std::uint64_t>(document.kind);
    const auto latest = TRY(database().number(
        "SELECT version FROM documents WHERE kind = ?1 AND id = ?2 AND is_latest = 1", kind, document.id));
    if (latest) {
        const auto held = TRY(this->document(document.kind, document.id));
        const bool is_same =
            held && !document.is_removed && held->json == document.json && held->anchor == document.anchor;
        if (is_same) return held->version;
        TRY(database().run("UPDATE documents SET is_latest = 0 WHERE kind = ?1 AND id = ?2 AND version = ?3", kind,
                           document.id, *latest));
    }
    if (document.kind <= DocumentKind::Consent) has_touched_decisions_ = true;
    std::optional<std::int64_t> anchor_source;
    std::optional<Bytes> anchor_token;
    if (document.anchor) {
        const SourceRow from = TRY(session().source(document.anchor->source));
        const MemberKeys* const keys = TRY(session().member_keys(from.member));
        const auto token = local_id_token(*keys, from.id.value(), document.anchor->local_id);
        anchor_source = from.row;
        anchor_token = Bytes(token.begin(), token.end());
    }
    const auto version = static_cast<std::uint32_t>(latest.value_or(0) + 1);
    buffer_.clear();
    encode_document({document.json, document.anchor}, buffer_);
    const Bytes body = crypto::seal(session().keyring().document, buffer_.view(),
                                    place_of(Field::Document, document.id, kind, version));
    TRY(
        database().run("INSERT INTO documents (kind, id, version, is_latest, is_removed, by, at, anchor_source, "
                       "anchor_token, body) VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9)",
                       kind, document.id, version, document.is_removed ? 1 : 0, writer_.user.value(),
                       writer_.at.unix_ms, anchor_source, anchor_token, body));
    return version;
}

Result<void> SqliteTransaction::remove_document(DocumentKind kind, const std::string& id) {
    auto held = TRY(document(kind, id));
    if (!held) return unknown("document", id);
    held->is_removed = true;
    TRY(put_document(*held));
    return {};
}

}  // namespace kith::ledger
