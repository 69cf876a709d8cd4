#include "http/request_log.h"

#include <cmath>

#include <nlohmann/json.hpp>
#include <unistd.h>

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

std::string line_of(const Json& json) {
    return json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

void put(const std::string& text) {
    // A log that cannot be written is not worth failing a request for.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

std::string log_text(const LogLine& line, Instant at) {
    Json json{{"at", at.to_iso()},
              {"request", std::string(line.request)},
              {"operation", std::string(line.operation)},
              {"method", std::string(line.method)},
              {"status", line.status},
              {"ms", std::round(line.ms * 100) / 100},
              {"bytes", line.bytes}};
    if (!line.role.empty()) json["role"] = std::string(line.role);
    if (!line.error_id.empty()) json["error"] = std::string(line.error_id);
    return line_of(json);
}

void RequestLog::write(const LogLine& line) const {
    if (logging_ == Logging::On) put(log_text(line, clock_.now()));
}

void RequestLog::note(std::string_view what) const {
    if (logging_ == Logging::On) put(line_of({{"at", clock_.now().to_iso()}, {"note", std::string(what)}}));
}

}  // namespace kith::http
