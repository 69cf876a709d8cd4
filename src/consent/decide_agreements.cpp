#include "consent/decision_core.h"

namespace kith::consent {

Decision decide_agreements(const CompiledPolicy& compiled, const Question& question, const Parties& parties) {
    Decision best;
    best.rule = Rule::NoDsa;
    std::uint32_t best_rank = kNone;
    const auto covers = [&](const CompiledAgreement& agreement) {
        return agreement.window.contains(question.at) && agreement.categories.has(question.category) &&
               agreement.purposes.has(question.purpose) && permits_source(agreement.sources, question, parties) &&
               agreement.members.has(parties.user->member) &&
               (agreement.permitted_actions & bit_of(question.action)) != 0;
    };
    const auto find_dul = [&](std::uint32_t dsa) {
        const auto find_in = [&](std::span<const std::uint32_t> items) {
            for (const std::uint32_t rank : items) {
                const CompiledAgreement& dul = compiled.agreements[rank];
                if ((dul.is_under_any || dul.under == dsa) && covers(dul)) return rank;
            }
            return kNone;
        };
        return std::min(find_in(part_of(compiled.dul_items, parties.purpose->licenses)), find_in(compiled.all_duls));
    };
    const auto index_of = [&](std::uint32_t rank) { return compiled.agreements[rank].index; };
    const auto try_dsa = [&](std::uint32_t rank) {
        const CompiledAgreement& dsa = compiled.agreements[rank];
        if (rank >= best_rank || !covers(dsa)) return;
        if (best.rule == Rule::NoDsa) best.rule = Rule::NoMou;
        for (const std::uint32_t mou_rank : compiled.mous) {
            const CompiledAgreement& mou = compiled.agreements[mou_rank];
            if (!dsa.is_under_any && dsa.under != mou_rank) continue;
            if (!mou.window.contains(question.at) || !mou.members.has(parties.source->member) ||
                !mou.members.has(parties.user->member)) {
                continue;
            }
            const bool needs_dul = parties.purpose->data_use_license == Need::Yes;
            const std::uint32_t dul = needs_dul ? find_dul(rank) : kNone;
            if (needs_dul && dul == kNone) {
                if (best.rule != Rule::Consent) best.rule = Rule::NoDul;
                return;  // another MOU would not help
            }
            best_rank = rank;
            best.rule = Rule::Consent;
            best.dsa = index_of(rank);
            best.mou = index_of(mou_rank);
            best.dul = dul == kNone ? kNone : index_of(dul);
            return;
        }
    };
    const auto rows = part_of(compiled.dsa_rows, parties.source->agreements);
    for (const std::uint32_t recipient : {parties.user->member, kNone}) {
        auto row = std::lower_bound(rows.begin(), rows.end(), recipient,
                                    [](const DsaRow& a, std::uint32_t value) { return a.recipient < value; });
        for (; row != rows.end() && row->recipient == recipient; ++row) try_dsa(row->agreement);
    }
    return best;
}

}  // namespace kith::consent
