#include "crypto/hash.h"

#include <algorithm>
#include <new>

#include <sodium.h>

#include "crypto/octets.h"
#include "crypto/sodium.h"

namespace kith::crypto {

namespace {

crypto_hash_sha256_state* state_of(std::array<std::byte, 112>& memory) {
    static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(memory));
    return std::launder(reinterpret_cast<crypto_hash_sha256_state*>(memory.data()));
}

}  // namespace

Hash sha256(ByteView bytes) {
    Hash hash;
    crypto_hash_sha256(octets(hash.data()), octets(bytes), bytes.size());
    return hash;
}

Hash sha256(std::initializer_list<ByteView> parts) {
    Sha256 state;
    for (const ByteView part : parts) state.update(part);
    return state.finish();
}

Sha256::Sha256() {
    new (state_.data()) crypto_hash_sha256_state;
    crypto_hash_sha256_init(state_of(state_));
}

void Sha256::update(ByteView bytes) {
    crypto_hash_sha256_update(state_of(state_), octets(bytes), bytes.size());
}

Hash Sha256::finish() {
    Hash hash;
    crypto_hash_sha256_final(state_of(state_), octets(hash.data()));
    return hash;
}

Hash hmac_sha256(ByteView key, ByteView message) {
    Hash tag;
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, octets(key), key.size());
    crypto_auth_hmacsha256_update(&state, octets(message), message.size());
    crypto_auth_hmacsha256_final(&state, octets(tag.data()));
    sodium_memzero(&state, sizeof(state));
    return tag;
}

bool verify_hmac_sha256(ByteView key, ByteView message, ByteView tag) {
    const Hash expected = hmac_sha256(key, message);
    return equal_in_constant_time(expected, tag);
}

Result<SecretBytes> hkdf_sha256(ByteView key, ByteView salt, ByteView info, std::size_t size) {
    constexpr std::size_t kBlock = sizeof(Hash);
    if (size > 255 * kBlock) {
        return make_error(ErrorCode::InvalidInput, "crypto.hkdf.too-long", "HKDF-SHA256 yields 8160 bytes at the most");
    }
    Hash extracted = hmac_sha256(salt, key);
    SecretBytes out(size);
    SecretBytes block(kBlock + info.size() + 1);  // T(i-1) || info || i
    std::copy(info.begin(), info.end(), block.bytes().begin() + kBlock);
    for (std::size_t done = 0, i = 1; done < size; done += kBlock, ++i) {
        block.bytes().back() = static_cast<std::byte>(i);
        Hash next = hmac_sha256(extracted, i == 1 ? block.view().subspan(kBlock) : block.view());
        std::copy(next.begin(), next.end(), block.bytes().begin());
        std::copy_n(next.begin(), std::min(kBlock, size - done),
                    out.bytes().begin() + static_cast<std::ptrdiff_t>(done));
        wipe(next);
    }
    wipe(extracted);
    return out;
}

}  // namespace kith::crypto
