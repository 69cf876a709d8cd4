#include "link/birth_cell.h"

#include <cctype>
#include <vector>

namespace kith::link {
namespace {

std::string padded(std::string_view digits, std::size_t width) {
    return digits.size() >= width ? std::string(digits) : std::string(width - digits.size(), '0') + std::string(digits);
}

/// The runs of digits before any time of day.
std::vector<std::string_view> digit_groups(std::string_view cell) {
    std::vector<std::string_view> groups;
    for (std::size_t i = 0; i < cell.size();) {
        if (std::isdigit(static_cast<unsigned char>(cell[i])) == 0) {
            if (std::isalpha(static_cast<unsigned char>(cell[i])) != 0 && cell[i] != 'T') return {};
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < cell.size() && std::isdigit(static_cast<unsigned char>(cell[end])) != 0) ++end;
        groups.push_back(cell.substr(i, end - i));
        i = end;
        if (groups.size() == 3) break;
    }
    return groups;
}

std::string from_groups(std::string_view cell, text::DateOrder order) {
    const auto groups = digit_groups(cell);
    if (groups.size() == 1 && groups[0].size() == 8) {
        const std::string_view d = groups[0];
        if (order == text::DateOrder::Mdy) {
            return padded(d.substr(4), 4) + "-" + std::string(d.substr(0, 2)) + "-" + std::string(d.substr(2, 2));
        }
        return std::string(d.substr(0, 4)) + "-" + std::string(d.substr(4, 2)) + "-" + std::string(d.substr(6));
    }
    if (groups.size() != 3) return {};
    if (groups[0].size() == 4) return padded(groups[0], 4) + "-" + padded(groups[1], 2) + "-" + padded(groups[2], 2);
    if (groups[2].size() != 4) return {};
    const bool is_day_first = order == text::DateOrder::Dmy;
    return padded(groups[2], 4) + "-" + padded(groups[is_day_first ? 1 : 0], 2) + "-" +
           padded(groups[is_day_first ? 0 : 1], 2);
}

}  // namespace

std::string birth_text(std::string_view cell, text::DateOrder order) {
    const auto readable =
        order == text::DateOrder::Ambiguous || order == text::DateOrder::Mixed || order == text::DateOrder::None
            ? text::DateOrder::Mdy
            : order;
    const bool is_day_known = cell.size() == 8 || (cell.size() >= 10 && cell[4] == '-');
    if (is_day_known) {
        std::string text = from_groups(cell, readable);
        if (!text.empty() && text != "0000-00-00") return text.size() == 10 ? text : std::string();
    }
    const auto parsed = text::parse_date(cell, readable);
    if (parsed.is_ok()) return parsed.value().to_text();
    std::string text = from_groups(cell, readable);
    return text.size() == 10 && text != "0000-00-00" ? text : std::string();
}

}  // namespace kith::link
