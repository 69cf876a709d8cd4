#include "consent/naive.h"

#include <algorithm>

namespace kith::consent {
namespace {

// The one entry of this id; none if there is none, if two entries disagree, or if it is broken.
template <class Entry>
const Entry* declared(const std::vector<Entry>& entries, std::string_view id) {
    const Entry* found = nullptr;
    for (const Entry& entry : entries) {
        if (entry.id != id) continue;
        if (found != nullptr && !(*found == entry)) return nullptr;
        found = &entry;
    }
    return found != nullptr && found->health == Health::Sound ? found : nullptr;
}

bool includes(Action greater, Action smaller) {
    if (greater == smaller) return true;
    switch (greater) {
        case Action::Summary:
            return smaller == Action::Existence;
        case Action::Detail:
            return smaller == Action::Existence || smaller == Action::Summary;
        case Action::Export:
            return smaller == Action::Existence || smaller == Action::Summary || smaller == Action::Detail;
        case Action::Contact:
            return smaller == Action::Existence;
        case Action::Existence:
        case Action::Match:
            return false;
    }
    return false;
}

constexpr Action kActions[] = {Action::Existence, Action::Summary, Action::Detail,
                               Action::Contact,   Action::Export,  Action::Match};

bool permits_action(ActionSet listed, Action wanted) {
    for (const Action action : kActions) {
        if (listed.has(action) && includes(action, wanted)) return true;
    }
    return false;
}

bool denies_action(ActionSet listed, Action wanted) {
    for (const Action action : kActions) {
        if (listed.has(action) && includes(wanted, action)) return true;
    }
    return false;
}

class Evaluation {
  public:
    Evaluation(const Policy& policy, const Request& request) : policy_(policy), request_(request) {}
    Answer run();

  private:
    Answer deny(Rule rule, std::string_view id = {}) const;
    Answer permit(std::vector<Reason> reasons) const;
    Answer decide_child(const Child& child);
    Answer decide_merged(const Child& merged);
    std::optional<Answer> decide_agreements(std::vector<Reason>* chain) const;
    Answer decide_consents(const Child& child, const std::vector<Reason>& agreements) const;

    const User* known_viewer() const;
    const Source* known_source() const;
    const Child* known_child(std::string_view id) const;
    bool is_visible(std::string_view child) const;
    const Forbid* forbid_for(std::string_view child) const;
    const StatutoryPermit* statute_for(std::string_view child) const;
    void add_role(std::vector<Reason>* reasons) const;

    // Lists
    bool is_recipient(const Recipient& recipient) const;
    bool permits_recipient(const RecipientSet& set) const;
    bool names_recipient(const RecipientSet& set) const;
    bool forbids_recipient(const RecipientSet& set) const;
    bool permits_source(const NameSet& set) const;
    template <class Entry>
    bool forbids_name(const NameSet& set, const std::vector<Entry>& entries, std::string_view id) const;

    // Agreements
    bool is_in_force(const Agreement& agreement, Tier tier) const;
    bool covers(const Agreement& agreement) const;

    // Consents
    bool is_broken(const Consent& consent) const;
    bool is_denial(const Consent& consent) const;
    bool is_permit(const Consent& consent) const { return consent.effect == Effect::Permit && !is_denial(consent); }
    bool is_draft(const Consent& consent) const;
    std::int64_t signed_ms(const Consent& consent) const;
    bool says_something(const Consent& consent) const;
    std::int64_t word_ms(const Consent& consent) const;
    bool has_spoken(const Consent& consent) const;
    bool names_request_as_permit(const Consent& consent) const;
    bool names_request_as_denial(const Consent& consent) const;
    bool speaks_about_request(const Consent& consent) const;
    bool replaces(const Consent& later, const Consent& earlier) const;
    bool is_permit_replaced(const Consent& consent) const;
    bool is_denial_replaced(const Consent& consent) const;
    bool has_permit_given_way(const Consent& consent) const;
    bool has_denial_given_way(const Consent& consent) const;
    const Authority* authority_of(const Consent& consent) const;
    bool is_surely_gone(const Authority& authority, const Child& child) const;
    bool denial_counts(const Consent& consent, const Child& child) const;
    void authority_faults(const Consent& consent, const Child& child, std::vector<Rule>* faults) const;
    std::vector<Rule> faults_of(const Consent& consent, const Child& child) const;
    bool has_needed_holders(const Consent& consent, const Child& child) const;
    HandOver hand_over(const Child& child) const;

    const Policy& policy_;
    const Request& request_;
    const User* viewer_ = nullptr;
    const Role* role_ = nullptr;
    const Source* source_ = nullptr;
    const Purpose* purpose_ = nullptr;
};

Answer Evaluation::deny(Rule rule, std::string_view id) const {
    Answer answer;
    answer.verdict = Verdict::Deny;
    answer.reasons.push_back({rule, std::string(id), {}, {}, {}});
    return answer;
}

Answer Evaluation::permit(std::vector<Reason> reasons) const {
    Answer answer;
    answer.verdict = Verdict::Permit;
    const auto oblige = [&answer](ObligationKind kind) { answer.obligations.push_back({kind, {}, {}}); };
    oblige(ObligationKind::RecordDisclosure);
    if (reasons.front().rule != Rule::OwnRecord) {
        const bool is_small = request_.action == Action::Existence || request_.action == Action::Summary;
        if (is_small || source_->has(Regime::Hipaa) || source_->has(Regime::Part2)) oblige(ObligationKind::RedactNotes);
        if (source_->has(Regime::Ferpa)) oblige(ObligationKind::RedisclosureNotice9933);
        if (source_->has(Regime::Part2)) oblige(ObligationKind::RedisclosureNotice232);
        if (reasons.front().rule == Rule::StatutoryPermit) oblige(ObligationKind::Duty);
    }
    answer.reasons = std::move(reasons);
    return answer;
}

const User* Evaluation::known_viewer() const {
    const User* user = declared(policy_.users, request_.viewer);
    if (user == nullptr || declared(policy_.members, user->member) == nullptr) return nullptr;
    return declared(policy_.roles, user->role) == nullptr ? nullptr : user;
}

const Source* Evaluation::known_source() const {
    const Source* source = declared(policy_.sources, request_.source);
    if (source == nullptr || declared(policy_.members, source->member) == nullptr) return nullptr;
    return source;
}

// Consents and authorities speak about the parts of a merged child, never about the merged one.
const Child* Evaluation::known_child(std::string_view id) const {
    const Child* child = declared(policy_.children, id);
    if (child == nullptr || child->parts.empty()) return child;
    for (const Consent& consent : policy_.consents) {
        if (consent.child == id) return nullptr;
    }
    return child;
}

bool Evaluation::is_visible(std::string_view child) const {
    if (role_->caseload == Need::No) return true;
    const auto& caseload = viewer_->caseload;
    return std::find(caseload.begin(), caseload.end(), child) != caseload.end();
}

Answer Evaluation::run() {
    viewer_ = known_viewer();
    if (viewer_ == nullptr) return deny(Rule::ViewerUnknown);
    role_ = declared(policy_.roles, viewer_->role);
    if (viewer_->account == Account::Disabled || !viewer_->window.contains(request_.at)) {
        return deny(Rule::ViewerInactive);
    }
    source_ = known_source();
    if (source_ == nullptr) return deny(Rule::SourceUnknown);
    purpose_ = declared(policy_.purposes, request_.purpose);
    if (purpose_ == nullptr) return deny(Rule::PurposeUnknown);
    if (!purpose_->window.contains(request_.at)) return deny(Rule::PurposeClosed, purpose_->id);
    const Child* child = known_child(request_.child);
    if (child == nullptr) return deny(is_visible(request_.child) ? Rule::ChildUnknown : Rule::NotInCaseload);
    return child->parts.empty() ? decide_child(*child) : decide_merged(*child);
}

Answer Evaluation::decide_merged(const Child& merged) {
    std::vector<std::string> parts = merged.parts;
    std::sort(parts.begin(), parts.end());
    const bool all_visible = std::all_of(parts.begin(), parts.end(), [this](const auto& id) { return is_visible(id); });
    if (const Forbid* forbid = forbid_for(merged.id)) {
        if (!all_visible) return deny(Rule::NotInCaseload);
        return deny(forbid->kind == ForbidKind::CourtOrder ? Rule::CourtOrder : Rule::StatutoryForbid, forbid->id);
    }
    std::optional<Answer> first;
    for (const std::string& id : parts) {
        const Child* part = known_child(id);
        if (part == nullptr || !part->parts.empty()) {
            return deny(all_visible ? Rule::ChildUnknown : Rule::NotInCaseload);
        }
        const Answer answer = decide_child(*part);
        if (answer.verdict == Verdict::Deny) return answer;
        if (!first) {
            first = answer;
            continue;
        }
        for (const Obligation& obligation : answer.obligations) {
            const auto same = [&](const Obligation& other) { return other.kind == obligation.kind; };
            if (std::none_of(first->obligations.begin(), first->obligations.end(), same)) {
                first->obligations.push_back(obligation);
            }
        }
    }
    return *first;
}

Answer Evaluation::decide_child(const Child& child) {
    const bool visible = is_visible(child.id);
    if (const Forbid* forbid = forbid_for(child.id)) {
        if (!visible) return deny(Rule::NotInCaseload);
        return deny(forbid->kind == ForbidKind::CourtOrder ? Rule::CourtOrder : Rule::StatutoryForbid, forbid->id);
    }
    if (const StatutoryPermit* statute = statute_for(child.id)) {
        return permit({{Rule::StatutoryPermit, statute->id, {}, {}, {}}});
    }
    if (!visible) return deny(Rule::NotInCaseload);
    const bool is_own = source_->member == viewer_->member;
    if (!is_own && !purpose_->categories.has(request_.category)) {
        return deny(Rule::PurposeWithoutCategory, purpose_->id);
    }
    if (!permits_action(role_->actions, request_.action)) return deny(Rule::RoleAction, role_->id);
    if (!role_->categories.has(request_.category)) return deny(Rule::RoleCategory, role_->id);
    if (is_own) {
        std::vector<Reason> reasons = {{Rule::OwnRecord, source_->id, {}, {}, {}}};
        add_role(&reasons);
        return permit(std::move(reasons));
    }
    std::vector<Reason> agreements;
    if (auto denial = decide_agreements(&agreements)) return *denial;
    return decide_consents(child, agreements);
}

void Evaluation::add_role(std::vector<Reason>* reasons) const {
    reasons->push_back({Rule::Role, role_->id, {}, {}, {}});
    if (role_->caseload == Need::Yes) reasons->push_back({Rule::Caseload, {}, {}, {}, {}});
}

// ---- lists

bool Evaluation::is_recipient(const Recipient& recipient) const {
    if (!recipient.member.empty() && recipient.member != viewer_->member) return false;
    if (!recipient.role.empty() && recipient.role != viewer_->role) return false;
    return recipient.user.empty() || recipient.user == viewer_->id;
}

bool Evaluation::permits_recipient(const RecipientSet& set) const {
    if (set.is_all) return true;
    return std::any_of(set.recipients.begin(), set.recipients.end(), [this](const auto& r) { return is_recipient(r); });
}

bool Evaluation::names_recipient(const RecipientSet& set) const {
    return std::any_of(set.recipients.begin(), set.recipients.end(), [this](const auto& recipient) {
        return is_recipient(recipient) && !(recipient.member.empty() && recipient.user.empty());
    });
}

bool Evaluation::forbids_recipient(const RecipientSet& set) const {
    if (permits_recipient(set)) return true;
    return std::any_of(set.recipients.begin(), set.recipients.end(), [this](const auto& recipient) {
        return (!recipient.member.empty() && declared(policy_.members, recipient.member) == nullptr) ||
               (!recipient.role.empty() && declared(policy_.roles, recipient.role) == nullptr) ||
               (!recipient.user.empty() && declared(policy_.users, recipient.user) == nullptr);
    });
}

bool Evaluation::permits_source(const NameSet& set) const {
    if (source_->reach == Reach::Restricted && set.is_all) return false;
    return set.has(source_->id);
}

template <class Entry>
bool Evaluation::forbids_name(const NameSet& set, const std::vector<Entry>& entries, std::string_view id) const {
    if (set.has(id)) return true;
    return std::any_of(set.names.begin(), set.names.end(),
                       [&entries](const auto& name) { return declared(entries, name) == nullptr; });
}

// ---- statutes and orders

const Forbid* Evaluation::forbid_for(std::string_view child) const {
    const Forbid* best = nullptr;
    for (const Forbid& forbid : policy_.forbids) {
        if (forbid.child != kEveryChild && forbid.child != child) continue;
        const bool fits =
            forbid.health == Health::Broken ||
            (forbid.window.contains(request_.at) && forbid.categories.has(request_.category) &&
             forbids_name(forbid.sources, policy_.sources, source_->id) &&
             forbids_name(forbid.purposes, policy_.purposes, purpose_->id) && forbids_recipient(forbid.recipients));
        if (!fits) continue;
        const bool is_better =
            best == nullptr || forbid.kind < best->kind || (forbid.kind == best->kind && forbid.id < best->id);
        if (is_better) best = &forbid;
    }
    return best;
}

const StatutoryPermit* Evaluation::statute_for(std::string_view child) const {
    const StatutoryPermit* best = nullptr;
    for (const StatutoryPermit& statute : policy_.permits) {
        if (statute.child != kEveryChild && statute.child != child) continue;
        if (declared(policy_.permits, statute.id) == nullptr || !statute.window.contains(request_.at)) continue;
        if (!statute.categories.has(request_.category) || !permits_source(statute.sources)) continue;
        if (!statute.purposes.has(purpose_->id) || !permits_recipient(statute.recipients)) continue;
        if (!permits_action(statute.actions, request_.action)) continue;
        if (best == nullptr || statute.id < best->id) best = &statute;
    }
    return best;
}

// ---- agreements

bool Evaluation::is_in_force(const Agreement& agreement, Tier tier) const {
    return agreement.tier == tier && agreement.state == AgreementState::InForce &&
           agreement.window.contains(request_.at) && declared(policy_.agreements, agreement.id) != nullptr;
}

bool Evaluation::covers(const Agreement& agreement) const {
    return permits_source(agreement.sources) && agreement.categories.has(request_.category) &&
           agreement.purposes.has(purpose_->id) && agreement.recipients.has(viewer_->member) &&
           permits_action(agreement.actions, request_.action);
}

std::optional<Answer> Evaluation::decide_agreements(std::vector<Reason>* chain) const {
    std::vector<const Agreement*> sorted;
    for (const Agreement& agreement : policy_.agreements) sorted.push_back(&agreement);
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
    Rule missing = Rule::NoDsa;
    const auto is_under = [](const std::string& under, const Agreement* upper) {
        return under.empty() || under == upper->id;
    };
    for (const Agreement* dsa : sorted) {
        if (!is_in_force(*dsa, Tier::Dsa) || !covers(*dsa) || dsa->contributor != source_->member) continue;
        if (missing == Rule::NoDsa) missing = Rule::NoMou;
        for (const Agreement* mou : sorted) {
            if (!is_in_force(*mou, Tier::Mou) || !is_under(dsa->under, mou)) continue;
            if (!mou->parties.has(source_->member) || !mou->parties.has(viewer_->member)) continue;
            *chain = {{Rule::Agreement, mou->id, mou->clause, {}, {}}, {Rule::Agreement, dsa->id, dsa->clause, {}, {}}};
            if (purpose_->data_use_license == Need::No) return std::nullopt;
            missing = Rule::NoDul;
            for (const Agreement* dul : sorted) {
                if (!is_in_force(*dul, Tier::Dul) || !covers(*dul) || !is_under(dul->under, dsa)) continue;
                chain->push_back({Rule::Agreement, dul->id, dul->clause, {}, {}});
                return std::nullopt;
            }
        }
    }
    return deny(missing);
}

// ---- consents

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

bool ends_at_hand_over(Capacity capacity) {
    return capacity == Capacity::Parent || capacity == Capacity::Guardian || capacity == Capacity::Agency;
}

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

}  // namespace

Answer naive_decide(const Policy& policy, const Request& request) {
    return Evaluation(policy, request).run();
}

}  // namespace kith::consent
