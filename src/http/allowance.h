#pragma once

// How many requests a session may still make: a bucket that fills steadily and holds so many at the most (token
// bucket). A page that loads asks for a dozen things at once; a program that copies out the community asks for ten
// thousand.

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kith::http {

class Allowances {
  public:
    using Moment = std::chrono::steady_clock::time_point;

    Allowances(double a_second, double at_once) : a_second_(a_second), at_once_(at_once) {}

    /// 0 when this one may pass, else after how many seconds to come again.
    int take(std::string_view session, Moment now);

  private:
    struct Bucket {
        double level = 0;
        Moment at;
    };
    void forget_full(Moment now);

    double a_second_;
    double at_once_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace kith::http
