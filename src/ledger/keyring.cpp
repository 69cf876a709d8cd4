#include "ledger/keyring.h"

#include <algorithm>

#include "crypto/keys.h"
#include "crypto/labels.h"

namespace kith::ledger {

namespace {

constexpr std::uint8_t kPlaceVersion = 1;

void put(Place& place, std::size_t offset, std::uint64_t value) {
    for (std::size_t i = 0; i < 8; ++i) place[offset + i] = static_cast<std::byte>(value >> (56 - 8 * i) & 255);
}

std::uint64_t first_eight(const crypto::Hash& hash) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i) value = value << 8 | std::to_integer<std::uint64_t>(hash[i]);
    return value;
}

std::array<std::byte, 16> sixteen_byte_token(const crypto::Key& key, std::string_view where, std::string_view name) {
    std::string message(where);
    message += '\0';
    message += name;
    const crypto::Hash tag = crypto::hmac_sha256(key.view(), as_bytes(message));
    std::array<std::byte, 16> token{};
    std::copy_n(tag.begin(), token.size(), token.begin());
    return token;
}

}  // namespace

Place place_of(Field field, std::uint64_t row, std::uint64_t detail, std::uint64_t second_detail) {
    Place place{};
    place[0] = static_cast<std::byte>(kPlaceVersion);
    place[1] = static_cast<std::byte>(field);
    put(place, 2, row);
    put(place, 10, detail);
    put(place, 18, second_detail);
    return place;
}

Place place_of(Field field, std::string_view name, std::uint64_t detail, std::uint64_t second_detail) {
    return place_of(field, first_eight(crypto::sha256(as_bytes(name))), detail, second_detail);
}

MemberKeys MemberKeys::derive(const crypto::Key& member_key) {
    namespace label = crypto::label;
    return {crypto::SealingKey(crypto::subkey(member_key, label::kRecordWrap)),
            crypto::SealingKey(crypto::subkey(member_key, label::kDeliveryWrap)),
            crypto::subkey(member_key, label::kLocalIdToken), crypto::subkey(member_key, label::kSearchToken)};
}

Keyring Keyring::derive(const crypto::Key& root_key) {
    namespace label = crypto::label;
    return {crypto::SealingKey(crypto::subkey(root_key, label::kMemberWrap)),
            crypto::SealingKey(crypto::subkey(root_key, label::kDocument)),
            crypto::SealingKey(crypto::subkey(root_key, label::kItem)),
            crypto::SealingKey(crypto::subkey(root_key, label::kAuditBody)),
            crypto::SealingKey(crypto::subkey(root_key, label::kDisclosureWrap)),
            crypto::subkey(root_key, label::kFileToken),
            crypto::subkey(root_key, label::kItemToken),
            crypto::SigningKey::from_seed(crypto::subkey(root_key, label::kCheckpointSeed))};
}

Bytes wrap(const crypto::SealingKey& wrapping, const crypto::Key& key, const Place& place) {
    return crypto::seal(wrapping, key.view(), place);
}

Result<crypto::Key> unwrap(const crypto::SealingKey& wrapping, ByteView wrapped, const Place& place) {
    const crypto::SecretBytes inside = TRY(crypto::open(wrapping, wrapped, place));
    if (inside.size() != crypto::Key::kSize) {
        return make_error(ErrorCode::Corrupt, "crypto.envelope.malformed", "the envelope does not hold a key");
    }
    return crypto::Key(inside.view().first<crypto::Key::kSize>());
}

std::array<std::byte, 16> local_id_token(const MemberKeys& keys, std::string_view source, std::string_view local_id) {
    return sixteen_byte_token(keys.local_id_token, source, local_id);
}

std::array<std::byte, 16> item_token(const Keyring& keys, std::string_view drawer, std::string_view key) {
    return sixteen_byte_token(keys.item_token, drawer, key);
}

std::int64_t search_token(const MemberKeys& keys, std::string_view term) {
    return static_cast<std::int64_t>(first_eight(crypto::hmac_sha256(keys.search_token.view(), as_bytes(term))));
}

}  // namespace kith::ledger
