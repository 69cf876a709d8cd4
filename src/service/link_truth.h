#pragma once

// How good the links are where the truth is known: a town's truth/records.csv against the persons, over all records,
// over those where linking is hard, and for each source.

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "link/evaluate.h"

namespace kith::service {

/// What the ledger knows of a record, for finding it in the truth.
struct LinkedRecord {
    std::string source;
    std::string local_id;
    std::string file;  // of its first origin
    std::uint64_t line = 0;
    std::uint32_t cluster = 0;
};

struct GroupAccuracy {
    std::string name;  // `all`, `twins`, `siblings`, `double surnames`, or a source
    std::uint64_t records = 0;
    link::Accuracy accuracy;
};

struct LinkAccuracy {
    std::uint64_t records_without_truth = 0;
    std::uint64_t twins_merged = 0;  // persons that hold records of two children of one birth
    std::vector<GroupAccuracy> groups;
};

class Truth {
  public:
    /// Reads truth/records.csv and, where it lies beside it, children.csv. Errors: those of files.h and
    /// intake/reader.h; truth.columns.
    static Result<Truth> read(const std::string& records_path);

    LinkAccuracy judge(std::span<const LinkedRecord> records) const;

  private:
    struct Child {
        std::uint32_t number = 0;
        std::string twin_group;
        std::string household;
        bool has_double_surname = false;
    };

    Truth() = default;
    Result<void> read_records(const std::string& path);
    Result<void> read_children(const std::string& path);
    const Child* child_of(const LinkedRecord& record) const;
    Child& child_named(std::string_view id);

    std::unordered_map<std::string, Child> children_;
    std::unordered_map<std::string, std::string> child_by_local_id_;  // `source\nlocal id`
    std::unordered_map<std::string, std::string> child_by_line_;      // `source\nfile\nline`
};

}  // namespace kith::service
