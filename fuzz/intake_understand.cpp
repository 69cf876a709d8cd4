// Any bytes as a delivery of up to four files (cut at 0x1E): reading and understanding end with every line accounted
// for, the same twice, and without a crash.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "intake/difference.h"
#include "table/category.h"

namespace {

using namespace kith;

constexpr std::size_t kFilesMax = 4;

std::vector<intake::FileInput> read_files(std::string_view input) {
    std::vector<intake::FileInput> files;
    while (!input.empty() && files.size() < kFilesMax) {
        const std::size_t end = std::min(input.find('\x1E'), input.size());
        auto sheets = intake::read_tables(as_bytes(input.substr(0, end)), "file.csv");
        if (sheets.is_ok()) files.push_back({"file.csv", std::move(sheets).value()});
        input.remove_prefix(std::min(end + 1, input.size()));
    }
    return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size > (1 << 16)) return 0;
    intake::SourceSettings settings;
    settings.id = SourceId("fuzz");
    settings.blank = static_cast<intake::BlankMark>(data[0] % 3);
    const auto category = table::category::kAll[data[1] % table::category::kAll.size()];
    if (data[1] < 0xF0) settings.default_category = std::string(category);
    const std::string_view input(reinterpret_cast<const char*>(data + 2), size - 2);
    const std::vector<intake::FileInput> files = read_files(input);
    ThreadPool pool(1);
    const auto first = intake::understand(files, settings, pool);
    const auto second = intake::understand(files, settings, pool);
    if (first.is_error() != second.is_error()) std::abort();
    if (first.is_error()) return 0;
    if (first->records.size() != second->records.size()) std::abort();
    for (std::size_t i = 0; i < first->records.size(); ++i) {
        if (intake::digest_of(first->records[i]) != intake::digest_of(second->records[i])) std::abort();
        if (i > 0 && !(first->records[i - 1].local_id < first->records[i].local_id)) std::abort();
    }
    for (const intake::FileAccount& file : first->accounts) {
        const auto& account = file.account;
        if (account.loaded() + account.quarantined() + account.ignored() != account.input_lines()) std::abort();
    }
    const auto layout = intake::layout_from_json(intake::to_json(first->layout));
    if (layout.is_error()) std::abort();
    return 0;
}
