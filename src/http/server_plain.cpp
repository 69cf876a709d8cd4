#include "http/restinio_server.h"

namespace kith::http {
namespace {

struct PlainTraits : restinio::default_traits_t {
    static constexpr bool use_connection_count_limiter = true;  // NOLINT(readability-identifier-naming): the library's
};

}  // namespace

Result<std::unique_ptr<Server>> start_plain_server(const Service& service, const Listen& listen) {
    auto server = std::make_unique<RestinioServer<PlainTraits>>(service, 1);
    TRY(server->start(listen, [](auto&) {}));
    return std::unique_ptr<Server>(std::move(server));
}

}  // namespace kith::http
