#pragma once

// Files that come in parts, through a line that may break at any time: begun, filled part by part, looked at, delivered
// or dropped. The state stands in the ledger (drawer `upload`), the bytes in the spool; both outlive the program. A
// part that was received already may be sent again.
//
// Not for reading the files: jobs.h does, in the background.

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "service/spool.h"

namespace kith::service {

inline constexpr std::uint64_t kPartBytesMax = 8ULL << 20;
inline constexpr std::uint64_t kUploadBytesMax = 4ULL << 30;
inline constexpr std::size_t kUploadFilesMax = 200;

enum class UploadState : std::uint8_t { Receiving, Ready, Working, Done, Failed };
std::string_view name_of(UploadState state);

struct UploadFile {
    std::string name;
    std::uint64_t bytes = 0;
    std::uint64_t received = 0;
};

struct Upload {
    std::string id;
    SourceId source;
    UserId user;
    UploadState state = UploadState::Receiving;
    std::vector<UploadFile> files;
    std::optional<std::string> job;  // the latest
    std::optional<DeliveryId> delivery;
    std::string preview;  // JSON of the latest preview; empty before
    Instant begun_at;
};

struct UploadAsked {
    SourceId source;
    std::vector<UploadFile> files;
};

/// An upload as it is stored: with the key of its files.
struct StoredUpload {
    Upload upload;
    std::vector<SpooledFile> spooled;
    crypto::Key key;
};

class Uploads {
  public:
    Uploads(ledger::Ledger& ledger, const Clock& clock, std::string spool_folder)
        : ledger_(ledger), clock_(clock), spool_(std::move(spool_folder)) {}

    /// Errors: those of standing.h; upload.no-files, upload.file-name (InvalidInput), upload.too-large, upload.too-many
    /// (TooLarge).
    Result<Upload> begin(const UserId& viewer, const UploadAsked& asked);
    /// A part that overlaps what was received is taken from where that ends. Errors: upload.unknown (also of others),
    /// upload.part-too-large, upload.no-such-file, upload.offset (Conflict: a gap; `where` is the offset expected),
    /// upload.beyond-end, upload.not-receiving.
    Result<Upload> put_part(const UserId& viewer, const std::string& id, std::uint32_t index, std::uint64_t offset,
                            ByteView part);
    Result<Upload> find(const UserId& viewer, const std::string& id);
    /// The viewer's own that are not done, oldest first.
    Result<std::vector<Upload>> list(const UserId& viewer);
    /// Errors: upload.unknown, upload.working (Conflict).
    Result<void> drop(const UserId& viewer, const std::string& id);

    // For jobs.h and fix_it.h.
    static Result<StoredUpload> stored(ledger::Reader& reader, const std::string& id);
    static Result<std::optional<StoredUpload>> stored_of(ledger::Reader& reader, DeliveryId delivery);
    Result<void> store(ledger::Transaction& transaction, const StoredUpload& stored) const;
    /// The bytes of all files, in order.
    Result<std::vector<Bytes>> read_files(const StoredUpload& stored) const;
    /// The bytes go now; the entry stays until it expires.
    void remove_files(const StoredUpload& stored) const;
    /// What has expired, in the ledger and in the spool.
    Result<void> tidy();

  private:
    std::mutex& lock_of(const std::string& id);

    ledger::Ledger& ledger_;
    const Clock& clock_;
    Spool spool_;
    std::array<std::mutex, 16> locks_;  // by id: one part of an upload at a time
};

}  // namespace kith::service
