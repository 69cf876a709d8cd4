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

void Table::adopt_text(Table& other) {
    // A block is never short enough to live inside its string object, so moving it keeps its text where it is.
    for (std::string& block : other.blocks_) blocks_.push_front(std::move(block));
    other.blocks_.clear();
}

}  // namespace kith::table
