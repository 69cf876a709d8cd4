#pragma once

// Identities, facts, strips and the ledger's other payloads as compact versioned bytes: what is sealed and stored.
// Layouts are in docs/formats/ledger.md. Decoding trusts nothing: any byte string is decoded or refused with
// `ledger.codec.malformed` (Corrupt), without taking more memory than the bytes can mean.
//
// Numbers are LEB128, texts length-prefixed. An identity of the town takes about 150 bytes, a third of its JSON.

#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "ledger/types.h"
#include "ledger/wire.h"

namespace kith::ledger {

/// Every payload begins with this byte; a change of layout raises it, and decoders keep reading the older ones.
inline constexpr std::uint8_t kCodecVersion = 1;

struct IdentityView {
    std::string_view local_id;
    bool has_own_id = true;
    std::string_view digest;
    const table::Identity& identity;
    std::span<const table::Origin> origins;
};

void encode_identity(const IdentityView& view, WireWriter& out);
Result<StoredIdentity> decode_identity(ByteView bytes);

/// All facts of one record in one category; the category itself stands in the slot, not in the bytes.
void encode_facts(std::span<const table::Fact* const> facts, WireWriter& out);
Result<std::vector<table::Fact>> decode_facts(ByteView bytes, std::string_view category);

/// All strips of one record in one category and programme year.
void encode_strips(std::span<const table::Strip* const> strips, WireWriter& out);
Result<std::vector<table::Strip>> decode_strips(ByteView bytes, std::string_view category);

void encode_problem(const table::Problem& problem, WireWriter& out);
Result<table::Problem> decode_problem(ByteView bytes);

struct DocumentBody {
    std::string json;
    std::optional<Anchor> anchor;
};
void encode_document(const DocumentBody& body, WireWriter& out);
Result<DocumentBody> decode_document(ByteView bytes);

void encode_files(std::span<const DeliveredFile> files, WireWriter& out);
Result<std::vector<DeliveredFile>> decode_files(ByteView bytes);

/// The canonical bytes of an audit entry: what its commitment is made of.
void encode_audit(const AuditEntry& entry, WireWriter& out);
Result<AuditEntry> decode_audit(ByteView bytes);

}  // namespace kith::ledger
