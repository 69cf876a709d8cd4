#include "ledger/sqlite_ledger.h"

#include <algorithm>
#include <mutex>

#include "ledger/durable_file.h"
#include "ledger/schema.h"
#include "ledger/sqlite_backup.h"
#include "ledger/sqlite_open.h"
#include "ledger/sqlite_transaction.h"

namespace kith::ledger {

namespace {

/// Connections that are not in use. A reader and a writer each take one for as long as they live.
class SessionPool {
  public:
    SessionPool(std::filesystem::path path, SqliteOptions options, std::shared_ptr<const Keyring> keyring)
        : path_(std::move(path)), options_(options), keyring_(std::move(keyring)) {}

    Result<std::unique_ptr<Session>> take() {
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                auto session = std::move(idle_.back());
                idle_.pop_back();
                return session;
            }
        }
        auto database = TRY(Database::open(path_, {OpenMode::Existing, options_.wait_ms_max, options_.pages_max}));
        return std::make_unique<Session>(std::move(database), keyring_);
    }

    void give_back(std::unique_ptr<Session> session) {
        session->forget();
        const std::lock_guard lock(mutex_);
        if (idle_.size() < kIdleMax) idle_.push_back(std::move(session));
    }

    const std::filesystem::path& path() const { return path_; }
    const Keyring& keyring() const { return *keyring_; }

  private:
    static constexpr std::size_t kIdleMax = 8;

    std::filesystem::path path_;
    SqliteOptions options_;
    std::shared_ptr<const Keyring> keyring_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Session>> idle_;
};

/// A session for a while. Shared ownership of the pool: a reader may outlive the ledger that gave it.
struct Lease {
    Lease(std::shared_ptr<SessionPool> from, std::unique_ptr<Session> taken)
        : pool(std::move(from)), session(std::move(taken)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() {
        if (sqlite3_get_autocommit(session->database().handle()) == 0) {
            static_cast<void>(session->database().execute("ROLLBACK"));
        }
        pool->give_back(std::move(session));
    }

    std::shared_ptr<SessionPool> pool;
    std::unique_ptr<Session> session;
};

class LeasedReader final : private Lease, public SqliteReads {
  public:
    LeasedReader(std::shared_ptr<SessionPool> from, std::unique_ptr<Session> taken)
        : Lease(std::move(from), std::move(taken)), SqliteReads(*Lease::session) {}
};

class LeasedTransaction final : private Lease, public SqliteTransaction {
  public:
    LeasedTransaction(std::shared_ptr<SessionPool> from, std::unique_ptr<Session> taken, Writer writer)
        : Lease(std::move(from), std::move(taken)), SqliteTransaction(*Lease::session, std::move(writer)) {}
};

class SqliteLedger final : public Ledger {
  public:
    SqliteLedger(std::shared_ptr<SessionPool> pool, std::string origin)
        : pool_(std::move(pool)), origin_(std::move(origin)) {}

    Result<std::unique_ptr<Reader>> begin_read() override {
        auto session = TRY(pool_->take());
        Database& database = session->database();
        auto reader = std::make_unique<LeasedReader>(pool_, std::move(session));
        TRY(database.execute("BEGIN"));
        TRY(reader->epoch());  // the first read fixes the snapshot
        return std::unique_ptr<Reader>(std::move(reader));
    }

    Result<std::unique_ptr<Transaction>> begin_write(const Writer& writer) override {
        auto session = TRY(pool_->take());
        Database& database = session->database();
        auto transaction = std::make_unique<LeasedTransaction>(pool_, std::move(session), writer);
        TRY(database.execute("BEGIN IMMEDIATE"));
        return std::unique_ptr<Transaction>(std::move(transaction));
    }

    Result<void> backup(const std::string& path) override {
        auto session = TRY(pool_->take());
        const Lease lease(pool_, std::move(session));
        return backup_sqlite(*lease.session, path);
    }

    std::string checkpoint_origin() const override { return origin_; }
    std::string checkpoint_public_key() const override { return to_base64(pool_->keyring().signer.public_key()); }

  private:
    std::shared_ptr<SessionPool> pool_;
    std::string origin_;
};

bool is_slug(const std::string& name) {
    const auto is_allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), is_allowed);
}

Result<void> fill_new(const std::filesystem::path& path, const KeySource& key, const std::string& name,
                      const SqliteOptions& options) {
    const auto database = TRY(Database::open(path, {OpenMode::Create, options.wait_ms_max, options.pages_max}));
    TRY(migrate(*database));
    TRY(create_root(*database, key));
    TRY(write_meta(*database, "name", name));
    TRY(write_meta(*database, "origin", "kith/" + name));
    TRY(write_meta(*database, "ledger", to_hex(crypto::SecretArray<16>::random().view())));
    return database->run("INSERT INTO meta (name, value) VALUES ('epoch', 1)");
}

}  // namespace

Result<std::unique_ptr<Ledger>> create_sqlite(const std::filesystem::path& path, const KeySource& key,
                                              const std::string& name, const SqliteOptions& options) {
    if (!is_slug(name)) {
        return make_error(ErrorCode::InvalidInput, "ledger.name.malformed",
                          "expected 1 to 64 of a-z, 0-9 and - as the community's name");
    }
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
        return make_error(ErrorCode::Conflict, "ledger.file.exists", "a file stands in the ledger's place",
                          path.string());
    }
    // Filled beside its place: whoever is killed half way leaves no half ledger under the name.
    const auto fresh = beside(path, ".new");
    remove_database(fresh);
    auto filled = fill_new(fresh, key, name, options);
    if (filled.is_ok()) filled = sync_file(fresh);
    if (filled.is_ok()) filled = rename_durably(fresh, path);
    if (filled.is_error()) {
        remove_database(fresh);
        return std::move(filled).error();
    }
    return open_sqlite(path, key, options);
}

Result<std::unique_ptr<Ledger>> open_sqlite(const std::filesystem::path& path, const KeySource& key,
                                            const SqliteOptions& options) {
    auto database = TRY(open_database(path, options));
    if (TRY(read_meta(*database, "keys")) == "apart") {
        return make_error(ErrorCode::InvalidInput, "ledger.file.backup", "this is a backup: restore it first",
                          path.string());
    }
    auto keyring = std::make_shared<const Keyring>(Keyring::derive(TRY(open_root(*database, key))));
    std::string origin = TRY(read_meta(*database, "origin"));
    TRY(database->execute("PRAGMA journal_mode=WAL"));
    auto pool = std::make_shared<SessionPool>(path, options, keyring);
    pool->give_back(std::make_unique<Session>(std::move(database), std::move(keyring)));
    return std::unique_ptr<Ledger>(std::make_unique<SqliteLedger>(std::move(pool), std::move(origin)));
}

}  // namespace kith::ledger
