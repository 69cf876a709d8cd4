#pragma once

// Seeded draws that are the same on every machine and compiler (the standard library's distributions are not).
// Generator: xoshiro256** 1.0 (Blackman, Vigna 2018), seeded by SplitMix64. Not for keys: use crypto.

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace kith {

/// The finaliser of SplitMix64: a bijection that spreads every bit. Also the hash for sampling by id.
constexpr std::uint64_t mix64(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// A stable 64-bit hash of text (FNV-1a, finalised), for seeds and sampling; not against adversaries.
constexpr std::uint64_t hash64(std::string_view text, std::uint64_t seed = 0) {
    std::uint64_t h = 0xcbf29ce484222325ULL ^ mix64(seed);
    for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return mix64(h);
}

class Random {
  public:
    explicit Random(std::uint64_t seed) {
        for (auto& word : state_) word = seed = mix64(seed);
    }
    /// An independent stream for one entity: the draws of child 7 do not depend on how many children there are.
    Random(std::uint64_t seed, std::uint64_t stream) : Random(mix64(seed) ^ mix64(stream + 0x51ed2701)) {}

    std::uint64_t next() {
        const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
        const std::uint64_t t = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= t;
        state_[3] = std::rotl(state_[3], 45);
        return result;
    }
    /// Uniform in [0, bound); bound > 0. Lemire's multiply-shift; the bias is below 2^-32 for bounds below 2^32.
    std::uint64_t below(std::uint64_t bound) {
        return static_cast<std::uint64_t>(static_cast<unsigned __int128>(next()) * bound >> 64);
    }
    int between(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::uint64_t>(std::int64_t{high} - low + 1)));
    }
    /// Uniform in [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    bool chance(double probability) { return unit() < probability; }
    /// Standard normal, by the sum of twelve uniforms: bounded, exact on every machine, good to about 3 sigma.
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; ++i) sum += unit();
        return sum;
    }

  private:
    std::array<std::uint64_t, 4> state_{};
};

}  // namespace kith
