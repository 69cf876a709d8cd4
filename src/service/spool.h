#pragma once

// Files on their way in, kept in a folder beside the ledger until they are delivered (docs/formats/spool.md). Parts are
// appended as sealed blocks under a key that stands only in the ledger: without the ledger's entry a spooled file is
// noise, so dropping the entry erases the file wherever copies of it lie.
//
// Not for who may put what, and when: uploads.h.

#include <cstdint>
#include <set>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/envelope.h"

namespace kith::service {

/// One file of one upload, and how much of it lies on the disk for good.
struct SpooledFile {
    std::string upload;  // its id: letters and digits
    std::uint32_t index = 0;
    std::uint64_t stored_bytes = 0;  // sealed, on the disk
    std::uint64_t blocks = 0;
};

class Spool {
  public:
    explicit Spool(std::string folder) : folder_(std::move(folder)) {}

    /// Durable when it returns. What lies beyond `stored_bytes` (of a part whose entry was never written) is cut off
    /// first. Errors: spool.unwritable, file.disk-full.
    Result<SpooledFile> append(const SpooledFile& file, const crypto::SealingKey& key, ByteView part);
    /// The whole file in memory; plaintext never touches the disk. Errors: spool.missing, spool.damaged (Corrupt).
    Result<Bytes> read(const SpooledFile& file, const crypto::SealingKey& key, std::uint64_t bytes) const;
    void remove(const std::string& upload, std::uint32_t files) const;
    /// Removes the files of uploads that are no more.
    void sweep(const std::set<std::string>& living) const;

    const std::string& folder() const { return folder_; }

  private:
    std::string path_of(const std::string& upload, std::uint32_t index) const;

    std::string folder_;
};

}  // namespace kith::service
