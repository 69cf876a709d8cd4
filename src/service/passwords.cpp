#include "service/passwords.h"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace kith::service {
namespace {

std::string in_lower_case(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

std::unordered_set<std::string_view> read_common() {
    std::unordered_set<std::string_view> common;
    std::string_view rest = kCommonPasswords;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        common.insert(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return common;
}

/// Continuation bytes of UTF-8 are no characters of their own.
std::size_t characters_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

bool is_common_password(std::string_view password) {
    static const std::unordered_set<std::string_view> kCommon = read_common();
    return kCommon.contains(in_lower_case(password));
}

Result<void> check_password(std::string_view password, std::string_view user) {
    if (characters_of(password) < kPasswordCharactersMin) {
        return make_error(ErrorCode::InvalidInput, "password.short", "expected at least 8 characters", "password");
    }
    if (password.size() > kPasswordBytesMax) {
        return make_error(ErrorCode::InvalidInput, "password.long", "expected at most 1000 bytes", "password");
    }
    if (is_common_password(password) || in_lower_case(password) == in_lower_case(user)) {
        return make_error(ErrorCode::InvalidInput, "password.common",
                          "this is one of the first passwords anybody would try", "password");
    }
    return {};
}

}  // namespace kith::service
