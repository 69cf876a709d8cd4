#include <restinio/all.hpp>
#include <restinio/tls.hpp>

#include "http/restinio_server.h"

namespace kith::http {
namespace {

namespace ssl = restinio::asio_ns::ssl;

struct TlsTraits : restinio::tls_traits_t<restinio::asio_timer_manager_t, restinio::null_logger_t> {
    static constexpr bool use_connection_count_limiter = true;  // NOLINT(readability-identifier-naming): the library's
};

// Handshakes cost a thread milliseconds; two of them keep the others going.
constexpr unsigned kThreads = 2;

/// TLS 1.2 and 1.3 with the ciphers of OpenSSL's security level 2.
Result<ssl::context> tls_context(const Listen& listen) {
    try {
        ssl::context context(ssl::context::tls_server);
        context.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                            ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1 | ssl::context::single_dh_use);
        context.use_certificate_chain_file(listen.tls_certificate_file);
        context.use_private_key_file(listen.tls_key_file, ssl::context::pem);
        return context;
    } catch (const std::exception&) {
        return make_error(ErrorCode::InvalidInput, "server.tls", "the certificate and its key cannot be used",
                          listen.tls_certificate_file);
    }
}

}  // namespace

Result<std::unique_ptr<Server>> start_tls_server(const Service& service, const Listen& listen) {
    ssl::context context = TRY(tls_context(listen));
    auto server = std::make_unique<RestinioServer<TlsTraits>>(service, kThreads);
    TRY(server->start(listen, [&](auto& settings) { settings.tls_context(std::move(context)); }));
    return std::unique_ptr<Server>(std::move(server));
}

}  // namespace kith::http
