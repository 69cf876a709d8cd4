#pragma once

// Every group of routes. One file each: routes_<group>.cpp.

#include "http/router.h"

namespace kith::http {

void add_session_routes(Router& router);
void add_children_routes(Router& router);
void add_deliveries_routes(Router& router);
void add_reviews_routes(Router& router);
void add_family_routes(Router& router);
void add_consents_routes(Router& router);
void add_audit_routes(Router& router);
void add_insight_routes(Router& router);
void add_govern_routes(Router& router);

/// All of them.
Router all_routes();

}  // namespace kith::http
