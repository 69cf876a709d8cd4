#pragma once

// A list as every route answers it: {items, next_cursor, total}.

#include <cstddef>

#include <nlohmann/json_fwd.hpp>

#include "http/fields.h"

namespace kith::http {

/// `items` are those of this page only; `total` counts the whole list.
nlohmann::ordered_json list_page(nlohmann::ordered_json items, const PageAsked& asked, std::size_t total);

}  // namespace kith::http
