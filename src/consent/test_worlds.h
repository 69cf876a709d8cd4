#pragma once

// Shared by this module's tests: random worlds by seed, and answers as one line of text.

#include <cstdlib>
#include <functional>
#include <sstream>
#include <string>

#include "base/random.h"
#include "consent/decide.h"
#include "consent/naive.h"
#include "consent/policy_json.h"
#include "consent/small_world.h"
#include "consent/snapshot.h"

namespace kith::consent {

inline bool is_long_tier() {
    return std::getenv("KITH_LONG") != nullptr;
}

inline Draw draw_from(Random& random) {
    return [&random](std::uint32_t bound) { return static_cast<std::uint32_t>(random.below(bound)); };
}

/// Everything but the words and the unlock.
inline std::string summary_of(const Answer& answer) {
    std::ostringstream text;
    text << (answer.verdict == Verdict::Permit ? "permit" : "deny");
    for (const Reason& reason : answer.reasons) {
        text << ' ' << name_of(reason.rule) << ':' << reason.id;
        if (reason.clause) text << '.' << *reason.clause;
        if (reason.version) text << 'v' << *reason.version;
    }
    std::uint32_t obligations = 0;
    for (const Obligation& obligation : answer.obligations) obligations |= 1U << static_cast<int>(obligation.kind);
    text << " obligations:" << obligations;
    return text.str();
}

inline std::string summary_of(const Snapshot& snapshot, const Request& request) {
    return summary_of(answer(snapshot, request));
}

inline bool is_permitted(const Snapshot& snapshot, const Request& request) {
    return decide(snapshot, request).is_permit();
}

/// The policy and requests of one random world.
struct World {
    Policy policy;
    std::vector<Request> requests;
};

inline World world_of(Random& random, Faults faults, int requests = 20) {
    const Draw draw = draw_from(random);
    World world;
    world.policy = draw_policy(draw, faults);
    for (int i = 0; i < requests; ++i) world.requests.push_back(draw_request(draw, world.policy));
    return world;
}

}  // namespace kith::consent
