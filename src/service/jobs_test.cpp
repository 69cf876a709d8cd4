#include "service/jobs.h"

#include "service/json.h"
#include "service/staff_fixture.h"

namespace kith::service {
namespace {

class JobsOf : public StaffFixture {
  protected:
    void SetUp() override {
        StaffFixture::SetUp();
        start();
    }
    void start() {
        jobs_.reset();
        auto jobs = Jobs::start(*ledger_, clock_, {path_of("spool"), 1});
        ASSERT_TRUE(jobs.is_ok()) << jobs.error().id;
        jobs_ = std::move(jobs).value();
    }
    std::string upload(std::string_view content) {
        auto begun = jobs_->uploads().begin(school_lead_, {SourceId("sis"), {{"sis.csv", content.size(), 0}}});
        KITH_CHECK(begun.is_ok());
        KITH_CHECK(jobs_->uploads().put_part(school_lead_, begun->id, 0, 0, as_bytes(content)).is_ok());
        return begun->id;
    }
    Job ended(const Result<Job>& asked) {
        KITH_CHECK(asked.is_ok());
        Job job = asked.value();
        while (!job.is_over()) {
            const auto later = jobs_->wait(job.user, job.id, job.revision, 1000);
            KITH_CHECK(later.is_ok());
            job = later.value();
        }
        return job;
    }
    Json result_of(const Job& job) { return Json::parse(job.result, nullptr, false); }
    std::size_t deliveries() {
        const auto reader = ledger_->begin_read();
        return (*reader)->deliveries(SourceId("sis")).value().size();
    }

    std::unique_ptr<Jobs> jobs_;
};

TEST_F(JobsOf, LookAtAnUploadAndThenDeliverIt) {
    const std::string id = upload(kSchool);
    const Job preview = ended(jobs_->preview(school_lead_, id));
    ASSERT_EQ(preview.state, JobState::Done);
    EXPECT_EQ(result_of(preview)["counts"]["added"], 3);
    EXPECT_EQ(deliveries(), 0U);
    EXPECT_EQ(jobs_->uploads().find(school_lead_, id).value().state, UploadState::Ready);
    EXPECT_EQ(jobs_->uploads().find(school_lead_, id).value().preview, preview.result);

    const Job delivery = ended(jobs_->deliver(school_lead_, id, Removal::Guarded));
    ASSERT_EQ(delivery.state, JobState::Done);
    EXPECT_EQ(result_of(delivery)["end"], "committed");
    EXPECT_EQ(deliveries(), 1U);
    const auto upload = jobs_->uploads().find(school_lead_, id);
    EXPECT_EQ(upload.value().state, UploadState::Done);
    EXPECT_TRUE(upload.value().delivery.has_value());
    const auto reader = ledger_->begin_read();
    EXPECT_EQ((*reader)->deliveries(SourceId("sis")).value()[0].by, school_lead_);
}

TEST_F(JobsOf, KeepNoFileThatNeedsNoFixing) {
    const std::string id = upload(kSchool);
    ASSERT_EQ(ended(jobs_->deliver(school_lead_, id, Removal::Guarded)).state, JobState::Done);
    EXPECT_TRUE(std::filesystem::is_empty(path_of("spool")));
}

TEST_F(JobsOf, WriteNothingWhenTheFilesAreHeld) {
    ASSERT_EQ(ended(jobs_->deliver(school_lead_, upload(kSchool), Removal::Guarded)).state, JobState::Done);
    const Job again = ended(jobs_->deliver(school_lead_, upload(kSchool), Removal::Guarded));
    EXPECT_EQ(result_of(again)["end"], "already_held");
    EXPECT_EQ(deliveries(), 1U);
}

TEST_F(JobsOf, WriteNothingTwiceAfterARestart) {
    for (const Removal removal : {Removal::Guarded, Removal::Allowed}) {
        const bool is_first = removal == Removal::Guarded;
        const std::string id =
            upload(std::string(kSchool) + (is_first ? "1009,Dan,Poe,31/31/2015,4,\n" : "1010,Dee,Poe,x,,\n"));
        const Job job = ended(jobs_->deliver(school_lead_, id, removal));
        ASSERT_EQ(job.state, JobState::Done);
        const std::size_t before = deliveries();
        // As after a crash between the delivery and the entry of the job's end.
        auto transaction = ledger_->begin_write({school_lead_, clock_.now()});
        const auto item = (*transaction)->item("job", job.id);
        Json entry = Json::parse(item.value()->value, nullptr, false);
        entry["state"] = "waiting";
        ASSERT_TRUE((*transaction)->put_item("job", job.id, dump_json(entry), item.value()->expires_at).is_ok());
        ASSERT_TRUE((*transaction)->commit().is_ok());
        transaction.value().reset();
        start();
        const Job second = ended(jobs_->find(school_lead_, job.id));
        ASSERT_EQ(second.state, JobState::Done) << second.error->id;
        EXPECT_EQ(result_of(second)["end"], "already_held");
        EXPECT_EQ(result_of(second)["delivery"], result_of(job)["delivery"]);
        EXPECT_EQ(deliveries(), before);
    }
}

TEST_F(JobsOf, ContinueWhereTheProgramStopped) {
    const std::string id = upload(kSchool);
    jobs_.reset();
    // Asked for while nobody worked: what a killed program leaves behind.
    const auto transaction = ledger_->begin_write({school_lead_, clock_.now()});
    const Json entry{{"id", "0123"},
                     {"kind", "deliver"},
                     {"state", "running"},
                     {"user", "lead-school"},
                     {"upload", id},
                     {"removal", "allowed"},
                     {"asked_ms", clock_.now().unix_ms},
                     {"result", ""}};
    ASSERT_TRUE(
        (*transaction)->put_item("job", "0123", dump_json(entry), Instant{clock_.now().unix_ms + 1'000'000}).is_ok());
    ASSERT_TRUE((*transaction)->commit().is_ok());
    start();
    const Job job = ended(jobs_->find(school_lead_, "0123"));
    ASSERT_EQ(job.state, JobState::Done);
    EXPECT_EQ(result_of(job)["end"], "committed");
    EXPECT_EQ(deliveries(), 1U);
}

TEST_F(JobsOf, SayWhatWentWrong) {
    const Job job = ended(jobs_->deliver(school_lead_, upload("no table at all"), Removal::Guarded));
    const bool is_told = job.state == JobState::Failed ? job.error.has_value() : result_of(job)["records"] == 0;
    EXPECT_TRUE(is_told);
}

TEST_F(JobsOf, AreRefusedOnUploadsThatAreNotReady) {
    auto begun = jobs_->uploads().begin(school_lead_, {SourceId("sis"), {{"sis.csv", 10, 0}}});
    ASSERT_TRUE(begun.is_ok());
    EXPECT_EQ(error_of(jobs_->preview(school_lead_, begun->id)), "upload.incomplete");
    EXPECT_EQ(error_of(jobs_->preview(school_lead_, "nothing")), "upload.unknown");
    const std::string id = upload(kSchool);
    EXPECT_EQ(error_of(jobs_->deliver(steward_, id, Removal::Guarded)), "upload.unknown");
    ASSERT_EQ(ended(jobs_->deliver(school_lead_, id, Removal::Guarded)).state, JobState::Done);
    EXPECT_EQ(error_of(jobs_->deliver(school_lead_, id, Removal::Guarded)), "upload.done");
}

TEST_F(JobsOf, LinkForStewardsOnly) {
    ASSERT_EQ(ended(jobs_->deliver(school_lead_, upload(kSchool), Removal::Guarded)).state, JobState::Done);
    EXPECT_EQ(error_of(jobs_->link(school_lead_)), "role.not-steward");
    EXPECT_EQ(error_of(jobs_->link(practitioner_)), "role.not-steward");
    const Job job = ended(jobs_->link(steward_));
    ASSERT_EQ(job.state, JobState::Done);
    EXPECT_EQ(result_of(job)["persons"], 3);
    EXPECT_EQ(error_of(jobs_->find(school_lead_, job.id)), "job.unknown");
}

TEST_F(JobsOf, ShowThreadsThatWatchEveryEndOnce) {
    const std::string id = upload(kSchool);
    const auto asked = jobs_->preview(school_lead_, id);
    ASSERT_TRUE(asked.is_ok());
    std::vector<std::thread> watchers;
    std::vector<JobState> seen(4);
    for (JobState& state : seen) {
        watchers.emplace_back([this, &state, id = asked->id] {
            std::uint64_t revision = 0;
            while (true) {
                const auto job = jobs_->wait(school_lead_, id, revision, 1000);
                if (job.is_error()) return;
                revision = job->revision;
                state = job->state;
                if (job->is_over()) return;
            }
        });
    }
    for (std::thread& watcher : watchers) watcher.join();
    for (const JobState state : seen) EXPECT_EQ(state, JobState::Done);
}

}  // namespace
}  // namespace kith::service
