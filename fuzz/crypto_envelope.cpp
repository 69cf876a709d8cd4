// Envelopes and checkpoints from strangers: nothing that was not sealed opens, nothing that was not signed verifies,
// and what is sealed here opens here only with the same key and place.

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "crypto/checkpoint.h"
#include "crypto/envelope.h"

namespace {

using namespace kith;          // a program of one file
using namespace kith::crypto;  // likewise

void expect(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const SealingKey key = SealingKey::random();
    static const SigningKey signer = SigningKey::from_seed(Key::random());
    const ByteView bytes = std::as_bytes(std::span(data, size));
    expect(open(key, bytes, {}).is_error());
    expect(verify_checkpoint(as_text(bytes), "kith/fuzz", signer.public_key()).is_error());
    static_cast<void>(
        decrypt(bytes.first(std::min<std::size_t>(size, 32)), bytes.first(std::min<std::size_t>(size, 24)), bytes, {}));

    const std::size_t cut = size == 0 ? 0 : data[0] % size;
    const ByteView plain = bytes.first(cut);
    const ByteView place = bytes.subspan(cut);
    Bytes sealed = seal(key, plain, place);
    const auto opened = open(key, sealed, place);
    expect(opened.is_ok() && as_text(opened->view()) == as_text(plain));
    sealed[size % sealed.size()] ^= std::byte{0x40};
    expect(open(key, sealed, place).is_error());
    return 0;
}
