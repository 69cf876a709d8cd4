#pragma once

// The steps of docs/formats/policy.md section 3 on compiled data; shared by decide() and the search for the unlock.
// Not for other modules.

#include <algorithm>
#include <array>
#include <span>

#include "consent/compiled.h"

namespace kith::consent {

/// The resolved parts of a question whose viewer, source and purpose are declared; the child once it is known to be.
struct Parties {
    const CompiledUser* user = nullptr;
    const CompiledRole* role = nullptr;
    const CompiledSource* source = nullptr;
    const CompiledPurpose* purpose = nullptr;
    const CompiledChild* child = nullptr;
    bool is_school_category = false;

    bool is_own() const { return source->member == user->member; }
    const HandOver& hand_over() const {
        const bool is_education = is_school_category || source->kind == RecordKind::Education;
        return is_education ? child->education : child->other;
    }
};

constexpr std::uint32_t bit_of(Action action) {
    return 1U << static_cast<unsigned>(action);
}

/// Step 1; Rule::Consent if nothing is missing.
Rule check_parties(const CompiledPolicy& compiled, const Question& question, Parties* parties);

/// May the viewer know of the child with this number (step 2)?
bool is_visible(const CompiledPolicy& compiled, const Parties& parties, std::uint32_t child);

/// Step 3: the item of the first forbid that fits, or kNone.
std::uint32_t find_forbid(const CompiledPolicy& compiled, const Question& question, const Parties& parties);
/// All of them.
std::vector<std::uint32_t> find_forbids(const CompiledPolicy& compiled, const Question& question,
                                        const Parties& parties);

/// Step 8: rule is Rule::Consent and the agreements are set, or the rule says what is missing.
Decision decide_agreements(const CompiledPolicy& compiled, const Question& question, const Parties& parties);

/// Step 9.
struct Weighed {
    Decision decision;
    Rule without_denials = Rule::NoConsent;  // what it would be if no holder denied
    bool is_denied_soundly = false;          // by one that can be read
    bool needs_repair = false;               // a broken one denies, or stands in every permit's way
};
Weighed weigh_consents(const CompiledPolicy& compiled, const Question& question, const Parties& parties);

/// Step 4: the item of the first statutory permit that fits, or kNone.
std::uint32_t find_statute(const CompiledPolicy& compiled, const Question& question, const Parties& parties);

/// All steps that would turn a denial of this question.
std::vector<UnlockStep> find_unlock(const CompiledPolicy& compiled, const Request& request);

inline bool permits_source(const CompiledSet& set, const Question& question, const Parties& parties) {
    if (parties.source->reach == Reach::Restricted && set.is_all) return false;
    return set.has(question.source);
}

/// Calls visit(row) for each of `rows`, sorted by bucket, whose recipient is the viewer.
template <class Visit>
void for_viewer_rows(std::span<const RecipientRow> rows, const CompiledUser& user, const Visit& visit) {
    const auto fits = [&user](const RecipientRow& row) {
        return (row.member == kNone || row.member == user.member) && (row.role == kNone || row.role == user.role) &&
               (row.user == kNone || row.user == user.number);
    };
    // Under about sixteen rows, reading all of them is cheaper than looking for the viewer's.
    if (rows.size() <= 16) {
        for (const RecipientRow& row : rows) {
            if (fits(row)) visit(row);
        }
        return;
    }
    const std::array buckets = {bucket_of(BucketKind::All, 0), bucket_of(BucketKind::Member, user.member),
                                bucket_of(BucketKind::Role, user.role), bucket_of(BucketKind::User, user.number)};
    auto from = rows.begin();
    for (const std::uint64_t bucket : buckets) {
        from = std::lower_bound(from, rows.end(), bucket,
                                [](const RecipientRow& row, std::uint64_t value) { return row.bucket < value; });
        for (; from != rows.end() && from->bucket == bucket; ++from) {
            if (fits(*from)) visit(*from);
        }
    }
}

}  // namespace kith::consent
