#pragma once

// A request as a route sees it: the parts of its address already decoded, the person asking already known. Values only,
// so that a test makes one without a socket.
//
// Not for reading the body: fields.h.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"

namespace kith::http {

enum class Method : std::uint8_t { Get, Post, Put, Delete };

std::string_view name_of(Method method);
std::optional<Method> method_of(std::string_view name);

/// The person asking, as the session says. What they may do is decided by the service, never here.
struct Viewer {
    UserId user;
    std::string role;
    MemberId member;
};

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

struct Request {
    Method method = Method::Get;
    std::string path;     // decoded, without the query
    NamedTexts params;    // of the path template: {person}
    NamedTexts query;     // decoded, in order
    NamedTexts headers;   // names in lower case
    std::string body;     // as it came
    std::string session;  // the session's token; empty when signed out
    std::string address;  // whence it comes; of the proxy's client where a proxy is trusted
    std::optional<Viewer> signed_in;
    bool is_secure = false;  // it came over TLS, here or at the proxy that is trusted

    /// The person asking. Only in routes for the signed in.
    const Viewer& viewer() const;
    const UserId& user() const { return viewer().user; }
    /// A part of the path by its name in the template.
    const std::string& param(std::string_view name) const;
    /// Empty when there is none.
    std::string_view header(std::string_view name) const;
};

}  // namespace kith::http
