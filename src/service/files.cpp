#include "service/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kith::service {
namespace {

constexpr std::uint64_t kPipeBytesMax = 1ULL << 30;
constexpr std::size_t kBufferBytes = 1 << 16;

Error system_error(std::string_view doing, const std::string& path, int cause) {
    const std::string message = std::string(doing) + ": " + std::strerror(cause);
    switch (cause) {
        case ENOENT:
            return make_error(ErrorCode::NotFound, "file.not-found", message, path);
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return make_error(ErrorCode::Unavailable, "file.disk-full", message, path);
        case EEXIST:
            return make_error(ErrorCode::Conflict, "file.exists", message, path);
        case EISDIR:
            return make_error(ErrorCode::InvalidInput, "file.is-a-folder", message, path);
        default:
            return make_error(ErrorCode::Unavailable, "file.unavailable", message, path);
    }
}

class Descriptor {
  public:
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int value() const { return value_; }

  private:
    int value_;
};

Result<Bytes> read_to_end(int descriptor, const std::string& path, std::uint64_t expected) {
    Bytes bytes(expected + 1);
    std::size_t size = 0;
    while (true) {
        if (size == bytes.size()) bytes.resize(bytes.size() * 2);
        const ssize_t got = ::read(descriptor, bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error("cannot read the file", path, errno);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
        if (size > kPipeBytesMax) {
            return make_error(ErrorCode::TooLarge, "file.too-large", "more than 1 GiB came through a pipe", path);
        }
    }
    bytes.resize(size);
    return bytes;
}

Result<void> write_all(int descriptor, std::string_view content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t put = ::write(descriptor, content.data(), content.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return system_error("cannot write the file", path, errno);
        content.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

void sync_folder_of(const std::string& path) {
    const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.value() >= 0) ::fsync(folder.value());
}

}  // namespace

Result<InputFile> InputFile::open(const std::string& path) {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (descriptor.value() < 0) return system_error("cannot open the file", path, errno);
    struct stat info {};
    if (::fstat(descriptor.value(), &info) != 0) return system_error("cannot open the file", path, errno);
    if (S_ISDIR(info.st_mode)) return system_error("expected a file", path, EISDIR);

    InputFile file;
    file.path_ = path;
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (!S_ISREG(info.st_mode) || size < kMapFrom) {
        file.held_ = TRY(read_to_end(descriptor.value(), path, S_ISREG(info.st_mode) ? size : kBufferBytes));
        return file;
    }
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.value(), 0);
    if (address == MAP_FAILED) return system_error("cannot map the file", path, errno);
    file.mapped_ = {static_cast<const std::byte*>(address), size};
    return file;
}

InputFile InputFile::of(std::string name, Bytes bytes) {
    InputFile file;
    file.path_ = std::move(name);
    file.held_ = std::move(bytes);
    return file;
}

InputFile::InputFile(InputFile&& other) noexcept
    : path_(std::move(other.path_)), held_(std::move(other.held_)), mapped_(std::exchange(other.mapped_, {})) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(held_, other.held_);
    std::swap(mapped_, other.mapped_);
    return *this;
}

InputFile::~InputFile() {
    if (!mapped_.empty()) ::munmap(const_cast<std::byte*>(mapped_.data()), mapped_.size());
}

Result<OutputFile> OutputFile::create(const std::string& path, Writing writing) {
    if (is_folder(path)) return system_error("expected a file", path, EISDIR);
    if (writing.existing == Existing::Refuse && is_file(path)) {
        return make_error(ErrorCode::Conflict, "file.exists", "the file exists already", path);
    }
    OutputFile file;
    file.path_ = path;
    file.writing_ = writing;
    struct stat info {};
    if (::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode)) {  // a pipe or device is written where it is
        file.descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (file.descriptor_ < 0) return system_error("cannot open the file", path, errno);
        return file;
    }
    file.pending_path_ = path + ".pending-" + std::to_string(::getpid());
    const mode_t mode = writing.access == Access::OwnerOnly ? 0600 : 0644;
    // What an earlier process of this number left, or anybody put there, is not written into.
    ::unlink(file.pending_path_.c_str());
    file.descriptor_ = ::open(file.pending_path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file.descriptor_ < 0) {
        file.pending_path_.clear();
        return system_error("cannot create the file", path, errno);
    }
    return file;
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      pending_path_(std::exchange(other.pending_path_, {})),
      buffer_(std::move(other.buffer_)),
      writing_(other.writing_),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!pending_path_.empty()) ::unlink(pending_path_.c_str());
}

Result<void> OutputFile::append(std::string_view content) {
    buffer_.append(content);
    return buffer_.size() < kBufferBytes ? Result<void>() : flush();
}

Result<void> OutputFile::flush() {
    TRY(write_all(descriptor_, buffer_, path_));
    buffer_.clear();
    return {};
}

Result<void> OutputFile::commit() {
    TRY(flush());
    if (pending_path_.empty()) return {};
    if (::fsync(descriptor_) != 0) return system_error("cannot write the file", path_, errno);
    if (::close(std::exchange(descriptor_, -1)) != 0) return system_error("cannot write the file", path_, errno);
    if (writing_.existing == Existing::Refuse) {
        if (::link(pending_path_.c_str(), path_.c_str()) != 0) {
            return system_error("cannot create the file", path_, errno);
        }
        ::unlink(pending_path_.c_str());
    } else if (::rename(pending_path_.c_str(), path_.c_str()) != 0) {
        return system_error("cannot replace the file", path_, errno);
    }
    pending_path_.clear();
    sync_folder_of(path_);
    return {};
}

Result<void> write_file(const std::string& path, std::string_view content, Writing writing) {
    OutputFile file = TRY(OutputFile::create(path, writing));
    TRY(file.append(content));
    return file.commit();
}

Result<void> make_folders(const std::string& path) {
    std::error_code cause;
    std::filesystem::create_directories(path, cause);
    if (cause) return system_error("cannot make the folder", path, cause.value());
    return {};
}

bool is_folder(const std::string& path) {
    std::error_code cause;
    return std::filesystem::is_directory(path, cause);
}

bool is_file(const std::string& path) {
    std::error_code cause;
    return std::filesystem::exists(path, cause) && !is_folder(path);
}

std::string file_name_of(std::string_view path) {
    return std::filesystem::path(path).filename().string();
}

std::string folder_of(std::string_view path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

std::string path_within(std::string_view folder, std::string_view path) {
    const std::filesystem::path given(path);
    return given.is_absolute() ? given.string() : (std::filesystem::path(folder) / given).string();
}

Result<std::vector<std::string>> expand_folders(std::span<const std::string> paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        if (!is_folder(path)) {
            files.push_back(path);
            continue;
        }
        std::error_code cause;
        std::vector<std::string> found;
        std::filesystem::recursive_directory_iterator entry(path, cause);
        for (; !cause && entry != std::filesystem::recursive_directory_iterator(); entry.increment(cause)) {
            const bool is_hidden = entry->path().filename().string().starts_with(".");
            if (is_hidden && entry->is_directory(cause)) entry.disable_recursion_pending();
            if (!is_hidden && entry->is_regular_file(cause)) found.push_back(entry->path().string());
        }
        if (cause) return system_error("cannot read the folder", path, cause.value());
        std::sort(found.begin(), found.end());
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

std::uint64_t peak_memory_bytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace kith::service
