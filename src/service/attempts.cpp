#include "service/attempts.h"

#include <algorithm>

#include "service/json.h"

namespace kith::service {
namespace {

constexpr std::string_view kDrawer = "attempt";

struct Count {
    std::string key;
    int free = 0;
    std::int64_t failures = 0;
    std::int64_t wait_until_ms = 0;
};

std::vector<Count> counts_of(const Attempt& attempt, const SignInLimits& limits) {
    std::vector<Count> counts;
    if (!attempt.user.empty()) counts.push_back({"user:" + attempt.user, limits.free_failures_of_user});
    if (!attempt.address.empty()) counts.push_back({"address:" + attempt.address, limits.free_failures_of_address});
    return counts;
}

Result<void> read(ledger::Reader& reader, Count& count, Instant now) {
    const auto item = TRY(reader.item(kDrawer, count.key));
    if (!item || item->expires_at <= now) return {};
    const Json json = TRY(parse_json(item->value, "attempt.malformed", ""));
    count.failures = number_at(json, "failures", 0);
    count.wait_until_ms = number_at(json, "wait_until", 0);
    return {};
}

Result<void> write(ledger::Transaction& transaction, const Count& count, const SignInLimits& limits, Instant now) {
    const Json json{{"failures", count.failures}, {"wait_until", count.wait_until_ms}};
    return transaction.put_item(kDrawer, count.key, dump_json(json), Instant{now.unix_ms + limits.forget_failures_ms});
}

std::int64_t wait_ms_after(std::int64_t failures, int free, const SignInLimits& limits) {
    if (failures <= free) return 0;
    const std::int64_t doublings = std::min<std::int64_t>(failures - free - 1, 30);
    return std::min(limits.first_wait_ms << doublings, limits.wait_ms_max);
}

}  // namespace

Result<void> count_attempt(ledger::Transaction& transaction, const Attempt& attempt, const SignInLimits& limits,
                           Instant now) {
    std::vector<Count> counts = counts_of(attempt, limits);
    std::int64_t wait_until_ms = 0;
    for (Count& count : counts) {
        TRY(read(transaction, count, now));
        wait_until_ms = std::max(wait_until_ms, count.wait_until_ms);
    }
    if (now.unix_ms < wait_until_ms) {
        const std::int64_t seconds = (wait_until_ms - now.unix_ms + 999) / 1000;
        return make_error(ErrorCode::Unavailable, "sign-in.too-often", "too many attempts: wait before the next one",
                          std::to_string(seconds));
    }
    for (Count& count : counts) {
        ++count.failures;
        count.wait_until_ms = now.unix_ms + wait_ms_after(count.failures, count.free, limits);
        TRY(write(transaction, count, limits, now));
    }
    return {};
}

Result<void> forgive_attempt(ledger::Transaction& transaction, const Attempt& attempt, Forgive forgive,
                             const SignInLimits& limits, Instant now) {
    Attempt counted = attempt;
    if (forgive == Forgive::Whole && !attempt.user.empty()) {
        TRY(transaction.remove_item(kDrawer, "user:" + attempt.user));
        counted.user.clear();
    }
    for (Count& count : counts_of(counted, limits)) {
        TRY(read(transaction, count, now));
        count.failures = std::max<std::int64_t>(count.failures - 1, 0);
        count.wait_until_ms = now.unix_ms;
        TRY(write(transaction, count, limits, now));
    }
    return {};
}

}  // namespace kith::service
