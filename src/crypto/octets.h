#pragma once

// The library's `unsigned char` pointers for our bytes. Internal to this folder.

#include <cstddef>

#include "base/bytes.h"

namespace kith::crypto {

inline const unsigned char* octets(const std::byte* bytes) {
    return reinterpret_cast<const unsigned char*>(bytes);
}
/// Never null: several of its functions are declared so, also for no bytes at all.
inline const unsigned char* octets(ByteView bytes) {
    static constexpr std::byte kNothing{};
    return octets(bytes.empty() ? &kNothing : bytes.data());
}
inline unsigned char* octets(std::byte* bytes) {
    return reinterpret_cast<unsigned char*>(bytes);
}

}  // namespace kith::crypto
