#include "service/jobs.h"

#include <algorithm>
#include <chrono>

#include "service/delivered_json.h"
#include "service/json.h"
#include "service/link_records.h"
#include "service/standing.h"

namespace kith::service {
namespace {

constexpr std::string_view kDrawer = "job";
constexpr std::int64_t kKeptMs = std::int64_t{7} * 86'400'000;
constexpr std::size_t kWaitingMax = 50;
// An end that cannot be written (somebody else writes for long, the disk is full) is tried again.
constexpr int kWriteTries = 5;

Error unknown_job() {
    return make_error(ErrorCode::NotFound, "job.unknown", "there is no such job");
}

template <class Word, class Kinds>
Word word_named(const std::string& text, const Kinds& words, Word otherwise) {
    for (const Word word : words) {
        if (text == name_of(word)) return word;
    }
    return otherwise;
}

std::string text_of(const Job& job) {
    Json json{{"id", job.id},
              {"kind", std::string(name_of(job.kind))},
              {"state", std::string(name_of(job.state))},
              {"user", job.user.value()},
              {"upload", job.upload.value_or("")},
              {"removal", job.removal == Removal::Allowed ? "allowed" : "guarded"},
              {"reading", job.reading == Reading::Again ? "again" : "once"},
              {"asked_ms", job.asked_at.unix_ms},
              {"result", job.result}};
    if (job.error) {
        json["error"] = {{"code", static_cast<int>(job.error->code)},
                         {"id", job.error->id},
                         {"message", job.error->message},
                         {"where", job.error->where}};
    }
    return dump_json(json);
}

Result<Job> read_job(const ledger::Item& item) {
    const Json json = TRY(parse_json(item.value, "job.malformed", ""));
    Job job;
    job.id = text_at(json, "id");
    job.kind = word_named(text_at(json, "kind"), std::array{JobKind::Preview, JobKind::Deliver}, JobKind::Link);
    job.state = word_named(text_at(json, "state"), std::array{JobState::Waiting, JobState::Running, JobState::Done},
                           JobState::Failed);
    job.user = UserId(text_at(json, "user"));
    if (const std::string upload = text_at(json, "upload"); !upload.empty()) job.upload = upload;
    job.removal = text_at(json, "removal") == "allowed" ? Removal::Allowed : Removal::Guarded;
    job.reading = text_at(json, "reading") == "again" ? Reading::Again : Reading::Once;
    job.asked_at = Instant{number_at(json, "asked_ms", 0)};
    job.result = text_at(json, "result");
    if (const Json& error = at(json, "error"); error.is_object()) {
        job.error = Error{static_cast<ErrorCode>(number_at(error, "code", 0)), text_at(error, "id"),
                          text_at(error, "message"), text_at(error, "where")};
    }
    return job;
}

Result<void> check_ready(const Upload& upload) {
    switch (upload.state) {
        case UploadState::Receiving:
            return make_error(ErrorCode::Conflict, "upload.incomplete", "the files are not all there yet");
        case UploadState::Working:
            return make_error(ErrorCode::Conflict, "upload.working", "the upload is being worked on");
        case UploadState::Done:
            return make_error(ErrorCode::Conflict, "upload.done", "the upload was delivered");
        case UploadState::Ready:
        case UploadState::Failed:
            return {};
    }
    return {};
}

}  // namespace

std::string_view name_of(JobKind kind) {
    switch (kind) {
        case JobKind::Preview:
            return "preview";
        case JobKind::Deliver:
            return "deliver";
        case JobKind::Link:
            return "link";
    }
    return "link";
}

std::string_view name_of(JobState state) {
    switch (state) {
        case JobState::Waiting:
            return "waiting";
        case JobState::Running:
            return "running";
        case JobState::Done:
            return "done";
        case JobState::Failed:
            return "failed";
    }
    return "failed";
}

/// Puts what a command reports where watchers see it.
class Jobs::JobProgress final : public Progress {
  public:
    JobProgress(Jobs& jobs, std::string id) : jobs_(jobs), id_(std::move(id)) {}
    void report(std::string_view doing, std::uint64_t done, std::uint64_t total) override {
        jobs_.update(id_, [&](Job& job) {
            job.doing = doing;
            job.done = done;
            job.total = total;
        });
    }
    bool wants_stop() const override {
        const std::lock_guard lock(jobs_.mutex_);
        return jobs_.is_stopping_;
    }

  private:
    Jobs& jobs_;
    std::string id_;
};

Jobs::Jobs(ledger::Ledger& ledger, const Clock& clock, const JobsOptions& options)
    : ledger_(ledger), clock_(clock), uploads_(ledger, clock, options.spool_folder), pool_(options.threads) {}

Result<std::unique_ptr<Jobs>> Jobs::start(ledger::Ledger& ledger, const Clock& clock, const JobsOptions& options) {
    std::unique_ptr<Jobs> jobs(new Jobs(ledger, clock, options));
    TRY(jobs->uploads_.tidy());
    TRY(jobs->resume());
    jobs->worker_ = std::thread([&all = *jobs] { all.work(); });
    return jobs;
}

Jobs::~Jobs() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    changed_.notify_all();
    if (worker_.joinable()) worker_.join();
}

Result<void> Jobs::resume() {
    const auto reader = TRY(ledger_.begin_read());
    const std::vector<ledger::Item> items = TRY(reader->items(kDrawer));
    for (const ledger::Item& item : items) {
        Job job = TRY(read_job(item));
        if (job.is_over()) continue;
        job.state = JobState::Waiting;
        queue_.push_back(job.id);
        jobs_.emplace(job.id, std::move(job));
    }
    return {};
}

template <class Change>
Job Jobs::update(const std::string& id, const Change& change) {
    Job copy;
    {
        const std::lock_guard lock(mutex_);
        Job& job = jobs_[id];
        change(job);
        ++job.revision;
        copy = job;
    }
    changed_.notify_all();
    return copy;
}

Result<Job> Jobs::submit(Job job, std::optional<StoredUpload> upload) {
    {
        const std::lock_guard lock(mutex_);
        if (queue_.size() >= kWaitingMax) {
            return make_error(ErrorCode::Unavailable, "job.too-many", "too many jobs are waiting: try again later");
        }
    }
    const Instant now = clock_.now();
    job.id = to_hex(crypto::SecretArray<16>::random().view());
    job.asked_at = now;
    job.doing = "waiting";
    const auto transaction = TRY(ledger_.begin_write({job.user, now}));
    if (upload) {
        // Somebody may have asked for a job on it since it was looked at.
        const StoredUpload held = TRY(Uploads::stored(*transaction, upload->upload.id));
        const bool is_again = job.reading == Reading::Again && held.upload.state == UploadState::Done;
        if (!is_again) TRY(check_ready(held.upload));
        upload->upload.job = job.id;
        upload->upload.state = UploadState::Working;
        TRY(uploads_.store(*transaction, *upload));
    }
    TRY(transaction->put_item(kDrawer, job.id, text_of(job), Instant{now.unix_ms + kKeptMs}));
    TRY(transaction->commit());
    {
        const std::lock_guard lock(mutex_);
        jobs_.emplace(job.id, job);
        queue_.push_back(job.id);
    }
    changed_.notify_all();
    return job;
}

Result<Job> Jobs::submit_upload(JobKind kind, const UserId& viewer, const std::string& upload, Removal removal) {
    StoredUpload stored;
    {
        const auto reader = TRY(ledger_.begin_read());
        stored = TRY(Uploads::stored(*reader, upload));
        const Standing standing = TRY(standing_of(*reader, viewer, clock_.now()));
        TRY(require_source(*reader, standing, stored.upload.source));
    }
    if (stored.upload.user != viewer) {
        return make_error(ErrorCode::NotFound, "upload.unknown", "there is no such upload");
    }
    TRY(check_ready(stored.upload));
    Job job;
    job.kind = kind;
    job.user = viewer;
    job.upload = upload;
    job.removal = removal;
    return submit(std::move(job), std::move(stored));
}

Result<Job> Jobs::preview(const UserId& viewer, const std::string& upload) {
    return submit_upload(JobKind::Preview, viewer, upload, Removal::Guarded);
}

Result<Job> Jobs::deliver(const UserId& viewer, const std::string& upload, Removal removal) {
    return submit_upload(JobKind::Deliver, viewer, upload, removal);
}

Result<Job> Jobs::deliver_again(const UserId& viewer, DeliveryId delivery) {
    std::optional<StoredUpload> stored;
    {
        const auto reader = TRY(ledger_.begin_read());
        const Standing standing = TRY(standing_of(*reader, viewer, clock_.now()));
        const ledger::Delivery held = TRY(reader->delivery(delivery));
        TRY(require_source(*reader, standing, held.source));
        stored = TRY(Uploads::stored_of(*reader, delivery));
    }
    const Error gone =
        make_error(ErrorCode::Conflict, "fix.files-gone", "the files of the delivery are not kept: deliver them again");
    if (!stored) return gone;
    const auto files = uploads_.read_files(*stored);
    if (files.is_error()) return files.error().id == "spool.missing" ? gone : files.error();
    Job job;
    job.kind = JobKind::Deliver;
    job.user = viewer;
    job.upload = stored->upload.id;
    job.reading = Reading::Again;
    return submit(std::move(job), std::move(stored));
}

Result<Job> Jobs::link(const UserId& viewer) {
    {
        const auto reader = TRY(ledger_.begin_read());
        TRY(require_steward(TRY(standing_of(*reader, viewer, clock_.now()))));
    }
    Job job;
    job.kind = JobKind::Link;
    job.user = viewer;
    return submit(std::move(job), std::nullopt);
}

Result<Job> Jobs::find(const UserId& viewer, const std::string& id) {
    const auto reader = TRY(ledger_.begin_read());
    const Standing standing = TRY(standing_of(*reader, viewer, clock_.now()));
    std::optional<Job> job;
    {
        const std::lock_guard lock(mutex_);
        const auto known = jobs_.find(id);
        if (known != jobs_.end()) job = known->second;
    }
    if (!job) {
        const auto item = TRY(reader->item(kDrawer, id));
        if (!item) return unknown_job();
        job = TRY(read_job(*item));
    }
    if (job->user != viewer && !is_steward(standing)) return unknown_job();
    return std::move(*job);
}

Result<Job> Jobs::wait(const UserId& viewer, const std::string& id, std::uint64_t revision, std::uint32_t wait_ms_max) {
    {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::milliseconds(wait_ms_max), [&] {
            const auto known = jobs_.find(id);
            return is_stopping_ || known == jobs_.end() || known->second.revision != revision;
        });
    }
    return find(viewer, id);
}

void Jobs::work() {
    while (true) {
        std::string id;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
            if (is_stopping_) return;
            id = queue_.front();
            queue_.pop_front();
        }
        run(id);
    }
}

void Jobs::run(const std::string& id) {
    const Job job = update(id, [](Job& each) { each.state = JobState::Running; });
    JobProgress progress(*this, id);
    Result<std::string> end = perform(job, progress);
    const bool is_stopped = end.is_error() && end.error().id == "job.stopped";
    if (!is_stopped) finish(id, std::move(end));
}

Result<std::string> Jobs::perform(const Job& job, Progress& progress) {
    if (job.kind != JobKind::Link) return perform_upload(job, progress);
    const Linked linked = TRY(link_records(ledger_, {}, clock_, pool_, progress));
    return linked_json(linked);
}

/// With removals allowed the same files are written again, so a delivery that was committed just before the program
/// stopped is looked for first.
Result<std::optional<Delivered>> Jobs::delivered_before(const Job& job, const SourceId& source,
                                                        const DeliveryFiles& files) {
    if (job.kind != JobKind::Deliver) return std::optional<Delivered>();
    const auto reader = TRY(ledger_.begin_read());
    const auto held = TRY(reader->delivery_with(source, files.hashes()));
    if (!held) return std::optional<Delivered>();
    const ledger::Delivery delivery = TRY(reader->delivery(*held));
    const bool is_own = delivery.by == job.user && job.asked_at.unix_ms <= delivery.received_at.unix_ms;
    if (!is_own) return std::optional<Delivered>();
    Delivered found;
    found.source = source;
    found.end = DeliverEnd::AlreadyHeld;
    found.delivery = *held;
    for (const ledger::DeliveredFile& file : delivery.files) found.file_names.push_back(file.name);
    return std::optional(std::move(found));
}

Result<std::string> Jobs::perform_upload(const Job& job, Progress& progress) {
    StoredUpload stored;
    {
        const auto reader = TRY(ledger_.begin_read());
        stored = TRY(Uploads::stored(*reader, *job.upload));
        // Rights are looked at again: days may have passed.
        const Standing standing = TRY(standing_of(*reader, job.user, clock_.now()));
        TRY(require_source(*reader, standing, stored.upload.source));
    }
    progress.report("opening files", 0, 0);
    std::vector<Bytes> bytes = TRY(uploads_.read_files(stored));
    std::vector<GivenFile> given;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        given.push_back({stored.upload.files[i].name, std::move(bytes[i])});
    }
    DeliverRequest request;
    request.source = stored.upload.source;
    request.step = job.kind == JobKind::Preview ? DeliverStep::Preview : DeliverStep::Commit;
    request.removal = job.removal;
    request.reading = job.reading;
    request.user = job.user;
    DeliveryFiles files = take_delivery_files(std::move(given), pool_);
    if (const auto before = TRY(delivered_before(job, stored.upload.source, files))) return delivered_json(*before);
    const Delivered delivered = TRY(deliver_opened(ledger_, request, std::move(files), clock_, pool_, progress));
    return delivered_json(delivered);
}

void Jobs::finish(const std::string& id, Result<std::string> end) {
    Job job;
    {
        const std::lock_guard lock(mutex_);
        job = jobs_[id];
    }
    if (end.is_ok()) {
        job.state = JobState::Done;
        job.doing = "done";
        job.result = std::move(end).value();
    } else {
        job.state = JobState::Failed;
        job.doing = "failed";
        job.error = std::move(end).error();
    }
    // Without an entry of its end a job is begun again at the next start, which changes nothing.
    for (int tries = 0; tries < kWriteTries && write_end(job).is_error(); ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200 << tries));
    }
    update(id, [&job](Job& each) {
        job.revision = each.revision;
        each = job;
    });
}

Result<void> Jobs::write_end(const Job& job) {
    const auto transaction = TRY(ledger_.begin_write({job.user, clock_.now()}));
    std::optional<StoredUpload> finished;
    if (job.upload) {
        StoredUpload stored = TRY(Uploads::stored(*transaction, *job.upload));
        Upload& upload = stored.upload;
        upload.state = UploadState::Failed;
        if (job.state == JobState::Done) {
            upload.state = job.kind == JobKind::Deliver ? UploadState::Done : UploadState::Ready;
            if (job.kind == JobKind::Preview) upload.preview = job.result;
            if (job.kind == JobKind::Deliver) upload.delivery = delivery_of(job.result);
        }
        TRY(uploads_.store(*transaction, stored));
        const bool is_needed_no_more = upload.state == UploadState::Done && !has_problems(job.result);
        if (is_needed_no_more) finished = std::move(stored);
    }
    TRY(transaction->put_item(kDrawer, job.id, text_of(job), Instant{clock_.now().unix_ms + kKeptMs}));
    TRY(transaction->commit());
    if (finished) uploads_.remove_files(*finished);
    return {};
}

}  // namespace kith::service
