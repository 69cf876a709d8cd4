#pragma once

// One child's view in JSON and as a page of text.

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "service/show_child.h"

namespace kith::cli {

nlohmann::ordered_json child_json(const service::ChildView& view);
std::string child_text(const service::ChildView& view);

}  // namespace kith::cli
