#pragma once

// The configuration a community has voted for, and the change of it that one motion carries, as data.
//
// The idea: the configuration is nothing but what its changes made of the empty one. `replay` applies the changes of
// the register in order; its text is canonical, so that two configurations are equal exactly if their bytes are. What
// the ledger holds and no motion put there shows as a difference.
//
// An element without a purpose is refused: an agreement may name only categories that one of its purposes needs, and a
// purpose that an agreement still names cannot be removed (reference: AISP, minimum data set).
//
// Not for what the documents say in detail: a purpose's and an agreement's text is the policy format's, kept as it is.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kith::govern {

enum class ChangeKind : std::uint8_t {
    None,  // a resolution: nothing to configure
    PutPurpose,
    RemovePurpose,
    PutAgreement,
    RemoveAgreement,
    SetMinimumCell,
    PublishZeros,
    PutMeasureTarget,
    RemoveMeasureTarget,
    AdmitMember,
    RemoveMember,
    Several,  // its parts, in order, all or none
};

std::string_view name_of(ChangeKind kind);  // `put_purpose`, ...

struct Change {
    ChangeKind kind = ChangeKind::None;
    std::string id;          // of the purpose, agreement, measure card or member
    std::string document;    // canonical JSON of the purpose, agreement, target or member
    std::int64_t value = 0;  // the minimum cell; 1 or 0 for publishing zeros
    std::vector<Change> parts;

    bool operator==(const Change&) const = default;
};

/// `{"kind":"put_purpose","purpose":{...}}`; docs/formats/govern.md lists every kind.
/// Errors: change.malformed, change.kind, change.no-id, change.value, change.too-many.
Result<Change> read_change(std::string_view json);
/// Canonical: keys sorted, no blanks. read_change(write_change(c)) equals c.
std::string write_change(const Change& change);

/// Tables below this many children are not published before a community has voted otherwise.
inline constexpr std::int64_t kMinimumCellDefault = 11;
/// No vote may go below: one is an identity, two subtract.
inline constexpr std::int64_t kMinimumCellLeast = 3;
inline constexpr std::int64_t kMinimumCellMost = 1000;

struct Configuration {
    std::map<std::string, std::string> members;  // canonical JSON by id, as are the next three
    std::map<std::string, std::string> purposes;
    std::map<std::string, std::string> agreements;
    std::map<std::string, std::string> targets;  // by measure card
    std::int64_t minimum_cell = kMinimumCellDefault;
    bool publishes_zeros = false;

    bool operator==(const Configuration&) const = default;
};

/// What the configuration is after the change. Errors: change.purpose-without-categories,
/// change.element-without-purpose, change.unknown-purpose, change.purpose-in-use, change.member-in-use, change.unknown,
/// change.value.
Result<Configuration> apply(const Configuration& configuration, const Change& change);

/// The register replayed from empty. Errors: those of apply.
Result<Configuration> replay(std::span<const Change> changes);

/// Canonical bytes.
std::string write_configuration(const Configuration& configuration);
/// Errors: configuration.malformed.
Result<Configuration> read_configuration(std::string_view json);

/// What a change sets, each as a word such as `purpose/attendance-support`: two changes that share a word supersede one
/// another.
std::vector<std::string> places_of(const Change& change);

/// The value at each of the change's places, as a canonical JSON object from place to value; null where there is none.
std::string values_at(const Configuration& configuration, const Change& change);

/// JSON with sorted keys and no blanks. Errors: change.malformed.
Result<std::string> canonical(std::string_view json);

}  // namespace kith::govern
