#pragma once

// An answer: status, type, body, headers. Made by the functions below, so that a route says what it answers and nothing
// about how that is sent. Errors are no Response: a route returns kith::Error and problem.h translates it.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "http/request.h"

namespace kith::http {

/// What a stream has to say when it is asked: server-sent events as text (made by `event`), and whether they were the
/// last.
struct EventBatch {
    std::string events;
    bool is_last = false;
};
/// Asked several times a second for as long as the listener stays; must not wait.
using EventSource = std::function<EventBatch()>;

struct Response {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    NamedTexts headers;
    EventSource events;  // set: the answer is a stream, the body its beginning
};

/// 200 with the value as JSON. The server adds an ETag and answers 304 to who has it.
Response ok(const nlohmann::ordered_json& value);
/// 201: something new that has an address of its own.
Response created(const nlohmann::ordered_json& value);
/// 202: a job was begun.
Response accepted(const nlohmann::ordered_json& value);
Response no_content();
/// A file to keep. `name` is ASCII and names no child.
Response attachment(std::string_view name, std::string_view type, std::string bytes);
/// `text/event-stream`.
Response event_stream(EventSource source);
/// One server-sent event.
std::string event(std::string_view name, const nlohmann::ordered_json& data);

}  // namespace kith::http
