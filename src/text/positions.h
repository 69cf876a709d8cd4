#pragma once

// Where a character stands in a string of at most 64: one bit per position. Used by similarity.cpp and nicknames.cpp
// only.
//
// For bytes the bits are compared out of 16-byte registers at each question: with strings of a name's length that beats
// filling and clearing a table of masks. SSE2 is part of every x86-64, so there is nothing to choose at run time.

#include <algorithm>
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

/// Up to 16 bytes in two words, little end first, zeros behind: read by overlapping loads, since a copy of varying size
/// into a buffer costs more than all comparisons of a name.
struct ShortText {
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    explicit ShortText(std::string_view text) {
        const char* at = text.data();
        const std::size_t size = text.size();
        if (size > 8) {
            low = load<std::uint64_t>(at);
            high = load<std::uint64_t>(at + size - 8) >> (8 * (16 - size));
        } else if (size >= 4) {
            low = load<std::uint32_t>(at) | std::uint64_t{load<std::uint32_t>(at + size - 4)} << (8 * (size - 4));
        } else if (size > 0) {
            low = byte(at[0]) | byte(at[size / 2]) << (8 * (size / 2)) | byte(at[size - 1]) << (8 * (size - 1));
        }
    }

    bool is_ascii() const { return ((low | high) & 0x8080808080808080ULL) == 0; }

  private:
    template <class Word>
    static Word load(const char* at) {
        Word word = 0;
        std::memcpy(&word, at, sizeof(word));
        return word;
    }
    static std::uint64_t byte(char c) { return static_cast<unsigned char>(c); }
};

inline constexpr std::size_t kShortBytes = 16;

#if defined(__SSE2__)

/// Positions in up to 16 * Blocks bytes.
template <std::size_t Blocks>
class BytePositions {
  public:
    explicit BytePositions(std::string_view text) : valid_(low_bits(text.size())) {
        for (std::size_t i = 0; i < Blocks; ++i) {
            const std::size_t begin = std::min(i * kShortBytes, text.size());
            set_block(i, ShortText(text.substr(begin, kShortBytes)));
        }
    }
    BytePositions(ShortText text, std::size_t size) requires(Blocks == 1) : valid_(low_bits(size)) {
        set_block(0, text);
    }

    std::uint64_t of(char c) const {
        const __m128i wanted = _mm_set1_epi8(c);
        std::uint64_t found = 0;
        for (std::size_t i = 0; i < Blocks; ++i) {
            const auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(blocks_[i], wanted)));
            found |= std::uint64_t{bits} << (kShortBytes * i);
        }
        return found & valid_;
    }

  private:
    void set_block(std::size_t i, const ShortText& text) {
        blocks_[i] = _mm_set_epi64x(static_cast<long long>(text.high), static_cast<long long>(text.low));
    }

    __m128i blocks_[Blocks];
    std::uint64_t valid_;  // a byte of value 0 is found behind the end as well
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
    BytePositions(ShortText text, std::size_t size) requires(Blocks == 1) {
        for (std::size_t i = 0; i < size; ++i) {
            masks_[(i < 8 ? text.low >> (8 * i) : text.high >> (8 * (i - 8))) & 0xFF] |= std::uint64_t{1} << i;
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
