#include "ledger/sqlite_open.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "ledger/schema.h"

namespace kith::ledger {

namespace {

constexpr std::string_view kMagic = std::string_view("SQLite format 3\0", 16);
constexpr std::size_t kApplicationIdOffset = 68;  // of the file's header, big-endian (sqlite.org/fileformat2.html 1.3)
constexpr std::uint64_t kHeaderBytes = 100;

Error key_missing(std::string message, std::string where = {}) {
    return make_error(ErrorCode::Unauthenticated, "ledger.key.missing", std::move(message), std::move(where));
}

Error key_wrong() {
    return make_error(ErrorCode::Unauthenticated, "ledger.key.wrong", "this key does not open this ledger");
}

Result<crypto::Key> key_of(const KeyFile& file) {
    auto key = crypto::read_key_file(file.path);
    if (key.is_ok()) return key;
    if (key.error().id == "crypto.key-file.missing") return key_missing("there is no key file", file.path.string());
    if (key.error().id == "crypto.key-file.malformed") return key_wrong();
    return key;
}

Result<crypto::Key> key_of(const Passphrase& passphrase, const crypto::Salt& salt, const crypto::PassphraseCost& cost) {
    if (passphrase.text.empty()) return key_missing("the passphrase is empty");
    return crypto::key_from_passphrase(passphrase.text, salt, cost);
}

Place root_place() {
    return place_of(Field::RootKey, std::uint64_t{0});
}

}  // namespace

bool has_ledger_header(const std::filesystem::path& path) {
    std::array<char, kHeaderBytes> header{};
    std::ifstream file(path, std::ios::binary);
    if (!file.read(header.data(), header.size())) return false;
    std::uint32_t application = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        application = application << 8 | static_cast<unsigned char>(header[kApplicationIdOffset + i]);
    }
    return std::string_view(header.data(), kMagic.size()) == kMagic && application == kApplicationId;
}

Result<std::unique_ptr<Database>> open_database(const std::filesystem::path& path, const SqliteOptions& options) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        return make_error(ErrorCode::NotFound, "ledger.file.missing", "there is no ledger here", path.string());
    }
    if (!has_ledger_header(path)) {
        return make_error(ErrorCode::InvalidInput, "ledger.file.not-a-ledger", "the file is not a Kith ledger",
                          path.string());
    }
    auto database = TRY(Database::open(path, {OpenMode::Existing, options.wait_ms_max, options.pages_max}));
    TRY(migrate(*database));
    return database;
}

Result<std::string> read_meta(Database& database, const char* name) {
    std::string value;
    TRY(database.each(
        "SELECT value FROM meta WHERE name = ?1",
        [&value](Query& row) -> Result<void> {
            value = row.text(0);
            return {};
        },
        std::string_view(name)));
    return value;
}

Result<void> write_meta(Database& database, const char* name, std::string_view value) {
    return database.run("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)", std::string_view(name), value);
}

Result<crypto::Key> create_root(Database& database, const KeySource& source) {
    crypto::Key key;
    if (const auto* const file = std::get_if<KeyFile>(&source)) {
        std::error_code error;
        key = TRY(std::filesystem::exists(file->path, error) ? key_of(*file) : crypto::create_key_file(file->path));
        TRY(write_meta(database, "kdf", "file"));
    } else {
        const auto& passphrase = std::get<Passphrase>(source);
        crypto::Salt salt{};
        crypto::fill_random(salt);
        key = TRY(key_of(passphrase, salt, passphrase.cost));
        TRY(write_meta(database, "kdf", "argon2id"));
        TRY(write_meta(database, "kdf_salt", to_hex(salt)));
        TRY(write_meta(database, "kdf_memory_bytes", std::to_string(passphrase.cost.memory_bytes)));
        TRY(write_meta(database, "kdf_passes", std::to_string(passphrase.cost.passes)));
    }
    crypto::Key root = crypto::Key::random();
    const Bytes wrapped = wrap(crypto::SealingKey(std::move(key)), root, root_place());
    TRY(write_meta(database, "root", to_hex(wrapped)));
    return root;
}

Result<crypto::Key> open_root(Database& database, const KeySource& source) {
    const std::string kdf = TRY(read_meta(database, "kdf"));
    crypto::Key key;
    if (const auto* const file = std::get_if<KeyFile>(&source)) {
        key = TRY(key_of(*file));
        if (kdf != "file") return key_wrong();
    } else {
        const auto& passphrase = std::get<Passphrase>(source);
        if (passphrase.text.empty()) return key_missing("the passphrase is empty");
        if (kdf != "argon2id") return key_wrong();
        const auto salt_bytes = from_hex(TRY(read_meta(database, "kdf_salt")));
        const std::int64_t memory =
            TRY(database.number("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'kdf_memory_bytes'")).value_or(0);
        const std::int64_t passes =
            TRY(database.number("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'kdf_passes'")).value_or(0);
        crypto::Salt salt{};
        if (!salt_bytes || salt_bytes->size() != salt.size()) {
            return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "the passphrase's salt is damaged");
        }
        std::copy(salt_bytes->begin(), salt_bytes->end(), salt.begin());
        key = TRY(key_of(passphrase, salt, {static_cast<std::uint64_t>(memory), static_cast<std::uint64_t>(passes)}));
    }
    const auto wrapped = from_hex(TRY(read_meta(database, "root")));
    if (!wrapped) return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "the wrapped root key is damaged");
    auto root = unwrap(crypto::SealingKey(std::move(key)), *wrapped, root_place());
    if (root.is_error() && root.error().id == "crypto.envelope.other-key") return key_wrong();
    if (root.is_error()) {
        return make_error(ErrorCode::Corrupt, "ledger.file.corrupt", "the wrapped root key is damaged");
    }
    return root;
}

}  // namespace kith::ledger
