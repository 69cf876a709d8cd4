#pragma once

// The operating system's files, for every command: input held in memory or mapped, output that appears whole or not at
// all, secrets that only their owner can read. No other file of the program opens one, except the ledger its database.
//
// Not for what the bytes mean: that is intake's, or a document's reader.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace kith::service {

/// The bytes of one input file, kept alive for as long as views of them are in use. Files below kMapFrom bytes and
/// pipes are copied, so that a sender who truncates the file meanwhile cannot fault the program; larger ones are
/// mapped.
class InputFile {
  public:
    static constexpr std::uint64_t kMapFrom = 64ULL << 20;

    /// Errors: file.not-found, file.unreadable, file.is-a-folder, file.too-large (a pipe beyond 1 GiB).
    static Result<InputFile> open(const std::string& path);
    /// Bytes that came another way, under the name they have.
    static InputFile of(std::string name, Bytes bytes);

    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&& other) noexcept;
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;
    ~InputFile();

    const std::string& path() const { return path_; }
    ByteView bytes() const { return mapped_.empty() ? ByteView(held_) : mapped_; }
    std::string_view text() const { return as_text(bytes()); }

  private:
    InputFile() = default;

    std::string path_;
    Bytes held_;
    ByteView mapped_;
};

enum class Access : std::uint8_t { Everyone, OwnerOnly };
enum class Existing : std::uint8_t { Replace, Refuse };

struct Writing {
    Access access = Access::Everyone;
    Existing existing = Existing::Replace;
};

/// Writes beside the target, syncs and renames: after a crash or on a full disk the old content stands.
/// Errors: file.unwritable, file.exists, file.disk-full.
Result<void> write_file(const std::string& path, std::string_view content, Writing writing = {});

/// A file written piece by piece; it takes its name at commit() and leaves nothing behind without it.
class OutputFile {
  public:
    static Result<OutputFile> create(const std::string& path, Writing writing = {});
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;
    ~OutputFile();

    Result<void> append(std::string_view content);
    Result<void> commit();

  private:
    OutputFile() = default;
    Result<void> flush();

    std::string path_;
    std::string pending_path_;
    std::string buffer_;
    Writing writing_;
    int descriptor_ = -1;
};

Result<void> make_folders(const std::string& path);
bool is_folder(const std::string& path);
bool is_file(const std::string& path);
std::string file_name_of(std::string_view path);
/// `path` as seen from `folder`, where it is relative.
std::string path_within(std::string_view folder, std::string_view path);
std::string folder_of(std::string_view path);

/// Folders become the files below them, hidden ones excepted, sorted by path; files stay as they are.
Result<std::vector<std::string>> expand_folders(std::span<const std::string> paths);

/// The most memory this process has held at once.
std::uint64_t peak_memory_bytes();

}  // namespace kith::service
