#pragma once

// Memory that must not outlive its use, and random bytes from the system. Not for seeded draws: base/random.h.

#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include "base/bytes.h"

namespace kith::crypto {

/// Overwrites memory in a way the compiler may not remove.
void wipe(std::span<std::byte> bytes);

/// Fills from the system's generator; never fails (libsodium ends the program when the system has no randomness).
void fill_random(std::span<std::byte> bytes);

/// In time that depends on the sizes only.
bool equal_in_constant_time(ByteView a, ByteView b);

/// A buffer of fixed size for keys and seeds, zeroed when it dies or is moved from.
template <std::size_t Size>
class SecretArray {
  public:
    static constexpr std::size_t kSize = Size;

    SecretArray() = default;
    explicit SecretArray(std::span<const std::byte, Size> bytes) {
        for (std::size_t i = 0; i < Size; ++i) bytes_[i] = bytes[i];
    }
    SecretArray(const SecretArray&) = default;
    SecretArray& operator=(const SecretArray&) = default;
    SecretArray(SecretArray&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
    SecretArray& operator=(SecretArray&& other) noexcept {
        if (this != &other) {
            bytes_ = other.bytes_;
            wipe(other.bytes_);
        }
        return *this;
    }
    ~SecretArray() { wipe(bytes_); }

    static SecretArray random() {
        SecretArray secret;
        fill_random(secret.bytes_);
        return secret;
    }

    std::span<const std::byte, Size> view() const { return bytes_; }
    std::span<std::byte, Size> bytes() { return bytes_; }

  private:
    std::array<std::byte, Size> bytes_{};
};

/// A symmetric key.
using Key = SecretArray<32>;

/// Bytes of any length that are zeroed when they die: opened envelopes on their way to a decoder.
class SecretBytes {
  public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size) : bytes_(size) {}
    SecretBytes(SecretBytes&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
    SecretBytes& operator=(SecretBytes&& other) noexcept {
        wipe(bytes_);
        bytes_ = std::exchange(other.bytes_, {});
        return *this;
    }
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes() { wipe(bytes_); }

    ByteView view() const { return bytes_; }
    std::span<std::byte> bytes() { return bytes_; }
    std::size_t size() const { return bytes_.size(); }

  private:
    Bytes bytes_;
};

}  // namespace kith::crypto
