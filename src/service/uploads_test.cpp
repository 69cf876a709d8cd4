#include "service/uploads.h"

#include <fstream>

#include "base/random.h"
#include "service/staff_fixture.h"

namespace kith::service {
namespace {

class UploadsOf : public StaffFixture {
  protected:
    void SetUp() override {
        StaffFixture::SetUp();
        uploads_ = std::make_unique<Uploads>(*ledger_, clock_, path_of("spool"));
    }
    Upload begin(std::uint64_t bytes) {
        auto upload = uploads_->begin(school_lead_, {SourceId("sis"), {{"sis.csv", bytes, 0}}});
        KITH_CHECK(upload.is_ok());
        return std::move(upload).value();
    }
    Result<Upload> put(const Upload& upload, std::uint64_t offset, std::string_view part) {
        return uploads_->put_part(school_lead_, upload.id, 0, offset, as_bytes(part));
    }
    std::string content_of(const std::string& id) {
        const auto reader = ledger_->begin_read();
        const auto stored = Uploads::stored(**reader, id);
        KITH_CHECK(stored.is_ok());
        const auto files = uploads_->read_files(*stored);
        KITH_CHECK(files.is_ok());
        return std::string(as_text((*files)[0]));
    }

    std::unique_ptr<Uploads> uploads_;
};

TEST_F(UploadsOf, ArePutTogetherFromParts) {
    const Upload upload = begin(11);
    EXPECT_EQ(upload.state, UploadState::Receiving);
    ASSERT_TRUE(put(upload, 0, "hello ").is_ok());
    const auto last = put(upload, 6, "world");
    ASSERT_TRUE(last.is_ok());
    EXPECT_EQ(last.value().state, UploadState::Ready);
    EXPECT_EQ(content_of(upload.id), "hello world");
}

TEST_F(UploadsOf, TakeAPartThatIsSentAgain) {
    const Upload upload = begin(11);
    ASSERT_TRUE(put(upload, 0, "hello ").is_ok());
    ASSERT_TRUE(put(upload, 0, "hello ").is_ok());
    ASSERT_TRUE(put(upload, 3, "lo world").is_ok());
    ASSERT_TRUE(put(upload, 6, "world").is_ok());
    EXPECT_EQ(content_of(upload.id), "hello world");
}

TEST_F(UploadsOf, SayWhichPartIsMissing) {
    const Upload upload = begin(11);
    ASSERT_TRUE(put(upload, 0, "hello ").is_ok());
    const auto gap = put(upload, 8, "rld");
    EXPECT_EQ(error_of(gap), "upload.offset");
    EXPECT_EQ(gap.error().where, "6");
    EXPECT_EQ(error_of(put(upload, 6, "worlds")), "upload.beyond-end");
    EXPECT_EQ(error_of(put(upload, ~0ULL, "world")), "upload.beyond-end");
}

TEST_F(UploadsOf, OutliveTheProgram) {
    const Upload upload = begin(11);
    ASSERT_TRUE(put(upload, 0, "hello ").is_ok());
    // A part whose bytes came to the disk and whose entry did not.
    std::ofstream(path_of("spool") + "/" + upload.id + ".0", std::ios::app) << "half a block";
    uploads_ = std::make_unique<Uploads>(*ledger_, clock_, path_of("spool"));
    ASSERT_TRUE(uploads_->tidy().is_ok());
    const auto listed = uploads_->list(school_lead_);
    ASSERT_TRUE(listed.is_ok());
    ASSERT_EQ(listed.value().size(), 1U);
    EXPECT_EQ(listed.value()[0].files[0].received, 6U);
    ASSERT_TRUE(put(upload, 6, "world").is_ok());
    EXPECT_EQ(content_of(upload.id), "hello world");
}

TEST_F(UploadsOf, LieOnTheDiskUnreadable) {
    const Upload upload = begin(22);
    ASSERT_TRUE(put(upload, 0, "Ana Garcia,2015-04-09,").is_ok());
    std::ifstream file(path_of("spool") + "/" + upload.id + ".0", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    ASSERT_GT(bytes.size(), 22U);
    EXPECT_EQ(bytes.find("Garcia"), std::string::npos);
}

TEST_F(UploadsOf, RefuseADamagedFile) {
    const Upload upload = begin(6);
    ASSERT_TRUE(put(upload, 0, "hello ").is_ok());
    std::fstream file(path_of("spool") + "/" + upload.id + ".0", std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(45);
    file.put('x');
    file.close();
    const auto reader = ledger_->begin_read();
    EXPECT_EQ(error_of(uploads_->read_files(Uploads::stored(**reader, upload.id).value())), "spool.damaged");
}

TEST_F(UploadsOf, AreForThoseWhoHandleTheSource) {
    const UploadAsked asked{SourceId("sis"), {{"sis.csv", 3, 0}}};
    EXPECT_EQ(error_of(uploads_->begin(club_lead_, asked)), "role.not-of-source");
    EXPECT_EQ(error_of(uploads_->begin(practitioner_, asked)), "role.not-of-source");
    EXPECT_EQ(error_of(uploads_->begin(UserId("gone"), asked)), "viewer.unknown");
    EXPECT_EQ(error_of(uploads_->begin(UserId("past"), asked)), "viewer.unknown");
    EXPECT_EQ(error_of(uploads_->begin(UserId("nobody"), asked)), "viewer.unknown");
    EXPECT_EQ(error_of(uploads_->begin(club_lead_, {SourceId("none"), {{"a", 3, 0}}})), "role.not-of-source");
    EXPECT_TRUE(uploads_->begin(steward_, asked).is_ok());
    const Upload own = begin(3);
    EXPECT_EQ(error_of(uploads_->find(steward_, own.id)), "upload.unknown");
    EXPECT_EQ(error_of(uploads_->put_part(steward_, own.id, 0, 0, as_bytes("abc"))), "upload.unknown");
    EXPECT_EQ(error_of(uploads_->drop(steward_, own.id)), "upload.unknown");
}

TEST_F(UploadsOf, RefuseNamesThatLeaveTheFolder) {
    for (const std::string name : {"", "..", "a/b", "a\\b", "a\nb"}) {
        EXPECT_EQ(error_of(uploads_->begin(school_lead_, {SourceId("sis"), {{name, 3, 0}}})), "upload.file-name");
    }
    EXPECT_EQ(error_of(uploads_->begin(school_lead_, {SourceId("sis"), {}})), "upload.no-files");
    EXPECT_EQ(error_of(uploads_->begin(school_lead_, {SourceId("sis"), {{"a", kUploadBytesMax + 1, 0}}})),
              "upload.too-large");
}

TEST_F(UploadsOf, LeaveNothingWhenDroppedOrExpired) {
    const Upload dropped = begin(3);
    const Upload forgotten = begin(3);
    ASSERT_TRUE(put(dropped, 0, "abc").is_ok());
    ASSERT_TRUE(put(forgotten, 0, "abc").is_ok());
    ASSERT_TRUE(uploads_->drop(school_lead_, dropped.id).is_ok());
    EXPECT_EQ(error_of(uploads_->find(school_lead_, dropped.id)), "upload.unknown");
    clock_.set(Instant{clock_.now().unix_ms + std::int64_t{8} * 86'400'000});
    ASSERT_TRUE(uploads_->tidy().is_ok());
    EXPECT_EQ(error_of(uploads_->find(school_lead_, forgotten.id)), "upload.unknown");
    EXPECT_TRUE(std::filesystem::is_empty(path_of("spool")));
}

TEST_F(UploadsOf, AreTheSameHoweverTheyAreCut) {
    Random random(7);
    for (int round = 0; round < 12; ++round) {
        std::string content(1 + random.below(5000), ' ');
        for (char& c : content) c = static_cast<char>(random.below(256));
        const Upload upload = begin(content.size());
        std::size_t received = 0;
        for (int part = 0; received < content.size(); ++part) {
            // At most eight parts: each is synced to the disk.
            const std::size_t from = random.below(received + 1);
            const std::size_t size = part == 7 ? content.size() - from : 1 + random.below(content.size() - from);
            const auto answer = put(upload, from, std::string_view(content).substr(from, size));
            ASSERT_TRUE(answer.is_ok());
            received = std::max(received, from + size);
            ASSERT_EQ(answer.value().files[0].received, received);
        }
        EXPECT_EQ(content_of(upload.id), content);
        ASSERT_TRUE(uploads_->drop(school_lead_, upload.id).is_ok());
    }
}

}  // namespace
}  // namespace kith::service
