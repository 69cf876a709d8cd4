#include "consent/decide.h"

#include <bit>

#include "consent/decision_core.h"
#include "consent/snapshot.h"

namespace kith::consent {
namespace {

constexpr std::uint8_t bit_of(ObligationKind kind) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
}

Decision denial(Rule rule, std::uint32_t child = kNone, std::uint32_t cause = kNone) {
    Decision decision;
    decision.rule = rule;
    decision.child = child;
    decision.cause = cause;
    return decision;
}

Decision permit(Decision decision, const Question& question, const Parties& parties) {
    decision.verdict = Verdict::Permit;
    decision.child = parties.child->number;
    unsigned obligations = bit_of(ObligationKind::RecordDisclosure);
    if (decision.rule != Rule::OwnRecord) {
        obligations |= parties.source->obligations;
        const bool is_small = question.action == Action::Existence || question.action == Action::Summary;
        if (is_small) obligations |= bit_of(ObligationKind::RedactNotes);
        if (decision.rule == Rule::StatutoryPermit) obligations |= bit_of(ObligationKind::Duty);
    }
    decision.obligations = static_cast<std::uint8_t>(obligations);
    return decision;
}

Rule rule_of(const CompiledPolicy& compiled, std::uint32_t forbid) {
    const ForbidKind kind = compiled.policy.forbids[compiled.forbids[forbid].index].kind;
    return kind == ForbidKind::CourtOrder ? Rule::CourtOrder : Rule::StatutoryForbid;
}

/// The rows about every child that a statute for `category` and the viewer could be in.
template <class Visit>
void for_global_rows(const GlobalIndex& index, std::uint32_t category, const CompiledUser& user, const Visit& visit) {
    if (index.rows.empty()) return;
    const std::array buckets = {bucket_of(BucketKind::All, 0), bucket_of(BucketKind::Member, user.member),
                                bucket_of(BucketKind::Role, user.role), bucket_of(BucketKind::User, user.number)};
    const std::array categories = {kNone, category};
    const std::size_t category_count = category == kNone ? 1 : 2;
    for (std::size_t i = 0; i < category_count; ++i) {
        for (const std::uint64_t bucket : buckets) {
            const auto found = index.spans.find(GlobalIndex::key(categories[i], bucket));
            if (found != index.spans.end()) for_viewer_rows(part_of(index.rows, found->second), user, visit);
        }
    }
}

template <class Visit>
void for_fitting_forbids(const CompiledPolicy& compiled, const Question& question, const Parties& parties,
                         const Visit& visit) {
    const auto check = [&](const RecipientRow& row) {
        const CompiledStatute& forbid = compiled.forbids[row.item];
        const bool fits =
            forbid.is_broken || (forbid.window.contains(question.at) && forbid.categories.has(question.category) &&
                                 forbid.sources.has(question.source) && forbid.purposes.has(question.purpose));
        if (fits) visit(row.item);
    };
    for_viewer_rows(part_of(compiled.forbid_rows, parties.child->forbids), *parties.user, check);
    for_global_rows(compiled.global_forbids, question.category, *parties.user, check);
}

Decision decide_child(const CompiledPolicy& compiled, const Question& question, const Parties& parties) {
    const bool visible = is_visible(compiled, parties, parties.child->number);
    const std::uint32_t child = parties.child->number;
    const std::uint32_t forbid = find_forbid(compiled, question, parties);
    if (forbid != kNone) {
        if (!visible) return denial(Rule::NotInCaseload);
        return denial(rule_of(compiled, forbid), child, compiled.forbids[forbid].index);
    }
    const std::uint32_t statute = find_statute(compiled, question, parties);
    if (statute != kNone) {
        return permit(denial(Rule::StatutoryPermit, child, compiled.permits[statute].index), question, parties);
    }
    if (!visible) return denial(Rule::NotInCaseload);
    const bool is_own = parties.is_own();
    if (!is_own && !parties.purpose->categories.has(question.category)) {
        return denial(Rule::PurposeWithoutCategory, child);
    }
    if ((parties.role->permitted_actions & bit_of(question.action)) == 0) return denial(Rule::RoleAction, child);
    if (!parties.role->categories.has(question.category)) return denial(Rule::RoleCategory, child);
    if (is_own) return permit(denial(Rule::OwnRecord), question, parties);
    const Decision agreements = decide_agreements(compiled, question, parties);
    if (agreements.rule != Rule::Consent) return denial(agreements.rule, child);
    Decision decision = weigh_consents(compiled, question, parties).decision;
    decision.child = child;
    if (decision.rule != Rule::Consent) return decision;
    decision.dsa = agreements.dsa;
    decision.mou = agreements.mou;
    decision.dul = agreements.dul;
    return permit(decision, question, parties);
}

Decision decide_merged(const CompiledPolicy& compiled, const Question& question, Parties parties) {
    const auto parts = part_of(compiled.part_children, parties.child->parts);
    const bool all_visible = std::all_of(parts.begin(), parts.end(),
                                         [&](std::uint32_t part) { return is_visible(compiled, parties, part); });
    const std::uint32_t forbid = find_forbid(compiled, question, parties);
    if (forbid != kNone) {
        if (!all_visible) return denial(Rule::NotInCaseload);
        return denial(rule_of(compiled, forbid), parties.child->number, compiled.forbids[forbid].index);
    }
    Decision first;
    unsigned obligations = 0;
    for (const std::uint32_t part : parts) {
        parties.child = &compiled.child_entries[part];
        if (parties.child->index == kNone || parties.child->is_merged) {
            return denial(all_visible ? Rule::ChildUnknown : Rule::NotInCaseload);
        }
        const Decision decision = decide_child(compiled, question, parties);
        if (!decision.is_permit()) return decision;
        if (!first.is_permit()) first = decision;
        obligations |= decision.obligations;
    }
    first.obligations = static_cast<std::uint8_t>(obligations);
    return first;
}

}  // namespace

bool is_visible(const CompiledPolicy& compiled, const Parties& parties, std::uint32_t child) {
    if (parties.role->caseload == Need::No) return true;
    const auto caseload = part_of(compiled.caseload_children, parties.user->caseload);
    return std::binary_search(caseload.begin(), caseload.end(), child);
}

std::uint32_t find_forbid(const CompiledPolicy& compiled, const Question& question, const Parties& parties) {
    std::uint32_t best = kNone;
    for_fitting_forbids(compiled, question, parties, [&best](std::uint32_t item) { best = std::min(best, item); });
    return best;
}

std::vector<std::uint32_t> find_forbids(const CompiledPolicy& compiled, const Question& question,
                                        const Parties& parties) {
    std::vector<std::uint32_t> items;
    for_fitting_forbids(compiled, question, parties, [&items](std::uint32_t item) { items.push_back(item); });
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return items;
}

std::uint32_t find_statute(const CompiledPolicy& compiled, const Question& question, const Parties& parties) {
    std::uint32_t best = kNone;
    const auto check = [&](const RecipientRow& row) {
        const CompiledStatute& statute = compiled.permits[row.item];
        if ((statute.permitted_actions & bit_of(question.action)) == 0 || !statute.window.contains(question.at)) return;
        if (!statute.categories.has(question.category) || !statute.purposes.has(question.purpose)) return;
        if (permits_source(statute.sources, question, parties)) best = std::min(best, row.item);
    };
    for_viewer_rows(part_of(compiled.permit_rows, parties.child->permits), *parties.user, check);
    for_global_rows(compiled.global_permits, question.category, *parties.user, check);
    return best;
}

Question ask(const CompiledPolicy& compiled, const Request& request) {
    Question question;
    question.user = compiled.users.find(request.viewer);
    question.child = compiled.children.find(request.child);
    question.category = compiled.categories.find(request.category);
    question.source = compiled.sources.find(request.source);
    question.purpose = compiled.purposes.find(request.purpose);
    question.action = request.action;
    question.at = request.at;
    return question;
}

Rule check_parties(const CompiledPolicy& compiled, const Question& question, Parties* parties) {
    const auto known = [](const auto& entries, std::uint32_t number) {
        return number < entries.size() && entries[number].index != kNone ? &entries[number] : nullptr;
    };
    parties->user = known(compiled.user_entries, question.user);
    if (parties->user == nullptr) return Rule::ViewerUnknown;
    parties->role = &compiled.role_entries[parties->user->role];
    if (parties->user->account == Account::Disabled || !parties->user->window.contains(question.at)) {
        return Rule::ViewerInactive;
    }
    parties->source = known(compiled.source_entries, question.source);
    if (parties->source == nullptr) return Rule::SourceUnknown;
    parties->purpose = known(compiled.purpose_entries, question.purpose);
    if (parties->purpose == nullptr) return Rule::PurposeUnknown;
    if (!parties->purpose->window.contains(question.at)) return Rule::PurposeClosed;
    parties->is_school_category = question.category != kNone && compiled.is_school_category[question.category] != 0;
    return Rule::Consent;
}

Decision decide(const CompiledPolicy& compiled, const Question& question) {
    Parties parties;
    const Rule missing = check_parties(compiled, question, &parties);
    if (missing != Rule::Consent) return denial(missing);
    if (question.child == kNone || compiled.child_entries[question.child].index == kNone) {
        return denial(is_visible(compiled, parties, question.child) ? Rule::ChildUnknown : Rule::NotInCaseload);
    }
    parties.child = &compiled.child_entries[question.child];
    if (parties.child->is_merged) return decide_merged(compiled, question, parties);
    return decide_child(compiled, question, parties);
}

Decision decide(const Snapshot& snapshot, const Request& request) {
    return decide(snapshot.compiled(), ask(snapshot.compiled(), request));
}

PersonSet permitted_persons(const Snapshot& snapshot, const Request& request) {
    const CompiledPolicy& compiled = snapshot.compiled();
    const auto& children = snapshot.children();
    PersonSet persons(children.size());
    Question question = ask(compiled, request);
    for (std::size_t i = 0; i < children.size(); ++i) {
        question.child = compiled.children.find(children[i].id);
        if (decide(compiled, question).is_permit()) persons.add(i);
    }
    return persons;
}

std::size_t PersonSet::count() const {
    std::size_t total = 0;
    for (const std::uint64_t word : words_) total += static_cast<std::size_t>(std::popcount(word));
    return total;
}

}  // namespace kith::consent
