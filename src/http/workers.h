#pragma once

// A few threads that take tasks from a queue of bounded length, in the order they came. For requests, which wait for
// the ledger; the parts of one computation go to base/thread_pool.h.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kith::http {

class Workers {
  public:
    /// `threads` 0: 32. Most of them wait: looks at children are written to the log in batches, and a batch is as large
    /// as the number of those who wait for it (service/looks.h).
    Workers(unsigned threads, std::size_t waiting_max);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// False when the queue is full: nothing was taken.
    [[nodiscard]] bool submit(std::function<void()> task);
    std::size_t waiting() const;
    /// Tasks in the queue are done first, then the threads end.
    void stop();

  private:
    void work();

    std::size_t waiting_max_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> tasks_;
    bool is_stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace kith::http
