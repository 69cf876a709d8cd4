#pragma once

// SQLite's C interface as values: a connection, prepared statements kept for reuse, and its answers as Errors. Internal
// to this folder; knows nothing of what is stored.
//
// Bound texts and blobs are borrowed until the statement is reset, which every helper here does before it returns; a
// Query is therefore bound and run in one breath.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <sqlite3.h>

#include "base/bytes.h"
#include "base/result.h"

namespace kith::ledger {

/// What a failed call means to the caller; `where` is the place in the program's words, without data.
Error sqlite_error(sqlite3* connection, int answer, std::string where);

enum class Step : std::uint8_t { Row, Done };

/// One use of a prepared statement: bound, stepped, and handed back when it dies.
class Query {
  public:
    Query(Query&& other) noexcept
        : statement_(std::exchange(other.statement_, nullptr)), in_use_(other.in_use_), is_own_(other.is_own_) {}
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    Query& operator=(Query&&) = delete;
    ~Query();

    template <class... Values>
    Query& bind(const Values&... values) {
        int place = 0;
        (bind_one(++place, values), ...);
        return *this;
    }

    Result<Step> step();
    /// Steps to the end and makes the statement ready to be bound again.
    Result<void> run();

    std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }
    std::uint64_t id(int column) const { return static_cast<std::uint64_t>(number(column)); }
    double real(int column) const { return sqlite3_column_double(statement_, column); }
    bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    /// Valid until the next step.
    ByteView blob(int column) const;
    std::string text(int column) const { return std::string(as_text(blob(column))); }

  private:
    friend class Database;
    Query(sqlite3_stmt* statement, bool* in_use, bool is_own)
        : statement_(statement), in_use_(in_use), is_own_(is_own) {}

    void bind_one(int place, std::int64_t value) { sqlite3_bind_int64(statement_, place, value); }
    void bind_one(int place, std::uint64_t value) { bind_one(place, static_cast<std::int64_t>(value)); }
    void bind_one(int place, std::uint32_t value) { bind_one(place, static_cast<std::int64_t>(value)); }
    void bind_one(int place, int value) { bind_one(place, static_cast<std::int64_t>(value)); }
    void bind_one(int place, double value) { sqlite3_bind_double(statement_, place, value); }
    void bind_one(int place, ByteView value);
    void bind_one(int place, const Bytes& value) { bind_one(place, ByteView(value)); }
    void bind_one(int place, std::string_view value);
    void bind_one(int place, const std::string& value) { bind_one(place, std::string_view(value)); }
    void bind_one(int place, std::nullptr_t) { sqlite3_bind_null(statement_, place); }
    template <class T>
    void bind_one(int place, const std::optional<T>& value) {
        value ? bind_one(place, *value) : bind_one(place, nullptr);
    }

    sqlite3_stmt* statement_;
    bool* in_use_;
    bool is_own_;
};

enum class OpenMode : std::uint8_t { Existing, Create };

struct DatabaseOptions {
    OpenMode mode = OpenMode::Existing;
    std::uint32_t wait_ms_max = 5000;
    std::uint64_t pages_max = 0;
};

class Database {
  public:
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, const DatabaseOptions& options);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    sqlite3* handle() { return connection_; }

    /// Any number of statements, no rows wanted.
    Result<void> execute(const char* sql);
    /// `sql` must be a literal: statements are kept by its address.
    Result<Query> query(const char* sql);

    template <class... Values>
    Result<void> run(const char* sql, const Values&... values) {
        Query statement = TRY(query(sql));
        return statement.bind(values...).run();
    }
    /// Calls on_row(Query&) -> Result<void> for every row.
    template <class OnRow, class... Values>
    Result<void> each(const char* sql, const OnRow& on_row, const Values&... values) {
        Query statement = TRY(query(sql));
        statement.bind(values...);
        while (TRY(statement.step()) == Step::Row) TRY(on_row(statement));
        return {};
    }
    /// The first column of the first row.
    template <class... Values>
    Result<std::optional<std::int64_t>> number(const char* sql, const Values&... values) {
        std::optional<std::int64_t> found;
        TRY(each(
            sql,
            [&found](Query& row) -> Result<void> {
                if (!found && !row.is_null(0)) found = row.number(0);
                return {};
            },
            values...));
        return found;
    }

    /// Empties the write-ahead log into the file, unless a reader still needs it: without waiting.
    void empty_log();

    std::uint64_t changes() { return static_cast<std::uint64_t>(sqlite3_changes64(connection_)); }
    std::uint64_t last_row() { return static_cast<std::uint64_t>(sqlite3_last_insert_rowid(connection_)); }

  private:
    struct Kept {
        sqlite3_stmt* statement = nullptr;
        bool in_use = false;
    };

    Database(sqlite3* connection, std::uint32_t wait_ms_max) : connection_(connection), wait_ms_max_(wait_ms_max) {}
    Result<sqlite3_stmt*> prepare(const char* sql);

    sqlite3* connection_;
    std::uint32_t wait_ms_max_;
    std::unordered_map<const char*, std::unique_ptr<Kept>> kept_;
};

}  // namespace kith::ledger
