#include "service/population.h"

#include <algorithm>
#include <map>

#include "consent/policy_json.h"
#include "service/json.h"
#include "service/merged_parts.h"
#include "service/policy_source.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using ledger::Anchor;
using ledger::DocumentKind;

/// The complete birth date that most records say; of ties the earlier one. As birth_date_of() in policy_source.h.
PartialDate most_said(const std::vector<PartialDate>& said) {
    std::map<PartialDate, int> votes;
    PartialDate best;
    for (const PartialDate& date : said) {
        if (date.is_complete()) ++votes[date];
        if (!date.is_complete() && !date.is_empty() && best.is_empty()) best = date;
    }
    int most = 0;
    for (const auto& [date, count] : votes) {
        if (count <= most) continue;
        most = count;
        best = date;
    }
    return best;
}

}  // namespace

/// Assembles a Population in a few passes.
class PopulationReader {
  public:
    PopulationReader(ledger::Reader& reader, const Inquiry& inquiry) : reader_(reader), inquiry_(inquiry) {}

    Result<Population> run() {
        TRY(standing_of(reader_, inquiry_.viewer, inquiry_.at));
        TRY(read_sources());
        TRY(read_links());
        TRY(read_identities());
        const std::string community = TRY(policy_text(reader_, {{}, {inquiry_.viewer}}));
        policy_ = TRY(parse_json(community, "policy.malformed", ""));
        TRY(add_children());
        TRY(add_documents("authorities", DocumentKind::Authority));
        TRY(add_documents("consents", DocumentKind::Consent));
        TRY(add_documents("forbids", DocumentKind::Forbid));
        consent::PolicyReading reading = TRY(consent::read_policy(dump_json(policy_)));
        Population population(consent::Snapshot::compile(std::move(reading.policy)));
        finish(population);
        return population;
    }

  private:
    Result<void> read_sources() {
        const std::vector<ledger::Source> held = TRY(reader_.sources());
        for (const ledger::Source& source : held) {
            const Json json = TRY(parse_json(source.json, "source.malformed", source.id.value()));
            source_index_.emplace(source.id, static_cast<std::uint32_t>(sources_.size()));
            sources_.push_back({source.id, source.member, text_at(json, "name"), text_at(json, "programme"),
                                texts_at(json, "categories")});
        }
        return {};
    }

    Result<void> read_links() {
        const std::vector<ledger::Link> links = TRY(reader_.links());
        std::map<PersonId, std::uint32_t> index;
        for (const ledger::Link& link : links) index.emplace(link.person, 0);
        for (auto& [person, number] : index) {
            number = static_cast<std::uint32_t>(people_.size());
            people_.push_back(person);
        }
        for (const ledger::Link& link : links) person_of_record_.emplace(link.record.value(), index[link.person]);
        records_.resize(people_.size());
        return {};
    }

    Result<void> read_identities() {
        return reader_.for_each_identity(
            [this](const ledger::RecordHead& head, const ledger::StoredIdentity& stored) -> Result<void> {
                const auto person = person_of_record_.find(head.id.value());
                if (person == person_of_record_.end()) return {};
                records_[person->second].push_back({head.id, source_index_.at(head.source)});
                birth_dates_.emplace(head.id.value(), stored.identity.birth_date);
                record_of_anchor_.emplace(Anchor{head.source, stored.local_id}, head.id);
                return {};
            });
    }

    void add_child(const std::string& name, const std::vector<RecordId>& records) {
        std::vector<PartialDate> said;
        said.reserve(records.size());
        for (const RecordId record : records) said.push_back(birth_dates_[record.value()]);
        const PartialDate born = most_said(said);
        Json child{{"id", name}, {"birth_date", born.is_empty() ? Json() : Json(born.to_text())}};
        policy_["children"].push_back(std::move(child));
    }

    /// A person that a run merged stands as parts, as on the child's page (service/merged_parts.h).
    Result<void> add_children() {
        const Merges merges = TRY(Merges::read(reader_));
        policy_["children"] = Json::array();
        for (std::size_t i = 0; i < people_.size(); ++i) {
            const PersonId& person = people_[i];
            std::vector<RecordId> records;
            for (const PopulationRecord& record : records_[i]) records.push_back(record.id);
            std::vector<MergedPart> parts;
            if (merges.is_merged(person)) parts = TRY(merges.parts_of(reader_, person, records));
            if (parts.size() < 2) {
                add_child(person.value(), records);
                continue;
            }
            Json names = Json::array();
            for (const MergedPart& part : parts) {
                const std::string name = part.person == person ? person.value() + "/own" : part.person.value();
                for (const RecordId record : part.records) part_of_record_.emplace(record.value(), name);
                add_child(name, part.records);
                names.push_back(name);
            }
            add_child(person.value(), {});
            policy_["children"].back()["parts"] = std::move(names);
        }
        return {};
    }

    /// The child the policy knows the anchor's record by. Of a record that is nobody's now, whose it was last: what was
    /// denied for it still binds.
    Result<std::string> child_of(const Anchor& anchor) {
        const auto known = record_of_anchor_.find(anchor);
        if (known != record_of_anchor_.end()) {
            const auto part = part_of_record_.find(known->second.value());
            if (part != part_of_record_.end()) return part->second;
            return people_[person_of_record_.at(known->second.value())].value();
        }
        const auto record = reader_.find_record(anchor.source, anchor.local_id);
        if (record.is_error() && record.error().code != ErrorCode::NotFound) return record.error();
        if (record.is_error() || !record.value()) return std::string();
        const std::vector<ledger::HeldLink> history = TRY(reader_.link_history(**record));
        if (history.empty()) return std::string();
        const PersonId last = TRY(reader_.resolve_person(history.back().link.person));
        return last.value();
    }

    Result<void> add_documents(std::string_view section, DocumentKind kind) {
        Json& list = policy_[std::string(section)];
        if (list.is_null()) list = Json::array();
        const std::vector<ledger::Document> documents = TRY(reader_.documents(kind));
        for (const ledger::Document& document : documents) {
            if (!document.anchor) continue;  // those are of the whole community and stand already
            const std::string child = TRY(child_of(*document.anchor));
            if (child.empty()) continue;
            Json entry = TRY(parse_json(document.json, "policy.document", document.id));
            entry["child"] = child;
            list.push_back(std::move(entry));
        }
        return {};
    }

    void finish(Population& population) {
        std::map<std::string, std::uint32_t> number;
        const auto& children = population.snapshot_.children();
        for (std::uint32_t i = 0; i < children.size(); ++i) number.emplace(children[i].id, i);
        for (const PersonId& person : people_) population.child_of_person_.push_back(number.at(person.value()));
        population.inquiry_ = inquiry_;
        population.people_ = std::move(people_);
        population.records_ = std::move(records_);
        population.sources_ = std::move(sources_);
        population.person_of_record_ = std::move(person_of_record_);
    }

    ledger::Reader& reader_;
    const Inquiry& inquiry_;
    Json policy_;
    std::vector<PersonId> people_;
    std::vector<std::vector<PopulationRecord>> records_;
    std::vector<PopulationSource> sources_;
    std::map<SourceId, std::uint32_t> source_index_;
    std::unordered_map<std::uint64_t, std::uint32_t> person_of_record_;
    std::unordered_map<std::uint64_t, PartialDate> birth_dates_;
    std::unordered_map<std::uint64_t, std::string> part_of_record_;
    std::map<Anchor, RecordId> record_of_anchor_;
};

bool PopulationSource::has(std::string_view category) const {
    return std::find(categories.begin(), categories.end(), category) != categories.end();
}

Result<Population> Population::read(ledger::Reader& reader, const Inquiry& inquiry) {
    return PopulationReader(reader, inquiry).run();
}

std::size_t Population::person_of(RecordId record) const {
    const auto found = person_of_record_.find(record.value());
    return found == person_of_record_.end() ? people_.size() : found->second;
}

std::vector<bool> Population::permitted(std::string_view category, std::uint32_t source) const {
    return permitted(category, source, inquiry_.action);
}

std::vector<bool> Population::permitted(std::string_view category, std::uint32_t source, consent::Action action) const {
    consent::Request request{inquiry_.viewer.value(),
                             {},
                             std::string(category),
                             sources_[source].id.value(),
                             inquiry_.purpose,
                             action,
                             inquiry_.at};
    const consent::PersonSet set = consent::permitted_persons(snapshot_, request);
    std::vector<bool> bits(people_.size());
    for (std::size_t i = 0; i < people_.size(); ++i) bits[i] = set.has(child_of_person_[i]);
    return bits;
}

consent::Decision Population::decide(std::size_t person, std::string_view category, std::uint32_t source,
                                     consent::Action action) const {
    return consent::decide(snapshot_, {inquiry_.viewer.value(), people_[person].value(), std::string(category),
                                       sources_[source].id.value(), inquiry_.purpose, action, inquiry_.at});
}

}  // namespace kith::service
