#include "ledger/database.h"

#include <cerrno>

namespace kith::ledger {

namespace {

bool is_out_of_space(sqlite3* connection, int answer) {
    if ((answer & 0xff) == SQLITE_FULL) return true;
    if ((answer & 0xff) != SQLITE_IOERR || connection == nullptr) return false;
    const int cause = sqlite3_system_errno(connection);
    // A failed COMMIT has rolled back by the time it answers, which may leave no cause; a write that a device refuses
    // leaves EIO.
    const bool has_no_cause = answer == SQLITE_IOERR_WRITE && cause == 0;
    return answer == SQLITE_IOERR_SHMSIZE || cause == ENOSPC || cause == EDQUOT || cause == EFBIG || has_no_cause;
}

}  // namespace

Error sqlite_error(sqlite3* connection, int answer, std::string where) {
    if (is_out_of_space(connection, answer)) {
        return make_error(ErrorCode::Unavailable, "ledger.disk.full",
                          "the disk is full; nothing of this transaction was written", std::move(where));
    }
    switch (answer & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return make_error(ErrorCode::Unavailable, "ledger.busy", "another writer holds the ledger",
                              std::move(where));
        case SQLITE_NOTADB:
            return make_error(ErrorCode::InvalidInput, "ledger.file.not-a-ledger", "the file is not a Kith ledger",
                              std::move(where));
        case SQLITE_CORRUPT:
        case SQLITE_FORMAT:
            return make_error(ErrorCode::Corrupt, "ledger.file.corrupt",
                              "the ledger's file is damaged; restore it from a backup", std::move(where));
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return make_error(ErrorCode::Unavailable, "ledger.file.unwritable",
                              "the ledger's file or folder cannot be opened for writing", std::move(where));
        case SQLITE_IOERR:
            return make_error(ErrorCode::Unavailable, "ledger.file.io", "reading or writing the ledger's file failed",
                              std::move(where));
        case SQLITE_CONSTRAINT:
            return make_error(ErrorCode::Conflict, "ledger.constraint", "the ledger refuses what contradicts it",
                              std::move(where));
        default:
            return make_error(ErrorCode::Internal, "ledger.sqlite",
                              std::string("the database answered: ") + sqlite3_errstr(answer), std::move(where));
    }
}

Query::~Query() {
    if (statement_ == nullptr) return;
    if (is_own_) {
        sqlite3_finalize(statement_);
        return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    *in_use_ = false;
}

void Query::bind_one(int place, ByteView value) {
    // An empty blob needs a pointer, or it would be stored as NULL.
    static constexpr std::byte kNothing{};
    sqlite3_bind_blob64(statement_, place, value.empty() ? &kNothing : value.data(), value.size(), SQLITE_STATIC);
}

void Query::bind_one(int place, std::string_view value) {
    sqlite3_bind_text64(statement_, place, value.empty() ? "" : value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
}

Result<Step> Query::step() {
    const int answer = sqlite3_step(statement_);
    if (answer == SQLITE_ROW) return Step::Row;
    if (answer == SQLITE_DONE) return Step::Done;
    sqlite3* const connection = sqlite3_db_handle(statement_);
    return sqlite_error(connection, sqlite3_extended_errcode(connection), "");
}

Result<void> Query::run() {
    while (TRY(step()) == Step::Row) continue;
    sqlite3_reset(statement_);
    return {};
}

ByteView Query::blob(int column) const {
    const void* const data = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return {static_cast<const std::byte*>(data), static_cast<std::size_t>(size)};
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path, const DatabaseOptions& options) {
    sqlite3* connection = nullptr;
    const int create = options.mode == OpenMode::Create ? SQLITE_OPEN_CREATE : 0;
    const int answer =
        sqlite3_open_v2(path.c_str(), &connection,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | create, nullptr);
    std::unique_ptr<Database> database(new Database(connection, options.wait_ms_max));
    if (answer != SQLITE_OK) return sqlite_error(connection, answer, path.string());
    sqlite3_busy_timeout(connection, static_cast<int>(options.wait_ms_max));
    // Views and triggers of a doctored file must not run anything; cell sizes are checked before they are trusted.
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    TRY(
        database->execute("PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
                          "PRAGMA temp_store=MEMORY; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;"
                          "PRAGMA cache_size=-65536;"));
    if (options.pages_max > 0) {
        TRY(database->execute(("PRAGMA max_page_count=" + std::to_string(options.pages_max)).c_str()));
    }
    return database;
}

Database::~Database() {
    for (const auto& [sql, kept] : kept_) sqlite3_finalize(kept->statement);
    sqlite3_close(connection_);
}

Result<void> Database::execute(const char* sql) {
    const int answer = sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr);
    if (answer != SQLITE_OK) return sqlite_error(connection_, sqlite3_extended_errcode(connection_), "");
    return {};
}

void Database::empty_log() {
    sqlite3_busy_timeout(connection_, 0);
    sqlite3_wal_checkpoint_v2(connection_, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(connection_, static_cast<int>(wait_ms_max_));
}

Result<sqlite3_stmt*> Database::prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    const int answer = sqlite3_prepare_v3(connection_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (answer != SQLITE_OK) return sqlite_error(connection_, sqlite3_extended_errcode(connection_), sql);
    return statement;
}

Result<Query> Database::query(const char* sql) {
    auto& kept = kept_[sql];
    if (!kept) kept = std::make_unique<Kept>();
    if (kept->in_use) return Query(TRY(prepare(sql)), nullptr, true);  // a walk inside a walk
    if (kept->statement == nullptr) kept->statement = TRY(prepare(sql));
    kept->in_use = true;
    return Query(kept->statement, &kept->in_use, false);
}

}  // namespace kith::ledger
