// The stated change, applied, turns the denial; and no part of it would do.

#include <gtest/gtest.h>
// RapidCheck's header needs GoogleTest's before it.
#include <algorithm>
#include <set>

#include <rapidcheck/gtest.h>

#include "consent/test_worlds.h"

namespace kith::consent {
namespace {

template <class Entry>
void remove_id(std::vector<Entry>* entries, const std::string& id) {
    entries->erase(std::remove_if(entries->begin(), entries->end(), [&](const Entry& e) { return e.id == id; }),
                   entries->end());
}

template <class Entry>
Entry* find_id(std::vector<Entry>& entries, const std::string& id) {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

/// Does what a step says, and nothing else, the way the named person would.
class Change {
  public:
    Change(Policy* policy, const Request& request) : policy_(*policy), request_(request) {}

    void apply(const UnlockStep& step) {
        switch (step.kind) {
            case UnlockKind::Account:
                return open_account();
            case UnlockKind::DeclareSource:
                return declare_source();
            case UnlockKind::DeclarePurpose:
                return declare_purpose();
            case UnlockKind::OpenPurpose:
                for (auto& purpose : policy_.purposes) {
                    if (purpose.id == step.id) purpose.window = Window{};
                }
                return;
            case UnlockKind::NameCategory:
                for (auto& purpose : policy_.purposes) {
                    if (purpose.id == step.id) purpose.categories = NameSet::all();
                }
                return;
            case UnlockKind::Caseload:
                return add_to_caseload();
            case UnlockKind::DeclareChild:
                return declare_child();
            case UnlockKind::EndForbid:
                return remove_id(&policy_.forbids, step.id);
            case UnlockKind::GrantAction:
                for (auto& role : policy_.roles) {
                    if (role.id == step.id) role.actions.add(request_.action);
                }
                return;
            case UnlockKind::GrantCategory:
                for (auto& role : policy_.roles) {
                    if (role.id == step.id) role.categories = NameSet::all();
                }
                return;
            case UnlockKind::SignDsa:
                return sign(Tier::Dsa, "new-dsa");
            case UnlockKind::SignMou:
                return sign(Tier::Mou, step.id.empty() ? "new-mou" : step.id);
            case UnlockKind::SignDul:
                return sign(Tier::Dul, "new-dul");
            case UnlockKind::LiftDenial:
                return lift_denials(step.id);
            case UnlockKind::RepairConsent:
                return repair(step.id);
            case UnlockKind::GiveConsent:
                return give_consent(step.id);
        }
    }

  private:
    void open_account() {
        User user;
        user.id = request_.viewer;
        if (const User* old = find_id(policy_.users, user.id)) user.caseload = old->caseload;
        remove_id(&policy_.users, user.id);
        user.member = "new-member";
        user.role = "new-role";
        if (find_id(policy_.members, user.member) == nullptr) {
            policy_.members.push_back({user.member, {}, {}, Health::Sound});
            policy_.roles.push_back({user.role, ActionSet::all(), NameSet::all(), Need::Yes, Health::Sound});
        }
        policy_.users.push_back(user);
    }
    void declare_source() {
        remove_id(&policy_.sources, request_.source);
        Source source;
        source.id = request_.source;
        source.member = "owner";
        if (find_id(policy_.members, source.member) == nullptr) {
            policy_.members.push_back({source.member, {}, {}, Health::Sound});
        }
        policy_.sources.push_back(source);
    }
    void declare_purpose() {
        remove_id(&policy_.purposes, request_.purpose);
        policy_.purposes.push_back({request_.purpose, {}, NameSet::all(), {}, Need::No, Health::Sound});
    }
    void add_to_caseload() {
        std::vector<std::string> children = {request_.child};
        if (const Child* child = find_id(policy_.children, request_.child)) {
            children.insert(children.end(), child->parts.begin(), child->parts.end());
        }
        for (auto& user : policy_.users) {
            if (user.id != request_.viewer) continue;
            user.caseload.insert(user.caseload.end(), children.begin(), children.end());
        }
    }
    void declare_child() {
        remove_id(&policy_.children, request_.child);
        Child child;
        child.id = request_.child;
        child.birth_date = {2015, 1, 1};
        policy_.children.push_back(child);
    }
    void sign(Tier tier, const std::string& id) {
        remove_id(&policy_.agreements, id);
        Agreement agreement;
        agreement.id = id;
        agreement.tier = tier;
        agreement.state = AgreementState::InForce;
        agreement.parties = agreement.recipients = NameSet::all();
        agreement.contributor = find_id(policy_.sources, request_.source)->member;
        agreement.sources = NameSet::of({request_.source});
        agreement.categories = NameSet::of({request_.category});
        agreement.purposes = NameSet::of({request_.purpose});
        agreement.actions.add(request_.action);
        policy_.agreements.push_back(agreement);
    }
    void lift_denials(const std::string& child) {
        std::vector<Consent> after = policy_.consents;
        for (Consent& consent : after) {
            const bool is_denial = consent.effect == Effect::Deny || consent.state == ConsentState::Refused;
            if (consent.child != child || !is_denial || is_broken(consent)) continue;
            consent.window.until_ms = std::min(consent.window.until_ms, request_.at.unix_ms);
        }
        policy_.consents = std::move(after);
    }
    void repair(const std::string& child) {
        std::vector<Consent> sound;
        for (const Consent& consent : policy_.consents) {
            if (consent.child != child || !is_broken(consent)) sound.push_back(consent);
        }
        policy_.consents = std::move(sound);
    }
    bool is_broken(const Consent& consent) const {
        if (consent.health == Health::Broken || !consent.signed_at || consent.grantor.empty()) return true;
        return std::any_of(policy_.consents.begin(), policy_.consents.end(), [&](const Consent& other) {
            return other.id == consent.id && other.version == consent.version && !(other == consent);
        });
    }
    void give_consent(const std::string& child) {
        Authority authority;
        authority.id = "new-authority-" + child;
        authority.child = child;
        authority.holder = "new-holder";
        authority.capacity = Capacity::Court;
        authority.scope = NameSet::all();
        authority.verified_at = request_.at;
        authority.status = AuthorityStatus::Active;
        policy_.authorities.push_back(authority);
        Consent consent;
        consent.id = "new-consent-" + child;
        consent.child = child;
        consent.grantor = authority.holder;
        consent.authority = authority.id;
        consent.state = ConsentState::Given;
        consent.categories = NameSet::of({request_.category});
        consent.sources = NameSet::of({request_.source});
        consent.purposes = NameSet::of({request_.purpose});
        consent.recipients.recipients.push_back({{}, {}, request_.viewer});
        consent.actions.add(request_.action);
        consent.signed_at = request_.at;
        consent.window.until_ms = request_.at.unix_ms + 1;
        policy_.consents.push_back(consent);
    }

    Policy& policy_;
    const Request& request_;
};

/// What is not known yet, or not the viewer's to know, comes with the next answer.
bool may_say_more(const Answer& answer) {
    return std::any_of(answer.unlock.begin(), answer.unlock.end(), [](const UnlockStep& step) {
        switch (step.kind) {
            case UnlockKind::Account:
            case UnlockKind::DeclareSource:
            case UnlockKind::DeclarePurpose:
            case UnlockKind::OpenPurpose:
            case UnlockKind::Caseload:
            case UnlockKind::DeclareChild:
            case UnlockKind::RepairConsent:
                return true;
            default:
                return false;
        }
    });
}

Policy changed(const Policy& policy, const Request& request, const std::vector<UnlockStep>& steps) {
    Policy result = policy;
    for (const UnlockStep& step : steps) Change(&result, request).apply(step);
    return result;
}

template <class Check>
void for_denials(Faults faults, const Check& check) {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    for (int i = 0; i < (is_long_tier() ? 2'000 : 20); ++i) {
        Random random(seed, static_cast<std::uint64_t>(i));
        const World world = world_of(random, faults);
        const Snapshot snapshot = Snapshot::compile(world.policy);
        for (const Request& request : world.requests) {
            const Answer denial = answer(snapshot, request);
            if (denial.verdict == Verdict::Deny) check(world.policy, request, denial);
        }
    }
}

void log_case(const Policy& policy, const Request& request, const Answer& denial) {
    RC_LOG() << write_request(request) << '\n' << write_answer(denial) << '\n' << write_policy(policy);
}

RC_GTEST_PROP(Unlock, TurnsTheDenialWhenApplied, ()) {
    for_denials(Faults::Some, [](const Policy& policy, const Request& request, const Answer& denial) {
        RC_ASSERT(!denial.unlock.empty());
        Policy now = policy;
        Answer last = denial;
        // Where more may not be told at once, each answer leads one step further.
        for (int round = 0; round < 6 && last.verdict == Verdict::Deny; ++round) {
            const bool is_complete = !may_say_more(last);
            now = changed(now, request, last.unlock);
            last = answer(Snapshot::compile(now), request);
            if (is_complete && last.verdict == Verdict::Deny) {
                log_case(policy, request, denial);
                RC_LOG() << write_answer(last) << '\n' << write_policy(now);
            }
            RC_ASSERT(!is_complete || last.verdict == Verdict::Permit);
        }
        if (last.verdict == Verdict::Deny) log_case(policy, request, denial);
        RC_ASSERT(last.verdict == Verdict::Permit);
    });
}

RC_GTEST_PROP(Unlock, NamesNoStepThatIsNotNeeded, ()) {
    for_denials(Faults::None, [](const Policy& policy, const Request& request, const Answer& denial) {
        if (may_say_more(denial)) return;
        for (std::size_t left_out = 0; left_out < denial.unlock.size(); ++left_out) {
            std::vector<UnlockStep> fewer = denial.unlock;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(left_out));
            const Policy now = changed(policy, request, fewer);
            if (is_permitted(Snapshot::compile(now), request)) log_case(policy, request, denial);
            RC_ASSERT(!is_permitted(Snapshot::compile(now), request));
        }
    });
}

}  // namespace
}  // namespace kith::consent
