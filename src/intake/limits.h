#pragma once

// How much of a hostile or broken file is read before saying `too large`. One struct for every format.

#include <cstdint>

namespace kith::intake {

struct Limits {
    std::uint64_t line_bytes_max = 64ULL << 20;  // one physical line of a text file
    std::uint32_t columns_max = 250'000;         // cells in one row
    std::uint64_t rows_max = 50'000'000;
    std::uint64_t cells_max = 2'000'000'000;
    std::uint64_t inflated_bytes_max = 4ULL << 30;  // all parts of a workbook together
    std::uint32_t inflation_ratio_max = 1'000;      // inflated : stored, once past 64 MiB
    std::uint32_t zip_entries_max = 20'000;
    std::uint32_t record_lines_max = 1'000;  // lines that one quoted cell may span
};

}  // namespace kith::intake
