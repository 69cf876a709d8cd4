// JSON lines and arrays.

#include <cstdint>

#include "intake/json_lines.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (kith::intake::is_json(text)) {
        const auto reading = kith::intake::read_json(text, {});
        if (reading.is_ok()) kith::intake::write_csv(*reading);
    }
    return 0;
}
