#pragma once

// What the server counts about itself: requests by operation and status, their time, those under way; written in the
// text format of Prometheus (exposition format 0.0.4). No label is a person's or comes from a request's text.

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/types.h"

namespace kith::http {

class Metrics {
  public:
    void begin() { in_flight_.fetch_add(1, std::memory_order_relaxed); }
    void end(std::string_view operation, int status, double seconds);

    std::int64_t in_flight() const { return in_flight_.load(std::memory_order_relaxed); }

    struct Gauges {
        std::size_t waiting = 0;  // requests in the queue
        std::size_t streams = 0;
        ledger::Counts counts;
    };
    std::string text(const Gauges& gauges) const;

  private:
    static constexpr std::array<double, 12> kBoundsSeconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                              0.1,   0.25,   0.5,   1,    2.5,   10};
    struct Timing {
        std::array<std::uint64_t, kBoundsSeconds.size() + 1> buckets{};
        std::uint64_t count = 0;
        double seconds = 0;
    };

    std::string requests_text() const;

    mutable std::mutex mutex_;
    std::map<std::pair<std::string, int>, std::uint64_t> requests_;
    std::map<std::string, Timing> timings_;
    std::atomic<std::int64_t> in_flight_ = 0;
};

}  // namespace kith::http
