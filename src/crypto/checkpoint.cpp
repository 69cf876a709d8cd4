#include "crypto/checkpoint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace kith::crypto {

namespace {

constexpr std::string_view kSignatureMark = "\xe2\x80\x94 ";  // em dash and space
constexpr std::byte kEd25519{1};
constexpr std::size_t kKeyHashBytes = 4;

std::array<std::byte, kKeyHashBytes> key_hash(std::string_view name, const PublicKey& key) {
    const Hash hash = sha256({as_bytes(name), as_bytes("\n"), ByteView(&kEd25519, 1), key});
    std::array<std::byte, kKeyHashBytes> first{};
    std::copy_n(hash.begin(), first.size(), first.begin());
    return first;
}

Error malformed(std::string what) {
    return make_error(ErrorCode::Corrupt, "crypto.checkpoint.malformed", std::move(what));
}

/// Takes the text up to the next newline; empty when there is none.
std::optional<std::string_view> take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    const bool has_leading_zero = text.size() > 1 && text.front() == '0';
    if (error != std::errc() || end != text.data() + text.size() || has_leading_zero) return std::nullopt;
    return size;
}

bool is_signed_by(std::string_view line, std::string_view body, std::string_view origin, const PublicKey& key) {
    if (!line.starts_with(kSignatureMark)) return false;
    line.remove_prefix(kSignatureMark.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || line.substr(0, space) != origin) return false;
    const auto blob = from_base64(line.substr(space + 1));
    // One spelling only: the unused bits before the padding must be zero.
    if (!blob || blob->size() != kKeyHashBytes + sizeof(Signature) || to_base64(*blob) != line.substr(space + 1)) {
        return false;
    }
    const auto expected = key_hash(origin, key);
    return std::equal(expected.begin(), expected.end(), blob->begin()) &&
           verify_signature(key, as_bytes(body), ByteView(*blob).subspan(kKeyHashBytes));
}

}  // namespace

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
    KITH_CHECK(!checkpoint.origin.empty() && checkpoint.origin.find_first_of(" \n+") == std::string::npos);
    std::string text = checkpoint.origin;
    text.append("\n")
        .append(std::to_string(checkpoint.size))
        .append("\n")
        .append(to_base64(checkpoint.root))
        .append("\n");
    const auto hash = key_hash(checkpoint.origin, key.public_key());
    Bytes blob(hash.begin(), hash.end());
    const Signature signature = key.sign(as_bytes(text));
    blob.insert(blob.end(), signature.begin(), signature.end());
    text.append("\n").append(kSignatureMark).append(checkpoint.origin).append(" ").append(to_base64(blob)).append("\n");
    return text;
}

Result<Checkpoint> verify_checkpoint(std::string_view text, std::string_view origin, const PublicKey& key) {
    std::string_view rest = text;
    const auto first = take_line(rest);
    const auto size_line = take_line(rest);
    const auto root_line = take_line(rest);
    if (!first || !size_line || !root_line) return malformed("expected origin, size and root lines");
    if (*first != origin) return malformed("expected the origin `" + std::string(origin) + "`");
    // Extension lines may follow up to the blank line; they are signed and otherwise unread.
    for (auto line = take_line(rest);; line = take_line(rest)) {
        if (!line) return malformed("expected a blank line before the signatures");
        if (line->empty()) break;
    }
    const std::string_view body = text.substr(0, text.size() - rest.size() - 1);
    const auto size = parse_size(*size_line);
    const auto root = from_base64(*root_line);
    if (!size || !root || root->size() != sizeof(Hash)) return malformed("expected a decimal size and a 32-byte root");
    for (auto line = take_line(rest); line; line = take_line(rest)) {
        if (!is_signed_by(*line, body, origin, key)) continue;
        Checkpoint checkpoint{std::string(origin), *size, {}};
        std::copy(root->begin(), root->end(), checkpoint.root.begin());
        return checkpoint;
    }
    return make_error(ErrorCode::Corrupt, "crypto.checkpoint.unsigned", "no signature of this log's key verifies");
}

}  // namespace kith::crypto
