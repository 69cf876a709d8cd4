#include "service/spool.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "service/files.h"

namespace kith::service {
namespace {

constexpr std::size_t kLengthBytes = 4;

Error unwritable(int cause) {
    if (cause == ENOSPC || cause == EDQUOT || cause == EFBIG) {
        return make_error(ErrorCode::Unavailable, "file.disk-full", "no room for the part on the disk");
    }
    return make_error(ErrorCode::Unavailable, "spool.unwritable", "cannot write into the spool folder");
}

Error damaged() {
    return make_error(ErrorCode::Corrupt, "spool.damaged", "a spooled file is not as it was written");
}

/// A block opens only in its place in its file.
std::string place_of(const SpooledFile& file, std::uint64_t block) {
    return "kith-spool-1:" + file.upload + ":" + std::to_string(file.index) + ":" + std::to_string(block);
}

Bytes block_of(const SpooledFile& file, const crypto::SealingKey& key, ByteView part) {
    const std::string place = place_of(file, file.blocks);
    const Bytes sealed = crypto::seal(key, part, as_bytes(place));
    Bytes block(kLengthBytes);
    for (std::size_t i = 0; i < kLengthBytes; ++i) block[i] = static_cast<std::byte>(sealed.size() >> (8 * i));
    block.insert(block.end(), sealed.begin(), sealed.end());
    return block;
}

/// Owned for the time of one append.
class SpoolWriter {
  public:
    explicit SpoolWriter(const std::string& path)
        : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
    ~SpoolWriter() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    SpoolWriter(const SpoolWriter&) = delete;
    SpoolWriter& operator=(const SpoolWriter&) = delete;

    Result<void> append(std::uint64_t at, ByteView bytes) {
        const auto place = static_cast<off_t>(at);
        if (descriptor_ < 0 || ::ftruncate(descriptor_, place) != 0) return unwritable(errno);
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t put =
                ::pwrite(descriptor_, bytes.data() + done, bytes.size() - done, place + static_cast<off_t>(done));
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) return unwritable(errno);
            done += static_cast<std::size_t>(put);
        }
        return ::fsync(descriptor_) == 0 ? Result<void>() : unwritable(errno);
    }

  private:
    int descriptor_;
};

}  // namespace

std::string Spool::path_of(const std::string& upload, std::uint32_t index) const {
    return folder_ + "/" + upload + "." + std::to_string(index);
}

Result<SpooledFile> Spool::append(const SpooledFile& file, const crypto::SealingKey& key, ByteView part) {
    TRY(make_folders(folder_));
    if (::chmod(folder_.c_str(), 0700) != 0) return unwritable(errno);
    const Bytes block = block_of(file, key, part);
    SpoolWriter writer(path_of(file.upload, file.index));
    TRY(writer.append(file.stored_bytes, block));
    SpooledFile longer = file;
    longer.stored_bytes += block.size();
    ++longer.blocks;
    return longer;
}

Result<Bytes> Spool::read(const SpooledFile& file, const crypto::SealingKey& key, std::uint64_t bytes) const {
    Bytes plain;
    if (file.blocks == 0) return plain;
    const auto opened = InputFile::open(path_of(file.upload, file.index));
    if (opened.is_error()) return make_error(ErrorCode::NotFound, "spool.missing", "the files are not kept any more");
    ByteView rest = opened.value().bytes();
    if (rest.size() < file.stored_bytes) return damaged();
    plain.reserve(bytes);
    for (std::uint64_t block = 0; block < file.blocks; ++block) {
        if (rest.size() < kLengthBytes) return damaged();
        std::size_t size = 0;
        for (std::size_t i = 0; i < kLengthBytes; ++i) size |= static_cast<std::size_t>(rest[i]) << (8 * i);
        rest = rest.subspan(kLengthBytes);
        if (rest.size() < size) return damaged();
        const std::string place = place_of(file, block);
        const auto part = crypto::open(key, rest.first(size), as_bytes(place));
        if (part.is_error()) return damaged();
        plain.insert(plain.end(), part.value().view().begin(), part.value().view().end());
        rest = rest.subspan(size);
    }
    if (plain.size() != bytes) return damaged();
    return plain;
}

void Spool::remove(const std::string& upload, std::uint32_t files) const {
    for (std::uint32_t i = 0; i < files; ++i) ::unlink(path_of(upload, i).c_str());
}

void Spool::sweep(const std::set<std::string>& living) const {
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder_, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const std::string upload = name.substr(0, name.find('.'));
        if (!living.contains(upload)) ::unlink(entry->path().c_str());
    }
}

}  // namespace kith::service
