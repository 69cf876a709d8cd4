// Any text cut into cells and rows must be read and linked without a fault: the first line is the header, `,` and line
// breaks separate, and a byte 1 starts the next table.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "link/engine.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 4096) return 0;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    std::vector<kith::table::Table> tables(3);
    std::size_t table = 0;
    bool is_header = true;
    for (std::size_t begin = 0; begin <= input.size() && table < tables.size();) {
        const std::size_t end = std::min(input.find_first_of("\n\x01", begin), input.size());
        if (!is_header) tables[table].begin_row(tables[table].row_count() + 2);
        for (std::size_t cell = begin; cell <= end;) {
            const std::size_t comma = std::min(input.find(',', cell), end);
            const std::string_view text = input.substr(cell, comma - cell);
            if (is_header)
                tables[table].columns.emplace_back(text);
            else
                tables[table].add_cell(text);
            cell = comma + 1;
        }
        is_header = end < input.size() && input[end] == '\x01';
        if (is_header) ++table;
        begin = end + 1;
    }
    std::vector<kith::link::TableInput> inputs;
    for (std::size_t t = 0; t < tables.size(); ++t) inputs.push_back({&tables[t], static_cast<std::uint32_t>(t)});
    const auto reading = kith::link::from_tables(inputs, {});
    kith::ThreadPool pool(1);
    const auto outcome = kith::link::link(reading.dataset, {}, {}, pool);
    if (outcome.cluster.size() != reading.dataset.size()) __builtin_trap();
    return 0;
}
