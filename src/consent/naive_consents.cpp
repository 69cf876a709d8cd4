#include "consent/naive_evaluation.h"

namespace kith::consent::naive {

bool Evaluation::is_broken(const Consent& consent) const {
    if (consent.health == Health::Broken || !consent.signed_at || consent.grantor.empty()) return true;
    return std::any_of(policy_.consents.begin(), policy_.consents.end(), [&consent](const Consent& other) {
        return other.id == consent.id && other.version == consent.version && !(other == consent);
    });
}

bool Evaluation::is_denial(const Consent& consent) const {
    return consent.effect == Effect::Deny || consent.state == ConsentState::Refused;
}

bool Evaluation::is_draft(const Consent& consent) const {
    return consent.state == ConsentState::Proposed || consent.state == ConsentState::Requested;
}

// When it counts as signed: a broken one that does not say counts as the last of all.
std::int64_t Evaluation::signed_ms(const Consent& consent) const {
    return consent.signed_at ? consent.signed_at->unix_ms : Window::kNever;
}

bool Evaluation::says_something(const Consent& consent) const {
    return consent.state == ConsentState::Given || consent.state == ConsentState::Renewed ||
           consent.state == ConsentState::Refused;
}

// The date of its words. A version that only ends a consent says nothing new: it keeps the date of the first version.
std::int64_t Evaluation::word_ms(const Consent& consent) const {
    std::int64_t first = signed_ms(consent);
    if (says_something(consent) || is_broken(consent)) return first;
    for (const Consent& earlier : policy_.consents) {
        if (earlier.child != consent.child || earlier.id != consent.id || earlier.grantor != consent.grantor) continue;
        if (earlier.version >= consent.version || is_broken(earlier) || is_draft(earlier)) continue;
        first = std::min(first, signed_ms(earlier));
    }
    return first;
}

bool Evaluation::has_spoken(const Consent& consent) const {
    if (is_broken(consent)) return true;
    return !is_draft(consent) && signed_ms(consent) <= request_.at.unix_ms;
}

bool Evaluation::names_request_as_permit(const Consent& consent) const {
    if (!consent.categories.has(request_.category) || !permits_source(consent.sources)) return false;
    if (!consent.purposes.has(purpose_->id) || !permits_recipient(consent.recipients)) return false;
    if (!permits_action(consent.actions, request_.action)) return false;
    const bool is_strict = source_->has(Regime::Part2) || source_->has(Regime::Vawa);
    if (is_strict && !names_recipient(consent.recipients)) return false;
    return !(source_->has(Regime::Vawa) && consent.window.until_ms == Window::kNever);
}

bool Evaluation::names_request_as_denial(const Consent& consent) const {
    return consent.categories.has(request_.category) && forbids_name(consent.sources, policy_.sources, source_->id) &&
           forbids_name(consent.purposes, policy_.purposes, purpose_->id) && forbids_recipient(consent.recipients) &&
           denies_action(consent.actions, request_.action);
}

// Says something, whatever it is, about what is asked: older permits of the same grantor give way to it.
bool Evaluation::speaks_about_request(const Consent& consent) const {
    if (is_denial(consent)) return names_request_as_denial(consent);
    return consent.categories.has(request_.category) && consent.sources.has(source_->id) &&
           consent.purposes.has(purpose_->id) && permits_recipient(consent.recipients) &&
           denies_action(consent.actions, request_.action);
}

bool Evaluation::replaces(const Consent& later, const Consent& earlier) const {
    if (&later == &earlier || later.child != earlier.child || !has_spoken(later)) return false;
    if (later.id == earlier.id) return later.version > earlier.version;
    return later.supersedes == earlier.id && signed_ms(earlier) <= signed_ms(later);
}

bool Evaluation::is_permit_replaced(const Consent& consent) const {
    return std::any_of(policy_.consents.begin(), policy_.consents.end(),
                       [&](const Consent& other) { return replaces(other, consent); });
}

bool Evaluation::is_denial_replaced(const Consent& consent) const {
    return std::any_of(policy_.consents.begin(), policy_.consents.end(), [&](const Consent& other) {
        if (!replaces(other, consent) || is_broken(other) || other.grantor != consent.grantor) return false;
        return other.id == consent.id || says_something(other);
    });
}

bool Evaluation::has_permit_given_way(const Consent& consent) const {
    return std::any_of(policy_.consents.begin(), policy_.consents.end(), [&](const Consent& other) {
        if (&other == &consent || other.child != consent.child || !has_spoken(other)) return false;
        if (is_broken(other)) {
            const bool is_same_voice = other.grantor.empty() || other.grantor == consent.grantor;
            return is_same_voice && signed_ms(other) >= word_ms(consent) && !is_denial_replaced(other);
        }
        return other.grantor == consent.grantor && word_ms(other) > word_ms(consent) && speaks_about_request(other);
    });
}

bool Evaluation::has_denial_given_way(const Consent& consent) const {
    return std::any_of(policy_.consents.begin(), policy_.consents.end(), [&](const Consent& other) {
        if (other.child != consent.child || is_broken(other) || !has_spoken(other)) return false;
        const Authority* authority = authority_of(other);
        return is_permit(other) && other.grantor == consent.grantor && word_ms(other) > word_ms(consent) &&
               authority != nullptr && names_request_as_permit(other);
    });
}

// Declared, about the same child and held by the one who spoke.
const Authority* Evaluation::authority_of(const Consent& consent) const {
    const Authority* authority = declared(policy_.authorities, consent.authority);
    if (authority == nullptr || authority->child != consent.child) return nullptr;
    return authority->holder == consent.grantor ? authority : nullptr;
}

HandOver Evaluation::hand_over(const Child& child) const {
    return hand_over_of(child, record_kind_of(*source_, request_.category), policy_.majority_age,
                        policy_.timezone_offset_minutes);
}

namespace {

bool ends_at_hand_over(Capacity capacity) {
    return capacity == Capacity::Parent || capacity == Capacity::Guardian || capacity == Capacity::Agency;
}

}  // namespace

bool Evaluation::is_surely_gone(const Authority& authority, const Child& child) const {
    if (authority.child != child.id || authority.status == AuthorityStatus::Revoked) return true;
    if (!authority.window.contains(request_.at) || !authority.scope.has(request_.category)) return true;
    const HandOver dates = hand_over(child);
    if (ends_at_hand_over(authority.capacity)) return request_.at.unix_ms >= dates.latest_ms;
    return authority.capacity == Capacity::AdultChild && request_.at.unix_ms < dates.earliest_ms;
}

bool Evaluation::denial_counts(const Consent& consent, const Child& child) const {
    if (consent.child != child.id || is_denial_replaced(consent)) return false;
    if (is_broken(consent)) return is_denial(consent);
    if (!is_denial(consent) || !has_spoken(consent) || !consent.window.contains(request_.at)) return false;
    const bool holds = consent.state == ConsentState::Given || consent.state == ConsentState::Renewed ||
                       consent.state == ConsentState::SuspendedByConflict || consent.state == ConsentState::Refused;
    if (!holds || !names_request_as_denial(consent) || has_denial_given_way(consent)) return false;
    const Authority* authority = declared(policy_.authorities, consent.authority);
    return authority == nullptr || !is_surely_gone(*authority, child);
}

void Evaluation::authority_faults(const Consent& consent, const Child& child, std::vector<Rule>* faults) const {
    const Authority* authority = authority_of(consent);
    if (authority == nullptr) {
        faults->push_back(Rule::AuthorityUnknown);
        return;
    }
    const Instant at = request_.at;
    const Instant signed_at = *consent.signed_at;
    if (!authority->scope.has(request_.category)) faults->push_back(Rule::AuthorityScope);
    if (authority->status != AuthorityStatus::Active || !authority->window.contains(at) ||
        !authority->window.contains(signed_at)) {
        faults->push_back(Rule::AuthorityEnded);
    }
    const HandOver dates = hand_over(child);
    const Instant last = std::max(at, signed_at);
    const Instant first = std::min(at, signed_at);
    if (ends_at_hand_over(authority->capacity) && last.unix_ms >= dates.earliest_ms) {
        faults->push_back(Rule::PastMajority);
    }
    if (authority->capacity == Capacity::AdultChild && first.unix_ms < dates.latest_ms) {
        faults->push_back(Rule::AuthorityEnded);
    }
    if (!authority->verified_at || *authority->verified_at > at || at.unix_ms >= authority->verified_until_ms) {
        faults->push_back(Rule::AuthorityUnverified);
    }
}

// Why a permit that names the request does not count; empty: it counts, as far as other holders are not needed.
std::vector<Rule> Evaluation::faults_of(const Consent& consent, const Child& child) const {
    std::vector<Rule> faults;
    switch (consent.state) {
        case ConsentState::Given:
        case ConsentState::Renewed:
        case ConsentState::Refused:
            break;
        case ConsentState::Proposed:
        case ConsentState::Requested:
            faults.push_back(Rule::ConsentPending);
            break;
        case ConsentState::Withdrawn:
            faults.push_back(Rule::ConsentWithdrawn);
            break;
        case ConsentState::Expired:
            faults.push_back(Rule::ConsentExpired);
            break;
        case ConsentState::Terminated:
        case ConsentState::Invalidated:
            faults.push_back(Rule::ConsentInvalid);
            break;
        case ConsentState::SuspendedByConflict:
            faults.push_back(Rule::ConsentSuspended);
            break;
    }
    const Instant at = request_.at;
    if (*consent.signed_at > at || at.unix_ms < consent.window.from_ms) faults.push_back(Rule::ConsentNotYet);
    if (at.unix_ms >= consent.window.until_ms) faults.push_back(Rule::ConsentExpired);
    if (is_permit_replaced(consent) || has_permit_given_way(consent)) faults.push_back(Rule::ConsentSuperseded);
    authority_faults(consent, child, &faults);
    return faults;
}

bool Evaluation::has_needed_holders(const Consent& consent, const Child& child) const {
    const Authority* own = authority_of(consent);
    if (own == nullptr || own->signing == Signing::Alone) return true;
    for (const Authority& needed : policy_.authorities) {
        if (needed.child != child.id || needed.signing == Signing::Alone) continue;
        const bool is_known = declared(policy_.authorities, needed.id) != nullptr;
        if (is_known && is_surely_gone(needed, child)) continue;
        const bool has_permit =
            std::any_of(policy_.consents.begin(), policy_.consents.end(), [&](const Consent& other) {
                return other.child == child.id && other.grantor == needed.holder && is_permit(other) &&
                       !is_broken(other) && names_request_as_permit(other) && faults_of(other, child).empty();
            });
        if (!has_permit) return false;
    }
    return true;
}

Answer Evaluation::decide_consents(const Child& child, const std::vector<Reason>& agreements) const {
    for (const Consent& consent : policy_.consents) {
        if (denial_counts(consent, child)) return deny(Rule::DeniedByHolder);
    }
    Rule cause = Rule::NoConsent;
    const Consent* best = nullptr;
    for (const Consent& consent : policy_.consents) {
        if (consent.child != child.id || !is_permit(consent) || is_broken(consent)) continue;
        if (!names_request_as_permit(consent)) continue;
        std::vector<Rule> faults = faults_of(consent, child);
        if (faults.empty() && !has_needed_holders(consent, child)) faults.push_back(Rule::OtherHolderNeeded);
        const Rule rule = faults.empty() ? Rule::Consent : *std::max_element(faults.begin(), faults.end());
        const bool is_better =
            best == nullptr || rule < cause ||
            (rule == cause && (consent.id < best->id || (consent.id == best->id && consent.version > best->version)));
        if (!is_better) continue;
        cause = rule;
        best = &consent;
    }
    if (cause != Rule::Consent) return deny(cause, best == nullptr ? std::string_view{} : std::string_view(best->id));
    std::vector<Reason> reasons = {{Rule::Consent, best->id, {}, best->version, {}},
                                   {Rule::Authority, best->authority, {}, {}, {}}};
    reasons.insert(reasons.end(), agreements.begin(), agreements.end());
    reasons.push_back({Rule::Purpose, purpose_->id, {}, {}, {}});
    add_role(&reasons);
    return permit(std::move(reasons));
}

}  // namespace kith::consent::naive
