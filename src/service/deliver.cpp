#include "service/deliver.h"

#include <algorithm>
#include <unordered_map>

#include "service/delivery_writer.h"
#include "service/json.h"
#include "service/ledger_access.h"
#include "service/source_profile.h"

namespace kith::service {
namespace {

ledger::Source new_source(const DeliverRequest& request) {
    const std::string& id = request.source.value();
    ledger::Source source;
    source.id = request.source;
    source.member = MemberId(request.if_new.member.empty() ? id : request.if_new.member);
    source.json = request.if_new.settings;
    if (source.json.empty()) source.json = dump_json(Json{{"id", id}, {"member", source.member.value()}, {"name", id}});
    return source;
}

UserId writer_of(const DeliverRequest& request) {
    return request.user.value().empty() ? UserId(std::string(kOperator)) : request.user;
}

/// The source as it is known, or as it will be made.
struct SourceState {
    ledger::Source source;
    bool is_new = false;
    SourceProfile profile;
};

Result<SourceState> find_source(ledger::Reader& reader, const DeliverRequest& request, const Clock& clock) {
    SourceState state;
    auto found = reader.source(request.source);
    if (found.is_error() && found.error().code != ErrorCode::NotFound) return std::move(found).error();
    state.is_new = found.is_error();
    state.source = state.is_new ? new_source(request) : std::move(found).value();
    state.profile = TRY(read_source_profile(state.source));
    state.profile.settings.delivered_on = clock.now().date_utc();
    if (!state.is_new) state.profile.settings.layout = TRY(remembered_layout(reader, request.source));
    return state;
}

Result<void> put_new_source(ledger::Transaction& transaction, const ledger::Source& source) {
    const std::vector<ledger::Member> members = TRY(transaction.members());
    const bool is_known = std::any_of(members.begin(), members.end(),
                                      [&](const ledger::Member& member) { return member.id == source.member; });
    if (!is_known) {
        const std::string& id = source.member.value();
        TRY(transaction.put_member({source.member, dump_json(Json{{"id", id}, {"name", id}, {"kind", "other"}})}));
    }
    TRY(transaction.put_source(source));
    TRY(transaction.bump_epoch());
    return {};
}

void count_lines(Delivered& delivered) {
    for (const intake::FileAccount& file : delivered.accounts) {
        delivered.input_lines += file.account.input_lines();
        delivered.loaded_lines += file.account.loaded();
        delivered.quarantined_lines += file.account.quarantined();
        delivered.ignored_lines += file.account.ignored();
    }
}

Delivered answer_of(const DeliverRequest& request, const DeliveryFiles& files, intake::Understood&& understood) {
    Delivered delivered;
    delivered.source = request.source;
    delivered.records = understood.records.size();
    delivered.accounts = std::move(understood.accounts);
    delivered.problems = std::move(understood.problems);
    delivered.drift = std::move(understood.drift);
    for (const auto& stamp : files.stamps) delivered.file_names.push_back(stamp.name);
    count_lines(delivered);
    return delivered;
}

Result<void> check_stop(const Progress& progress) {
    if (!progress.wants_stop()) return {};
    return make_error(ErrorCode::Unavailable, "job.stopped", "the work was stopped before anything was written");
}

}  // namespace

Result<Delivered> deliver(ledger::Ledger& ledger, const DeliverRequest& request, const Clock& clock, ThreadPool& pool,
                          Progress& progress) {
    if (request.files.empty()) {
        return make_error(ErrorCode::InvalidInput, "deliver.no-files", "expected at least one file to deliver");
    }
    progress.report("opening files", 0, 0);
    return deliver_opened(ledger, request, TRY(open_delivery_files(request.folder, request.files, pool)), clock, pool,
                          progress);
}

Result<Delivered> deliver_opened(ledger::Ledger& ledger, const DeliverRequest& request, DeliveryFiles files,
                                 const Clock& clock, ThreadPool& pool, Progress& progress) {
    auto reader = TRY(ledger.begin_read());
    SourceState state = TRY(find_source(*reader, request, clock));
    if (!state.is_new && request.removal == Removal::Guarded && request.reading == Reading::Once) {
        const auto held = TRY(reader->delivery_with(request.source, files.hashes()));
        if (held) {
            Delivered delivered;
            delivered.source = request.source;
            delivered.end = DeliverEnd::AlreadyHeld;
            delivered.delivery = *held;
            for (const auto& stamp : files.stamps) delivered.file_names.push_back(stamp.name);
            return delivered;
        }
    }
    reader.reset();

    progress.report("reading files", 0, 0);
    TRY(read_tables_of(files, pool));
    TRY(check_stop(progress));
    progress.report("understanding rows", 0, 0);
    intake::Understood understood = TRY(intake::understand(files.inputs, state.profile.settings, pool));
    files.inputs.clear();
    TRY(check_stop(progress));
    progress.report("comparing", 0, 0);

    // What is held is compared inside the transaction, so that nobody can write in between.
    auto transaction = TRY(ledger.begin_write({writer_of(request), clock.now()}));
    if (state.is_new) TRY(put_new_source(*transaction, state.source));
    DeliveryWriter writer(*transaction, state.profile, understood, pool, progress);
    TRY(writer.compare(request.removal));
    if (request.step == DeliverStep::Commit) TRY(writer.write(files.stamps));
    const DeliveryChange change = writer.change();
    if (request.step == DeliverStep::Commit) TRY(transaction->commit());

    Delivered delivered = answer_of(request, files, std::move(understood));
    delivered.end = request.step == DeliverStep::Commit ? DeliverEnd::Committed : DeliverEnd::Previewed;
    delivered.delivery = change.delivery;
    delivered.added = change.added;
    delivered.changed = change.changed;
    delivered.same = change.same;
    delivered.gone = change.gone;
    delivered.held_back = change.held_back;
    delivered.erased = change.erased;
    delivered.removals = change.removals;
    delivered.layout_version = change.layout_version;
    return delivered;
}

Result<std::vector<DeliverRequest>> read_manifest(const std::string& path) {
    const InputFile file = TRY(InputFile::open(path));
    const Json json = TRY(parse_json(file.text(), "manifest.malformed", path));
    const Error malformed =
        make_error(ErrorCode::InvalidInput, "manifest.malformed", "expected a list of `source` with `files`", path);
    if (!json.is_array()) return malformed;
    std::vector<DeliverRequest> requests;
    for (const Json& entry : json) {
        DeliverRequest request;
        request.source = SourceId(text_at(entry, "source"));
        request.folder = folder_of(path);
        request.files = texts_at(entry, "files");
        if (request.source.value().empty() || request.files.empty()) return malformed;
        requests.push_back(std::move(request));
    }
    return requests;
}

}  // namespace kith::service
