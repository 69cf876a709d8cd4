#pragma once

// A child's page and the roster as the API says them (docs/openapi.json).

#include <nlohmann/json_fwd.hpp>

#include "service/find_child.h"
#include "service/roster.h"
#include "service/show_child.h"

namespace kith::http {

nlohmann::ordered_json child_json(const service::ChildView& view);
nlohmann::ordered_json step_json(const service::NextStep& step);
nlohmann::ordered_json roster_row_json(const service::RosterRow& row);
nlohmann::ordered_json found_json(const service::Found& found);

}  // namespace kith::http
