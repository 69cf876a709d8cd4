#pragma once

// Looks at children, several to a transaction. A look is decided, entered in the audit log and answered only after the
// log is on the disk; the disk's answer takes longer than the look, so looks that come while one transaction is being
// written wait together and go into the next one. Each is decided against the state inside its transaction: whatever
// was committed before it began, a withdrawal too, is seen.
//
// The policy of the whole community is kept per epoch (community_policy.h); of the child, everything is read anew.

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "base/clock.h"
#include "ledger/ledger.h"
#include "service/community_policy.h"
#include "service/show_child.h"

namespace kith::service {

class Looks {
  public:
    Looks(ledger::Ledger& ledger, const Clock& clock) : ledger_(ledger), clock_(clock) {}

    /// As show_child. Waits for its transaction; called by as many threads as there are requests.
    Result<ChildView> show(const ShowRequest& request);

    PolicyCache& policies() { return policies_; }

  private:
    struct Waiting {
        const ShowRequest* request = nullptr;
        std::optional<Result<ChildView>> answer;  // written by whoever answers, read once is_done
        bool is_done = false;                     // under the lock
    };
    using Batch = std::deque<Waiting*>;

    void answer(const Batch& batch);
    Result<void> answer_in_one(const Batch& batch);

    ledger::Ledger& ledger_;
    const Clock& clock_;
    PolicyCache policies_;
    std::mutex mutex_;
    std::condition_variable answered_;
    Batch waiting_;
    bool is_answering_ = false;
};

}  // namespace kith::service
