#pragma once

// Starts libsodium before its first use. Internal to this folder.

namespace kith::crypto {

/// Picks the fastest implementations the machine has, once; ends the program if the library cannot start.
void start_sodium();

}  // namespace kith::crypto
