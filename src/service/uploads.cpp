#include "service/uploads.h"

#include <algorithm>

#include "service/json.h"
#include "service/standing.h"

namespace kith::service {
namespace {

constexpr std::string_view kDrawer = "upload";
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kUnfinishedMs = 7 * kDayMs;
constexpr std::int64_t kDoneMs = 14 * kDayMs;  // for the fix-it sheet and for reading again
constexpr std::size_t kOpenUploadsMax = 20;    // of one user

Error unknown_upload() {
    return make_error(ErrorCode::NotFound, "upload.unknown", "there is no such upload");
}

UploadState state_named(const std::string& word) {
    for (const UploadState state :
         {UploadState::Receiving, UploadState::Ready, UploadState::Working, UploadState::Done}) {
        if (word == name_of(state)) return state;
    }
    return UploadState::Failed;
}

std::string text_of(const StoredUpload& stored) {
    const Upload& upload = stored.upload;
    Json files = Json::array();
    for (std::size_t i = 0; i < upload.files.size(); ++i) {
        const UploadFile& file = upload.files[i];
        files.push_back({{"name", file.name},
                         {"bytes", file.bytes},
                         {"received", file.received},
                         {"stored", stored.spooled[i].stored_bytes},
                         {"blocks", stored.spooled[i].blocks}});
    }
    Json json{{"id", upload.id},
              {"source", upload.source.value()},
              {"user", upload.user.value()},
              {"state", std::string(name_of(upload.state))},
              {"files", std::move(files)},
              {"preview", upload.preview},
              {"begun_ms", upload.begun_at.unix_ms},
              {"key", to_base64(stored.key.view())}};
    if (upload.job) json["job"] = *upload.job;
    if (upload.delivery) json["delivery"] = upload.delivery->value();
    return dump_json(json);
}

Result<StoredUpload> read_stored(const ledger::Item& item) {
    const Error malformed = make_error(ErrorCode::Corrupt, "upload.malformed", "an upload's entry cannot be read");
    const auto parsed = parse_json(item.value, "upload.malformed", "");
    if (parsed.is_error()) return malformed;
    const Json& json = parsed.value();
    const auto key = from_base64(text_at(json, "key"));
    if (!key || key->size() != crypto::Key::kSize) return malformed;
    StoredUpload stored;
    stored.key = crypto::Key(std::span<const std::byte, crypto::Key::kSize>(key->data(), crypto::Key::kSize));
    Upload& upload = stored.upload;
    upload.id = text_at(json, "id");
    upload.source = SourceId(text_at(json, "source"));
    upload.user = UserId(text_at(json, "user"));
    upload.state = state_named(text_at(json, "state"));
    upload.preview = text_at(json, "preview");
    upload.begun_at = Instant{number_at(json, "begun_ms", 0)};
    if (const std::string job = text_at(json, "job"); !job.empty()) upload.job = job;
    if (const auto delivery = number_at(json, "delivery", 0); delivery > 0) {
        upload.delivery = DeliveryId(static_cast<std::uint64_t>(delivery));
    }
    for (const Json& file : list_at(json, "files")) {
        const auto number = [&file](std::string_view key_name) {
            return static_cast<std::uint64_t>(number_at(file, key_name, 0));
        };
        const auto index = static_cast<std::uint32_t>(stored.spooled.size());
        upload.files.push_back({text_at(file, "name"), number("bytes"), number("received")});
        stored.spooled.push_back({upload.id, index, number("stored"), number("blocks")});
    }
    return stored;
}

Result<void> check_asked(const UploadAsked& asked) {
    if (asked.files.empty()) {
        return make_error(ErrorCode::InvalidInput, "upload.no-files", "expected at least one file");
    }
    if (asked.files.size() > kUploadFilesMax) {
        return make_error(ErrorCode::TooLarge, "upload.too-many", "expected at most 200 files");
    }
    std::uint64_t total = 0;
    for (const UploadFile& file : asked.files) {
        const bool is_name = !file.name.empty() && file.name.size() <= 255 && file.name != "." && file.name != ".." &&
                             file.name.find_first_of(std::string_view("/\\\0\r\n", 5)) == std::string::npos;
        if (!is_name) {
            return make_error(ErrorCode::InvalidInput, "upload.file-name", "expected a file name without folders");
        }
        if (file.bytes > kUploadBytesMax || (total += file.bytes) > kUploadBytesMax) {
            return make_error(ErrorCode::TooLarge, "upload.too-large", "expected at most 4 GiB in one upload");
        }
    }
    return {};
}

bool is_complete(const Upload& upload) {
    return std::all_of(upload.files.begin(), upload.files.end(),
                       [](const UploadFile& file) { return file.received == file.bytes; });
}

}  // namespace

std::string_view name_of(UploadState state) {
    switch (state) {
        case UploadState::Receiving:
            return "receiving";
        case UploadState::Ready:
            return "ready";
        case UploadState::Working:
            return "working";
        case UploadState::Done:
            return "done";
        case UploadState::Failed:
            return "failed";
    }
    return "failed";
}

std::mutex& Uploads::lock_of(const std::string& id) {
    return locks_[std::hash<std::string>{}(id) % locks_.size()];
}

Result<StoredUpload> Uploads::stored(ledger::Reader& reader, const std::string& id) {
    const auto item = TRY(reader.item(kDrawer, id));
    if (!item) return unknown_upload();
    return read_stored(*item);
}

Result<std::optional<StoredUpload>> Uploads::stored_of(ledger::Reader& reader, DeliveryId delivery) {
    std::optional<StoredUpload> found;
    const std::vector<ledger::Item> items = TRY(reader.items(kDrawer));
    for (const ledger::Item& item : items) {
        StoredUpload stored = TRY(read_stored(item));
        if (stored.upload.delivery == delivery) found = std::move(stored);
    }
    return found;
}

Result<void> Uploads::store(ledger::Transaction& transaction, const StoredUpload& stored) const {
    const std::int64_t kept_ms = stored.upload.state == UploadState::Done ? kDoneMs : kUnfinishedMs;
    return transaction.put_item(kDrawer, stored.upload.id, text_of(stored), Instant{clock_.now().unix_ms + kept_ms});
}

Result<Upload> Uploads::begin(const UserId& viewer, const UploadAsked& asked) {
    TRY(check_asked(asked));
    const auto transaction = TRY(ledger_.begin_write({viewer, clock_.now()}));
    const Standing standing = TRY(standing_of(*transaction, viewer, clock_.now()));
    TRY(require_source(*transaction, standing, asked.source));
    std::size_t open = 0;
    const std::vector<ledger::Item> items = TRY(transaction->items(kDrawer));
    for (const ledger::Item& item : items) {
        const StoredUpload other = TRY(read_stored(item));
        open += other.upload.user == viewer && other.upload.state != UploadState::Done ? 1U : 0U;
    }
    if (open >= kOpenUploadsMax) {
        return make_error(ErrorCode::TooLarge, "upload.too-many", "drop one of the unfinished uploads first");
    }
    StoredUpload stored;
    stored.key = crypto::Key::random();
    Upload& upload = stored.upload;
    upload.id = to_hex(crypto::SecretArray<16>::random().view());
    upload.source = asked.source;
    upload.user = viewer;
    upload.begun_at = clock_.now();
    for (const UploadFile& file : asked.files) {
        stored.spooled.push_back({upload.id, static_cast<std::uint32_t>(upload.files.size()), 0, 0});
        upload.files.push_back({file.name, file.bytes, 0});
    }
    if (is_complete(upload)) upload.state = UploadState::Ready;
    TRY(store(*transaction, stored));
    TRY(transaction->commit());
    return upload;
}

Result<Upload> Uploads::put_part(const UserId& viewer, const std::string& id, std::uint32_t index, std::uint64_t offset,
                                 ByteView part) {
    if (part.size() > kPartBytesMax) {
        return make_error(ErrorCode::TooLarge, "upload.part-too-large", "expected parts of at most 8 MiB");
    }
    const std::lock_guard lock(lock_of(id));
    StoredUpload stored;
    {
        const auto reader = TRY(ledger_.begin_read());
        stored = TRY(Uploads::stored(*reader, id));
        const Standing standing = TRY(standing_of(*reader, viewer, clock_.now()));
        TRY(require_source(*reader, standing, stored.upload.source));
    }
    Upload& upload = stored.upload;
    if (upload.user != viewer) return unknown_upload();
    if (index >= upload.files.size()) {
        return make_error(ErrorCode::NotFound, "upload.no-such-file", "the upload has no such file");
    }
    UploadFile& file = upload.files[index];
    if (offset > file.bytes || part.size() > file.bytes - offset) {
        return make_error(ErrorCode::InvalidInput, "upload.beyond-end", "the part lies beyond the end of the file");
    }
    if (offset + part.size() <= file.received) return upload;  // sent again
    if (upload.state != UploadState::Receiving) {
        return make_error(ErrorCode::Conflict, "upload.not-receiving", "the upload is complete");
    }
    if (offset > file.received) {
        return make_error(ErrorCode::Conflict, "upload.offset", "a part before this one is missing",
                          std::to_string(file.received));
    }
    const ByteView fresh = part.subspan(file.received - offset);
    stored.spooled[index] = TRY(spool_.append(stored.spooled[index], crypto::SealingKey(stored.key), fresh));
    file.received += fresh.size();
    if (is_complete(upload)) upload.state = UploadState::Ready;
    const auto transaction = TRY(ledger_.begin_write({viewer, clock_.now()}));
    TRY(store(*transaction, stored));
    TRY(transaction->commit());
    return upload;
}

Result<Upload> Uploads::find(const UserId& viewer, const std::string& id) {
    const auto reader = TRY(ledger_.begin_read());
    TRY(standing_of(*reader, viewer, clock_.now()));
    StoredUpload stored = TRY(Uploads::stored(*reader, id));
    if (stored.upload.user != viewer) return unknown_upload();
    return std::move(stored.upload);
}

Result<std::vector<Upload>> Uploads::list(const UserId& viewer) {
    const auto reader = TRY(ledger_.begin_read());
    TRY(standing_of(*reader, viewer, clock_.now()));
    std::vector<Upload> own;
    const std::vector<ledger::Item> items = TRY(reader->items(kDrawer));
    for (const ledger::Item& item : items) {
        StoredUpload stored = TRY(read_stored(item));
        const bool is_open = stored.upload.user == viewer && stored.upload.state != UploadState::Done;
        if (is_open) own.push_back(std::move(stored.upload));
    }
    return own;
}

Result<void> Uploads::drop(const UserId& viewer, const std::string& id) {
    const std::lock_guard lock(lock_of(id));
    const auto transaction = TRY(ledger_.begin_write({viewer, clock_.now()}));
    TRY(standing_of(*transaction, viewer, clock_.now()));
    const StoredUpload stored = TRY(Uploads::stored(*transaction, id));
    if (stored.upload.user != viewer) return unknown_upload();
    if (stored.upload.state == UploadState::Working) {
        return make_error(ErrorCode::Conflict, "upload.working", "the upload is being worked on");
    }
    TRY(transaction->remove_item(kDrawer, id));
    TRY(transaction->commit());
    remove_files(stored);
    return {};
}

Result<std::vector<Bytes>> Uploads::read_files(const StoredUpload& stored) const {
    const crypto::SealingKey key(stored.key);
    std::vector<Bytes> files;
    for (std::size_t i = 0; i < stored.spooled.size(); ++i) {
        files.push_back(TRY(spool_.read(stored.spooled[i], key, stored.upload.files[i].bytes)));
    }
    return files;
}

void Uploads::remove_files(const StoredUpload& stored) const {
    spool_.remove(stored.upload.id, static_cast<std::uint32_t>(stored.spooled.size()));
}

Result<void> Uploads::tidy() {
    const auto transaction = TRY(ledger_.begin_write({UserId("operator"), clock_.now()}));
    TRY(transaction->drop_expired_items(clock_.now()));
    std::set<std::string> living;
    const std::vector<ledger::Item> items = TRY(transaction->items(kDrawer));
    for (const ledger::Item& item : items) living.insert(TRY(read_stored(item)).upload.id);
    spool_.sweep(living);  // inside the transaction: nobody begins an upload meanwhile
    return transaction->commit();
}

}  // namespace kith::service
