// Workbooks of both kinds; small limits keep one input short.

#include <cstdint>

#include "intake/sheet.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const kith::ByteView bytes(reinterpret_cast<const std::byte*>(data), size);
    kith::intake::Limits limits;
    limits.inflated_bytes_max = 8 << 20;
    limits.cells_max = 1 << 20;
    limits.columns_max = 20'000;
    [[maybe_unused]] const auto xlsx = kith::intake::read_xlsx(bytes, limits);
    [[maybe_unused]] const auto xls = kith::intake::read_xls(bytes, limits);
    return 0;
}
