#pragma once

// What the ledger's tests share: a folder that cleans up, backends by name, and small children to deliver. A second
// backend joins the contract by one more row in backends().

#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "ledger/sqlite_ledger.h"

namespace kith::ledger::testing {

class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path operator/(const char* name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

struct Backend {
    std::string name;
    std::function<Result<std::unique_ptr<Ledger>>(const Folder&)> create;
    std::function<Result<std::unique_ptr<Ledger>>(const Folder&)> open;
};
/// How a failing test names its backend.
inline void PrintTo(const Backend& backend, std::ostream* out) {
    *out << backend.name;
}

std::vector<Backend> backends();

KeySource key_in(const Folder& folder);

/// The value, or the test's failure with the error's id.
template <class T>
T must(Result<T> result) {
    if (result.is_error()) {
        ADD_FAILURE() << result.error().id << ": " << result.error().message << " " << result.error().where;
        std::abort();
    }
    return std::move(result).value();
}
inline void must(const Result<void>& result) {
    if (result.is_ok()) return;
    ADD_FAILURE() << result.error().id << ": " << result.error().message << " " << result.error().where;
    std::abort();
}

inline Writer writer_at(std::int64_t unix_ms) {
    return {UserId{"steward"}, Instant{unix_ms}};
}

/// Child `number` as its source says it, with facts in two categories and a strip; `edition` changes the contents.
table::Record child(int number, int edition = 1);
std::string digest_of(const table::Record& record);
std::vector<std::string> terms_of(const table::Record& record);

/// Members `school` and `clinic`, sources `school-sis` and `clinic-shots`.
void add_community(Ledger& ledger);

struct Delivered {
    DeliveryId id;
    std::vector<Written> written;
};
/// Delivers children [first, last) of the source in one transaction, with an audit entry.
Delivered deliver(Ledger& ledger, const SourceId& source, int first, int last, int edition = 1);

/// One delivery within a transaction of the caller.
Result<Delivered> deliver_within(Transaction& transaction, const SourceId& source, int first, int last,
                                 int edition = 1);

}  // namespace kith::ledger::testing
