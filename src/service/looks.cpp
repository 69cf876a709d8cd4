#include "service/looks.h"

#include "service/ledger_access.h"

namespace kith::service {
namespace {

// Keeps the first of a batch from waiting long for the last.
constexpr std::size_t kBatchMax = 64;

}  // namespace

/// Whoever finds nobody answering answers a batch with its own look in it, then leaves the rest to one who waits.
Result<ChildView> Looks::show(const ShowRequest& request) {
    Waiting own;
    own.request = &request;
    std::unique_lock lock(mutex_);
    waiting_.push_back(&own);
    while (!own.is_done) {
        if (is_answering_) {
            answered_.wait(lock, [&] { return own.is_done || !is_answering_; });
            continue;
        }
        is_answering_ = true;
        Batch batch;
        while (!waiting_.empty() && batch.size() < kBatchMax) {
            batch.push_back(waiting_.front());
            waiting_.pop_front();
        }
        lock.unlock();
        answer(batch);
        lock.lock();
        for (Waiting* each : batch) each->is_done = true;
        is_answering_ = false;
        answered_.notify_all();
    }
    lock.unlock();
    Result<ChildView> view = *std::move(own.answer);
    if (view.is_ok() && view->cells.empty() && view->helpers.empty()) return unknown_child();
    return view;
}

void Looks::answer(const Batch& batch) {
    const Result<void> written = answer_in_one(batch);
    if (written.is_ok()) return;
    // Nothing was written, so nothing may be shown.
    for (Waiting* each : batch) each->answer = Result<ChildView>(written.error());
}

Result<void> Looks::answer_in_one(const Batch& batch) {
    const auto transaction = TRY(ledger_.begin_write({UserId(std::string(kOperator)), clock_.now()}));
    const Instant now = clock_.now();
    for (Waiting* each : batch) each->answer = look_at_child(*transaction, *each->request, now, &policies_);
    return transaction->commit();
}

}  // namespace kith::service
