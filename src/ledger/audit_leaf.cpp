#include "ledger/audit_leaf.h"

#include "ledger/codec.h"
#include "ledger/keyring.h"

namespace kith::ledger {

namespace {

constexpr std::size_t kSaltBytes = 32;

/// `salted` is salt and body.
Hash commitment_of(ByteView salted) {
    return crypto::sha256({as_bytes("kith/v1/audit-leaf"), salted});
}

}  // namespace

SealedLeaf seal_leaf(const crypto::SealingKey& key, const AuditEntry& entry) {
    WireWriter out;
    const auto salt = crypto::SecretArray<kSaltBytes>::random();
    out.raw(salt.view());
    encode_audit(entry, out);
    return {commitment_of(out.view()), crypto::seal(key, out.view(), place_of(Field::AuditBody, entry.sequence))};
}

Result<OpenedLeaf> open_leaf(const crypto::SealingKey& key, ByteView sealed, std::uint64_t sequence) {
    const auto plain = TRY(crypto::open(key, sealed, place_of(Field::AuditBody, sequence)));
    if (plain.size() < kSaltBytes) {
        return make_error(ErrorCode::Corrupt, "ledger.codec.malformed", "a stored payload cannot be read");
    }
    OpenedLeaf leaf;
    leaf.commitment = commitment_of(plain.view());
    leaf.entry = TRY(decode_audit(plain.view().subspan(kSaltBytes)));
    return leaf;
}

}  // namespace kith::ledger
