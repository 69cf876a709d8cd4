#include "consent/decision_core.h"

// Step 9 reads the child's rows twice. The first reading finds, per grantor, the latest that was said about what is
// asked; the second judges each consent against that. A child has few holders, so they stand in a small array on the
// stack.

namespace kith::consent {
namespace {

struct Holder {
    std::uint32_t grantor = kNone;
    std::int64_t spoke_ms = Window::kBeginning;   // the latest sound word about the request
    std::int64_t broken_ms = Window::kBeginning;  // the latest broken one, about anything
    std::int64_t lifted_ms = Window::kBeginning;  // the latest permit that lifts an older denial
    bool has_permit = false;                      // one that counts, other holders apart
};

class Holders {
  public:
    Holder& of(std::uint32_t grantor) {
        for (std::size_t i = 0; i < std::min(count_, kInline); ++i) {
            if (inline_[i].grantor == grantor) return inline_[i];
        }
        if (count_ < kInline) {
            inline_[count_].grantor = grantor;
            return inline_[count_++];
        }
        return spilled(grantor);
    }

  private:
    static constexpr std::size_t kInline = 6;

    Holder& spilled(std::uint32_t grantor) {
        for (Holder& holder : more_) {
            if (holder.grantor == grantor) return holder;
        }
        more_.emplace_back().grantor = grantor;
        return more_.back();
    }

    std::array<Holder, kInline> inline_;
    std::size_t count_ = 0;
    std::vector<Holder> more_;
};

class Weighing {
  public:
    Weighing(const CompiledPolicy& compiled, const Question& question, const Parties& parties)
        : compiled_(compiled), question_(question), parties_(parties), at_ms_(question.at.unix_ms) {}
    Weighed run();

  private:
    void listen(const RecipientRow& row);
    void judge(const RecipientRow& row);
    void consider(Rule rule, std::uint32_t item);
    Rule worst_fault(const CompiledConsent& consent);
    Rule authority_fault(const CompiledConsent& consent) const;
    bool has_spoken(const CompiledConsent& consent) const {
        return consent.is_broken || (!consent.is_draft && consent.signed_ms <= at_ms_);
    }
    bool names_as_permit(const CompiledConsent& consent, const RecipientRow& row) const;
    bool names_as_denial(const CompiledConsent& consent) const;
    bool speaks_about(const CompiledConsent& consent) const;
    bool is_gone(const CompiledAuthority& authority) const;
    bool denial_counts(const CompiledConsent& consent);
    bool has_joint_holders();

    const CompiledPolicy& compiled_;
    const Question& question_;
    const Parties& parties_;
    const std::int64_t at_ms_;
    Holders holders_;
    std::int64_t anonymous_broken_ms_ = Window::kBeginning;
    bool has_anonymous_broken_ = false;
    bool is_denied_soundly_ = false;
    bool is_denied_by_broken_ = false;
    Rule best_rule_ = Rule::NoConsent;
    std::uint32_t best_item_ = kNone;
    std::uint32_t best_joint_item_ = kNone;
};

bool ends_at_hand_over(Capacity capacity) {
    return capacity == Capacity::Parent || capacity == Capacity::Guardian || capacity == Capacity::Agency;
}

bool Weighing::names_as_permit(const CompiledConsent& consent, const RecipientRow& row) const {
    if ((consent.permitted_actions & bit_of(question_.action)) == 0) return false;
    if (!consent.categories.has(question_.category) || !consent.purposes.has(question_.purpose)) return false;
    if (!permits_source(consent.sources, question_, parties_)) return false;
    if (parties_.source->has_strict_recipients && row.is_class()) return false;
    return !(parties_.source->needs_end && consent.window.until_ms == Window::kNever);
}

bool Weighing::names_as_denial(const CompiledConsent& consent) const {
    return (consent.denied_actions & bit_of(question_.action)) != 0 && consent.categories.has(question_.category) &&
           consent.sources.has(question_.source) && consent.purposes.has(question_.purpose);
}

// As a denial it was compiled to read undeclared names as all; as a permit it was not. The rest is the same.
bool Weighing::speaks_about(const CompiledConsent& consent) const {
    return names_as_denial(consent);
}

void Weighing::listen(const RecipientRow& row) {
    const CompiledConsent& consent = compiled_.consents[row.item];
    if (consent.is_broken) {
        if (at_ms_ >= consent.denial_replaced_ms) return;
        if (consent.grantor == kNone) {
            has_anonymous_broken_ = true;
            anonymous_broken_ms_ = std::max(anonymous_broken_ms_, consent.signed_ms);
        } else {
            Holder& holder = holders_.of(consent.grantor);
            holder.broken_ms = std::max(holder.broken_ms, consent.signed_ms);
        }
        return;
    }
    if (!has_spoken(consent)) return;
    if (speaks_about(consent)) {
        Holder& holder = holders_.of(consent.grantor);
        holder.spoke_ms = std::max(holder.spoke_ms, consent.word_ms);
    }
    if (!consent.is_denial && consent.has_own_authority && names_as_permit(consent, row)) {
        Holder& holder = holders_.of(consent.grantor);
        holder.lifted_ms = std::max(holder.lifted_ms, consent.word_ms);
    }
}

bool Weighing::is_gone(const CompiledAuthority& authority) const {
    if (authority.child != parties_.child->number || authority.status == AuthorityStatus::Revoked) return true;
    if (!authority.window.contains(question_.at) || !authority.scope.has(question_.category)) return true;
    if (ends_at_hand_over(authority.capacity)) return at_ms_ >= parties_.hand_over().latest_ms;
    return authority.capacity == Capacity::AdultChild && at_ms_ < parties_.hand_over().earliest_ms;
}

bool Weighing::denial_counts(const CompiledConsent& consent) {
    if (!consent.is_denial || at_ms_ >= consent.denial_replaced_ms) return false;
    if (consent.is_broken) return true;
    if (!has_spoken(consent) || !consent.window.contains(question_.at) || !consent.is_position) return false;
    if (!names_as_denial(consent) || holders_.of(consent.grantor).lifted_ms > consent.word_ms) return false;
    return consent.authority == kNone || !is_gone(compiled_.authorities[consent.authority]);
}

// The last-named fault of the authority, Rule::Consent if it has none.
Rule Weighing::authority_fault(const CompiledConsent& consent) const {
    if (!consent.has_own_authority) return Rule::AuthorityUnknown;
    const CompiledAuthority& authority = compiled_.authorities[consent.authority];
    if (!authority.scope.has(question_.category)) return Rule::AuthorityScope;
    const HandOver& dates = parties_.hand_over();
    const std::int64_t first_ms = std::min(at_ms_, consent.signed_ms);
    const std::int64_t last_ms = std::max(at_ms_, consent.signed_ms);
    const bool is_outside = !authority.window.contains(question_.at) || !authority.window.contains({consent.signed_ms});
    const bool is_too_young = authority.capacity == Capacity::AdultChild && first_ms < dates.latest_ms;
    if (authority.status != AuthorityStatus::Active || is_outside || is_too_young) return Rule::AuthorityEnded;
    if (ends_at_hand_over(authority.capacity) && last_ms >= dates.earliest_ms) return Rule::PastMajority;
    return authority.verified.contains(question_.at) ? Rule::Consent : Rule::AuthorityUnverified;
}

Rule Weighing::worst_fault(const CompiledConsent& consent) {
    Rule worst = std::max(authority_fault(consent), consent.state_fault);
    const auto add = [&worst](Rule rule) { worst = std::max(worst, rule); };
    if (consent.signed_ms > at_ms_ || at_ms_ < consent.window.from_ms) add(Rule::ConsentNotYet);
    if (at_ms_ >= consent.window.until_ms) add(Rule::ConsentExpired);
    const Holder& holder = holders_.of(consent.grantor);
    const bool gave_way = holder.spoke_ms > consent.word_ms || holder.broken_ms >= consent.word_ms ||
                          (has_anonymous_broken_ && anonymous_broken_ms_ >= consent.word_ms);
    if (gave_way || at_ms_ >= consent.permit_replaced_ms) add(Rule::ConsentSuperseded);
    return worst;
}

void Weighing::consider(Rule rule, std::uint32_t item) {
    if (rule > best_rule_ || (rule == best_rule_ && item > best_item_)) return;
    best_rule_ = rule;
    best_item_ = item;
}

void Weighing::judge(const RecipientRow& row) {
    const CompiledConsent& consent = compiled_.consents[row.item];
    if (consent.is_denial) {
        if (denial_counts(consent)) (consent.is_broken ? is_denied_by_broken_ : is_denied_soundly_) = true;
        return;
    }
    if (consent.is_broken || !names_as_permit(consent, row)) return;
    const Rule fault = worst_fault(consent);
    if (fault != Rule::Consent) return consider(fault, row.item);
    holders_.of(consent.grantor).has_permit = true;
    const bool is_joint =
        consent.authority != kNone && compiled_.authorities[consent.authority].signing == Signing::Joint;
    if (!is_joint) return consider(Rule::Consent, row.item);
    best_joint_item_ = std::min(best_joint_item_, row.item);
}

bool Weighing::has_joint_holders() {
    for (const std::uint32_t index : part_of(compiled_.joint_authorities, parties_.child->joint)) {
        const CompiledAuthority& authority = compiled_.authorities[index];
        if (authority.is_sound && is_gone(authority)) continue;
        if (!holders_.of(authority.holder).has_permit) return false;
    }
    return true;
}

Weighed Weighing::run() {
    const auto rows = part_of(compiled_.consent_rows, parties_.child->consents);
    for_viewer_rows(rows, *parties_.user, [this](const RecipientRow& row) { listen(row); });
    for_viewer_rows(rows, *parties_.user, [this](const RecipientRow& row) { judge(row); });
    if (best_joint_item_ != kNone) {
        consider(has_joint_holders() ? Rule::Consent : Rule::OtherHolderNeeded, best_joint_item_);
    }
    Weighed weighed;
    weighed.without_denials = best_rule_;
    const bool is_blocked = has_anonymous_broken_ && anonymous_broken_ms_ >= at_ms_;
    const bool is_denied = is_denied_soundly_ || is_denied_by_broken_;
    weighed.is_denied_soundly = is_denied_soundly_;
    weighed.needs_repair = is_denied_by_broken_ || (is_blocked && best_rule_ != Rule::Consent);
    weighed.decision.rule = is_denied ? Rule::DeniedByHolder : best_rule_;
    if (!is_denied && best_item_ != kNone) {
        weighed.decision.cause = compiled_.consents[best_item_].index;
        weighed.decision.authority = compiled_.consents[best_item_].authority;
    }
    return weighed;
}

}  // namespace

Weighed weigh_consents(const CompiledPolicy& compiled, const Question& question, const Parties& parties) {
    return Weighing(compiled, question, parties).run();
}

}  // namespace kith::consent
