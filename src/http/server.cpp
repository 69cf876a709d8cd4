#include "http/server.h"

namespace kith::http {

Result<std::unique_ptr<Server>> start_server(const Service& service, const Listen& listen) {
    return listen.is_tls() ? start_tls_server(service, listen) : start_plain_server(service, listen);
}

}  // namespace kith::http
