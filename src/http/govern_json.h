#pragma once

// What routes_govern.cpp answers, as JSON in the shapes of docs/openapi.json.

#include <nlohmann/json_fwd.hpp>

#include "service/benefit.h"
#include "service/engagement.h"
#include "service/home.h"
#include "service/motions.h"
#include "service/readiness.h"

namespace kith::http {

nlohmann::ordered_json motion_json(const service::MotionView& view);
nlohmann::ordered_json register_json(const service::RegisterView& view);
nlohmann::ordered_json prospect_json(const service::ProspectView& view);
nlohmann::ordered_json readiness_json(const service::ReadinessLine& line);
nlohmann::ordered_json benefit_json(const service::Benefit& benefit);
nlohmann::ordered_json home_json(const service::Home& home);

}  // namespace kith::http
