#include "ledger/durable_file.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace kith::ledger {

namespace {

Error file_error(int cause, const std::filesystem::path& path) {
    if (cause == ENOSPC || cause == EDQUOT || cause == EFBIG) {
        return make_error(ErrorCode::Unavailable, "ledger.disk.full", "the disk is full", path.string());
    }
    return make_error(ErrorCode::Unavailable, "ledger.file.io", "a file could not be written or moved", path.string());
}

Result<void> sync(const std::filesystem::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) return file_error(errno, path);
    const int answer = ::fsync(descriptor);
    const int cause = errno;
    ::close(descriptor);
    if (answer != 0) return file_error(cause, path);
    return {};
}

}  // namespace

Result<void> sync_file(const std::filesystem::path& path) {
    return sync(path, O_RDONLY);
}

Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code error;
    std::filesystem::rename(from, to, error);
    if (error) return file_error(error.value(), to);
    const auto folder = to.parent_path();
    return sync(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
}

Result<void> copy_whole_file(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code error;
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing, error);
    if (error) return file_error(error.value(), to);
    return {};
}

void remove_database(const std::filesystem::path& path) {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(beside(path, suffix), ignored);
}

std::filesystem::path beside(const std::filesystem::path& path, const char* suffix) {
    std::filesystem::path other = path;
    other += suffix;
    return other;
}

}  // namespace kith::ledger
