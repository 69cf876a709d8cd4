#pragma once

// Where a character stands in a string of at most 64: one bit per position. Used by similarity.cpp only.
//
// For bytes the bits are compared out of 16-byte registers at each question: with strings of a name's length that beats
// filling and clearing a table of masks. SSE2 is part of every x86-64, so there is nothing to choose at run time.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kith::text {

inline constexpr std::size_t kWordBits = 64;

/// The lowest `count` bits, count <= 64.
inline std::uint64_t low_bits(std::size_t count) {
    return count >= kWordBits ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

#if defined(__SSE2__)

/// Positions in up to 16 * Blocks bytes.
template <std::size_t Blocks>
class BytePositions {
  public:
    explicit BytePositions(std::string_view text) : valid_(low_bits(text.size())) {
        alignas(16) std::array<char, 16 * Blocks> bytes{};
        std::memcpy(bytes.data(), text.data(), text.size());
        for (std::size_t i = 0; i < Blocks; ++i) {
            blocks_[i] = _mm_load_si128(reinterpret_cast<const __m128i*>(bytes.data() + 16 * i));
        }
    }

    std::uint64_t of(char c) const {
        const __m128i wanted = _mm_set1_epi8(c);
        std::uint64_t found = 0;
        for (std::size_t i = 0; i < Blocks; ++i) {
            const auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(blocks_[i], wanted)));
            found |= std::uint64_t{bits} << (16 * i);
        }
        return found & valid_;
    }

  private:
    __m128i blocks_[Blocks];
    std::uint64_t valid_;
};

#else

template <std::size_t Blocks>
class BytePositions {
  public:
    explicit BytePositions(std::string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            masks_[static_cast<unsigned char>(text[i])] |= std::uint64_t{1} << i;
        }
    }
    std::uint64_t of(char c) const { return masks_[static_cast<unsigned char>(c)]; }

  private:
    std::array<std::uint64_t, 256> masks_{};
};

#endif

/// Positions in up to 64 code points; compared one by one, since names that keep such characters when folded are few.
class CodePointPositions {
  public:
    explicit CodePointPositions(std::u32string_view text) : text_(text) {}

    std::uint64_t of(char32_t c) const {
        std::uint64_t found = 0;
        for (std::size_t i = 0; i < text_.size(); ++i) found |= std::uint64_t{text_[i] == c} << i;
        return found;
    }

  private:
    std::u32string_view text_;
};

}  // namespace kith::text
