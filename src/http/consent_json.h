#pragma once

// Consents, authorities and decisions as JSON in the shapes of docs/openapi.json, and the terms of a consent read from
// a request. Shared by routes_family.cpp and routes_consents.cpp.

#include <optional>

#include <nlohmann/json_fwd.hpp>

#include "base/civil_date.h"
#include "consent/decide.h"
#include "http/fields.h"
#include "service/consent_view.h"

namespace kith::http {

nlohmann::ordered_json consent_json(const service::ConsentView& view);
nlohmann::ordered_json answer_json(const consent::Answer& answer);
/// Null where there is none.
nlohmann::ordered_json date_json(const std::optional<CivilDate>& date);

service::ConsentTerms terms_of(BodyFields& body);
service::GiveEffect effect_of(BodyFields& body);

}  // namespace kith::http
