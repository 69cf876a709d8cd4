#include "service/hash_queue.h"

namespace kith::service {

Result<HashQueue::Place> HashQueue::enter() {
    std::unique_lock lock(mutex_);
    if (free_ == 0) {
        if (waiting_ >= waiting_max_) {
            return make_error(ErrorCode::Unavailable, "sign-in.queue.too-often",
                              "too many people are signing in at this moment", "2");
        }
        ++waiting_;
        is_free_.wait(lock, [this] { return free_ > 0; });
        --waiting_;
    }
    --free_;
    return Place(*this);
}

void HashQueue::leave() {
    {
        const std::lock_guard lock(mutex_);
        ++free_;
    }
    is_free_.notify_one();
}

}  // namespace kith::service
