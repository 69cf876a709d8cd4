#include "base/thread_pool.h"

#include <algorithm>

namespace kith {

ThreadPool::ThreadPool(unsigned threads) {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    workers_.reserve(threads - 1);
    for (unsigned i = 1; i < threads; ++i) workers_.emplace_back([this] { work(); });
}

ThreadPool::~ThreadPool() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    wake_.notify_all();
    for (auto& worker : workers_) worker.join();
}

void ThreadPool::run(std::size_t parts, const std::function<void(std::size_t)>& part) {
    std::unique_lock lock(mutex_);
    part_ = &part;
    next_ = 0;
    parts_ = parts;
    wake_.notify_all();
    take_parts(lock);
    done_.wait(lock, [this] { return running_ == 0; });
    part_ = nullptr;
}

void ThreadPool::for_ranges(std::size_t size, std::size_t grain,
                            const std::function<void(std::size_t, std::size_t)>& range) {
    run((size + grain - 1) / grain, [&](std::size_t i) { range(i * grain, std::min(size, (i + 1) * grain)); });
}

void ThreadPool::take_parts(std::unique_lock<std::mutex>& lock) {
    while (part_ != nullptr && next_ < parts_) {
        const std::size_t mine = next_++;
        ++running_;
        const auto& part = *part_;
        lock.unlock();
        part(mine);
        lock.lock();
        --running_;
    }
    if (running_ == 0) done_.notify_all();
}

void ThreadPool::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return is_stopping_ || (part_ != nullptr && next_ < parts_); });
        if (is_stopping_) return;
        take_parts(lock);
    }
}

}  // namespace kith
