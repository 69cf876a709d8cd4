#pragma once

// One XLSX workbook written row by row (libxlsxwriter in constant-memory mode: cells must come in order of rows). The
// creation date is fixed, so that the same cells are the same bytes.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/civil_date.h"
#include "base/result.h"

namespace kith::town {

class Workbook {
  public:
    /// Error: `town.workbook.failed` when there is no memory to write to.
    static Result<Workbook> create(CivilDate created);
    Workbook(Workbook&&) noexcept;
    Workbook& operator=(Workbook&&) noexcept;
    ~Workbook();

    /// Cells go to the sheet added last.
    void add_sheet(const std::string& name);
    void text(std::uint32_t row, std::uint16_t column, std::string_view value);
    void bold(std::uint32_t row, std::uint16_t column, std::string_view value);
    /// A text on yellow, with a comment where `why` is not empty.
    void marked(std::uint32_t row, std::uint16_t column, std::string_view value, const std::string& why);
    /// Bold texts from the first column on.
    void heads(std::uint32_t row, std::span<const std::string_view> values);
    void number(std::uint32_t row, std::uint16_t column, double value);
    /// A date cell, shown as m/d/yyyy.
    void date(std::uint32_t row, std::uint16_t column, CivilDate value);
    void merge(std::uint32_t row, std::uint16_t first_column, std::uint16_t last_column, std::string_view value);

    /// The bytes of the file. The workbook cannot be written to afterwards.
    Result<std::string> finish();

  private:
    struct State;
    explicit Workbook(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace kith::town
