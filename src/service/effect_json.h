#pragma once

// An effect as JSON, in the form of the interface (docs/openapi.json, EffectReport): the command line and the pages
// answer with the same text.

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "insight/effect.h"

namespace kith::service {

nlohmann::ordered_json effect_json(const insight::EffectReport& report);

/// The verdict as one sentence of plain English, with what failed in the same sentence.
std::string effect_sentence(const insight::EffectReport& report);

}  // namespace kith::service
