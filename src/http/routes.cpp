#include "http/routes.h"

namespace kith::http {

Router all_routes() {
    Router router;
    return router;
}

}  // namespace kith::http
