#include "cli/text_table.h"

#include <algorithm>
#include <cstdio>

namespace kith::cli {
namespace {

std::size_t characters_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string TextTable::to_text() const {
    std::vector<std::size_t> widths(align_.size(), 0);
    for (const auto& cells : rows_) {
        for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], characters_of(cells[i]));
        }
    }
    std::string text;
    for (const auto& cells : rows_) {
        std::string line = indent_;
        for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i) {
            if (i > 0) line += "  ";
            const std::string padding(widths[i] - characters_of(cells[i]), ' ');
            line += align_[i] == Align::Right ? padding + cells[i] : cells[i] + padding;
        }
        line.resize(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string with_commas(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
    return text;
}

std::string four_digits(double number) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.4f", number);
    return buffer;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
    return with_commas(number) + " " + std::string(number == 1 ? one : many);
}

std::string printable(std::string_view text) {
    std::string shown(text);
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return shown;
}

}  // namespace kith::cli
