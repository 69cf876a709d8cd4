#pragma once

// What the ledger remembers about a source beyond its id: how its files are read and what its absences mean. Stored as
// the source's JSON in the form of a community file's source (docs/formats/community.md).

#include <string>
#include <vector>

#include "intake/delivery.h"
#include "ledger/ledger.h"

namespace kith::service {

enum class Repeats : std::uint8_t { No, Yes };

struct SourceProfile {
    std::string name;
    intake::SourceSettings settings;  // without the layout
    Repeats repeats = Repeats::No;    // whether one child may have two records
    std::vector<std::string> categories;
};

/// Errors: source.malformed, source.policy, source.blank, source.mark.
Result<SourceProfile> read_source_profile(const ledger::Source& source);

/// The layout remembered from earlier deliveries, where there is one.
Result<std::optional<intake::Layout>> remembered_layout(ledger::Reader& reader, const SourceId& source);

}  // namespace kith::service
