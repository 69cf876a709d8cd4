#include "town/workbook.h"

#include <mutex>

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

namespace kith::town {

// libxlsxwriter 1.1.4 writes to a path only; the path of an anonymous file in memory keeps the engine free of disk
// files.
struct Workbook::State {
    int file = -1;
    lxw_workbook* book = nullptr;
    lxw_worksheet* sheet = nullptr;
    lxw_format* bold = nullptr;
    lxw_format* date = nullptr;
    lxw_format* merged = nullptr;
    lxw_format* marked = nullptr;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (book != nullptr) lxw_workbook_free(book);
        if (file >= 0) close(file);
    }
};

Workbook::Workbook(std::unique_ptr<State> state) : state_(std::move(state)) {}
Workbook::Workbook(Workbook&&) noexcept = default;
Workbook& Workbook::operator=(Workbook&&) noexcept = default;
Workbook::~Workbook() = default;

namespace {

Error workbook_error(std::string message) {
    return make_error(ErrorCode::Unavailable, "town.workbook.failed", std::move(message));
}

}  // namespace

Result<Workbook> Workbook::create(CivilDate created) {
    auto state = std::make_unique<State>();
    state->file = memfd_create("workbook", MFD_CLOEXEC);
    if (state->file < 0) return workbook_error("no memory for a workbook");
    const std::string path = "/proc/self/fd/" + std::to_string(state->file);
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    state->book = workbook_new_opt(path.c_str(), &options);
    if (state->book == nullptr) return workbook_error("the workbook could not be begun");
    lxw_doc_properties properties{};
    properties.created = static_cast<time_t>(created.days()) * 86400;
    workbook_set_properties(state->book, &properties);
    state->bold = workbook_add_format(state->book);
    format_set_bold(state->bold);
    state->date = workbook_add_format(state->book);
    format_set_num_format(state->date, "m/d/yyyy");
    state->merged = workbook_add_format(state->book);
    format_set_align(state->merged, LXW_ALIGN_CENTER);
    format_set_bold(state->merged);
    state->marked = workbook_add_format(state->book);
    format_set_bg_color(state->marked, 0xFFF2A8);
    return Workbook(std::move(state));
}

void Workbook::add_sheet(const std::string& name) {
    state_->sheet = workbook_add_worksheet(state_->book, name.c_str());
    KITH_CHECK(state_->sheet != nullptr);
}

void Workbook::text(std::uint32_t row, std::uint16_t column, std::string_view value) {
    if (value.empty()) return;
    worksheet_write_string(state_->sheet, row, column, std::string(value).c_str(), nullptr);
}

void Workbook::bold(std::uint32_t row, std::uint16_t column, std::string_view value) {
    worksheet_write_string(state_->sheet, row, column, std::string(value).c_str(), state_->bold);
}

void Workbook::marked(std::uint32_t row, std::uint16_t column, std::string_view value, const std::string& why) {
    if (value.empty()) {
        worksheet_write_blank(state_->sheet, row, column, state_->marked);
    } else {
        worksheet_write_string(state_->sheet, row, column, std::string(value).c_str(), state_->marked);
    }
    if (!why.empty()) worksheet_write_comment(state_->sheet, row, column, why.c_str());
}

void Workbook::heads(std::uint32_t row, std::span<const std::string_view> values) {
    std::uint16_t column = 0;
    for (const std::string_view value : values) bold(row, column++, value);
}

void Workbook::number(std::uint32_t row, std::uint16_t column, double value) {
    worksheet_write_number(state_->sheet, row, column, value, nullptr);
}

void Workbook::date(std::uint32_t row, std::uint16_t column, CivilDate value) {
    constexpr int kSerialOfEpoch = 25569;  // 1970-01-01 in the 1900 system
    worksheet_write_number(state_->sheet, row, column, value.days() + kSerialOfEpoch, state_->date);
}

void Workbook::merge(std::uint32_t row, std::uint16_t first_column, std::uint16_t last_column, std::string_view value) {
    worksheet_merge_range(state_->sheet, row, first_column, row, last_column, std::string(value).c_str(),
                          state_->merged);
}

Result<std::string> Workbook::finish() {
    // libxlsxwriter turns the creation date into text by gmtime(), whose answer all threads share: two workbooks closed
    // at once could bear each other's date. The lock guards that buffer, which is the library's, and no state of ours.
    static std::mutex gmtime_lock;
    const lxw_error closed = [&] {
        const std::lock_guard lock(gmtime_lock);
        return workbook_close(state_->book);
    }();
    state_->book = nullptr;
    if (closed != LXW_NO_ERROR) return workbook_error(lxw_strerror(closed));
    const off_t size = lseek(state_->file, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(size < 0 ? 0 : size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got = pread(state_->file, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
        if (got <= 0) return workbook_error("the workbook could not be read back");
        have += static_cast<std::size_t>(got);
    }
    return bytes;
}

}  // namespace kith::town
