#include "http/router.h"

#include <algorithm>

#include "http/address.h"

namespace kith::http {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    if (path.starts_with('/')) path.remove_prefix(1);
    while (true) {
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.push_back(path.substr(0, end));
        if (end == path.size()) return segments;
        path.remove_prefix(end + 1);
    }
}

bool is_param(std::string_view segment) {
    return segment.starts_with('{');
}

bool fits(std::string_view path_template, const std::vector<std::string_view>& segments) {
    const std::vector<std::string_view> parts = segments_of(path_template);
    if (parts.size() != segments.size()) return false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (is_param(parts[i]) ? segments[i].empty() : parts[i] != segments[i]) return false;
    }
    return true;
}

std::size_t params_in(std::string_view path_template) {
    return static_cast<std::size_t>(std::count(path_template.begin(), path_template.end(), '{'));
}

Result<NamedTexts> params_of(std::string_view path_template, const std::vector<std::string_view>& segments) {
    NamedTexts params;
    const std::vector<std::string_view> parts = segments_of(path_template);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!is_param(parts[i])) continue;
        std::optional<std::string> value = percent_decode(segments[i]);
        if (!value) return make_error(ErrorCode::NotFound, "request.path.malformed", "the address cannot be read");
        params.emplace_back(std::string(parts[i].substr(1, parts[i].size() - 2)), *std::move(value));
    }
    return params;
}

}  // namespace

void Router::add(Route route) {
    KITH_CHECK(route.handler != nullptr);
    for (const Route& held : routes_) {
        KITH_CHECK(held.operation != route.operation);
        KITH_CHECK(held.method != route.method || held.path != route.path);
    }
    routes_.push_back(route);
}

void Router::get(std::string_view path, std::string_view operation, Handler handler) {
    add({.method = Method::Get, .path = path, .operation = operation, .handler = handler, .carries = Carries::Nothing});
}

void Router::post(std::string_view path, std::string_view operation, Handler handler) {
    add({.method = Method::Post, .path = path, .operation = operation, .handler = handler});
}

void Router::put(std::string_view path, std::string_view operation, Handler handler) {
    add({.method = Method::Put, .path = path, .operation = operation, .handler = handler});
}

void Router::remove(std::string_view path, std::string_view operation, Handler handler) {
    add({.method = Method::Delete,
         .path = path,
         .operation = operation,
         .handler = handler,
         .carries = Carries::Nothing});
}

Result<Matched> Router::match(Method method, std::string_view path) const {
    const std::vector<std::string_view> segments = segments_of(path);
    bool is_path_known = false;
    const Route* best = nullptr;
    for (const Route& route : routes_) {
        if (!fits(route.path, segments)) continue;
        is_path_known = true;
        if (route.method != method) continue;
        // `/measures/overlap` before `/measures/{id}`.
        if (best == nullptr || params_in(route.path) < params_in(best->path)) best = &route;
    }
    if (best != nullptr) return Matched{best, TRY(params_of(best->path, segments))};
    if (is_path_known) {
        return make_error(ErrorCode::InvalidInput, "request.method", "this address does not take that method");
    }
    return make_error(ErrorCode::NotFound, "request.path.unknown", "there is nothing at this address");
}

}  // namespace kith::http
