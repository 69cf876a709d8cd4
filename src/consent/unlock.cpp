#include <array>

#include "consent/decide.h"
#include "consent/decision_core.h"

// The fewest changes that turn a denial. Each condition that fails needs exactly one change, and the conditions do not
// replace each other, so the set of all that fail is the smallest one. The search stops where going on would tell the
// viewer of a child they may not know.

namespace kith::consent {
namespace {

struct UnlockWords {
    std::string_view name;
    std::string_view text;
    std::string_view who;
};

constexpr std::array<UnlockWords, kUnlockCount> kUnlocks = {{
    {"account", "an active account with a known role", "the member lead"},
    {"declare_source", "the source takes part", "a steward"},
    {"declare_purpose", "the purpose is adopted", "the members, by a motion"},
    {"open_purpose", "the purpose is renewed", "the members, by a motion"},
    {"name_category", "the purpose names this category", "the members, by a motion"},
    {"caseload", "the child is added to your caseload, if you serve this child", "the member lead"},
    {"declare_child", "a record of this child is delivered", "the member that serves the child"},
    {"end_forbid", "the order or statute no longer applies", "the court or authority that set it"},
    {"grant_action", "your role includes this action", "the members, by a motion"},
    {"grant_category", "your role includes this category", "the members, by a motion"},
    {"sign_dsa", "a data sharing agreement covers this source, category, purpose, action and your member",
     "the member that owns the source"},
    {"sign_mou", "the memorandum is in force and signed by both members", "both members"},
    {"sign_dul", "a data use license covers this use", "the members that own the sources"},
    {"lift_denial", "the person who said no changes their mind", "that person alone"},
    {"repair_consent", "a consent about this child that cannot be read is repaired", "a steward"},
    {"give_consent", "a consent names this category, source, purpose, action and you",
     "someone who may decide for this child"},
}};

class Search {
  public:
    Search(const CompiledPolicy& compiled, const Request& request)
        : compiled_(compiled), request_(request), question_(ask(compiled, request)) {}
    std::vector<UnlockStep> run();

  private:
    void need(UnlockKind kind, std::string id = {});
    void search_child(const CompiledChild& child);
    void search_merged(const CompiledChild& merged);
    void need_end_of_forbids();
    void need_role();
    void need_agreements();
    void need_consent();
    bool has_mou() const;
    bool has_dul_for_new_dsa() const;
    void need_mou_of_dsa();
    bool covers(const CompiledAgreement& agreement) const;
    const Agreement& terms(const CompiledAgreement& agreement) const {
        return compiled_.policy.agreements[agreement.index];
    }
    const std::string& child_id() const { return compiled_.policy.children[parties_.child->index].id; }

    const CompiledPolicy& compiled_;
    const Request& request_;
    Question question_;
    Parties parties_;
    std::vector<UnlockStep> steps_;
};

void Search::need(UnlockKind kind, std::string id) {
    for (const UnlockStep& step : steps_) {
        if (step.kind == kind && step.id == id) return;
    }
    const UnlockWords& words = kUnlocks[static_cast<std::size_t>(kind)];
    steps_.push_back({kind, std::move(id), std::string(words.text), std::string(words.who)});
}

std::vector<UnlockStep> Search::run() {
    switch (check_parties(compiled_, question_, &parties_)) {
        case Rule::Consent:
            break;
        case Rule::SourceUnknown:
            need(UnlockKind::DeclareSource, request_.source);
            return std::move(steps_);
        case Rule::PurposeUnknown:
            need(UnlockKind::DeclarePurpose, request_.purpose);
            return std::move(steps_);
        case Rule::PurposeClosed:
            need(UnlockKind::OpenPurpose, request_.purpose);
            return std::move(steps_);
        default:
            need(UnlockKind::Account, request_.viewer);
            return std::move(steps_);
    }
    if (question_.child == kNone || compiled_.child_entries[question_.child].index == kNone) {
        const bool visible = is_visible(compiled_, parties_, question_.child);
        need(visible ? UnlockKind::DeclareChild : UnlockKind::Caseload, request_.child);
        return std::move(steps_);
    }
    const CompiledChild& child = compiled_.child_entries[question_.child];
    if (child.is_merged) {
        search_merged(child);
    } else {
        search_child(child);
    }
    return std::move(steps_);
}

void Search::search_merged(const CompiledChild& merged) {
    const auto parts = part_of(compiled_.part_children, merged.parts);
    for (const std::uint32_t part : parts) {
        if (!is_visible(compiled_, parties_, part)) return need(UnlockKind::Caseload, request_.child);
    }
    for (const std::uint32_t part : parts) {
        const CompiledChild& child = compiled_.child_entries[part];
        if (child.index == kNone || child.is_merged) return need(UnlockKind::DeclareChild, request_.child);
    }
    parties_.child = &merged;
    need_end_of_forbids();
    for (const std::uint32_t part : parts) search_child(compiled_.child_entries[part]);
}

void Search::search_child(const CompiledChild& child) {
    parties_.child = &child;
    if (!is_visible(compiled_, parties_, child.number)) return need(UnlockKind::Caseload, request_.child);
    need_end_of_forbids();
    if (find_statute(compiled_, question_, parties_) != kNone) return;
    if (parties_.is_own()) return need_role();
    if (!parties_.purpose->categories.has(question_.category)) need(UnlockKind::NameCategory, request_.purpose);
    need_role();
    need_agreements();
    need_consent();
}

void Search::need_end_of_forbids() {
    for (const std::uint32_t item : find_forbids(compiled_, question_, parties_)) {
        need(UnlockKind::EndForbid, compiled_.policy.forbids[compiled_.forbids[item].index].id);
    }
}

void Search::need_role() {
    const std::string& role = compiled_.policy.roles[parties_.role->index].id;
    if ((parties_.role->permitted_actions & bit_of(question_.action)) == 0) need(UnlockKind::GrantAction, role);
    if (!parties_.role->categories.has(question_.category)) need(UnlockKind::GrantCategory, role);
}

bool Search::covers(const CompiledAgreement& agreement) const {
    return agreement.window.contains(question_.at) && agreement.categories.has(question_.category) &&
           agreement.purposes.has(question_.purpose) && permits_source(agreement.sources, question_, parties_) &&
           agreement.members.has(parties_.user->member) &&
           (agreement.permitted_actions & bit_of(question_.action)) != 0;
}

bool Search::has_mou() const {
    return std::any_of(compiled_.mous.begin(), compiled_.mous.end(), [this](std::uint32_t rank) {
        const CompiledAgreement& mou = compiled_.agreements[rank];
        return mou.window.contains(question_.at) && mou.members.has(parties_.source->member) &&
               mou.members.has(parties_.user->member);
    });
}

// A new DSA is under no particular MOU and above no particular DUL.
bool Search::has_dul_for_new_dsa() const {
    return std::any_of(compiled_.agreements.begin(), compiled_.agreements.end(), [this](const auto& agreement) {
        return terms(agreement).tier == Tier::Dul && agreement.is_under_any && covers(agreement);
    });
}

void Search::need_agreements() {
    const bool needs_dul = parties_.purpose->data_use_license == Need::Yes;
    switch (decide_agreements(compiled_, question_, parties_).rule) {
        case Rule::NoDsa:
            need(UnlockKind::SignDsa, request_.source);
            if (!has_mou()) need(UnlockKind::SignMou);
            if (needs_dul && !has_dul_for_new_dsa()) need(UnlockKind::SignDul, request_.purpose);
            break;
        case Rule::NoMou:
            need_mou_of_dsa();
            break;
        case Rule::NoDul:
            need(UnlockKind::SignDul, request_.purpose);
            break;
        default:
            break;
    }
}

// Of the DSAs that cover the request, the one that needs least: with a DUL under it, then by id.
void Search::need_mou_of_dsa() {
    const bool needs_dul = parties_.purpose->data_use_license == Need::Yes;
    const Agreement* chosen = nullptr;
    bool chosen_has_dul = false;
    for (std::uint32_t rank = 0; rank < compiled_.agreements.size(); ++rank) {
        const CompiledAgreement& dsa = compiled_.agreements[rank];
        const Agreement& words = terms(dsa);
        const std::string& owner = compiled_.policy.sources[parties_.source->index].member;
        if (words.tier != Tier::Dsa || words.contributor != owner || !covers(dsa)) continue;
        const bool has_dul =
            std::any_of(compiled_.agreements.begin(), compiled_.agreements.end(), [this, rank](const auto& dul) {
                return terms(dul).tier == Tier::Dul && (dul.is_under_any || dul.under == rank) && covers(dul);
            });
        if (chosen != nullptr && (chosen_has_dul || !has_dul)) continue;
        chosen = &words;
        chosen_has_dul = has_dul;
    }
    need(UnlockKind::SignMou, chosen == nullptr ? std::string{} : chosen->under);
    if (needs_dul && !chosen_has_dul) need(UnlockKind::SignDul, request_.purpose);
}

void Search::need_consent() {
    const Weighed weighed = weigh_consents(compiled_, question_, parties_);
    if (weighed.is_denied_soundly) need(UnlockKind::LiftDenial, child_id());
    if (weighed.needs_repair) need(UnlockKind::RepairConsent, child_id());
    if (weighed.without_denials == Rule::Consent) return;
    need(UnlockKind::GiveConsent, child_id());
}

}  // namespace

std::string_view name_of(UnlockKind kind) {
    return kUnlocks[static_cast<std::size_t>(kind)].name;
}

std::vector<UnlockStep> find_unlock(const CompiledPolicy& compiled, const Request& request) {
    return Search(compiled, request).run();
}

}  // namespace kith::consent
