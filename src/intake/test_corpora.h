#pragma once

// Where the corpora lie, for tests that skip without them.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/bytes.h"

namespace kith::intake::corpora {

inline std::filesystem::path root() {
    const char* given = std::getenv("KITH_CORPORA");
    return given != nullptr ? std::filesystem::path(given) : std::filesystem::path(KITH_SOURCE_DIR) / "../shared/data";
}

inline std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace kith::intake::corpora

#define KITH_NEEDS_CORPUS(path) \
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the corpus " << (path).string() << " is not here"
