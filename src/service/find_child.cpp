#include "service/find_child.h"

#include <algorithm>
#include <map>

#include "service/json.h"
#include "service/policy_source.h"
#include "service/search_terms.h"
#include "table/category.h"

namespace kith::service {
namespace {

constexpr std::size_t kRecordsMax = 200;

/// Records that fit, by the person they belong to now.
Result<std::map<PersonId, std::vector<RecordId>>> by_person(ledger::Reader& reader,
                                                            const std::vector<RecordId>& records) {
    std::map<PersonId, std::vector<RecordId>> persons;
    for (const RecordId record : records) {
        const auto person = TRY(reader.person_of(record));
        if (person) persons[*person].push_back(record);
    }
    return persons;
}

/// Only records that fit the words may be shown by them: a name that one source holds must not be confirmed through
/// another.
Result<Hit> hit_of(ledger::Reader& reader, const consent::Snapshot& snapshot, const consent::Request& asked,
                   const PersonId& person, const std::vector<RecordId>& records) {
    Hit hit;
    hit.person = person;
    for (const RecordId record : records) {
        const ledger::RecordHead head = TRY(reader.record(record));
        consent::Request request = asked;
        request.child = person.value();
        request.source = head.source.value();
        if (!consent::decide(snapshot, request).is_permit()) continue;
        const ledger::StoredIdentity stored = TRY(reader.identity(record));
        if (hit.sources.empty()) {
            hit.given = stored.identity.given;
            hit.surname = stored.identity.surname;
            hit.birth_date = stored.identity.birth_date.to_text();
        }
        hit.sources.push_back(head.source.value());
    }
    return hit;
}

}  // namespace

Result<Found> find_children(ledger::Ledger& ledger, const FindRequest& request, const Clock& clock) {
    const std::vector<std::string> terms = query_terms(request.query);
    if (terms.empty()) {
        return make_error(ErrorCode::InvalidInput, "find.no-words", "expected a name or a birth date to look for");
    }
    const Instant now = clock.now();
    const auto transaction = TRY(ledger.begin_write({request.viewer, now}));
    std::vector<RecordId> records = TRY(transaction->find_records(terms, kRecordsMax + 1));
    Found found;
    const bool is_cut = records.size() > kRecordsMax;
    if (is_cut) records.resize(kRecordsMax);
    const auto persons = TRY(by_person(*transaction, records));

    PolicyScope scope{{}, {request.viewer}};
    for (const auto& [person, of_person] : persons) scope.children.push_back(person);
    const AssembledPolicy policy = TRY(assemble_policy(*transaction, scope));
    consent::Request asked;
    asked.viewer = request.viewer.value();
    asked.category = table::category::kIdentity;
    asked.purpose = request.purpose;
    asked.action = consent::Action::Detail;
    asked.at = now;
    for (const auto& [person, of_person] : persons) {
        Hit hit = TRY(hit_of(*transaction, policy.snapshot, asked, person, of_person));
        const bool is_hit = !hit.sources.empty();
        const Json entry{{"viewer", request.viewer.value()},
                         {"action", "find"},
                         {"purpose", request.purpose},
                         {"decision", is_hit ? "permit" : "deny"},
                         {"sources", hit.sources}};
        TRY(transaction->append_audit({"disclosure", person, dump_json(entry)}));
        if (is_hit) found.hits.push_back(std::move(hit));
    }
    // Said only when something is shown: a cut list must not confirm that hidden children fit.
    found.is_cut = is_cut && !found.hits.empty();
    TRY(transaction->commit());
    return found;
}

}  // namespace kith::service
