// Backups and what they may bring back.

#include <fstream>

#include "ledger/test_ledgers.h"

namespace kith::ledger::testing {
namespace {

const SourceId kSchool{"school-sis"};

class Backups : public ::testing::Test {
  protected:
    void SetUp() override {
        ledger_ = must(create_sqlite(path(), key_in(folder_), "riverbend"));
        add_community(*ledger_);
        deliver(*ledger_, kSchool, 0, 10);
    }
    std::filesystem::path path() const { return folder_ / "kith.ledger"; }
    std::filesystem::path copy() const { return folder_ / "copy"; }
    std::size_t held(const std::filesystem::path& at) {
        const auto ledger = must(open_sqlite(at, key_in(folder_)));
        const auto reader = must(ledger->begin_read());
        EXPECT_TRUE(must(reader->verify_audit()).holds());
        EXPECT_TRUE(must(reader->check_integrity(IntegrityCheck::Full)).holds());
        return must(reader->held_records(kSchool)).size();
    }
    Folder folder_;
    std::unique_ptr<Ledger> ledger_;
};

TEST_F(Backups, BringBackTheStateTheyCopied) {
    auto writing = must(ledger_->begin_write(writer_at(5)));  // a backup does not wait for a writer
    must(ledger_->backup(copy().string()));
    writing.reset();
    deliver(*ledger_, kSchool, 10, 15);
    EXPECT_EQ(ledger_->backup(copy().string()).error().id, "ledger.backup.exists");
    EXPECT_EQ(open_sqlite(copy(), key_in(folder_)).error().id, "ledger.file.backup");
    must(restore_sqlite(copy(), folder_ / "elsewhere", key_in(folder_)));
    EXPECT_EQ(held(folder_ / "elsewhere"), 10U);
    ledger_.reset();
    must(restore_sqlite(copy(), path(), key_in(folder_)));
    EXPECT_EQ(held(path()), 10U);
    deliver(*must(open_sqlite(path(), key_in(folder_))), kSchool, 10, 12);
    EXPECT_EQ(held(path()), 12U);
}

TEST_F(Backups, DoNotReplaceALedgerInUse) {
    must(ledger_->backup(copy().string()));
    const auto reader = must(ledger_->begin_read());
    EXPECT_EQ(restore_sqlite(copy(), path(), key_in(folder_)).error().id, "ledger.busy");
    EXPECT_EQ(must(reader->held_records(kSchool)).size(), 10U);
}

TEST_F(Backups, DoNotReplaceAForeignFile) {
    must(ledger_->backup(copy().string()));
    std::ofstream(folder_ / "letter.txt") << "somebody's letter";
    EXPECT_EQ(restore_sqlite(copy(), folder_ / "letter.txt", key_in(folder_)).error().id, "ledger.file.exists");
}

TEST_F(Backups, KeepShreddedRecordsShredded) {
    must(ledger_->backup(copy().string()));
    const RecordId record = must(must(ledger_->begin_read())->find_record(kSchool, "L7")).value();
    auto transaction = must(ledger_->begin_write(writer_at(5)));
    must(transaction->shred_record(record, "asked"));
    must(transaction->commit());
    transaction.reset();
    ledger_.reset();
    must(restore_sqlite(copy(), path(), key_in(folder_)));
    const auto restored = must(open_sqlite(path(), key_in(folder_)));
    const auto reader = must(restored->begin_read());
    EXPECT_EQ(must(reader->record(record)).state, RecordState::Shredded);
    EXPECT_EQ(reader->identity(record).error().id, "ledger.record.shredded");
    EXPECT_EQ(must(reader->held_records(kSchool)).size(), 9U);
}

TEST_F(Backups, OpenOnlyWithTheirKeys) {
    must(ledger_->backup(copy().string()));
    const auto to = folder_ / "elsewhere";
    EXPECT_EQ(restore_sqlite(folder_ / "none", to, key_in(folder_)).error().id, "ledger.file.missing");
    std::filesystem::rename(folder_ / "copy.keys", folder_ / "aside");
    EXPECT_EQ(restore_sqlite(copy(), to, key_in(folder_)).error().id, "ledger.backup.no-keys");
    std::filesystem::rename(folder_ / "aside", folder_ / "copy.keys");
    must(crypto::create_key_file(folder_ / "other.key"));
    EXPECT_EQ(restore_sqlite(copy(), to, KeyFile{folder_ / "other.key"}).error().id, "ledger.key.wrong");
    const auto stranger = must(create_sqlite(folder_ / "stranger", key_in(folder_), "stranger"));
    must(stranger->backup((folder_ / "strange").string()));
    std::filesystem::copy_file(folder_ / "strange.keys", folder_ / "copy.keys",
                               std::filesystem::copy_options::overwrite_existing);
    EXPECT_EQ(restore_sqlite(copy(), to, key_in(folder_)).error().id, "ledger.backup.other-keys");
    EXPECT_FALSE(std::filesystem::exists(to));
}

TEST_F(Backups, AreRefusedWhenDamagedAndLeaveTheLedgerAlone) {
    must(ledger_->backup(copy().string()));
    ledger_.reset();
    const auto size = std::filesystem::file_size(copy());
    for (std::uintmax_t page = 1; page < size / 4096; page += 3) {
        const auto damaged = folder_ / "damaged";
        std::filesystem::copy_file(copy(), damaged, std::filesystem::copy_options::overwrite_existing);
        std::filesystem::copy_file(folder_ / "copy.keys", folder_ / "damaged.keys",
                                   std::filesystem::copy_options::overwrite_existing);
        std::fstream file(damaged, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(page * 4096));
        file << std::string(4096, '\xa5');
        file.close();
        EXPECT_TRUE(restore_sqlite(damaged, path(), key_in(folder_)).is_error()) << "page " << page;
    }
    EXPECT_EQ(held(path()), 10U);
}

}  // namespace
}  // namespace kith::ledger::testing
