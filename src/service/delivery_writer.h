#pragma once

// The difference of one delivery to what is held, and its writing, inside a transaction the caller opened.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/thread_pool.h"
#include "intake/difference.h"
#include "ledger/ledger.h"
#include "service/deliver.h"
#include "service/source_profile.h"

namespace kith::service {

struct DeliveryChange {
    std::optional<DeliveryId> delivery;
    std::uint64_t added = 0;
    std::uint64_t changed = 0;
    std::uint64_t same = 0;
    std::uint64_t gone = 0;
    std::uint64_t held_back = 0;
    std::uint64_t erased = 0;
    intake::Removals removals = intake::Removals::None;
    std::uint32_t layout_version = 0;
};

class DeliveryWriter {
  public:
    DeliveryWriter(ledger::Transaction& transaction, const SourceProfile& profile, intake::Understood& understood,
                   ThreadPool& pool, Progress& progress)
        : transaction_(transaction), profile_(profile), understood_(understood), pool_(pool), progress_(progress) {}

    /// Reads what is held; for a source that never claims to be complete, lays the new over the held first.
    Result<void> compare(Removal removal);
    Result<void> write(std::span<const ledger::DeliveredFile> files);
    const DeliveryChange& change() const { return change_; }

  private:
    Result<void> lay_over_held();
    /// Some quarantined row may be about any child: who is missing may stand in it.
    bool has_unplaced_rows() const;
    Result<table::Record> open_record(const ledger::HeldRecord& held);
    Result<void> write_records();
    Result<void> write_problems();
    Result<void> write_layout();
    std::string summary() const;
    const ledger::HeldRecord* held_named(const std::string& local_id) const;

    ledger::Transaction& transaction_;
    const SourceProfile& profile_;
    intake::Understood& understood_;
    ThreadPool& pool_;
    Progress& progress_;

    std::vector<ledger::HeldRecord> held_;
    std::unordered_map<std::string_view, std::size_t> held_by_local_id_;
    intake::Difference difference_;
    bool is_gone_written_ = false;
    DeliveryChange change_;
};

}  // namespace kith::service
