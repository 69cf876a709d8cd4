#pragma once

// What a finished job answers, as JSON: kept in the ledger and sent to the page that asked (docs/openapi.json).
// Counts and places only: no cell of anybody's file.

#include <optional>
#include <string>

#include "service/deliver.h"
#include "service/link_records.h"

namespace kith::service {

std::string delivered_json(const Delivered& delivered);
std::string linked_json(const Linked& linked);

/// The delivery that `delivered_json` text names, where there is one.
std::optional<DeliveryId> delivery_of(const std::string& json);
/// Whether anything in the files was held back or corrected.
bool has_problems(const std::string& json);

}  // namespace kith::service
