#pragma once

// The library's `unsigned char` pointers for our bytes. Internal to this folder.

#include <cstddef>

namespace kith::crypto {

inline const unsigned char* octets(const std::byte* bytes) {
    return reinterpret_cast<const unsigned char*>(bytes);
}
inline unsigned char* octets(std::byte* bytes) {
    return reinterpret_cast<unsigned char*>(bytes);
}

}  // namespace kith::crypto
