#pragma once

// The listening socket: requests in, answers out, streams for as long as somebody listens. What an answer is, is the
// gate's; which thread makes it, the workers'. RESTinio stands behind it, in server_plain.cpp and server_tls.cpp only.

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/gate.h"
#include "http/streams.h"
#include "http/workers.h"

namespace kith::http {

struct Listen {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: any that is free
    std::string tls_certificate_file;
    std::string tls_key_file;

    bool is_tls() const { return !tls_certificate_file.empty(); }
};

class Server {
  public:
    virtual ~Server() = default;
    virtual std::uint16_t port() const = 0;
    /// New connections are refused; requests under way go on.
    virtual void stop_accepting() = 0;
    /// Closes what is still open and ends the threads.
    virtual void stop() = 0;
};

/// Where requests go. All of it outlives the server.
struct Service {
    Gate& gate;
    Workers& workers;
    Streams& streams;
};

/// Errors: server.address (the port is taken, no such address), server.tls (a certificate that cannot be used).
Result<std::unique_ptr<Server>> start_server(const Service& service, const Listen& listen);

Result<std::unique_ptr<Server>> start_plain_server(const Service& service, const Listen& listen);
Result<std::unique_ptr<Server>> start_tls_server(const Service& service, const Listen& listen);

}  // namespace kith::http
