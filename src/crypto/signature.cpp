#include "crypto/signature.h"

#include <sodium.h>

#include "crypto/octets.h"
#include "crypto/sodium.h"

namespace kith::crypto {

SigningKey SigningKey::from_seed(const Key& seed) {
    start_sodium();
    SigningKey key;
    crypto_sign_ed25519_seed_keypair(octets(key.public_key_.data()), octets(key.secret_.bytes().data()),
                                     octets(seed.view().data()));
    return key;
}

Signature SigningKey::sign(ByteView message) const {
    Signature signature;
    crypto_sign_ed25519_detached(octets(signature.data()), nullptr, octets(message), message.size(),
                                 octets(secret_.view().data()));
    return signature;
}

bool verify_signature(ByteView public_key, ByteView message, ByteView signature) {
    start_sodium();
    return public_key.size() == sizeof(PublicKey) && signature.size() == sizeof(Signature) &&
           crypto_sign_ed25519_verify_detached(octets(signature.data()), octets(message), message.size(),
                                               octets(public_key.data())) == 0;
}

}  // namespace kith::crypto
