#include "service/delivery_writer.h"

#include <algorithm>

#include "service/json.h"
#include "service/search_terms.h"

namespace kith::service {
namespace {

constexpr std::size_t kGrain = 256;
constexpr std::uint64_t kReportEvery = 1000;

intake::RecordDigest digest_from_hex(const std::string& hex) {
    intake::RecordDigest digest;
    const auto bytes = from_hex(hex);
    if (!bytes || bytes->size() != 16) return digest;  // no digest is equal to nothing: the record counts as changed
    for (std::size_t i = 0; i < 16; ++i) {
        std::uint64_t& half = i < 8 ? digest.high : digest.low;
        half = (half << 8) | static_cast<std::uint64_t>((*bytes)[i]);
    }
    return digest;
}

}  // namespace

const ledger::HeldRecord* DeliveryWriter::held_named(const std::string& local_id) const {
    const auto found = held_by_local_id_.find(local_id);
    return found == held_by_local_id_.end() ? nullptr : &held_[found->second];
}

Result<table::Record> DeliveryWriter::open_record(const ledger::HeldRecord& held) {
    table::Record record;
    record.local_id = held.local_id;
    ledger::StoredIdentity stored = TRY(transaction_.identity(held.id));
    record.has_own_id = stored.has_own_id;
    record.identity = std::move(stored.identity);
    const std::vector<std::string> categories = TRY(transaction_.categories(held.id));
    for (const std::string& category : categories) {
        std::vector<table::Fact> facts = TRY(transaction_.facts(held.id, category));
        std::move(facts.begin(), facts.end(), std::back_inserter(record.facts));
        std::vector<table::Strip> strips = TRY(transaction_.strips(held.id, category));
        std::move(strips.begin(), strips.end(), std::back_inserter(record.strips));
    }
    return record;
}

Result<void> DeliveryWriter::lay_over_held() {
    for (table::Record& record : understood_.records) {
        const ledger::HeldRecord* held = held_named(record.local_id);
        if (held == nullptr || held->state == ledger::RecordState::Undone) continue;
        const table::Record old = TRY(open_record(*held));
        table::Record merged = intake::overlay(old, record);
        merged.origins = std::move(record.origins);
        record = std::move(merged);
    }
    return {};
}

bool DeliveryWriter::has_unplaced_rows() const {
    std::uint64_t quarantined = 0;
    for (const intake::FileAccount& file : understood_.accounts) quarantined += file.account.quarantined();
    const auto placed = std::count_if(understood_.quarantined.begin(), understood_.quarantined.end(),
                                      [](const intake::QuarantinedRow& row) { return !row.local_id.empty(); });
    return quarantined > static_cast<std::uint64_t>(placed);
}

Result<void> DeliveryWriter::compare(Removal removal) {
    held_ = TRY(transaction_.held_records(profile_.settings.id));
    for (std::size_t i = 0; i < held_.size(); ++i) held_by_local_id_.emplace(held_[i].local_id, i);
    // What the files say of themselves outranks what was once set for the source.
    const intake::AbsencePolicy policy = understood_.stated_policy.value_or(profile_.settings.policy);
    if (policy != intake::AbsencePolicy::Full) TRY(lay_over_held());

    // What was undone or is suspected gone already cannot go again, but it can come back unchanged.
    std::vector<intake::HeldDigest> digests;
    for (const ledger::HeldRecord& held : held_) digests.push_back({held.local_id, digest_from_hex(held.digest)});
    difference_ = intake::diff(digests, understood_, policy);
    std::erase_if(difference_.gone,
                  [&](std::uint32_t index) { return held_[index].state != ledger::RecordState::Active; });
    if (difference_.gone.empty()) difference_.removals = intake::Removals::None;
    const bool is_doubted = policy == intake::AbsencePolicy::Full && has_unplaced_rows();
    if (is_doubted && !difference_.gone.empty()) difference_.removals = intake::Removals::Wait;

    change_.added = difference_.added.size();
    change_.changed = difference_.changed.size();
    change_.same = difference_.same.size();
    change_.held_back = difference_.held_back.size();
    change_.gone = difference_.gone.size();
    change_.removals = difference_.removals;
    is_gone_written_ = removal == Removal::Allowed || difference_.removals == intake::Removals::Flow;
    if (is_gone_written_ && change_.removals == intake::Removals::Wait) change_.removals = intake::Removals::Flow;
    return {};
}

Result<void> DeliveryWriter::write_records() {
    std::vector<std::uint32_t> indices = difference_.added;
    indices.insert(indices.end(), difference_.changed.begin(), difference_.changed.end());
    std::sort(indices.begin(), indices.end());
    std::vector<std::string> digests(indices.size());
    std::vector<std::vector<std::string>> terms(indices.size());
    pool_.for_ranges(indices.size(), kGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const table::Record& record = understood_.records[indices[i]];
            digests[i] = intake::digest_of(record).to_hex();
            terms[i] = search_terms(record.identity);
        }
    });
    for (std::size_t i = 0; i < indices.size(); ++i) {
        if (i % kReportEvery == 0) {
            progress_.report("writing records", i, indices.size());
            if (progress_.wants_stop()) {
                return make_error(ErrorCode::Unavailable, "job.stopped", "the work was stopped");
            }
        }
        ledger::RecordWrite write;
        write.record = &understood_.records[indices[i]];
        write.digest = std::move(digests[i]);
        write.search_terms = terms[i];
        const ledger::Written written = TRY(transaction_.put_record(*change_.delivery, write));
        if (written.kind == ledger::WriteKind::Shredded) ++change_.erased;
    }
    return {};
}

Result<void> DeliveryWriter::write_problems() {
    std::vector<std::vector<table::Problem>> of_file;
    for (intake::FileProblem& problem : understood_.problems) {
        if (problem.file >= of_file.size()) of_file.resize(problem.file + 1);
        of_file[problem.file].push_back(problem.problem);
    }
    for (std::uint32_t file = 0; file < of_file.size(); ++file) {
        if (!of_file[file].empty()) TRY(transaction_.add_problems(*change_.delivery, file, of_file[file]));
    }
    return {};
}

Result<void> DeliveryWriter::write_layout() {
    const auto& remembered = profile_.settings.layout;
    const intake::Layout layout = remembered ? intake::remember(*remembered, understood_.layout) : understood_.layout;
    ledger::Document document;
    document.kind = ledger::DocumentKind::Layout;
    document.id = profile_.settings.id.value();
    document.json = intake::to_json(layout);
    TRY(transaction_.put_document(document));
    change_.layout_version = layout.version;
    return {};
}

std::string DeliveryWriter::summary() const {
    Json files = Json::array();
    for (const intake::FileAccount& file : understood_.accounts) {
        files.push_back({{"name", file.name},
                         {"sheet", file.sheet},
                         {"shape", std::string(intake::name_of(file.shape))},
                         {"format", file.format},
                         {"input_lines", file.account.input_lines()},
                         {"loaded", file.account.loaded()},
                         {"quarantined", file.account.quarantined_by_reason()},
                         {"ignored", file.account.ignored_by_reason()}});
    }
    return dump_json({{"new", change_.added},
                      {"changed", change_.changed},
                      {"same", change_.same},
                      {"gone", is_gone_written_ ? change_.gone : 0},
                      {"held_back", change_.held_back},
                      {"files", std::move(files)}});
}

Result<void> DeliveryWriter::write(std::span<const ledger::DeliveredFile> files) {
    change_.delivery = TRY(transaction_.add_delivery(profile_.settings.id, files));
    TRY(write_records());
    std::vector<RecordId> back;
    for (const std::uint32_t index : difference_.same) {
        const ledger::HeldRecord* held = held_named(understood_.records[index].local_id);
        if (held != nullptr && held->state != ledger::RecordState::Active) back.push_back(held->id);
    }
    if (!back.empty()) TRY(transaction_.mark_active(*change_.delivery, back));
    if (is_gone_written_ && !difference_.gone.empty()) {
        std::vector<RecordId> gone;
        for (const std::uint32_t index : difference_.gone) gone.push_back(held_[index].id);
        TRY(transaction_.mark_suspected_gone(*change_.delivery, gone));
    }
    TRY(write_problems());
    TRY(write_layout());
    const std::string json = summary();
    TRY(transaction_.commit_delivery(*change_.delivery, json));
    const Json entry{{"delivery", change_.delivery->value()},
                     {"source", profile_.settings.id.value()},
                     {"new", change_.added},
                     {"changed", change_.changed}};
    TRY(transaction_.append_audit({"delivery", std::nullopt, dump_json(entry)}));
    return {};
}

}  // namespace kith::service
