#pragma once

// A fixed set of threads that run the parts of one job. Results do not depend on the number of threads as long as each
// part writes only its own output.

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kith {

class ThreadPool {
  public:
    /// `threads` counts the calling thread; 0 means one per core.
    explicit ThreadPool(unsigned threads = 0);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    unsigned threads() const { return static_cast<unsigned>(workers_.size()) + 1; }

    /// Runs part(i) for every i in [0, parts) and returns when all are done. Parts may run in any order, on any thread.
    /// part must not throw and must not call the pool again.
    void run(std::size_t parts, const std::function<void(std::size_t)>& part);

    /// Cuts [0, size) into ranges of at most `grain` and runs range(begin, end) on each.
    void for_ranges(std::size_t size, std::size_t grain,
                    const std::function<void(std::size_t begin, std::size_t end)>& range);

  private:
    void work();
    void take_parts(std::unique_lock<std::mutex>& lock);

    std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable done_;
    const std::function<void(std::size_t)>* part_ = nullptr;
    std::size_t next_ = 0;
    std::size_t parts_ = 0;
    std::size_t running_ = 0;
    bool is_stopping_ = false;
    std::vector<std::thread> workers_;
};

}  // namespace kith
