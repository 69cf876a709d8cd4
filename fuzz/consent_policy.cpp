// Any bytes as a policy and as a request: no crash, and what was read can be written, read again and asked.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "consent/naive.h"
#include "consent/policy_json.h"
#include "consent/snapshot.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(kith::consent::read_request(text, 0).is_ok());
    auto reading = kith::consent::read_policy(text);
    if (reading.is_error()) return 0;
    const kith::consent::Policy policy = std::move(reading).value().policy;
    if (kith::consent::read_policy(kith::consent::write_policy(policy)).is_error()) std::abort();
    const auto snapshot = kith::consent::Snapshot::compile(policy);
    for (const auto& user : policy.users) {
        for (const auto& child : policy.children) {
            for (const auto& source : policy.sources) {
                kith::consent::Request request{user.id, child.id, "grades", source.id, {}, {}, {}};
                if (!policy.purposes.empty()) request.purpose = policy.purposes.front().id;
                request.at.unix_ms = 1'772'323'200'000;
                const auto answer = kith::consent::answer(snapshot, request);
                const auto naive = kith::consent::naive_decide(policy, request);
                if (answer.verdict != naive.verdict) std::abort();
                if (answer.reasons.front().rule != naive.reasons.front().rule) std::abort();
                static_cast<void>(kith::consent::write_answer(answer));
            }
        }
    }
    return 0;
}
