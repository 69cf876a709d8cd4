#pragma once

// Row accounting: every input line is loaded, quarantined or ignored with a reason; nothing else exists. The only way
// to a RowAccount is RowLedger::close(), which fails the program when a line is missing or counted twice.
//
// The unit is the physical line of the file (row of the sheet): a record whose quoted cell spans three lines accounts
// for three.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kith::table {

enum class Fate : std::uint8_t { Unset, Loaded, Quarantined, Ignored };

class RowAccount {
  public:
    std::uint64_t input_lines() const { return fates_.size(); }
    std::uint64_t loaded() const { return loaded_; }
    std::uint64_t quarantined() const { return quarantined_; }
    std::uint64_t ignored() const { return ignored_; }
    /// Reason -> lines: `header`, `blank`, `title`, `total`, `test-row`, `intake.row.too-many-cells`, ...
    const std::map<std::string, std::uint64_t>& ignored_by_reason() const { return ignored_by_reason_; }
    const std::map<std::string, std::uint64_t>& quarantined_by_reason() const { return quarantined_by_reason_; }
    /// `line` is 1-based.
    Fate fate_of(std::uint64_t line) const { return fates_[line - 1]; }

  private:
    friend class RowLedger;
    RowAccount() = default;

    std::vector<Fate> fates_;
    std::uint64_t loaded_ = 0;
    std::uint64_t quarantined_ = 0;
    std::uint64_t ignored_ = 0;
    std::map<std::string, std::uint64_t> ignored_by_reason_;
    std::map<std::string, std::uint64_t> quarantined_by_reason_;
};

class RowLedger {
  public:
    /// `lines` is the number of physical lines (sheet rows) of the input.
    explicit RowLedger(std::uint64_t lines) { account_.fates_.resize(lines, Fate::Unset); }

    /// Lines [first, first + count), 1-based. Each line is entered exactly once.
    void load(std::uint64_t first, std::uint64_t count = 1);
    void quarantine(std::uint64_t first, std::uint64_t count, std::string_view reason);
    void ignore(std::uint64_t first, std::uint64_t count, std::string_view reason);

    bool has_fate(std::uint64_t line) const { return account_.fates_[line - 1] != Fate::Unset; }
    RowAccount close() &&;

  private:
    void enter(std::uint64_t first, std::uint64_t count, Fate fate);

    RowAccount account_;
};

}  // namespace kith::table
