// Sealing and opening what the ledger stores: keys (32 bytes), identities (about 256), strips (1 KiB), documents
// (4 KiB). The peer in the same run is libsodium's cipher alone, without header, key id, random nonce or allocation:
// the difference is what the envelope costs.

#include <vector>

#include <benchmark/benchmark.h>
#include <sodium.h>

#include "crypto/envelope.h"
#include "crypto/merkle.h"
#include "crypto/signature.h"

namespace {

using kith::Bytes;

void seal(benchmark::State& state) {
    const auto key = kith::crypto::SealingKey::random();
    const Bytes plain(static_cast<std::size_t>(state.range(0)));
    const Bytes place(26);
    for (auto _ : state) benchmark::DoNotOptimize(kith::crypto::seal(key, plain, place));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}

void open(benchmark::State& state) {
    const auto key = kith::crypto::SealingKey::random();
    const Bytes place(26);
    const Bytes sealed = kith::crypto::seal(key, Bytes(static_cast<std::size_t>(state.range(0))), place);
    for (auto _ : state) benchmark::DoNotOptimize(kith::crypto::open(key, sealed, place));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}

void peer_cipher_alone(benchmark::State& state) {
    const std::vector<unsigned char> plain(static_cast<std::size_t>(state.range(0)));
    std::vector<unsigned char> sealed(plain.size() + 16);
    const std::vector<unsigned char> key(32);
    const std::vector<unsigned char> nonce(24);
    const std::vector<unsigned char> place(36);
    for (auto _ : state) {
        crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, plain.data(), plain.size(), place.data(),
                                                   place.size(), nullptr, nonce.data(), key.data());
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(state.iterations() * state.range(0));
}

void append_leaf(benchmark::State& state) {
    kith::crypto::CompactRange range;
    const Bytes body(32);
    for (auto _ : state) range.append(kith::crypto::leaf_hash(body));
    state.SetItemsProcessed(state.iterations());
}

void sign_checkpoint(benchmark::State& state) {
    const auto key = kith::crypto::SigningKey::from_seed(kith::crypto::Key::random());
    const Bytes body(80);
    for (auto _ : state) benchmark::DoNotOptimize(key.sign(body));
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(seal)->Arg(32)->Arg(256)->Arg(1024)->Arg(4096);
BENCHMARK(open)->Arg(32)->Arg(256)->Arg(1024)->Arg(4096);
BENCHMARK(peer_cipher_alone)->Arg(32)->Arg(256)->Arg(1024)->Arg(4096);
BENCHMARK(append_leaf);
BENCHMARK(sign_checkpoint);

}  // namespace

BENCHMARK_MAIN();
