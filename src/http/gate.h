#pragma once

// From a request as it arrived to the answer that leaves, without sockets: address and size limits, who is signed in,
// same origin and CSRF, the route, the answer's headers, the log and the counters. Everything that must hold for every
// request holds here, so that no route can forget it.
//
// Safe from any number of threads. Not for what a viewer may do: service.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "http/allowance.h"
#include "http/limits.h"
#include "http/metrics.h"
#include "http/request_log.h"
#include "http/router.h"

namespace kith::http {

/// A request as the socket gave it.
struct Incoming {
    std::string method;
    std::string target;  // path and query, still encoded
    NamedTexts headers;  // names in lower case
    std::string body;
    std::string peer;  // address of the other end of the socket
};

/// Where answers leave the machine.
enum class Transport : std::uint8_t {
    Loopback,     // without TLS, to this machine only
    Tls,          // the server speaks TLS itself
    BehindProxy,  // a proxy speaks TLS and says so in X-Forwarded-Proto
};

class Gate {
  public:
    struct Options {
        Transport transport = Transport::Loopback;
        Limits limits;
        Logging logging = Logging::On;
        std::string version;
        std::function<std::size_t()> waiting;  // requests in the queue; may be empty
    };

    Gate(Context& context, const Router& router, Options options);

    /// Never fails: what cannot be answered is answered by a problem.
    Response answer(const Incoming& incoming);

    /// The server could not even queue it.
    Response turn_away(const Incoming& incoming);

    /// From now on new requests are turned away and connections end with their answer.
    void begin_stop() { is_stopping_ = true; }
    bool is_stopping() const { return is_stopping_; }

    /// The token of the request's session; empty where it has none.
    std::string_view session_of(const Incoming& incoming) const;
    /// Whether a stream that was opened for this session may go on.
    bool is_signed_in(const std::string& session) const;
    void close_stream() { streams_.fetch_sub(1); }

    const Limits& limits() const { return options_.limits; }
    Metrics& metrics() { return metrics_; }
    const RequestLog& log() const { return log_; }

  private:
    /// What is found out about a request on its way, for the log.
    struct Trace {
        std::string id;
        std::string operation = "none";
        std::string role;
        std::string error_id;
    };

    Result<Response> respond(const Incoming& incoming, Trace& trace);
    Result<Response> respond_api(const Incoming& incoming, std::string_view path, std::string_view query, Trace& trace);
    Result<Response> respond_page(const Incoming& incoming, std::string_view path, Trace& trace) const;
    Result<Response> health() const;
    Result<Response> metrics_page(const Incoming& incoming) const;
    Result<void> check_origin(const Request& request, const Route& route) const;
    Result<void> sign_in(Request& request, const Route& route, Trace& trace);
    Request request_of(const Incoming& incoming, Method method, std::string_view path) const;
    bool is_secure(const Incoming& incoming) const;
    std::string next_id();
    bool open_stream();

    Context& context_;
    const Router& router_;
    Options options_;
    Metrics metrics_;
    RequestLog log_;
    Allowances allowances_;
    std::atomic<bool> is_stopping_ = false;
    std::atomic<std::uint64_t> requests_ = 0;
    std::atomic<std::size_t> streams_ = 0;
    std::string start_;  // tells the request ids of one start from those of another
};

/// `__Host-kith` over TLS, else `kith`: browsers take the prefix with Secure only.
std::string_view session_cookie_name(bool is_secure);
/// The Set-Cookie header; an empty token takes the cookie away.
std::string session_cookie(const Request& request, std::string_view token);

}  // namespace kith::http
