#pragma once

// The files of one delivery, opened, hashed and read into tables.

#include <span>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "intake/delivery.h"
#include "ledger/types.h"
#include "service/files.h"

namespace kith::service {

struct DeliveryFiles {
    std::vector<InputFile> files;
    std::vector<ledger::DeliveredFile> stamps;  // name, hash, size
    std::vector<intake::FileInput> inputs;      // filled by read_tables_of; the tables view `files`

    std::vector<ledger::Hash> hashes() const;
};

/// Files are opened and hashed, not yet read. Names are kept as given, absolute paths without their folders.
Result<DeliveryFiles> open_delivery_files(const std::string& folder, std::span<const std::string> paths,
                                          ThreadPool& pool);

/// Files that are in memory already, under the names they were sent with.
struct GivenFile {
    std::string name;
    Bytes bytes;
};
DeliveryFiles take_delivery_files(std::vector<GivenFile> given, ThreadPool& pool);

/// Reads each file into its tables, several at once. The first file that cannot be read is the error.
Result<void> read_tables_of(DeliveryFiles& files, ThreadPool& pool);

}  // namespace kith::service
