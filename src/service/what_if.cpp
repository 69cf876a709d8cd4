#include "service/what_if.h"

#include <algorithm>

#include "service/configuration.h"
#include "service/json.h"
#include "service/policy_source.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using consent::Policy;

constexpr std::size_t kChildrenMax = 5000;
constexpr std::size_t kChildrenAtOnce = 500;

void put_in_force(Policy& policy, const std::string& id, Instant at) {
    for (consent::Agreement& each : policy.agreements) {
        if (each.id != id) continue;
        each.state = consent::AgreementState::InForce;
        if (!each.window.contains(at)) each.window = {};
    }
}

void expire(Policy& policy, const std::string& id, Instant at) {
    for (consent::Agreement& each : policy.agreements) {
        if (each.id == id) each.window.until_ms = std::min(each.window.until_ms, at.unix_ms);
    }
    for (consent::Consent& each : policy.consents) {
        if (each.id == id) each.window.until_ms = std::min(each.window.until_ms, at.unix_ms);
    }
}

/// The versions that no other one of the same id and child outnumbers.
std::vector<consent::Consent> latest_of(const Policy& policy, const std::string& id) {
    std::vector<consent::Consent> latest;
    for (const consent::Consent& each : policy.consents) {
        if (each.id != id) continue;
        const bool is_latest = std::none_of(policy.consents.begin(), policy.consents.end(), [&](const auto& other) {
            return other.id == id && other.child == each.child && other.version > each.version;
        });
        if (is_latest) latest.push_back(each);
    }
    return latest;
}

void give_version(Policy& policy, const std::string& id, consent::ConsentState state, Instant at) {
    for (consent::Consent next : latest_of(policy, id)) {
        ++next.version;
        next.state = state;
        next.signed_at = at;
        if (state == consent::ConsentState::Given && !next.window.contains(at)) next.window = {};
        policy.consents.push_back(std::move(next));
    }
}

/// Every holder of authority for the child permits just what was asked.
void permit_asked(Policy& policy, const consent::Request& request) {
    std::vector<consent::Consent> given;
    for (const consent::Authority& authority : policy.authorities) {
        const bool is_of_child = authority.child == request.child || authority.child.rfind(request.child + "/", 0) == 0;
        if (!is_of_child) continue;
        consent::Consent each;
        each.id = "what-if/" + authority.id;
        each.child = authority.child;
        each.grantor = authority.holder;
        each.authority = authority.id;
        each.state = consent::ConsentState::Given;
        each.categories = consent::NameSet::of({request.category});
        each.sources = consent::NameSet::of({request.source});
        each.recipients = consent::RecipientSet::all();
        each.purposes = consent::NameSet::of({request.purpose});
        each.actions = consent::ActionSet::of({request.action});
        each.signed_at = request.at;
        given.push_back(std::move(each));
    }
    policy.consents.insert(policy.consents.end(), given.begin(), given.end());
}

Result<void> require_may_ask(ledger::Reader& reader, const WhatIfRequest& request, const UserId& viewer, Instant now) {
    const Standing standing = TRY(standing_of(reader, viewer, now));
    const bool is_about_self = request.child && request.viewer.value_or(viewer.value()) == viewer.value();
    if (is_about_self) return {};
    return require_steward(standing);
}

consent::Request asked_of(const WhatIfRequest& request, const UserId& viewer, Instant now) {
    consent::Request asked;
    asked.viewer = request.viewer.value_or(viewer.value());
    asked.category = request.category;
    asked.source = request.source;
    asked.purpose = request.purpose;
    asked.action = consent::Action::Detail;
    asked.at = now;
    return asked;
}

/// Persons with a record of the source.
Result<std::vector<PersonId>> children_of(ledger::Reader& reader, const SourceId& source) {
    std::vector<PersonId> children;
    const auto known = reader.source(source);
    if (known.is_error() && known.error().code == ErrorCode::NotFound) return children;
    if (known.is_error()) return known.error();
    const std::vector<ledger::HeldRecord> records = TRY(reader.held_records(source));
    for (const ledger::HeldRecord& record : records) {
        const auto person = TRY(reader.person_of(record.id));
        if (person) children.push_back(*person);
    }
    std::sort(children.begin(), children.end());
    children.erase(std::unique(children.begin(), children.end()), children.end());
    if (children.size() > kChildrenMax) {
        return make_error(ErrorCode::TooLarge, "what-if.too-many", "more children than can be decided at once");
    }
    return children;
}

/// The viewer as if they served every child: it is the agreements and consents that are asked about.
void serve_all(Policy& policy, const std::string& viewer, const std::vector<PersonId>& children) {
    for (consent::User& user : policy.users) {
        if (user.id != viewer) continue;
        for (const PersonId& child : children) user.caseload.push_back(child.value());
        for (const consent::Child& child : policy.children) user.caseload.push_back(child.id);
    }
}

struct Permitted {
    std::uint64_t before = 0;
    std::uint64_t after = 0;
};

Result<void> count_some(ledger::Reader& reader, const WhatIfRequest& request, consent::Request asked,
                        const std::vector<PersonId>& children, Permitted& permitted) {
    const AssembledPolicy assembled = TRY(assemble_policy(reader, {children, {UserId(asked.viewer)}}));
    Policy before = assembled.snapshot.policy();
    serve_all(before, asked.viewer, children);
    Policy after = before;
    if (request.change.kind == ChangeKind::ConsentGiven && request.change.id.empty()) {
        for (const PersonId& child : children) {
            asked.child = child.value();
            permit_asked(after, asked);
        }
    } else {
        after = changed(before, request.change, asked);
    }
    const consent::Snapshot now = consent::Snapshot::compile(std::move(before));
    const consent::Snapshot then = consent::Snapshot::compile(std::move(after));
    for (const PersonId& child : children) {
        asked.child = child.value();
        if (consent::decide(now, asked).is_permit()) ++permitted.before;
        if (consent::decide(then, asked).is_permit()) ++permitted.after;
    }
    return {};
}

Result<WhatIfCounts> count_all(ledger::Reader& reader, const WhatIfRequest& request, const consent::Request& asked) {
    const std::vector<PersonId> children = TRY(children_of(reader, SourceId(request.source)));
    Permitted permitted;
    for (std::size_t i = 0; i < children.size(); i += kChildrenAtOnce) {
        const std::size_t end = std::min(i + kChildrenAtOnce, children.size());
        const std::vector<PersonId> some(children.begin() + static_cast<std::ptrdiff_t>(i),
                                         children.begin() + static_cast<std::ptrdiff_t>(end));
        TRY(count_some(reader, request, asked, some, permitted));
    }
    const auto settings = TRY(configuration(reader));
    const auto smallest = static_cast<std::uint64_t>(settings.minimum_cell);
    const auto is_small = [smallest](std::uint64_t n) { return n > 0 && n < smallest; };
    WhatIfCounts counts{permitted.before, permitted.after, children.size()};
    const std::uint64_t moved =
        std::max(permitted.before, permitted.after) - std::min(permitted.before, permitted.after);
    const bool is_withheld = counts.of < smallest || is_small(permitted.before) || is_small(permitted.after) ||
                             is_small(counts.of - permitted.before) || is_small(counts.of - permitted.after) ||
                             is_small(moved);
    if (is_withheld) counts = {std::nullopt, std::nullopt, counts.of};
    return counts;
}

}  // namespace

Policy changed(const Policy& policy, const WhatIfChange& change, const consent::Request& request) {
    Policy copy = policy;
    switch (change.kind) {
        case ChangeKind::AgreementInForce:
            put_in_force(copy, change.id, request.at);
            break;
        case ChangeKind::ConsentWithdrawn:
            give_version(copy, change.id, consent::ConsentState::Withdrawn, request.at);
            break;
        case ChangeKind::Expires:
            expire(copy, change.id, request.at);
            break;
        case ChangeKind::ConsentGiven:
            if (change.id.empty()) {
                permit_asked(copy, request);
            } else {
                give_version(copy, change.id, consent::ConsentState::Given, request.at);
            }
            break;
    }
    return copy;
}

Result<WhatIfAnswer> what_if(ledger::Ledger& ledger, const WhatIfRequest& request, const UserId& viewer,
                             const Clock& clock) {
    WhatIfAnswer answer;
    if (!request.child) {
        const auto reader = TRY(ledger.begin_read());
        TRY(require_may_ask(*reader, request, viewer, clock.now()));
        answer.counts = TRY(count_all(*reader, request, asked_of(request, viewer, clock.now())));
        return answer;
    }
    const auto transaction = TRY(ledger.begin_write({viewer, clock.now()}));
    const Instant now = clock.now();
    TRY(require_may_ask(*transaction, request, viewer, now));
    consent::Request asked = asked_of(request, viewer, now);
    PolicyScope scope{{}, {UserId(asked.viewer)}};
    const auto person = find_person(*transaction, *request.child);
    if (person.is_error() && person.error().code != ErrorCode::NotFound) return person.error();
    if (person.is_ok()) scope.children.push_back(*person);
    asked.child = person.is_ok() ? person->value() : *request.child;
    const AssembledPolicy policy = TRY(assemble_policy(*transaction, scope));
    answer.before = consent::answer(policy.snapshot, asked);
    const consent::Snapshot then = consent::Snapshot::compile(changed(policy.snapshot.policy(), request.change, asked));
    answer.after = consent::answer(then, asked);
    const Json entry{{"viewer", asked.viewer}, {"action", "what-if"}, {"purpose", request.purpose}};
    TRY(transaction->append_audit(
        {"disclosure", person.is_ok() ? std::optional(*person) : std::nullopt, dump_json(entry)}));
    TRY(transaction->commit());
    for (consent::Answer* const each : {&*answer.before, &*answer.after}) {
        if (each->verdict == consent::Verdict::Permit) continue;
        for (consent::UnlockStep& step : each->unlock) {
            if (step.id == asked.child) step.id = *request.child;
        }
    }
    return answer;
}

}  // namespace kith::service
