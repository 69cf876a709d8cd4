#include "crypto/keys.h"

#include <algorithm>
#include <cerrno>
#include <string>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/hash.h"
#include "crypto/octets.h"
#include "crypto/sodium.h"

namespace kith::crypto {

namespace {

constexpr std::string_view kMagic = "kith-key-1 ";
constexpr std::size_t kKeyFileBytesMax = 256;

class File {
  public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int descriptor() const { return descriptor_; }
    bool is_open() const { return descriptor_ >= 0; }

  private:
    int descriptor_;
};

Error malformed(const std::filesystem::path& path) {
    return make_error(ErrorCode::InvalidInput, "crypto.key-file.malformed",
                      "expected one line `kith-key-1 <base64 of 32 bytes>`", path.string());
}

bool write_all(const File& file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(file.descriptor(), text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file.descriptor()) == 0;
}

}  // namespace

Result<Key> create_key_file(const std::filesystem::path& path) {
    const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.is_open() && errno == EEXIST) {
        return make_error(ErrorCode::Conflict, "crypto.key-file.exists", "a key file is never overwritten",
                          path.string());
    }
    const Key key = Key::random();
    std::string line = std::string(kMagic) + to_base64(key.view()) + "\n";
    const bool is_written = file.is_open() && write_all(file, line);
    wipe(std::as_writable_bytes(std::span(line.data(), line.size())));
    if (!is_written) {
        if (file.is_open()) ::unlink(path.c_str());
        return make_error(ErrorCode::Unavailable, "crypto.key-file.unwritable", "the key file could not be written",
                          path.string());
    }
    return key;
}

Result<Key> read_key_file(const std::filesystem::path& path) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (!file.is_open() || ::fstat(file.descriptor(), &status) != 0) {
        return make_error(ErrorCode::NotFound, "crypto.key-file.missing", "there is no readable key file",
                          path.string());
    }
    if ((status.st_mode & 077) != 0) {
        return make_error(ErrorCode::Denied, "crypto.key-file.exposed",
                          "others may read the key file; expected permissions 0600", path.string());
    }
    SecretBytes text(kKeyFileBytesMax);
    const ssize_t size = ::read(file.descriptor(), text.bytes().data(), text.size());
    if (size < 0) return malformed(path);
    std::string_view line = as_text(text.view().first(static_cast<std::size_t>(size)));
    if (!line.starts_with(kMagic)) return malformed(path);
    line.remove_prefix(kMagic.size());
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    auto bytes = from_base64(line);
    if (!bytes || bytes->size() != Key::kSize) return malformed(path);
    Key key{std::span<const std::byte, Key::kSize>(*bytes)};
    wipe(*bytes);
    return key;
}

Result<Key> key_from_passphrase(std::string_view passphrase, const Salt& salt, const PassphraseCost& cost) {
    start_sodium();
    if (passphrase.empty()) {
        return make_error(ErrorCode::InvalidInput, "crypto.passphrase.empty", "the passphrase is empty");
    }
    static_assert(sizeof(Salt) == crypto_pwhash_argon2id_SALTBYTES);
    Key key;
    if (crypto_pwhash_argon2id(octets(key.bytes().data()), Key::kSize, passphrase.data(), passphrase.size(),
                               octets(salt.data()), cost.passes, cost.memory_bytes,
                               crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0) {
        return make_error(ErrorCode::Unavailable, "crypto.passphrase.cost",
                          "the key could not be derived: parameters refused or not enough memory");
    }
    return key;
}

Key subkey(const Key& parent, std::string_view label) {
    const auto bytes = hkdf_sha256(parent.view(), {}, as_bytes(label), Key::kSize);
    return Key{std::span<const std::byte, Key::kSize>(bytes->view())};
}

}  // namespace kith::crypto
