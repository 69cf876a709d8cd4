#pragma once

// Finds the next delimiter or line end, 64 bytes at a time: one bit per byte, then the lowest set bit. With SSE2 (every
// x86-64) a block costs twelve compares; elsewhere the plain loop is left to the compiler to vectorise.

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kith::intake {

class Separators {
  public:
    /// `delimiter` '\0' stands for none: only line ends are found.
    Separators(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter == '\0' ? '\n' : delimiter) {
        load();
    }

    /// Position of the first separator at or after `from`, or the end of the text. `from` never goes back.
    std::size_t next(std::size_t from) {
        if (from >= base_ + kBlock) {
            base_ = from & ~(kBlock - 1);
            if (base_ >= text_.size()) return text_.size();
            load();
        }
        std::uint64_t found = mask_ & (~0ULL << (from - base_));
        while (found == 0) {
            base_ += kBlock;
            if (base_ >= text_.size()) return text_.size();
            load();
            found = mask_;
        }
        return base_ + static_cast<std::size_t>(std::countr_zero(found));
    }

  private:
    static constexpr std::size_t kBlock = 64;

    void load() {
        if (base_ + kBlock <= text_.size()) {
            mask_ = find(text_.data() + base_);
            return;
        }
        char padded[kBlock] = {};
        const std::size_t left = text_.size() - base_;
        std::memcpy(padded, text_.data() + base_, left);
        mask_ = left == 0 ? 0 : find(padded) & (~0ULL >> (kBlock - left));
    }

#if defined(__SSE2__)
    std::uint64_t find(const char* block) const {
        const __m128i delimiter = _mm_set1_epi8(delimiter_);
        const __m128i lf = _mm_set1_epi8('\n');
        const __m128i cr = _mm_set1_epi8('\r');
        std::uint64_t mask = 0;
        for (unsigned part = 0; part < 4; ++part) {
            const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + part * 16));
            const __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiter),
                                             _mm_or_si128(_mm_cmpeq_epi8(bytes, lf), _mm_cmpeq_epi8(bytes, cr)));
            mask |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hit))) << (part * 16);
        }
        return mask;
    }
#else
    std::uint64_t find(const char* block) const {
        std::uint64_t mask = 0;
        for (unsigned i = 0; i < kBlock; ++i) {
            const char c = block[i];
            mask |= static_cast<std::uint64_t>(c == delimiter_ || c == '\n' || c == '\r') << i;
        }
        return mask;
    }
#endif

    std::string_view text_;
    char delimiter_;
    std::size_t base_ = 0;
    std::uint64_t mask_ = 0;
};

}  // namespace kith::intake
