#include "http/response.h"

#include <nlohmann/json.hpp>

namespace kith::http {
namespace {

std::string text_of(const nlohmann::ordered_json& value) {
    return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Response json_response(int status, const nlohmann::ordered_json& value) {
    Response response;
    response.status = status;
    response.body = text_of(value);
    return response;
}

}  // namespace

Response ok(const nlohmann::ordered_json& value) {
    return json_response(200, value);
}
Response created(const nlohmann::ordered_json& value) {
    return json_response(201, value);
}
Response accepted(const nlohmann::ordered_json& value) {
    return json_response(202, value);
}

Response no_content() {
    Response response;
    response.status = 204;
    response.type.clear();
    return response;
}

Response attachment(std::string_view name, std::string_view type, std::string bytes) {
    std::string plain;
    for (const char c : name) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                              c == '_' || c == '.';
        plain.push_back(is_plain ? c : '_');
    }
    Response response;
    response.type = std::string(type);
    response.body = std::move(bytes);
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + plain + "\"");
    return response;
}

Response event_stream(EventSource source) {
    Response response;
    response.type = "text/event-stream";
    response.events = std::move(source);
    return response;
}

std::string event(std::string_view name, const nlohmann::ordered_json& data) {
    return "event: " + std::string(name) + "\ndata: " + text_of(data) + "\n\n";
}

}  // namespace kith::http
