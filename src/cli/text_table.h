#pragma once

// Lines of text in aligned columns, for people. Widths count characters, not bytes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kith::cli {

enum class Align : std::uint8_t { Left, Right };

class TextTable {
  public:
    explicit TextTable(std::vector<Align> columns, std::string indent = "  ")
        : align_(std::move(columns)), indent_(std::move(indent)) {}

    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    bool is_empty() const { return rows_.empty(); }
    std::string to_text() const;

  private:
    std::vector<Align> align_;
    std::string indent_;
    std::vector<std::vector<std::string>> rows_;
};

/// 1234567 as `1,234,567`.
std::string with_commas(std::uint64_t number);
/// 0.98765 as `0.9877`.
std::string four_digits(double number);
/// `1 record`, `2 records`.
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);
/// Control characters become spaces: what a sender wrote must not steer a terminal.
std::string printable(std::string_view text);

}  // namespace kith::cli
