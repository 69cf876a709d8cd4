#include "service/merged_parts.h"

#include <algorithm>

namespace kith::service {
namespace {

bool holds(const MergedPart& part, RecordId record) {
    return std::find(part.records.begin(), part.records.end(), record) != part.records.end();
}

}  // namespace

Result<Merges> Merges::read(ledger::Reader& reader, std::span<const ledger::Tombstone> more) {
    Merges merges;
    const std::vector<ledger::Tombstone> held = TRY(reader.tombstones());
    for (const ledger::Tombstone& each : held) merges.merged_.insert_or_assign(each.gone, each.into);
    for (const ledger::Tombstone& each : more) merges.merged_.erase(each.into);  // whoever is merged into lives
    for (const ledger::Tombstone& each : more) {
        if (each.gone != each.into) merges.merged_.insert_or_assign(each.gone, each.into);
    }
    for (const auto& [gone, into] : merges.merged_) merges.into_[merges.living(gone)].push_back(gone);
    if (merges.into_.empty()) return merges;
    const std::vector<ledger::Verdict> verdicts = TRY(reader.verdicts());
    for (const ledger::Verdict& verdict : verdicts) {
        const bool is_same = verdict.kind == ledger::VerdictKind::Same && !verdict.revoked_at;
        if (is_same) merges.same_.emplace_back(verdict.a, verdict.b);
    }
    return merges;
}

PersonId Merges::living(const PersonId& person) const {
    PersonId current = person;
    // No chain is longer than there are tombstones; a circle is a damaged file.
    for (std::size_t i = 0; i <= merged_.size(); ++i) {
        const auto next = merged_.find(current);
        if (next == merged_.end()) return current;
        current = next->second;
    }
    return current;
}

/// The first person the record belonged to of those who are this person now.
Result<PersonId> Merges::origin_of(ledger::Reader& reader, const PersonId& person, RecordId record) const {
    const std::vector<ledger::HeldLink> history = TRY(reader.link_history(record));
    for (const ledger::HeldLink& held : history) {
        if (living(held.link.person) == person) return held.link.person;
    }
    return person;
}

void Merges::unite_reviewed(std::vector<MergedPart>& parts) const {
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (const auto& [a, b] : same_) {
            const auto of_a =
                std::find_if(parts.begin(), parts.end(), [a = a](const auto& part) { return holds(part, a); });
            const auto of_b =
                std::find_if(parts.begin(), parts.end(), [b = b](const auto& part) { return holds(part, b); });
            if (of_a == parts.end() || of_b == parts.end() || of_a == of_b) continue;
            auto& kept = std::min(of_a, of_b)->records;
            const auto other = std::max(of_a, of_b);
            kept.insert(kept.end(), other->records.begin(), other->records.end());
            parts.erase(other);
            is_changed = true;
        }
    }
}

Result<std::vector<MergedPart>> Merges::parts_of(ledger::Reader& reader, const PersonId& person,
                                                 std::span<const RecordId> records) const {
    if (!is_merged(person)) return std::vector<MergedPart>{{person, {records.begin(), records.end()}}};
    std::vector<MergedPart> parts{{person, {}}};
    for (const RecordId record : records) {
        const PersonId origin = TRY(origin_of(reader, person, record));
        auto part =
            std::find_if(parts.begin(), parts.end(), [&](const MergedPart& each) { return each.person == origin; });
        if (part == parts.end()) part = parts.insert(parts.end(), {origin, {}});
        part->records.push_back(record);
    }
    if (parts.front().records.empty()) parts.erase(parts.begin());
    unite_reviewed(parts);
    return parts;
}

}  // namespace kith::service
