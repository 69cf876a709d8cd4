#include "http/answer_headers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/bytes.h"
#include "crypto/hash.h"

namespace kith::http {
namespace {

using Header = std::pair<std::string_view, std::string_view>;

// Mantine sets styles on elements, so inline styles are allowed; inline scripts are not.
constexpr std::string_view kPagePolicy =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";
constexpr std::string_view kApiPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

constexpr std::array<Header, 6> kAlways = {{
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Frame-Options", "DENY"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
}};

constexpr std::size_t kTagBytes = 16;

const std::string* find_header(const Response& response, std::string_view name) {
    for (const auto& [held, value] : response.headers) {
        if (held == name) return &value;
    }
    return nullptr;
}

void add(Response& response, std::string_view name, std::string_view value) {
    if (find_header(response, name) == nullptr) response.headers.emplace_back(std::string(name), std::string(value));
}

std::string tag_of(std::string_view body) {
    const crypto::Hash hash = crypto::sha256(as_bytes(body));
    return "\"" + to_hex(ByteView(hash).first(kTagBytes)) + "\"";
}

/// Weak comparison of a list of tags, as If-None-Match asks for.
bool is_tag_in(std::string_view list, std::string_view tag) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        std::string_view one = list.substr(0, end);
        list.remove_prefix(std::min(end + 1, list.size()));
        while (one.starts_with(' ')) one.remove_prefix(1);
        while (one.ends_with(' ')) one.remove_suffix(1);
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == tag || one == "*") return true;
    }
    return false;
}

bool takes_gzip(std::string_view accept_encoding) {
    const std::size_t at = accept_encoding.find("gzip");
    return at != std::string_view::npos && !accept_encoding.substr(at).starts_with("gzip;q=0");
}

}  // namespace

void finish_headers(Response& response, const AskedHow& asked) {
    const bool is_page = response.type.starts_with("text/html");
    if (!response.type.empty()) add(response, "Content-Type", response.type);
    add(response, "Content-Security-Policy", is_page ? kPagePolicy : kApiPolicy);
    for (const auto& [name, value] : kAlways) add(response, name, value);
    if (asked.is_secure) add(response, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    add(response, "Cache-Control", "no-store");
    if (asked.is_api) add(response, "Vary", "Cookie");

    if (asked.method != "GET" || response.status != 200 || response.events) return;
    if (find_header(response, "ETag") == nullptr) add(response, "ETag", tag_of(response.body));
    if (!is_tag_in(asked.if_none_match, *find_header(response, "ETag"))) return;
    response.status = 304;
    response.body.clear();
}

Response page_response(const PageFile& file, std::string_view accept_encoding) {
    Response response;
    response.type = std::string(file.type);
    const bool is_packed = !file.gzip.empty() && takes_gzip(accept_encoding);
    response.body = std::string(is_packed ? file.gzip : file.bytes);
    if (is_packed) response.headers.emplace_back("Content-Encoding", "gzip");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    // One tag for each form of the file: `"1f...-gz"`.
    std::string tag(file.etag);
    if (is_packed) tag.insert(tag.size() - 1, "-gz");
    response.headers.emplace_back("ETag", tag);
    response.headers.emplace_back("Cache-Control", file.is_hashed ? "public, max-age=31536000, immutable" : "no-cache");
    return response;
}

}  // namespace kith::http
