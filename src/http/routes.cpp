#include "http/routes.h"

namespace kith::http {

Router all_routes() {
    Router router;
    add_session_routes(router);
    add_children_routes(router);
    add_deliveries_routes(router);
    add_reviews_routes(router);
    add_audit_routes(router);
    add_consents_routes(router);
    add_family_routes(router);
    add_govern_routes(router);
    add_insight_routes(router);
    return router;
}

}  // namespace kith::http
