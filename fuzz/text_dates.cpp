// A date cell is an answer or an error, whatever its bytes; a day read in a settled order is a day of the calendar, and
// where a column of that one cell is settled, its order reads the cell.

#include <cstdint>
#include <string_view>

#include "text/dates.h"

namespace {

void check_cell(std::string_view cell, kith::text::DateOrder order) {
    const auto timestamp = kith::text::parse_timestamp(cell, order);
    if (timestamp.is_error()) return;
    const auto& date = timestamp.value().date;
    KITH_CHECK(!date.is_empty());
    KITH_CHECK(!date.is_complete() || date.to_date().has_value());
    const auto& time = timestamp.value().time;
    KITH_CHECK(!time || (time->ms >= 0 && time->ms < 86'400'000));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using kith::text::DateOrder;
    const std::string_view cell(reinterpret_cast<const char*>(data), size);
    for (const auto order : {DateOrder::None, DateOrder::Ymd, DateOrder::Mdy, DateOrder::Dmy, DateOrder::EpochMs,
                             DateOrder::Ambiguous, DateOrder::Mixed}) {
        check_cell(cell, order);
    }
    const auto column = kith::text::study_date_column(std::span(&cell, 1));
    KITH_CHECK(column.dates + column.not_dates <= 1);
    const bool is_settled =
        column.order == DateOrder::Ymd || column.order == DateOrder::Mdy || column.order == DateOrder::Dmy;
    if (is_settled) KITH_CHECK(kith::text::parse_timestamp(cell, column.order).is_ok());
    static_cast<void>(kith::text::parse_time(cell));
    static_cast<void>(kith::text::is_date_like(cell));
    return 0;
}
