#include "text/qgrams.h"

#include <algorithm>

namespace kith::text {

namespace {

constexpr std::uint32_t kPad = '#';

std::size_t shared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    std::size_t count = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const std::uint32_t x = a[i];
        const std::uint32_t y = b[j];
        count += x == y;
        i += x <= y;
        j += y <= x;
    }
    return count;
}

}  // namespace

std::vector<std::uint32_t> qgrams(std::string_view folded, std::size_t q) {
    std::vector<std::uint32_t> grams;
    if (folded.empty() || q < 2 || q > 4) return grams;
    const std::uint32_t mask = q == 4 ? ~0U : (1U << (8 * q)) - 1;
    std::uint32_t gram = 0;
    for (std::size_t i = 0; i < q; ++i) gram = gram << 8 | kPad;
    grams.reserve(folded.size() + q - 1);
    for (const char c : folded) grams.push_back(gram = (gram << 8 | static_cast<unsigned char>(c)) & mask);
    for (std::size_t i = 1; i < q; ++i) grams.push_back(gram = (gram << 8 | kPad) & mask);
    std::sort(grams.begin(), grams.end());
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
    return grams;
}

double jaccard(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    if (a.empty() && b.empty()) return 1;
    const std::size_t both = shared(a, b);
    return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

double dice(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    if (a.empty() && b.empty()) return 1;
    return 2.0 * static_cast<double>(shared(a, b)) / static_cast<double>(a.size() + b.size());
}

}  // namespace kith::text
