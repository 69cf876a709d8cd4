#include "http/gate.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <nlohmann/json.hpp>

#include "base/random.h"
#include "http/address.h"
#include "http/answer_headers.h"
#include "http/pages.h"
#include "http/problem.h"
#include "service/sessions.h"

namespace kith::http {
namespace {

using std::chrono::steady_clock;

constexpr std::string_view kApi = "/api/v1";
constexpr std::string_view kSecureCookie = "__Host-kith";
constexpr std::string_view kLoopbackCookie = "kith";

std::string_view header_of(const Incoming& incoming, std::string_view name) {
    for (const auto& [held, value] : incoming.headers) {
        if (held == name) return value;
    }
    return {};
}

/// The last address of X-Forwarded-For: the one the trusted proxy added.
std::string_view last_of_list(std::string_view list) {
    const std::size_t comma = list.rfind(',');
    std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
    while (last.starts_with(' ')) last.remove_prefix(1);
    return last;
}

/// `https://a.example:8443` to `a.example:8443`.
std::string_view authority_of(std::string_view origin) {
    const std::size_t at = origin.find("://");
    return at == std::string_view::npos ? std::string_view() : origin.substr(at + 3);
}

Error cross_site() {
    return make_error(ErrorCode::Denied, "request.cross-site", "the request comes from another site");
}

Error too_large() {
    return make_error(ErrorCode::TooLarge, "request.too-large", "the request is too large");
}

bool is_loopback(std::string_view peer) {
    return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

Result<void> check_body(const Request& request, const Route& route, const Limits& limits) {
    if (request.body.empty()) return {};
    if (route.carries == Carries::Nothing) {
        return make_error(ErrorCode::InvalidInput, "request.body", "nothing was expected in the body");
    }
    const bool is_json = route.carries == Carries::Json;
    if (request.body.size() > (is_json ? limits.json_bytes_max : limits.part_bytes_max)) return too_large();
    const std::string_view type = request.header("content-type");
    const std::string_view expected = is_json ? "application/json" : "application/octet-stream";
    // A form of another site can send no such type without asking first.
    if (type.substr(0, type.find(';')) != expected) {
        return make_error(ErrorCode::InvalidInput, "request.content-type", "the body has another type",
                          std::string(expected));
    }
    return {};
}

}  // namespace

std::string_view session_cookie_name(bool is_secure) {
    return is_secure ? kSecureCookie : kLoopbackCookie;
}

std::string session_cookie(const Request& request, std::string_view token) {
    std::string cookie(session_cookie_name(request.is_secure));
    cookie.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Strict");
    if (request.is_secure) cookie += "; Secure";
    if (token.empty()) cookie += "; Max-Age=0";
    return cookie;
}

Gate::Gate(Context& context, const Router& router, Options options)
    : context_(context),
      router_(router),
      options_(std::move(options)),
      log_(context.clock, options_.logging),
      allowances_(options_.limits.requests_a_second, options_.limits.requests_at_once),
      start_(std::to_string(mix64(static_cast<std::uint64_t>(context.clock.now().unix_ms)) % 1'000'000)) {}

std::string Gate::next_id() {
    return start_ + "-" + std::to_string(requests_.fetch_add(1) + 1);
}

bool Gate::is_secure(const Incoming& incoming) const {
    if (options_.transport == Transport::Tls) return true;
    return options_.transport == Transport::BehindProxy && header_of(incoming, "x-forwarded-proto") == "https";
}

Response Gate::answer(const Incoming& incoming) {
    const auto began = steady_clock::now();
    metrics_.begin();
    Trace trace;
    trace.id = next_id();
    Result<Response> outcome = respond(incoming, trace);
    if (outcome.is_error()) trace.error_id = outcome.error().id;
    if (outcome.is_ok() && outcome->events && !open_stream()) {
        outcome = make_error(ErrorCode::Unavailable, "server.streams", "too many are listening", "10");
    }
    Response response = outcome.is_ok() ? std::move(outcome).value() : problem(outcome.error());
    finish_headers(response, {.is_api = incoming.target.starts_with("/api/"),
                              .is_secure = is_secure(incoming),
                              .if_none_match = header_of(incoming, "if-none-match"),
                              .method = incoming.method});
    response.headers.emplace_back("X-Request-Id", trace.id);
    if (is_stopping_) response.headers.emplace_back("Connection", "close");

    const double seconds = std::chrono::duration<double>(steady_clock::now() - began).count();
    metrics_.end(trace.operation, response.status, seconds);
    log_.write({.request = trace.id,
                .operation = trace.operation,
                .method = method_of(incoming.method) ? std::string_view(incoming.method) : std::string_view("other"),
                .status = response.status,
                .ms = seconds * 1000,
                .bytes = response.body.size(),
                .role = trace.role,
                .error_id = trace.error_id});
    return response;
}

Response Gate::turn_away(const Incoming& incoming) {
    Response response =
        problem(make_error(ErrorCode::Unavailable, "server.busy", "the server has too much to do", "2"));
    metrics_.begin();
    metrics_.end("none", response.status, 0);
    finish_headers(response, {.is_api = true, .is_secure = is_secure(incoming), .if_none_match = {}, .method = "GET"});
    return response;
}

Result<Response> Gate::respond(const Incoming& incoming, Trace& trace) {
    if (incoming.target.size() > options_.limits.target_bytes_max) return too_large();
    const std::string_view target = incoming.target;
    const std::size_t mark = std::min(target.find('?'), target.size());
    const std::string_view path = target.substr(0, mark);
    const std::string_view query = target.substr(std::min(mark + 1, target.size()));

    if (path == "/health" && incoming.method == "GET") {
        trace.operation = "getHealth";
        return health();
    }
    if (is_stopping_) return make_error(ErrorCode::Unavailable, "server.stopping", "the server is stopping", "5");
    if (path == "/metrics" && incoming.method == "GET") {
        trace.operation = "getMetrics";
        return metrics_page(incoming);
    }
    if (path == "/api" || path.starts_with("/api/")) {
        if (!path.starts_with(std::string(kApi) + "/")) {
            return make_error(ErrorCode::NotFound, "request.path.unknown", "there is nothing at this address");
        }
        return respond_api(incoming, path.substr(kApi.size()), query, trace);
    }
    return respond_page(incoming, path, trace);
}

Request Gate::request_of(const Incoming& incoming, Method method, std::string_view path) const {
    Request request;
    request.method = method;
    request.path = percent_decode(path).value_or(std::string());
    request.headers = incoming.headers;
    request.body = incoming.body;
    request.is_secure = is_secure(incoming);
    request.address = incoming.peer;
    const std::string_view forwarded = header_of(incoming, "x-forwarded-for");
    if (options_.transport == Transport::BehindProxy && !forwarded.empty()) request.address = last_of_list(forwarded);
    request.session = session_of(incoming);
    return request;
}

Result<Response> Gate::respond_api(const Incoming& incoming, std::string_view path, std::string_view query,
                                   Trace& trace) {
    if (path == "/openapi.json" && incoming.method == "GET") {
        trace.operation = "getDocument";
        return page_response(openapi_document(), header_of(incoming, "accept-encoding"));
    }
    const std::optional<Method> method = method_of(incoming.method);
    if (!method) return make_error(ErrorCode::InvalidInput, "request.method", "this method is not known here");
    Matched matched = TRY(router_.match(*method, path));
    const Route& route = *matched.route;
    trace.operation = route.operation;
    Request request = request_of(incoming, *method, path);
    request.params = std::move(matched.params);
    if (options_.transport == Transport::BehindProxy && !request.is_secure) {
        return make_error(ErrorCode::Denied, "request.not-secure", "the proxy took this request without TLS");
    }
    TRY(check_origin(request, route));
    TRY(sign_in(request, route, trace));
    TRY(check_body(request, route, options_.limits));
    request.query = TRY(parse_query(query));
    return route.handler(context_, request);
}

/// Fetch metadata says where a request comes from; browsers without it send Origin (W3C Fetch Metadata, section 2.3).
Result<void> Gate::check_origin(const Request& request, const Route& route) const {
    if (route.method == Method::Get) return {};
    const std::string_view site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin") return cross_site();
    const std::string_view origin = request.header("origin");
    if (!origin.empty() && authority_of(origin) != request.header("host")) return cross_site();
    return {};
}

Result<void> Gate::sign_in(Request& request, const Route& route, Trace& trace) {
    if (route.access == Access::Anyone) return {};
    KITH_CHECK(context_.sessions != nullptr);
    const service::SignedIn signed_in = TRY(context_.sessions->look_up(request.session));
    trace.role = signed_in.user.role;
    request.signed_in = Viewer{signed_in.user.id, signed_in.user.role, signed_in.user.member};
    if (route.method != Method::Get && !service::is_csrf(signed_in, request.header("x-kith-csrf"))) {
        return make_error(ErrorCode::Denied, "request.csrf", "the request does not carry the session's CSRF value");
    }
    const int wait_s = allowances_.take(request.session, steady_clock::now());
    if (wait_s > 0) {
        return make_error(ErrorCode::Unavailable, "request.too-often", "too many requests", std::to_string(wait_s));
    }
    return {};
}

Result<Response> Gate::respond_page(const Incoming& incoming, std::string_view path, Trace& trace) const {
    trace.operation = "page";
    if (incoming.method != "GET") {
        return make_error(ErrorCode::InvalidInput, "request.method", "this address does not take that method");
    }
    const std::string_view encodings = header_of(incoming, "accept-encoding");
    const PageFile* file = find_page(path);
    if (file != nullptr) {
        if (file->is_hashed) trace.operation = "asset";
        return page_response(*file, encodings);
    }
    // A missing asset is no page: an old tab asks for files of an older program.
    if (path.starts_with("/assets/") || path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos) {
        return make_error(ErrorCode::NotFound, "request.path.unknown", "there is nothing at this address");
    }
    return page_response(front_page(), encodings);
}

Result<Response> Gate::health() const {
    Result<std::unique_ptr<ledger::Reader>> reader = context_.ledger.begin_read();
    const bool is_ledger_well = reader.is_ok() && reader.value()->epoch().is_ok();
    Response response = ok({{"status", is_stopping_ ? "stopping" : "ok"},
                            {"ledger", is_ledger_well ? "ok" : "unavailable"},
                            {"version", options_.version}});
    if (is_stopping_ || !is_ledger_well) response.status = 503;
    return response;
}

Result<Response> Gate::metrics_page(const Incoming& incoming) const {
    // For the machine's own collector: what passes a proxy comes from outside.
    if (!is_loopback(incoming.peer) || !header_of(incoming, "x-forwarded-for").empty()) {
        return make_error(ErrorCode::NotFound, "request.path.unknown", "there is nothing at this address");
    }
    const std::unique_ptr<ledger::Reader> reader = TRY(context_.ledger.begin_read());
    Metrics::Gauges gauges;
    gauges.waiting = options_.waiting ? options_.waiting() : 0;
    gauges.streams = streams_.load();
    gauges.counts = TRY(reader->counts());
    Response response;
    response.type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = metrics_.text(gauges);
    return response;
}

std::string_view Gate::session_of(const Incoming& incoming) const {
    return cookie_in(header_of(incoming, "cookie"), session_cookie_name(is_secure(incoming)));
}

bool Gate::is_signed_in(const std::string& session) const {
    return context_.sessions != nullptr && context_.sessions->look_up(session).is_ok();
}

bool Gate::open_stream() {
    if (streams_.fetch_add(1) < options_.limits.streams_max) return true;
    streams_.fetch_sub(1);
    return false;
}

}  // namespace kith::http
