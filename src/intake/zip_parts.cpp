#include "intake/zip_parts.h"

#include <utility>

#include <zip.h>

namespace kith::intake {
namespace {

constexpr std::uint64_t kRatioFrom = 64ULL << 20;  // small workbooks may well shrink a thousandfold
constexpr std::size_t kPieceBytes = 128 << 10;

Error corrupt(std::string message) {
    return make_error(ErrorCode::Corrupt, "intake.workbook.corrupt", std::move(message));
}

}  // namespace

Result<ZipParts> ZipParts::open(ByteView bytes, const Limits& limits) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    zip_error_fini(&error);
    if (archive == nullptr) {
        if (source != nullptr) zip_source_free(source);
        return corrupt("the workbook's archive cannot be opened; it may be cut off");
    }
    ZipParts parts(archive, bytes.size(), limits);
    if (zip_get_num_entries(archive, 0) > static_cast<zip_int64_t>(limits.zip_entries_max)) {
        return make_error(ErrorCode::TooLarge, "intake.workbook.entries", "the workbook's archive has too many parts");
    }
    return parts;
}

ZipParts::ZipParts(ZipParts&& other) noexcept
    : archive_(std::exchange(other.archive_, nullptr)),
      stored_bytes_(other.stored_bytes_),
      limits_(other.limits_),
      inflated_bytes_(other.inflated_bytes_) {}

ZipParts::~ZipParts() {
    if (archive_ != nullptr) zip_discard(archive_);
}

bool ZipParts::has(const std::string& name) const {
    return zip_name_locate(archive_, name.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<void> ZipParts::stream(const std::string& name, const std::function<bool(std::string_view)>& take) {
    const zip_int64_t index = zip_name_locate(archive_, name.c_str(), ZIP_FL_NOCASE);
    if (index < 0) return corrupt("the workbook lacks a part that it names");
    zip_file_t* file = zip_fopen_index(archive_, static_cast<zip_uint64_t>(index), 0);
    if (file == nullptr) return corrupt("a part of the workbook cannot be opened");
    std::string piece(kPieceBytes, '\0');
    Result<void> result;
    for (;;) {
        const zip_int64_t n = zip_fread(file, piece.data(), piece.size());
        if (n < 0) result = corrupt("a part of the workbook is damaged");
        if (n <= 0) break;
        inflated_bytes_ += static_cast<std::uint64_t>(n);
        if (inflated_bytes_ > limits_.inflated_bytes_max) {
            result = make_error(ErrorCode::TooLarge, "intake.workbook.inflated-size",
                                "the workbook is too large when unpacked");
            break;
        }
        if (inflated_bytes_ > kRatioFrom && inflated_bytes_ / limits_.inflation_ratio_max > stored_bytes_) {
            result = make_error(ErrorCode::TooLarge, "intake.workbook.inflation-ratio",
                                "the workbook unpacks to far more than it should");
            break;
        }
        if (!take({piece.data(), static_cast<std::size_t>(n)})) break;
    }
    zip_fclose(file);
    return result;
}

}  // namespace kith::intake
