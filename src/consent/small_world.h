#pragma once

// Random policies and requests over a handful of names, so that rules meet often: for the tests, the fuzzer and the
// benchmark of this module. The draws come through one function, which a fuzzer feeds with its input.
//
// Not for demos: town makes believable communities.

#include <cstdint>
#include <functional>

#include "consent/decide.h"
#include "consent/policy.h"

namespace kith::consent {

/// A number in [0, bound).
using Draw = std::function<std::uint32_t(std::uint32_t bound)>;

/// How often entries are broken, ambiguous or name what nobody declared.
enum class Faults : std::uint8_t { None, Some };

Policy draw_policy(const Draw& draw, Faults faults);
/// Times lie around the ends of the policy's windows; names are mostly the policy's.
Request draw_request(const Draw& draw, const Policy& policy);

/// A community that looks the same at every size: 12 members with an agreement each, and for each child an authority, a
/// consent to three members and, for one in fifty, a court order: about `2 * children` rules.
Policy sized_policy(std::uint32_t children, std::uint64_t seed);
Request sized_request(std::uint32_t child, std::uint64_t seed);

}  // namespace kith::consent
