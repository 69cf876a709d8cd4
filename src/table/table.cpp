#include "table/table.h"

#include <algorithm>

namespace kith::table {
namespace {

constexpr std::size_t kBlockBytes = 1 << 16;

}  // namespace

std::string_view Table::store(std::string_view text) {
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size()) {
        blocks_.emplace_back();
        blocks_.back().reserve(std::max(kBlockBytes, text.size()));
    }
    std::string& block = blocks_.back();
    const std::size_t begin = block.size();
    block += text;
    return std::string_view(block).substr(begin, text.size());
}

}  // namespace kith::table
