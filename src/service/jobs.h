#pragma once

// Work that takes longer than a request: looking at an upload, delivering it, linking. One worker does one job after
// the other; watchers ask how far it is. A job stands in the ledger (drawer `job`) from the moment it was asked for to
// the end of its result's time, so one that was under way when the program stopped is begun again: a delivery writes
// everything in one transaction, and files that are held already write nothing.

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/thread_pool.h"
#include "ledger/ledger.h"
#include "service/deliver.h"
#include "service/uploads.h"

namespace kith::service {

enum class JobKind : std::uint8_t { Preview, Deliver, Link };
enum class JobState : std::uint8_t { Waiting, Running, Done, Failed };
std::string_view name_of(JobKind kind);
std::string_view name_of(JobState state);

struct Job {
    std::string id;
    JobKind kind = JobKind::Preview;
    JobState state = JobState::Waiting;
    std::string doing;  // `reading files`, `writing records`
    std::uint64_t done = 0;
    std::uint64_t total = 0;  // 0: not known
    UserId user;
    std::optional<std::string> upload;
    Removal removal = Removal::Guarded;
    Reading reading = Reading::Once;
    Instant asked_at;
    std::string result;  // JSON; empty unless Done
    std::optional<Error> error;
    std::uint64_t revision = 0;  // rises with every change that a watcher may see

    bool is_over() const { return state == JobState::Done || state == JobState::Failed; }
};

struct JobsOptions {
    std::string spool_folder;  // beside the ledger: `kith.db.spool`
    unsigned threads = 0;      // that one job works with; 0: as many as the machine has
};

class Jobs {
  public:
    /// Begins again what was not finished. The ledger and the clock must outlive it.
    static Result<std::unique_ptr<Jobs>> start(ledger::Ledger& ledger, const Clock& clock, const JobsOptions& options);
    /// The job under way stops at its next step and is begun again at the next start.
    ~Jobs();
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    Uploads& uploads() { return uploads_; }

    /// Errors: upload.unknown, upload.incomplete, upload.working, upload.done (Conflict); those of standing.h.
    Result<Job> preview(const UserId& viewer, const std::string& upload);
    Result<Job> deliver(const UserId& viewer, const std::string& upload, Removal removal);
    /// The files of a delivery once more, after a fix was remembered (problem_groups.h); by whoever handles the source.
    /// Errors: fix.files-gone (Conflict) when they are not kept.
    Result<Job> deliver_again(const UserId& viewer, DeliveryId delivery);
    /// Stewards only.
    Result<Job> link(const UserId& viewer);

    /// The viewer's own, or any for a steward. Errors: job.unknown.
    Result<Job> find(const UserId& viewer, const std::string& id);
    /// As find, once the job has another revision or `wait_ms_max` have passed.
    Result<Job> wait(const UserId& viewer, const std::string& id, std::uint64_t revision, std::uint32_t wait_ms_max);

  private:
    class JobProgress;

    Jobs(ledger::Ledger& ledger, const Clock& clock, const JobsOptions& options);
    Result<Job> submit(Job job, std::optional<StoredUpload> upload);
    Result<Job> submit_upload(JobKind kind, const UserId& viewer, const std::string& upload, Removal removal);
    Result<void> resume();
    void work();
    void run(const std::string& id);
    Result<std::string> perform(const Job& job, Progress& progress);
    Result<std::string> perform_upload(const Job& job, Progress& progress);
    Result<std::optional<Delivered>> delivered_before(const Job& job, const SourceId& source,
                                                      const DeliveryFiles& files);
    void finish(const std::string& id, Result<std::string> end);
    Result<void> write_end(const Job& job);
    /// Calls change(job) under the lock and tells the watchers.
    template <class Change>
    Job update(const std::string& id, const Change& change);

    ledger::Ledger& ledger_;
    const Clock& clock_;
    Uploads uploads_;
    ThreadPool pool_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, Job> jobs_;  // of this run of the program
    std::deque<std::string> queue_;
    bool is_stopping_ = false;
    std::thread worker_;
};

}  // namespace kith::service
