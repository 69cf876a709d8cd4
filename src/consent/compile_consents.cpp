#include <map>
#include <numeric>
#include <tuple>

#include "consent/compile.h"

namespace kith::consent {
namespace {

Rule fault_of(ConsentState state) {
    switch (state) {
        case ConsentState::Given:
        case ConsentState::Renewed:
        case ConsentState::Refused:
            return Rule::Consent;
        case ConsentState::Proposed:
        case ConsentState::Requested:
            return Rule::ConsentPending;
        case ConsentState::Withdrawn:
            return Rule::ConsentWithdrawn;
        case ConsentState::Expired:
            return Rule::ConsentExpired;
        case ConsentState::Terminated:
        case ConsentState::Invalidated:
            return Rule::ConsentInvalid;
        case ConsentState::SuspendedByConflict:
            return Rule::ConsentSuspended;
    }
    return Rule::ConsentInvalid;
}

/// How one consent replaces another.
enum class By : std::uint8_t { Version, Naming };

}  // namespace

void Compiler::compile_authorities() {
    std::vector<std::vector<std::uint32_t>> joint(out_.child_entries.size());
    for (std::uint32_t index = 0; index < policy_.authorities.size(); ++index) {
        const Authority& authority = policy_.authorities[index];
        CompiledAuthority entry;
        entry.index = index;
        entry.child = out_.children.find(authority.child);
        entry.holder = out_.holders.add(authority.holder);
        entry.scope = set_of(authority.scope, &out_.categories);
        entry.window = authority.window;
        entry.verified = {authority.verified_at ? authority.verified_at->unix_ms : Window::kNever,
                          authority.verified_until_ms};
        entry.capacity = authority.capacity;
        entry.signing = authority.signing;
        entry.status = authority.status;
        entry.is_sound = authorities_.has(authority.id);
        if (entry.child != kNone && entry.signing == Signing::Joint) joint[entry.child].push_back(index);
        out_.authorities.push_back(entry);
    }
    for (std::size_t child = 0; child < joint.size(); ++child) {
        out_.child_entries[child].joint = {static_cast<std::uint32_t>(out_.joint_authorities.size()),
                                           static_cast<std::uint32_t>(joint[child].size())};
        out_.joint_authorities.insert(out_.joint_authorities.end(), joint[child].begin(), joint[child].end());
    }
}

void Compiler::compile_consents() {
    const auto& consents = policy_.consents;
    std::vector<std::uint32_t> order(consents.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto key = [&consents](std::uint32_t i) { return std::tie(consents[i].id, consents[i].version); };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    std::vector<std::uint8_t> is_ambiguous(consents.size());
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        bool differs = false;
        for (end = begin; end < order.size() && key(order[end]) == key(order[begin]); ++end) {
            differs = differs || !(consents[order[end]] == consents[order[begin]]);
        }
        for (std::size_t i = begin; i < end; ++i) is_ambiguous[order[i]] = differs ? 1 : 0;
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(consents[a].child, consents[a].id, consents[b].version, a) <
               std::tie(consents[b].child, consents[b].id, consents[a].version, b);
    });
    out_.consents.reserve(consents.size());
    for (const std::uint32_t index : order) compile_consent(index, is_ambiguous[index] != 0);
    place_rows(&child_rows_, &out_.consent_rows, &CompiledChild::consents);
    compile_replacements();
}

void Compiler::compile_consent(std::uint32_t index, bool is_ambiguous) {
    const Consent& consent = policy_.consents[index];
    CompiledConsent entry;
    entry.index = index;
    entry.is_denial = consent.effect == Effect::Deny || consent.state == ConsentState::Refused;
    entry.is_broken = consent.health == Health::Broken || !consent.signed_at || consent.grantor.empty() || is_ambiguous;
    entry.grantor = entry.is_broken && consent.grantor.empty() ? kNone : out_.holders.add(consent.grantor);
    entry.authority = authorities_.find(consent.authority);
    if (entry.authority != kNone) {
        const Authority& authority = policy_.authorities[entry.authority];
        entry.has_own_authority = authority.child == consent.child && authority.holder == consent.grantor;
    }
    entry.is_draft = consent.state == ConsentState::Proposed || consent.state == ConsentState::Requested;
    entry.state_fault = fault_of(consent.state);
    entry.is_position = entry.state_fault == Rule::Consent || consent.state == ConsentState::SuspendedByConflict;
    entry.permitted_actions = permitted_bits(consent.actions);
    entry.denied_actions = denied_bits(consent.actions);
    const Reading reading = entry.is_denial ? Reading::Forbid : Reading::Permit;
    entry.categories = set_of(consent.categories, &out_.categories);
    entry.sources = set_of(consent.sources, &out_.sources, sources_, reading);
    entry.purposes = set_of(consent.purposes, &out_.purposes, purposes_, reading);
    if (consent.signed_at) entry.signed_ms = consent.signed_at->unix_ms;
    entry.word_ms = entry.signed_ms;
    entry.window = consent.window;
    const std::uint32_t child = out_.children.find(consent.child);
    if (child != kNone) {
        const auto item = static_cast<std::uint32_t>(out_.consents.size());
        const auto rows = rows_of(entry.is_broken ? RecipientSet::all() : consent.recipients, item, reading);
        for (const RecipientRow& row : rows) child_rows_.emplace_back(child, row);
    }
    out_.consents.push_back(entry);
}

// From when on each consent is replaced: by a higher version of its id, or by one that names it in `supersedes`. Both
// concern one child, and a consent replaces from the moment it has spoken.
void Compiler::compile_replacements() {
    const auto& consents = policy_.consents;
    std::map<std::pair<std::string_view, std::string_view>, Span> groups;  // child and id
    for (std::uint32_t item = 0; item < out_.consents.size(); ++item) {
        const Consent& consent = consents[out_.consents[item].index];
        Span& span = groups[{consent.child, consent.id}];
        if (span.count == 0) span.begin = item;
        ++span.count;
    }
    const auto replace = [](const CompiledConsent& later, CompiledConsent* earlier, By by) {
        if (later.is_draft && !later.is_broken) return;
        const std::int64_t from_ms = later.is_broken ? Window::kBeginning : later.signed_ms;
        earlier->permit_replaced_ms = std::min(earlier->permit_replaced_ms, from_ms);
        if (later.is_broken || later.grantor != earlier->grantor) return;
        if (by == By::Naming && later.state_fault != Rule::Consent) return;
        earlier->denial_replaced_ms = std::min(earlier->denial_replaced_ms, from_ms);
    };
    // A version that only ends a consent says nothing new: its words keep the date of the first version.
    const auto date_words = [](const CompiledConsent& earlier, CompiledConsent* later) {
        if (later->state_fault == Rule::Consent || later->is_broken || earlier.is_broken || earlier.is_draft) return;
        if (earlier.grantor == later->grantor) later->word_ms = std::min(later->word_ms, earlier.signed_ms);
    };
    for (std::uint32_t item = 0; item < out_.consents.size(); ++item) {
        const CompiledConsent& later = out_.consents[item];
        const Consent& consent = consents[later.index];
        const Span own = groups[{consent.child, consent.id}];
        for (std::uint32_t other = item + 1; other < own.begin + own.count; ++other) {
            if (consents[out_.consents[other].index].version >= consent.version) continue;
            replace(later, &out_.consents[other], By::Version);
            date_words(out_.consents[other], &out_.consents[item]);
        }
        if (consent.supersedes.empty() || consent.supersedes == consent.id) continue;
        const auto found = groups.find({consent.child, consent.supersedes});
        if (found == groups.end()) continue;
        for (std::uint32_t other = found->second.begin; other < found->second.begin + found->second.count; ++other) {
            if (out_.consents[other].signed_ms <= later.signed_ms) replace(later, &out_.consents[other], By::Naming);
        }
    }
}

}  // namespace kith::consent
