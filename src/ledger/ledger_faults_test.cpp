// The SQLite ledger against wrong keys, foreign files, damaged pages, full disks and other writers; and that nothing it
// writes can be read without its key.

#include <atomic>
#include <csignal>
#include <fstream>
#include <iostream>
#include <set>
#include <thread>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/random.h"
#include "ledger/database.h"
#include "ledger/schema.h"
#include "ledger/test_ledgers.h"

namespace kith::ledger::testing {
namespace {

const SourceId kSchool{"school-sis"};
constexpr crypto::PassphraseCost kCheap{8ULL << 20, 1};

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void put_bytes(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string open_error(const std::filesystem::path& path, const KeySource& key) {
    const auto ledger = open_sqlite(path, key);
    return ledger.is_ok() ? "opened" : ledger.error().id;
}

class Faults : public ::testing::Test {
  protected:
    std::filesystem::path path() const { return folder_ / "kith.ledger"; }
    /// A ledger with `records` records, closed.
    void make(int records) {
        const auto ledger = must(create_sqlite(path(), key_in(folder_), "riverbend"));
        add_community(*ledger);
        deliver(*ledger, kSchool, 0, records);
    }
    Folder folder_;
};

TEST_F(Faults, NameTheKeyThatDoesNotFit) {
    make(1);
    EXPECT_EQ(open_error(path(), KeyFile{folder_ / "other.key"}), "ledger.key.missing");
    must(crypto::create_key_file(folder_ / "other.key"));
    EXPECT_EQ(open_error(path(), KeyFile{folder_ / "other.key"}), "ledger.key.wrong");
    put_bytes(folder_ / "other.key", "not a key at all");
    EXPECT_EQ(open_error(path(), KeyFile{folder_ / "other.key"}), "ledger.key.wrong");
    EXPECT_EQ(open_error(path(), Passphrase{"guess", kCheap}), "ledger.key.wrong");
    EXPECT_EQ(open_error(path(), Passphrase{"", kCheap}), "ledger.key.missing");
    EXPECT_EQ(open_error(path(), key_in(folder_)), "opened");
}

TEST_F(Faults, OpenByPassphraseWithTheCostThatWasStored) {
    must(create_sqlite(path(), Passphrase{"correct horse", kCheap}, "riverbend"));
    EXPECT_EQ(open_error(path(), Passphrase{"correct horse", {}}), "opened");
    EXPECT_EQ(open_error(path(), Passphrase{"wrong horse", {}}), "ledger.key.wrong");
    must(crypto::create_key_file(folder_ / "a.key"));
    EXPECT_EQ(open_error(path(), KeyFile{folder_ / "a.key"}), "ledger.key.wrong");
}

TEST_F(Faults, RefuseWhatIsNoLedger) {
    EXPECT_EQ(open_error(path(), key_in(folder_)), "ledger.file.missing");
    EXPECT_EQ(open_error(folder_.path(), key_in(folder_)), "ledger.file.missing");
    for (const std::string& bytes : {std::string(), std::string("SQLite format 3\0", 16), std::string(5000, 'x')}) {
        put_bytes(path(), bytes);
        EXPECT_EQ(open_error(path(), key_in(folder_)), "ledger.file.not-a-ledger") << bytes.size();
    }
    std::filesystem::remove(path());
    must(must(Database::open(path(), {OpenMode::Create, 1000, 0}))
             ->execute("CREATE TABLE t (x); INSERT INTO t VALUES (1)"));
    EXPECT_EQ(open_error(path(), key_in(folder_)), "ledger.file.not-a-ledger");
    EXPECT_EQ(create_sqlite(path(), key_in(folder_), "riverbend").error().id, "ledger.file.exists");
    EXPECT_EQ(create_sqlite(folder_ / "b", key_in(folder_), "No Slug").error().id, "ledger.name.malformed");
}

TEST_F(Faults, RefuseALedgerOfALaterVersion) {
    make(1);
    must(must(Database::open(path(), {OpenMode::Existing, 1000, 0}))->execute("PRAGMA user_version=999"));
    EXPECT_EQ(open_error(path(), key_in(folder_)), "ledger.file.newer");
}

TEST_F(Faults, BringALedgerOfTheFirstSchemaUpToDate) {
    make(3);
    {
        const auto database = must(Database::open(path(), {OpenMode::Existing, 1000, 0}));
        must(database->execute("DROP TABLE items; DELETE FROM migrations WHERE version >= 2; PRAGMA user_version=1"));
    }
    auto ledger = must(open_sqlite(path(), key_in(folder_)));
    auto transaction = must(ledger->begin_write(writer_at(1)));
    must(transaction->put_item("session", "k", "v", Instant{5}));
    must(transaction->commit());
    EXPECT_EQ(must(must(ledger->begin_read())->held_records(kSchool)).size(), 3U);
    EXPECT_TRUE(must(must(ledger->begin_read())->check_integrity(IntegrityCheck::Full)).holds());
    ledger.reset();
    const auto database = must(Database::open(path(), {OpenMode::Existing, 1000, 0}));
    EXPECT_EQ(must(database->number("PRAGMA user_version")), newest_schema());
    EXPECT_EQ(must(database->number("SELECT count(*) FROM migrations")), newest_schema());
}

TEST_F(Faults, RefuseAnItemThatWasMovedOrMadeToLastLonger) {
    make(1);
    const auto ledger = must(open_sqlite(path(), key_in(folder_)));
    auto transaction = must(ledger->begin_write(writer_at(1)));
    must(transaction->put_item("session", "k", "v", Instant{5}));
    must(transaction->put_item("session", "other", "v", Instant{5}));
    must(transaction->commit());
    const auto database = must(Database::open(path(), {OpenMode::Existing, 1000, 0}));
    must(database->execute("UPDATE items SET expires_at = 6 WHERE id = 1"));
    EXPECT_EQ(must(ledger->begin_read())->item("session", "k").error().id, "ledger.file.corrupt");
    must(database->execute("UPDATE items SET expires_at = 5 WHERE id = 1"));
    EXPECT_EQ(must(must(ledger->begin_read())->item("session", "k"))->value, "v");
    must(database->execute("UPDATE items SET body = (SELECT body FROM items WHERE id = 1) WHERE id = 2"));
    EXPECT_EQ(must(ledger->begin_read())->item("session", "other").error().id, "ledger.file.corrupt");
}

/// Everything a user may ask; the ids of what went wrong.
std::set<std::string> ask_everything(const std::filesystem::path& path, const KeySource& key) {
    std::set<std::string> errors;
    const auto note = [&errors](const auto& result) {
        if (result.is_error()) errors.insert(result.error().id);
        return result.is_ok();
    };
    auto ledger = open_sqlite(path, key);
    if (!note(ledger)) return errors;
    auto reader = (*ledger)->begin_read();
    if (!note(reader)) return errors;
    note((*reader)->held_records(kSchool));
    note((*reader)->for_each_identity([](const auto&, const auto&) { return Result<void>(); }));
    note((*reader)->contents(RecordId{3}));
    const std::vector<std::string> name = {"Quillfeather"};
    note((*reader)->find_records(name, 5));
    note((*reader)->deliveries(std::nullopt));
    note((*reader)->links());
    note((*reader)->counts());
    const auto log = (*reader)->verify_audit();
    if (note(log) && !log->holds()) errors.insert("audit");
    const auto pages = (*reader)->check_integrity(IntegrityCheck::Full);
    if (note(pages) && !pages->holds()) errors.insert("integrity");
    (*reader).reset();
    auto transaction = (*ledger)->begin_write(writer_at(5));
    if (note(transaction)) note(deliver_within(**transaction, kSchool, 1, 4, 2));
    return errors;
}

TEST_F(Faults, FindEveryOverwrittenPage) {
    make(60);
    const std::string whole = bytes_of(path());
    ASSERT_TRUE(ask_everything(path(), key_in(folder_)).empty());
    const std::size_t page_bytes = 4096;
    Random random(5);
    for (std::size_t page = 0; page < whole.size() / page_bytes; ++page) {
        std::string damaged = whole;
        for (std::size_t i = 0; i < page_bytes; ++i) damaged[page * page_bytes + i] = static_cast<char>(random.next());
        const auto copy = folder_ / "damaged.ledger";
        for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(copy.string() + suffix);
        put_bytes(copy, damaged);
        const auto errors = ask_everything(copy, key_in(folder_));
        EXPECT_FALSE(errors.empty()) << "page " << page;
        EXPECT_FALSE(errors.contains("ledger.sqlite")) << "page " << page;
        EXPECT_EQ(errors.contains("ledger.file.not-a-ledger"), page == 0) << "page " << page;
    }
}

TEST_F(Faults, NeverCrashOnFlippedBits) {
    make(30);
    const std::string whole = bytes_of(path());
    Random random(6);
    int silent = 0;
    for (int round = 0; round < 150; ++round) {
        std::string damaged = whole;
        for (int flip = 0; flip < 20; ++flip) {
            damaged[random.below(damaged.size())] ^= static_cast<char>(1U << random.below(8));
        }
        const auto copy = folder_ / "damaged.ledger";
        for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(copy.string() + suffix);
        put_bytes(copy, damaged);
        silent += ask_everything(copy, key_in(folder_)).empty() ? 1 : 0;
    }
    // Flips in unused bytes of pages change nothing; most hit something sealed, hashed or structural.
    EXPECT_LT(silent, 75);
}

TEST_F(Faults, CutOffFilesAreFoundCorrupt) {
    make(60);
    const std::string whole = bytes_of(path());
    for (const std::size_t size : {whole.size() - 1, whole.size() / 2, std::size_t{8192}, std::size_t{4096}}) {
        const auto copy = folder_ / "cut.ledger";
        for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(copy.string() + suffix);
        put_bytes(copy, std::string_view(whole).substr(0, size));
        EXPECT_FALSE(ask_everything(copy, key_in(folder_)).empty()) << size;
    }
}

/// The state after a failed write is the state before it, and the next write works.
void expect_unharmed(const std::filesystem::path& path, const KeySource& key) {
    const auto ledger = must(open_sqlite(path, key));
    {
        const auto reader = must(ledger->begin_read());
        EXPECT_EQ(must(reader->held_records(kSchool)).size(), 10U);
        EXPECT_TRUE(must(reader->verify_audit()).holds());
        EXPECT_TRUE(must(reader->check_integrity(IntegrityCheck::Full)).holds());
    }
    deliver(*ledger, kSchool, 0, 1, 2);
}

/// Delivers `count` records and says how that ended.
std::string deliver_many(Ledger& ledger, int count) {
    auto transaction = ledger.begin_write(writer_at(5));
    if (transaction.is_error()) return transaction.error().id;
    const auto delivered = deliver_within(**transaction, kSchool, 100, 100 + count);
    if (delivered.is_error()) return delivered.error().id;
    const auto committed = (*transaction)->commit();
    return committed.is_ok() ? "committed" : committed.error().id;
}

TEST_F(Faults, RollBackOnAPageLimit) {
    make(10);
    {
        const auto ledger = must(open_sqlite(path(), key_in(folder_), {1000, 120}));
        EXPECT_EQ(deliver_many(*ledger, 3000), "ledger.disk.full");
        EXPECT_EQ(must(must(ledger->begin_read())->held_records(kSchool)).size(), 10U);
    }
    expect_unharmed(path(), key_in(folder_));
}

TEST_F(Faults, RollBackOnAFullDisk) {
    if (::geteuid() != 0) GTEST_SKIP() << "a small disk can be mounted by root only";
    const auto disk = folder_ / "disk";
    std::filesystem::create_directory(disk);
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=2m") != 0) GTEST_SKIP() << "mounting is not allowed here";
    {
        const auto ledger = must(create_sqlite(disk / "kith.ledger", key_in(folder_), "riverbend"));
        add_community(*ledger);
        deliver(*ledger, kSchool, 0, 10);
        EXPECT_EQ(deliver_many(*ledger, 20000), "ledger.disk.full");
        EXPECT_EQ(must(must(ledger->begin_read())->held_records(kSchool)).size(), 10U);
        EXPECT_EQ(ledger->backup((disk / "copy").string()).is_ok(), true);
        const std::string filler(4096, 'f');
        std::ofstream fill(disk / "fill", std::ios::binary);
        while (fill << filler) continue;
        EXPECT_EQ(ledger->backup((disk / "second").string()).error().id, "ledger.disk.full");
        EXPECT_FALSE(std::filesystem::exists(disk / "second.partial"));
    }
    std::filesystem::remove(disk / "fill");
    expect_unharmed(disk / "kith.ledger", key_in(folder_));
    EXPECT_EQ(::umount(disk.c_str()), 0);
}

TEST_F(Faults, RollBackOnAFileSizeLimit) {
    make(10);
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{1U << 20, 1U << 20};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(2);
        const auto ledger = must(open_sqlite(path(), key_in(folder_)));
        const std::string answer = deliver_many(*ledger, 20000);

        ::_exit(answer == "ledger.disk.full" ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
    expect_unharmed(path(), key_in(folder_));
}

TEST_F(Faults, SayBusyWhileAnotherWrites) {
    make(1);
    const auto first = must(open_sqlite(path(), key_in(folder_)));
    const auto second = must(open_sqlite(path(), key_in(folder_), {50, 0}));
    const auto writing = must(first->begin_write(writer_at(1)));
    EXPECT_EQ(second->begin_write(writer_at(2)).error().id, "ledger.busy");
    EXPECT_TRUE(second->begin_read().is_ok());
}

TEST_F(Faults, ReadersOnManyThreadsSeeWholeDeliveries) {
    make(5);
    const auto ledger = must(open_sqlite(path(), key_in(folder_)));
    std::atomic<bool> is_done = false;
    std::atomic<int> torn = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!is_done) {
                const auto size = must(must(ledger->begin_read())->held_records(kSchool)).size();
                torn += size % 5 == 0 ? 0 : 1;
            }
        });
    }
    for (int round = 1; round < 15; ++round) deliver(*ledger, kSchool, round * 5, round * 5 + 5);
    is_done = true;
    for (auto& reader : readers) reader.join();
    EXPECT_EQ(torn, 0);
}

/// All bytes of all files of the folder but the key file.
std::string everything_in(const Folder& folder) {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
        if (entry.is_regular_file() && entry.path().extension() != ".key") all += bytes_of(entry.path());
    }
    return all;
}

TEST_F(Faults, LeaveNoPlaintextBehind) {
    const auto ledger = must(create_sqlite(path(), key_in(folder_), "riverbend"));
    add_community(*ledger);
    deliver(*ledger, kSchool, 0, 20);
    deliver(*ledger, kSchool, 5, 9, 2);
    auto transaction = must(ledger->begin_write(writer_at(7)));
    must(transaction->put_document({DocumentKind::Consent,
                                    "c",
                                    0,
                                    R"({"grantor":"Peregrine Quillfeather"})",
                                    Anchor{kSchool, "L7"},
                                    false,
                                    {},
                                    {}}));
    must(transaction->append_audit({"disclosure", PersonId{"k-1"}, R"({"reason":"asked by Peregrine"})"}));
    const DeliveredFile file{"Quillfeather children.csv", {}, 3};
    const DeliveryId id = must(transaction->add_delivery(kSchool, std::span(&file, 1)));
    table::Problem problem;
    problem.id = "intake.x";
    problem.message = "m";
    problem.raw = "Zanthippe,Quillfeather";
    must(transaction->add_problems(id, 0, std::span(&problem, 1)));
    must(transaction->commit_delivery(id, R"({"note":"Marmalade"})"));
    must(transaction->commit());
    for (int pass = 0; pass < 2; ++pass) {
        const std::string all = everything_in(folder_);
        ASSERT_GT(all.size(), 100000U);
        for (const char* canary : {"Zanthippe", "Quillfeather", "Peregrine", "Marmalade", "+1202555", "grade_level",
                                   "PPA-P", "2015-0", "Lincoln Schools", "\"L7\""}) {
            EXPECT_EQ(all.find(canary), std::string::npos) << canary << " in pass " << pass;
        }
        must(ledger->backup((folder_ / "copy").string() + std::to_string(pass)));
    }
}

TEST_F(Faults, LeaveNoKeyOfAShreddedRecord) {
    make(20);
    const auto ledger = must(open_sqlite(path(), key_in(folder_)));
    const RecordId record = must(must(ledger->begin_read())->find_record(kSchool, "L7")).value();
    std::string key;
    must(must(Database::open(path(), {OpenMode::Existing, 1000, 0}))
             ->each(
                 "SELECT key FROM record_keys WHERE record = ?1",
                 [&key](Query& row) -> Result<void> {
                     key = row.text(0);
                     return {};
                 },
                 record.value()));
    ASSERT_NE(everything_in(folder_).find(key), std::string::npos);
    auto transaction = must(ledger->begin_write(writer_at(8)));
    must(transaction->shred_record(record, "asked"));
    must(transaction->commit());
    EXPECT_EQ(everything_in(folder_).find(key), std::string::npos);
}

}  // namespace
}  // namespace kith::ledger::testing
