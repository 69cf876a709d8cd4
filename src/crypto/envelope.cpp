#include "crypto/envelope.h"

#include <algorithm>
#include <array>
#include <utility>

#include <sodium.h>

#include "crypto/hash.h"
#include "crypto/labels.h"
#include "crypto/octets.h"
#include "crypto/sodium.h"

namespace kith::crypto {

namespace {

constexpr std::byte kVersion{1};
constexpr std::byte kXChaCha20Poly1305{1};
constexpr std::size_t kNonceOffset = kHeaderBytes - kNonceBytes;
constexpr std::size_t kAssociatedOnStack = 256;

/// The associated data that is authenticated: header without the nonce, then the caller's. The nonce is authenticated
/// by the cipher itself.
template <class Use>
auto with_bound(ByteView header, ByteView associated, const Use& use) {
    const std::size_t size = kNonceOffset + associated.size();
    std::array<std::byte, kAssociatedOnStack> stack;
    Bytes heap;
    std::byte* const joined = size <= stack.size() ? stack.data() : (heap.resize(size), heap.data());
    std::copy_n(header.begin(), kNonceOffset, joined);
    std::copy(associated.begin(), associated.end(), joined + kNonceOffset);
    return use(ByteView(joined, size));
}

std::uint64_t id_of(const Key& key) {
    Hash tag = hmac_sha256(key.view(), as_bytes(label::kKeyId));
    std::uint64_t id = 0;
    for (std::size_t i = 0; i < sizeof(id); ++i) id = id << 8 | std::to_integer<std::uint64_t>(tag[i]);
    wipe(tag);
    return id;
}

Error sizes_error() {
    return make_error(ErrorCode::InvalidInput, "crypto.cipher.sizes", "the key must have 32 and the nonce 24 bytes");
}

void encrypt_into(std::byte* out, const std::byte* key, const std::byte* nonce, ByteView plain, ByteView associated) {
    crypto_aead_xchacha20poly1305_ietf_encrypt(octets(out), nullptr, octets(plain), plain.size(), octets(associated),
                                               associated.size(), nullptr, octets(nonce), octets(key));
}

bool decrypt_into(std::byte* out, const std::byte* key, const std::byte* nonce, ByteView sealed, ByteView associated) {
    return crypto_aead_xchacha20poly1305_ietf_decrypt(octets(out), nullptr, nullptr, octets(sealed), sealed.size(),
                                                      octets(associated), associated.size(), octets(nonce),
                                                      octets(key)) == 0;
}

Error malformed() {
    return make_error(ErrorCode::Corrupt, "crypto.envelope.malformed", "these bytes are not a sealed envelope");
}

std::uint64_t read_id(ByteView sealed) {
    std::uint64_t id = 0;
    for (std::size_t i = 2; i < kNonceOffset; ++i) id = id << 8 | std::to_integer<std::uint64_t>(sealed[i]);
    return id;
}

}  // namespace

SealingKey::SealingKey(Key key) : key_(std::move(key)), id_(id_of(key_)) {
    start_sodium();
}

Bytes seal(const SealingKey& key, ByteView plain, ByteView associated) {
    Bytes sealed(kHeaderBytes + plain.size() + kTagBytes);
    sealed[0] = kVersion;
    sealed[1] = kXChaCha20Poly1305;
    for (std::size_t i = 0; i < 8; ++i) sealed[2 + i] = static_cast<std::byte>(key.id() >> (56 - 8 * i) & 255);
    fill_random(std::span(sealed).subspan(kNonceOffset, kNonceBytes));
    return with_bound(sealed, associated, [&](ByteView bound) {
        encrypt_into(sealed.data() + kHeaderBytes, key.key().view().data(), sealed.data() + kNonceOffset, plain, bound);
        return std::move(sealed);
    });
}

Result<SecretBytes> open(const SealingKey& key, ByteView sealed, ByteView associated) {
    if (sealed.size() < kEnvelopeOverhead || sealed[0] != kVersion || sealed[1] != kXChaCha20Poly1305) {
        return malformed();
    }
    if (read_id(sealed) != key.id()) {
        return make_error(ErrorCode::Corrupt, "crypto.envelope.other-key", "the envelope was sealed under another key");
    }
    SecretBytes plain(sealed.size() - kEnvelopeOverhead);
    const bool is_open = with_bound(sealed, associated, [&](ByteView bound) {
        return decrypt_into(plain.bytes().data(), key.key().view().data(), sealed.data() + kNonceOffset,
                            sealed.subspan(kHeaderBytes), bound);
    });
    if (!is_open) {
        return make_error(ErrorCode::Corrupt, "crypto.envelope.refused",
                          "the envelope was altered or does not belong in this place");
    }
    return plain;
}

Result<Bytes> encrypt(ByteView key, ByteView nonce, ByteView plain, ByteView associated) {
    start_sodium();
    if (key.size() != Key::kSize || nonce.size() != kNonceBytes) return sizes_error();
    Bytes sealed(plain.size() + kTagBytes);
    encrypt_into(sealed.data(), key.data(), nonce.data(), plain, associated);
    return sealed;
}

Result<SecretBytes> decrypt(ByteView key, ByteView nonce, ByteView sealed, ByteView associated) {
    start_sodium();
    if (key.size() != Key::kSize || nonce.size() != kNonceBytes) return sizes_error();
    const auto refused = [] {
        return make_error(ErrorCode::Corrupt, "crypto.cipher.refused", "the ciphertext was altered");
    };
    if (sealed.size() < kTagBytes) return refused();
    SecretBytes plain(sealed.size() - kTagBytes);
    if (!decrypt_into(plain.bytes().data(), key.data(), nonce.data(), sealed, associated)) return refused();
    return plain;
}

}  // namespace kith::crypto
