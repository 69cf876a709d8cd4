#include "service/sharing.h"

#include <algorithm>
#include <set>

#include "consent/decide.h"

namespace kith::service {
namespace {

consent::Policy with_everybody_serving(consent::Policy policy, const std::string& child) {
    const auto of_child = std::find_if(policy.children.begin(), policy.children.end(),
                                       [&child](const consent::Child& each) { return each.id == child; });
    std::vector<std::string> caseload = {child};
    if (of_child != policy.children.end() && !of_child->parts.empty()) caseload = of_child->parts;
    for (consent::User& user : policy.users) user.caseload = caseload;
    return policy;
}

}  // namespace

Sharing::Sharing(const consent::Policy& policy, std::string child, Instant now)
    : snapshot_(consent::Snapshot::compile(with_everybody_serving(policy, child))),
      child_(std::move(child)),
      now_(now) {}

std::vector<std::string> Sharing::members_seeing(const std::string& category, const std::string& source) const {
    const consent::Policy& policy = snapshot_.policy();
    const auto held =
        std::find_if(policy.sources.begin(), policy.sources.end(), [&](const auto& each) { return each.id == source; });
    std::set<std::string> members;
    for (const consent::User& user : policy.users) {
        const bool is_own = held != policy.sources.end() && user.member == held->member;
        if (is_own || user.role == "family" || members.contains(user.member)) continue;
        for (const consent::Purpose& purpose : policy.purposes) {
            const consent::Request request{user.id, child_, category, source, purpose.id, consent::Action::Existence,
                                           now_};
            if (!consent::decide(snapshot_, request).is_permit()) continue;
            members.insert(user.member);
            break;
        }
    }
    return {members.begin(), members.end()};
}

}  // namespace kith::service
