#pragma once

// A gate before Argon2id: so many at once, so many waiting, the rest are turned away. Internal to sign-in.

#include <condition_variable>
#include <mutex>

#include "base/result.h"

namespace kith::service {

class HashQueue {
  public:
    HashQueue(unsigned at_once, unsigned waiting_max) : free_(at_once), waiting_max_(waiting_max) {}

    /// A place at work, given back when it dies.
    class Place {
      public:
        explicit Place(HashQueue& queue) : queue_(&queue) {}
        Place(Place&& other) noexcept : queue_(other.queue_) { other.queue_ = nullptr; }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        Place& operator=(Place&&) = delete;
        ~Place() {
            if (queue_ != nullptr) queue_->leave();
        }

      private:
        HashQueue* queue_;
    };

    /// Waits for its turn. Errors: sign-in.queue.too-often when too many wait already.
    Result<Place> enter();

  private:
    void leave();

    std::mutex mutex_;
    std::condition_variable is_free_;
    unsigned free_;
    unsigned waiting_ = 0;
    unsigned waiting_max_;
};

}  // namespace kith::service
