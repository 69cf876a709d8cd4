#pragma once

// The programmes that sources report on, and who took part in one, from when.

#include <optional>
#include <string>
#include <vector>

#include "service/population.h"

namespace kith::service {

struct Programme {
    std::string id;  // the source's
    std::string name;
    SourceId source;
    MemberId member;
};

/// Sources that send programme enrolments or attendance, in the order of the ledger. Errors: viewer.unknown.
Result<std::vector<Programme>> list_programmes(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

struct Participation {
    std::uint32_t source = 0;
    std::vector<bool> is_known;                   // of each person, whether taking part may be looked at
    std::vector<std::optional<CivilDate>> begun;  // the first day taken part, where anything is held
    std::vector<bool> took_part;
};

/// `programme` is a source, or a member with one such source. Errors: programme.unknown (NotFound).
Result<Participation> read_participation(ledger::Reader& reader, const Population& population,
                                         const std::string& programme);

}  // namespace kith::service
