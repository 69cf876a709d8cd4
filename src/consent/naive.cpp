#include "consent/naive.h"

#include "consent/naive_evaluation.h"

namespace kith::consent {
namespace naive {

namespace {

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

}  // namespace

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
        Answer answer = decide_child(*part);
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

}  // namespace naive

Answer naive_decide(const Policy& policy, const Request& request) {
    return naive::Evaluation(policy, request).run();
}

}  // namespace kith::consent
