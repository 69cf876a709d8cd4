#pragma once

// Children by words of their names and birth dates, as far as the viewer may know of them. A child the viewer may not
// know of is no hit, and is not counted. Every child that was decided about is entered as a disclosure.

#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

struct FindRequest {
    std::string query;  // words of names, and a birth date `yyyy-mm-dd`; all must fit one record
    UserId viewer;
    std::string purpose;
};

/// What a hit shows comes from records whose identity the viewer may see in detail.
struct Hit {
    PersonId person;
    std::string given;
    std::string surname;
    std::string birth_date;
    std::vector<std::string> sources;
};

struct Found {
    std::vector<Hit> hits;
    bool is_cut = false;  // more records fit than are looked at: add a word
};

/// Errors: find.no-words.
Result<Found> find_children(ledger::Ledger& ledger, const FindRequest& request, const Clock& clock);

}  // namespace kith::service
