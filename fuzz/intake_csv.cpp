// Text tables: the fast reader against the textbook one, then the whole way to an accounted table.

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "intake/reader.h"

namespace {

using namespace kith;
using namespace kith::intake;

bool is_same(const Reading& a, const Reading& b) {
    if (a.lines != b.lines || a.rows.row_count() != b.rows.row_count()) return false;
    for (std::size_t i = 0; i < a.rows.row_count(); ++i) {
        const auto x = a.rows.row(i);
        const auto y = b.rows.row(i);
        if (a.rows.line_of(i) != b.rows.line_of(i) || !std::equal(x.begin(), x.end(), y.begin(), y.end())) return false;
    }
    return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const ByteView bytes(reinterpret_cast<const std::byte*>(data + 1), size - 1);
    Dialect dialect;
    dialect.delimiter = ",;\t "[data[0] & 3];
    dialect.quote = "\"'\0"[(data[0] >> 2) % 3];
    dialect.escape = (data[0] & 16) != 0 ? '\\' : '\0';
    dialect.padding = (data[0] & 32) != 0 ? Padding::SpaceAfterDelimiter : Padding::None;
    const auto fast = read_csv(as_text(bytes), dialect);
    const auto plain = textbook::read_csv(as_text(bytes), dialect);
    if (fast.is_ok() != plain.is_ok() || (fast.is_ok() && !is_same(*fast, *plain))) std::abort();
    const auto readings = read_tables(bytes, "fuzz");
    if (readings.is_ok()) {
        for (const SheetReading& reading : *readings) write_csv(reading);
    }
    return 0;
}
