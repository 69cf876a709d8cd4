#include <numeric>
#include <utility>

#include "consent/compile.h"

namespace kith::consent {
namespace {

template <class Entry, class Less>
std::vector<std::uint32_t> sorted_indices(const std::vector<Entry>& entries, Less less) {
    std::vector<std::uint32_t> indices(entries.size());
    std::iota(indices.begin(), indices.end(), 0U);
    std::stable_sort(indices.begin(), indices.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return less(entries[a], entries[b]); });
    return indices;
}

}  // namespace

template <class Entry>
void Compiler::add_statute_rows(const Entry& entry, const CompiledStatute& statute, std::uint32_t item,
                                Reading reading) {
    const RecipientSet& set = statute.is_broken ? RecipientSet::all() : entry.recipients;
    const std::vector<RecipientRow> rows = rows_of(set, item, reading);
    if (entry.child != kEveryChild) {
        const std::uint32_t child = out_.children.find(entry.child);
        if (child == kNone) return;  // nobody can ask about that child
        for (const RecipientRow& row : rows) child_rows_.emplace_back(child, row);
        return;
    }
    if (statute.is_broken || statute.categories.is_all) {
        for (const RecipientRow& row : rows) global_rows_.emplace_back(kNone, row);
        return;
    }
    for (const std::string& category : entry.categories.names) {
        for (const RecipientRow& row : rows) global_rows_.emplace_back(out_.categories.find(category), row);
    }
}

void Compiler::index_global(const std::vector<std::pair<std::uint32_t, RecipientRow>>& rows, GlobalIndex* index) const {
    std::vector<std::pair<std::uint64_t, RecipientRow>> keyed;
    keyed.reserve(rows.size());
    for (const auto& [category, row] : rows) keyed.emplace_back(GlobalIndex::key(category, row.bucket), row);
    std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.second.item < b.second.item;
    });
    for (const auto& [key, row] : keyed) {
        Span& span = index->spans[key];
        if (span.count == 0) span.begin = static_cast<std::uint32_t>(index->rows.size());
        ++span.count;
        index->rows.push_back(row);
    }
}

void Compiler::compile_statutes() {
    const auto forbid_order = [](const Forbid& a, const Forbid& b) {
        return a.kind != b.kind ? a.kind < b.kind : a.id < b.id;
    };
    for (const std::uint32_t index : sorted_indices(policy_.forbids, forbid_order)) {
        const Forbid& forbid = policy_.forbids[index];
        CompiledStatute statute;
        statute.index = index;
        statute.is_broken = forbid.health == Health::Broken;
        statute.categories = set_of(forbid.categories, &out_.categories);
        statute.sources = set_of(forbid.sources, &out_.sources, sources_, Reading::Forbid);
        statute.purposes = set_of(forbid.purposes, &out_.purposes, purposes_, Reading::Forbid);
        statute.window = forbid.window;
        add_statute_rows(forbid, statute, static_cast<std::uint32_t>(out_.forbids.size()), Reading::Forbid);
        out_.forbids.push_back(statute);
    }
    place_rows(&child_rows_, &out_.forbid_rows, &CompiledChild::forbids);
    index_global(std::exchange(global_rows_, {}), &out_.global_forbids);

    const Declarations<StatutoryPermit> declared(policy_.permits);
    const auto by_id = [](const StatutoryPermit& a, const StatutoryPermit& b) { return a.id < b.id; };
    for (const std::uint32_t index : sorted_indices(policy_.permits, by_id)) {
        const StatutoryPermit& permit = policy_.permits[index];
        if (!declared.has(permit.id)) continue;
        CompiledStatute statute;
        statute.index = index;
        statute.permitted_actions = permitted_bits(permit.actions);
        statute.categories = set_of(permit.categories, &out_.categories);
        statute.sources = set_of(permit.sources, &out_.sources);
        statute.purposes = set_of(permit.purposes, &out_.purposes);
        statute.window = permit.window;
        add_statute_rows(permit, statute, static_cast<std::uint32_t>(out_.permits.size()), Reading::Permit);
        out_.permits.push_back(statute);
    }
    place_rows(&child_rows_, &out_.permit_rows, &CompiledChild::permits);
    index_global(std::exchange(global_rows_, {}), &out_.global_permits);
}

void Compiler::compile_agreements() {
    const auto by_id = [](const Agreement& a, const Agreement& b) { return a.id < b.id; };
    std::unordered_map<std::string_view, std::uint32_t> ranks;
    std::vector<std::string_view> unders;
    for (const std::uint32_t index : sorted_indices(policy_.agreements, by_id)) {
        const Agreement& agreement = policy_.agreements[index];
        if (agreements_.find(agreement.id) != index || agreement.state != AgreementState::InForce) continue;
        const auto rank = static_cast<std::uint32_t>(out_.agreements.size());
        ranks.emplace(agreement.id, rank);
        unders.push_back(agreement.under);
        CompiledAgreement entry;
        entry.index = index;
        entry.permitted_actions = permitted_bits(agreement.actions);
        entry.sources = set_of(agreement.sources, &out_.sources);
        entry.categories = set_of(agreement.categories, &out_.categories);
        entry.purposes = set_of(agreement.purposes, &out_.purposes);
        const bool is_mou = agreement.tier == Tier::Mou;
        entry.members = set_of(is_mou ? agreement.parties : agreement.recipients, &out_.members);
        entry.window = agreement.window;
        entry.is_under_any = agreement.under.empty();
        if (is_mou) out_.mous.push_back(rank);
        out_.agreements.push_back(entry);
    }
    for (std::size_t rank = 0; rank < unders.size(); ++rank) {
        const auto upper = ranks.find(unders[rank]);
        if (upper != ranks.end()) out_.agreements[rank].under = upper->second;
    }
}

// For each source, the DSAs of its member that reach it, a row per recipient.
void Compiler::compile_dsa_rows() {
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_contributor;
    for (std::uint32_t rank = 0; rank < out_.agreements.size(); ++rank) {
        const Agreement& agreement = policy_.agreements[out_.agreements[rank].index];
        if (agreement.tier != Tier::Dsa) continue;
        by_contributor[out_.members.find(agreement.contributor)].push_back(rank);
    }
    for (std::uint32_t number = 0; number < out_.source_entries.size(); ++number) {
        CompiledSource& source = out_.source_entries[number];
        if (source.index == kNone) continue;
        std::vector<DsaRow> rows;
        const auto found = by_contributor.find(source.member);
        if (found == by_contributor.end()) continue;
        for (const std::uint32_t rank : found->second) {
            const CompiledSet& sources = out_.agreements[rank].sources;
            if (source.reach == Reach::Restricted ? (sources.is_all || !sources.names(number)) : !sources.has(number)) {
                continue;
            }
            const NameSet& recipients = policy_.agreements[out_.agreements[rank].index].recipients;
            if (recipients.is_all) rows.push_back({kNone, rank});
            for (const std::string& name : recipients.names) rows.push_back({out_.members.find(name), rank});
        }
        std::sort(rows.begin(), rows.end(), [](const DsaRow& a, const DsaRow& b) {
            return a.recipient != b.recipient ? a.recipient < b.recipient : a.agreement < b.agreement;
        });
        source.agreements = {static_cast<std::uint32_t>(out_.dsa_rows.size()), static_cast<std::uint32_t>(rows.size())};
        out_.dsa_rows.insert(out_.dsa_rows.end(), rows.begin(), rows.end());
    }
}

void Compiler::compile_dul_items() {
    std::vector<std::vector<std::uint32_t>> by_purpose(out_.purpose_entries.size());
    for (std::uint32_t rank = 0; rank < out_.agreements.size(); ++rank) {
        const Agreement& agreement = policy_.agreements[out_.agreements[rank].index];
        if (agreement.tier != Tier::Dul) continue;
        if (agreement.purposes.is_all) out_.all_duls.push_back(rank);
        for (const std::string& name : agreement.purposes.names) {
            const std::uint32_t purpose = out_.purposes.find(name);
            if (purpose < by_purpose.size() && !agreement.purposes.is_all) by_purpose[purpose].push_back(rank);
        }
    }
    for (std::size_t purpose = 0; purpose < by_purpose.size(); ++purpose) {
        out_.purpose_entries[purpose].licenses = {static_cast<std::uint32_t>(out_.dul_items.size()),
                                                  static_cast<std::uint32_t>(by_purpose[purpose].size())};
        out_.dul_items.insert(out_.dul_items.end(), by_purpose[purpose].begin(), by_purpose[purpose].end());
    }
}

}  // namespace kith::consent
