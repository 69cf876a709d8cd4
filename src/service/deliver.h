#pragma once

// One delivery of a source: files to records, records against what is held, and the difference into the ledger in one
// transaction. The same files again write nothing; a record that is missing is suspected gone, never deleted; many
// missing at once wait for a person.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/thread_pool.h"
#include "intake/delivery.h"
#include "intake/difference.h"
#include "ledger/ledger.h"
#include "service/delivery_files.h"
#include "service/progress.h"

namespace kith::service {

enum class DeliverStep : std::uint8_t { Commit, Preview };
enum class Removal : std::uint8_t { Guarded, Allowed };
/// Again: also files that are held are read, by settings that have changed since.
enum class Reading : std::uint8_t { Once, Again };

/// For a source that delivers for the first time.
struct NewSource {
    std::string member;    // empty: a member of the source's name is made
    std::string settings;  // JSON in the form of a community file's source; may be empty
};

struct DeliverRequest {
    SourceId source;
    std::string folder;              // that relative paths start from; empty: the working folder
    std::vector<std::string> files;  // folders stand for the files in them
    DeliverStep step = DeliverStep::Commit;
    Removal removal = Removal::Guarded;
    Reading reading = Reading::Once;
    NewSource if_new;
    UserId user;  // who delivers; empty: the operator
};

enum class DeliverEnd : std::uint8_t { Committed, Previewed, AlreadyHeld };

struct Delivered {
    SourceId source;
    DeliverEnd end = DeliverEnd::Committed;
    std::optional<DeliveryId> delivery;  // the one made, or the one that holds these files already
    std::uint64_t records = 0;           // said by the files
    std::uint64_t added = 0;
    std::uint64_t changed = 0;
    std::uint64_t same = 0;
    std::uint64_t gone = 0;       // marked as suspected gone, or would be
    std::uint64_t held_back = 0;  // held, and only in quarantined rows
    std::uint64_t erased = 0;     // delivered again after they were erased: stay erased
    intake::Removals removals = intake::Removals::None;
    std::uint64_t input_lines = 0;
    std::uint64_t loaded_lines = 0;
    std::uint64_t quarantined_lines = 0;
    std::uint64_t ignored_lines = 0;
    std::vector<intake::FileAccount> accounts;
    std::vector<intake::FileProblem> problems;
    std::vector<std::string> file_names;
    std::vector<intake::Drift> drift;
    std::uint32_t layout_version = 0;
};

/// Errors: those of files.h, intake/reader.h, intake/delivery.h and the ledger; deliver.no-files; job.stopped.
Result<Delivered> deliver(ledger::Ledger& ledger, const DeliverRequest& request, const Clock& clock, ThreadPool& pool,
                          Progress& progress);

/// As deliver, with files that were opened already; `request.files` is not looked at.
Result<Delivered> deliver_opened(ledger::Ledger& ledger, const DeliverRequest& request, DeliveryFiles files,
                                 const Clock& clock, ThreadPool& pool, Progress& progress);

/// The deliveries of a manifest (docs/formats/manifest.md), in order, each a delivery of its own. Paths are relative to
/// the manifest. Errors: manifest.malformed.
Result<std::vector<DeliverRequest>> read_manifest(const std::string& path);

}  // namespace kith::service
