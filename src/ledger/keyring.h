#pragma once

// Which key opens what:
//
//   key file or passphrase -> root key (meta) -> member key (members) -> record key (record_keys), problem key
//   (deliveries)
//                                      |                    `-> tokens of local ids and search terms
//                                      `-> documents, items, audit bodies, accounting keys, checkpoint signature,
//                                      tokens of
//                                          files and items
//
// Arrows to the right unwrap a random key; the rest are subkeys by label (crypto/labels.h). Destroying a record key
// erases one record; changing the passphrase rewraps one root key.

#include <array>
#include <cstdint>
#include <string_view>

#include "crypto/envelope.h"
#include "crypto/hash.h"
#include "crypto/secret.h"
#include "crypto/signature.h"

namespace kith::ledger {

/// What a sealed field is. Stored in the associated data: numbers never change their meaning.
enum class Field : std::uint8_t {
    RootKey = 1,
    MemberKey = 2,
    RecordKey = 3,
    ProblemKey = 4,
    AccountingKey = 5,
    Identity = 10,
    Facts = 11,
    Strips = 12,
    Problem = 13,
    Member = 14,
    Source = 15,
    Document = 16,
    DeliveryFiles = 17,
    DeliveryNotes = 18,
    LinkRunNotes = 19,
    AuditBody = 20,
    Item = 21,
};

/// Associated data: schema version, field, the row it belongs to, and two details such as slot and delivery. A sealed
/// field moved to any other place does not open.
using Place = std::array<std::byte, 26>;

Place place_of(Field field, std::uint64_t row, std::uint64_t detail = 0, std::uint64_t second_detail = 0);
/// For rows named by text: the first eight bytes of its SHA-256 stand for the row.
Place place_of(Field field, std::string_view name, std::uint64_t detail = 0, std::uint64_t second_detail = 0);

struct MemberKeys {
    crypto::SealingKey record_wrap;
    crypto::SealingKey problem_wrap;
    crypto::Key local_id_token;
    crypto::Key search_token;

    static MemberKeys derive(const crypto::Key& member_key);
};

/// The keys that follow from the root key alone.
struct Keyring {
    crypto::SealingKey member_wrap;
    crypto::SealingKey document;
    crypto::SealingKey item;
    crypto::SealingKey audit_body;
    crypto::SealingKey accounting_wrap;
    crypto::Key file_token;
    crypto::Key item_token;
    crypto::SigningKey signer;

    static Keyring derive(const crypto::Key& root_key);
};

Bytes wrap(const crypto::SealingKey& wrapping, const crypto::Key& key, const Place& place);
/// Errors: those of crypto::open; `crypto.envelope.malformed` when the inside is not a key.
Result<crypto::Key> unwrap(const crypto::SealingKey& wrapping, ByteView wrapped, const Place& place);

/// 16 bytes that stand for a local id within its source.
std::array<std::byte, 16> local_id_token(const MemberKeys& keys, std::string_view source, std::string_view local_id);
/// 16 bytes that stand for an item's key within its drawer.
std::array<std::byte, 16> item_token(const Keyring& keys, std::string_view drawer, std::string_view key);
/// 8 bytes that stand for a folded term within a member.
std::int64_t search_token(const MemberKeys& keys, std::string_view term);

}  // namespace kith::ledger
