#include "http/address.h"

#include <algorithm>

namespace kith::http {
namespace {

constexpr std::size_t kFieldsMax = 50;

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::string> unescape(std::string_view text, char space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == space) {
            out.push_back(' ');
        } else if (text[i] != '%') {
            out.push_back(text[i]);
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_value(text[i + 1]);
            const int low = hex_value(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        }
    }
    if (!is_clean_text(out, LineBreaks::Refused)) return std::nullopt;
    return out;
}

/// The length of the sequence that begins at `text[at]`, 0 when it is none (Unicode 15, table 3-7).
std::size_t sequence_bytes(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const auto is_tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return is_tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned low = first == 0xE0 ? 0xA0U : 0x80U;
        const unsigned high = first == 0xED ? 0x9FU : 0xBFU;
        return byte(1) >= low && byte(1) <= high && is_tail(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned low = first == 0xF0 ? 0x90U : 0x80U;
        const unsigned high = first == 0xF4 ? 0x8FU : 0xBFU;
        return byte(1) >= low && byte(1) <= high && is_tail(2) && is_tail(3) ? 4 : 0;
    }
    return 0;
}

}  // namespace

bool is_clean_text(std::string_view text, LineBreaks line_breaks) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t bytes = sequence_bytes(text, i);
        if (bytes == 0) return false;
        const auto c = static_cast<unsigned char>(text[i]);
        const bool is_break = c == '\n' || c == '\r' || c == '\t';
        if ((c < 0x20 || c == 0x7F) && !(is_break && line_breaks == LineBreaks::Allowed)) return false;
        i += bytes;
    }
    return true;
}

std::optional<std::string> percent_decode(std::string_view text) {
    return unescape(text, '\0');
}

Result<NamedTexts> parse_query(std::string_view query) {
    NamedTexts fields;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view field = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (field.empty()) continue;
        const std::size_t equals = std::min(field.find('='), field.size());
        std::optional<std::string> name = unescape(field.substr(0, equals), '+');
        std::optional<std::string> value = unescape(field.substr(std::min(equals + 1, field.size())), '+');
        if (!name || !value || fields.size() == kFieldsMax) {
            return make_error(ErrorCode::InvalidInput, "request.query.malformed", "the query cannot be read");
        }
        for (const auto& [held, _] : fields) {
            if (held == *name) {
                return make_error(ErrorCode::InvalidInput, "request.query.twice", "a field is in the query twice");
            }
        }
        fields.emplace_back(*std::move(name), *std::move(value));
    }
    return fields;
}

std::string_view cookie_in(std::string_view header, std::string_view name) {
    std::string_view found;
    while (!header.empty()) {
        const std::size_t end = std::min(header.find(';'), header.size());
        std::string_view pair = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
        // Two cookies of one name: somebody planted one, and nothing says which.
        if (!found.empty()) return {};
        found = pair.substr(equals + 1);
    }
    return found;
}

}  // namespace kith::http
