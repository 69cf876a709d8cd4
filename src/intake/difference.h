#pragma once

// What a delivery changes: the records that are new, changed, the same, or gone, by local id and content, never by
// position. A record that is missing is suspected gone at the most; many missing at once wait for a person.
//
// The digest is canonical: it does not depend on the order of rows, files, facts or contacts, nor on where a record
// stood. It tells contents apart, it does not hide them: a digest of a name can be guessed, so it is stored like the
// name.

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "intake/delivery.h"
#include "table/record.h"

namespace kith::intake {

struct RecordDigest {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    auto operator<=>(const RecordDigest&) const = default;
    /// 32 lower-case hexadecimal digits.
    std::string to_hex() const;
};

RecordDigest digest_of(const table::Record& record);

struct HeldDigest {
    std::string local_id;
    RecordDigest digest;
};

/// Removals of at least `records_min` or of at least `share_min` of what is held wait (the thresholds of Student
/// Insights' RecordSyncer).
struct DeletionGuard {
    std::uint64_t records_min = 10;
    double share_min = 0.10;
};

enum class Removals : std::uint8_t { None, Flow, Wait };

struct Difference {
    std::vector<std::uint32_t> added;  // indices into the delivered records
    std::vector<std::uint32_t> changed;
    std::vector<std::uint32_t> same;
    std::vector<std::uint32_t> gone;       // indices into the held digests
    std::vector<std::uint32_t> held_back;  // held, and only in quarantined rows of this delivery: still present
    Removals removals = Removals::None;
};

/// `held` may come in any order; its local ids differ.
Difference diff(std::span<const HeldDigest> held, const Understood& delivered, AbsencePolicy policy,
                DeletionGuard guard = {});

/// What is held after `fresh` came without the claim to be complete (Additions, Delta, Slice): its identity where it
/// says one, its facts over those of the same category, kind and key, its marks over the marks of the same days.
table::Record overlay(const table::Record& held, const table::Record& fresh);

}  // namespace kith::intake
