#include "http/allowance.h"

#include <algorithm>
#include <cmath>

namespace kith::http {
namespace {

constexpr std::size_t kBucketsMax = 10'000;

double seconds_between(Allowances::Moment from, Allowances::Moment to) {
    return std::chrono::duration<double>(to - from).count();
}

}  // namespace

int Allowances::take(std::string_view session, Moment now) {
    if (a_second_ <= 0) return 0;
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= kBucketsMax) forget_full(now);
    Bucket& bucket = buckets_.try_emplace(std::string(session), Bucket{at_once_, now}).first->second;
    bucket.level = std::min(at_once_, bucket.level + seconds_between(bucket.at, now) * a_second_);
    bucket.at = now;
    if (bucket.level < 1) return std::max(1, static_cast<int>(std::ceil((1 - bucket.level) / a_second_)));
    bucket.level -= 1;
    return 0;
}

void Allowances::forget_full(Moment now) {
    std::erase_if(buckets_, [&](const auto& entry) {
        return entry.second.level + seconds_between(entry.second.at, now) * a_second_ >= at_once_;
    });
}

}  // namespace kith::http
