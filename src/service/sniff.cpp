#include "service/sniff.h"

#include <algorithm>

#include "intake/csv.h"

namespace kith::service {
namespace {

Result<void> write_table(const SniffRequest& request, const std::vector<SniffedSheet>& sheets) {
    const auto chosen = std::find_if(sheets.begin(), sheets.end(), [&](const SniffedSheet& sheet) {
        return request.sheet.empty() || sheet.reading.table.sheet == request.sheet;
    });
    if (chosen == sheets.end()) {
        return make_error(ErrorCode::NotFound, "sniff.no-sheet", "the file has no such sheet", request.file);
    }
    return write_file(*request.csv, intake::write_csv(chosen->reading), {.access = Access::OwnerOnly});
}

}  // namespace

Result<Sniffed> sniff(const SniffRequest& request) {
    Sniffed sniffed{TRY(InputFile::open(request.file)), {}};
    std::vector<intake::FileInput> inputs(1);
    inputs[0].name = file_name_of(request.file);
    inputs[0].sheets = TRY(intake::read_tables(sniffed.file.bytes(), inputs[0].name));
    const intake::Layout layout = intake::suggest_layout(inputs, intake::SourceSettings{});
    for (std::size_t i = 0; i < inputs[0].sheets.size(); ++i) {
        sniffed.sheets.push_back({std::move(inputs[0].sheets[i]), {}});
        if (i < layout.sheets.size()) sniffed.sheets.back().layout = layout.sheets[i];
    }
    if (request.csv) TRY(write_table(request, sniffed.sheets));
    return sniffed;
}

}  // namespace kith::service
