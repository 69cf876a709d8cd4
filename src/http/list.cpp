#include "http/list.h"

#include <nlohmann/json.hpp>

namespace kith::http {

nlohmann::ordered_json list_page(nlohmann::ordered_json items, const PageAsked& asked, std::size_t total) {
    const std::size_t next = asked.from + items.size();
    nlohmann::ordered_json page;
    page["items"] = items.is_null() ? nlohmann::ordered_json::array() : std::move(items);
    page["next_cursor"] = next < total ? nlohmann::ordered_json(std::to_string(next)) : nlohmann::ordered_json();
    page["total"] = total;
    return page;
}

}  // namespace kith::http
