#include "service/link_records.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>

#include "link/stable_ids.h"
#include "service/json.h"
#include "service/ledger_access.h"
#include "service/merged_parts.h"
#include "service/review_sides.h"
#include "service/source_profile.h"

namespace kith::service {
namespace {

constexpr std::uint64_t kReportEvery = 1000;

/// Everything the engine needs, read in one state of the ledger.
struct LinkInput {
    std::vector<RecordId> ids;
    std::deque<table::Identity> identities;  // a deque: addresses stay
    std::vector<link::IdentityRecord> records;
    std::unordered_map<std::uint64_t, std::uint32_t> index_of;  // record id -> index
    link::Constraints constraints;
    std::vector<link::Membership> previous;
    std::set<PersonId> taken;
    std::vector<LinkedRecord> for_truth;
    std::uint64_t verdicts = 0;
    ledger::Counts counts;  // of that state
};

Result<void> read_sources(ledger::Reader& reader, std::unordered_map<SourceId, std::uint32_t>& index_of,
                          LinkInput& input) {
    const std::vector<ledger::Source> sources = TRY(reader.sources());
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
        index_of.emplace(sources[i].id, i);
        const SourceProfile profile = TRY(read_source_profile(sources[i]));
        if (profile.repeats == Repeats::No) input.constraints.sources_without_repeats.push_back(i);
    }
    return {};
}

/// Names of delivered files, each delivery read once.
class FileNames {
  public:
    explicit FileNames(ledger::Reader& reader) : reader_(reader) {}
    Result<std::string> of(DeliveryId id, std::uint32_t file) {
        auto found = names_.find(id.value());
        if (found == names_.end()) {
            ledger::Delivery delivery = TRY(reader_.delivery(id));
            found = names_.emplace(id.value(), std::move(delivery.files)).first;
        }
        return file < found->second.size() ? found->second[file].name : std::string();
    }

  private:
    ledger::Reader& reader_;
    std::unordered_map<std::uint64_t, std::vector<ledger::DeliveredFile>> names_;
};

Result<void> read_identities(ledger::Reader& reader, bool is_truth_asked, Progress& progress, LinkInput& input) {
    std::unordered_map<SourceId, std::uint32_t> source_index;
    TRY(read_sources(reader, source_index, input));
    const std::uint64_t expected = input.counts.records_active + input.counts.records_suspected_gone;
    FileNames names(reader);
    const auto enter = [&](const ledger::RecordHead& head, const ledger::StoredIdentity& stored) -> Result<void> {
        const auto index = static_cast<std::uint32_t>(input.ids.size());
        if (index % kReportEvery == 0) progress.report("opening identities", index, expected);
        input.ids.push_back(head.id);
        input.index_of.emplace(head.id.value(), index);
        input.identities.push_back(stored.identity);
        input.records.push_back({head.id.value(), source_index.at(head.source), &input.identities.back()});
        if (!is_truth_asked) return {};
        LinkedRecord record{head.source.value(), stored.local_id, {}, 0, 0};
        if (!stored.origins.empty()) {
            record.file = TRY(names.of(head.last_delivery, stored.origins.front().file));
            record.line = stored.origins.front().line;
        }
        input.for_truth.push_back(std::move(record));
        return {};
    };
    return reader.for_each_identity(enter);
}

Result<void> read_decided(ledger::Reader& reader, LinkInput& input) {
    const std::vector<ledger::Verdict> verdicts = TRY(reader.verdicts());
    for (const ledger::Verdict& verdict : verdicts) {
        if (verdict.revoked_at) continue;
        const auto a = input.index_of.find(verdict.a.value());
        const auto b = input.index_of.find(verdict.b.value());
        if (a == input.index_of.end() || b == input.index_of.end()) continue;
        ++input.verdicts;
        auto& pairs = verdict.kind == ledger::VerdictKind::Same ? input.constraints.same : input.constraints.different;
        pairs.push_back({std::min(a->second, b->second), std::max(a->second, b->second)});
    }
    const std::vector<ledger::Link> links = TRY(reader.links());
    for (const ledger::Link& link : links) {
        input.taken.insert(link.person);
        if (input.index_of.contains(link.record.value())) input.previous.push_back({link.record.value(), link.person});
    }
    const std::vector<ledger::Tombstone> tombstones = TRY(reader.tombstones());
    for (const ledger::Tombstone& tombstone : tombstones) {
        input.taken.insert(tombstone.gone);
        input.taken.insert(tombstone.into);
    }
    return {};
}

bool is_same_state(const ledger::Counts& a, const ledger::Counts& b) {
    // Deliveries and verdicts only ever rise; undoing moves one count to another.
    return a.deliveries_committed == b.deliveries_committed && a.deliveries_undone == b.deliveries_undone &&
           a.link_runs == b.link_runs && a.verdicts == b.verdicts && a.records_shredded == b.records_shredded;
}

struct Written {
    std::vector<ledger::Link> links;
    std::vector<ledger::Tombstone> tombstones;
    std::vector<ledger::ReviewWrite> reviews;
    std::vector<link::Explanation> evidence;  // of the first reviews, in their order
};

// Of the reviews with the most to learn; nobody answers more of them between two runs.
constexpr std::size_t kEvidenceMax = 2000;

/// What was weighed is kept for whoever answers; the engine is not at hand then.
void explain_reviews(const link::Dataset& dataset, const link::Outcome& outcome, Written& written) {
    if (outcome.reviews.empty()) return;
    const link::Explainer explainer(dataset, outcome.model);
    for (const link::Review& review : outcome.reviews) {
        if (written.evidence.size() == kEvidenceMax) break;
        written.evidence.push_back(explainer.explain(review.pair.a, review.pair.b));
    }
}

Written written_from(const LinkInput& input, const link::Outcome& outcome, const link::Assignment& assignment) {
    std::vector<double> strongest(input.ids.size(), 0);
    for (const link::Edge& edge : outcome.edges) {
        if (outcome.cluster[edge.a] != outcome.cluster[edge.b]) continue;
        strongest[edge.a] = std::max(strongest[edge.a], static_cast<double>(edge.weight));
        strongest[edge.b] = std::max(strongest[edge.b], static_cast<double>(edge.weight));
    }
    Written written;
    for (std::size_t i = 0; i < input.ids.size(); ++i) {
        written.links.push_back({input.ids[i], assignment.person_of_cluster[outcome.cluster[i]], strongest[i]});
    }
    for (const link::Tombstone& tombstone : assignment.tombstones) {
        written.tombstones.push_back({tombstone.gone, tombstone.into});
    }
    for (const link::Review& review : outcome.reviews) {
        written.reviews.push_back({input.ids[review.pair.a], input.ids[review.pair.b],
                                   static_cast<double>(review.weight), std::string(link::name_of(review.reason))});
    }
    return written;
}

std::string summary_of(const Linked& linked) {
    return dump_json({{"records", linked.records},
                      {"persons", linked.persons},
                      {"reviews", linked.reviews},
                      {"pairs_scored", linked.statistics.pairs_scored},
                      {"candidates", linked.statistics.candidates},
                      {"cut", linked.cut},
                      {"expected_precision", linked.expected_precision},
                      {"expected_recall", linked.expected_recall}});
}

/// Persons that became one are a question until somebody answers it: till then each keeps its own consents
/// (merged_parts.h).
Result<void> ask_about_merges(ledger::Reader& reader, Written& written) {
    const Merges merges = TRY(Merges::read(reader, written.tombstones));
    std::map<PersonId, std::vector<RecordId>> records_of;
    for (const ledger::Link& link : written.links) {
        if (merges.is_merged(link.person)) records_of[link.person].push_back(link.record);
    }
    for (const auto& [person, records] : records_of) {
        const std::vector<MergedPart> parts = TRY(merges.parts_of(reader, person, records));
        for (std::size_t i = 1; i < parts.size(); ++i) {
            written.reviews.push_back({parts.front().records.front(), parts[i].records.front(), 0, "merged"});
        }
    }
    return {};
}

Result<void> write_run(ledger::Ledger& ledger, const LinkInput& input, Written&& written, const Clock& clock,
                       Linked& linked) {
    auto transaction = TRY(begin_as_operator(ledger, clock));
    const ledger::Counts now = TRY(transaction->counts());
    if (!is_same_state(input.counts, now)) {
        return make_error(ErrorCode::Conflict, "link.ledger-changed",
                          "the ledger changed while its records were linked; nothing was written");
    }
    TRY(ask_about_merges(*transaction, written));
    linked.reviews = written.reviews.size();
    const std::string json = summary_of(linked);
    TRY(transaction->write_link_run({written.links, written.tombstones, written.reviews, json}));
    for (std::size_t i = 0; i < written.evidence.size(); ++i) {
        TRY(put_evidence(*transaction, written.reviews[i].a, written.reviews[i].b, written.evidence[i]));
    }
    TRY(transaction->bump_epoch());
    TRY(transaction->append_audit({"link", std::nullopt, json}));
    TRY(transaction->commit());
    return {};
}

std::uint64_t count_new_persons(const LinkInput& input, const link::Assignment& assignment) {
    std::uint64_t fresh = 0;
    for (const PersonId& person : assignment.person_of_cluster) fresh += input.taken.contains(person) ? 0U : 1U;
    return fresh;
}

void judge(const Truth& truth, LinkInput& input, const link::Outcome& outcome, Linked& linked) {
    for (std::size_t i = 0; i < input.for_truth.size(); ++i) input.for_truth[i].cluster = outcome.cluster[i];
    linked.accuracy = truth.judge(input.for_truth);
}

}  // namespace

Result<Linked> link_records(ledger::Ledger& ledger, const LinkRequest& request, const Clock& clock, ThreadPool& pool,
                            Progress& progress) {
    const auto started = std::chrono::steady_clock::now();
    std::optional<Truth> truth;
    if (request.truth) truth = TRY(Truth::read(*request.truth));
    LinkInput input;
    {
        const auto reader = TRY(ledger.begin_read());
        input.counts = TRY(reader->counts());
        TRY(read_identities(*reader, truth.has_value(), progress, input));
        TRY(read_decided(*reader, input));
    }
    progress.report("linking", 0, 0);
    const link::Dataset dataset = link::from_identities(input.records);
    const link::Outcome outcome = link::link(dataset, input.constraints, {}, pool);
    std::vector<std::uint64_t> keys;
    for (const RecordId id : input.ids) keys.push_back(id.value());
    const link::Assignment assignment = link::assign_ids(input.previous, outcome.cluster, keys, input.taken);

    Linked linked;
    linked.records = input.ids.size();
    linked.persons = outcome.statistics.clusters;
    linked.new_persons = count_new_persons(input, assignment);
    linked.merged_persons = assignment.tombstones.size();
    linked.verdicts = input.verdicts;
    linked.statistics = outcome.statistics;
    linked.cut = outcome.model.cut;
    linked.expected_precision = outcome.model.expected_precision;
    linked.expected_recall = outcome.model.expected_recall;
    Written written = written_from(input, outcome, assignment);
    explain_reviews(dataset, outcome, written);
    progress.report("writing links", 0, 0);
    TRY(write_run(ledger, input, std::move(written), clock, linked));
    if (truth) judge(*truth, input, outcome, linked);
    linked.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return linked;
}

}  // namespace kith::service
