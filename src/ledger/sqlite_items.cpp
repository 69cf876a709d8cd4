// Items: short-lived state under hashed keys.

#include <algorithm>

#include "ledger/sqlite_transaction.h"

namespace kith::ledger {

namespace {

constexpr std::size_t kDrawerBytesMax = 32;

using Token = std::array<std::byte, 16>;

Result<void> check_drawer(std::string_view drawer) {
    const auto is_allowed = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
    if (!drawer.empty() && drawer.size() <= kDrawerBytesMax && std::all_of(drawer.begin(), drawer.end(), is_allowed)) {
        return {};
    }
    return make_error(ErrorCode::InvalidInput, "ledger.drawer.malformed",
                      "expected 1 to 32 of a-z and - as a drawer's name");
}

/// The place binds drawer, key and expiry: a row that is moved to another key or made to last longer does not open.
Place place_of_item(std::string_view drawer, ByteView token, Instant expires_at) {
    std::string name(drawer);
    name += '\0';
    name += as_text(token);
    return place_of(Field::Item, name, static_cast<std::uint64_t>(expires_at.unix_ms));
}

Result<Item> open_item(const Keyring& keyring, std::string_view drawer, Query& row) {
    const Instant expires_at{row.number(1)};
    const auto plain =
        TRY(open_field(keyring.item, row.blob(2), place_of_item(drawer, row.blob(0), expires_at), "item", row.id(3)));
    return Item{std::string(as_text(plain.view())), expires_at};
}

}  // namespace

Result<std::optional<Item>> SqliteReads::item(std::string_view drawer, std::string_view key) {
    TRY(check_drawer(drawer));
    const Token token = item_token(session_.keyring(), drawer, key);
    std::optional<Item> found;
    TRY(database().each(
        "SELECT token, expires_at, body, id FROM items WHERE drawer = ?1 AND token = ?2",
        [&](Query& row) -> Result<void> {
            found = TRY(open_item(session_.keyring(), drawer, row));
            return {};
        },
        drawer, ByteView(token)));
    return found;
}

Result<std::vector<Item>> SqliteReads::items(std::string_view drawer) {
    TRY(check_drawer(drawer));
    std::vector<Item> found;
    TRY(database().each(
        "SELECT token, expires_at, body, id FROM items WHERE drawer = ?1 ORDER BY id",
        [&](Query& row) -> Result<void> {
            found.push_back(TRY(open_item(session_.keyring(), drawer, row)));
            return {};
        },
        drawer));
    return found;
}

Result<void> SqliteTransaction::put_item(std::string_view drawer, std::string_view key, std::string_view value,
                                         Instant expires_at) {
    TRY(check_drawer(drawer));
    const Token token = item_token(session().keyring(), drawer, key);
    const Bytes body =
        crypto::seal(session().keyring().item, as_bytes(value), place_of_item(drawer, token, expires_at));
    return database().run(
        "INSERT INTO items (drawer, token, expires_at, body) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (drawer, token) DO UPDATE SET expires_at = ?3, body = ?4",
        drawer, ByteView(token), expires_at.unix_ms, body);
}

Result<void> SqliteTransaction::remove_item(std::string_view drawer, std::string_view key) {
    TRY(check_drawer(drawer));
    const Token token = item_token(session().keyring(), drawer, key);
    return database().run("DELETE FROM items WHERE drawer = ?1 AND token = ?2", drawer, ByteView(token));
}

Result<std::uint64_t> SqliteTransaction::drop_expired_items(Instant now) {
    TRY(database().run("DELETE FROM items WHERE expires_at <= ?1", now.unix_ms));
    return database().changes();
}

}  // namespace kith::ledger
