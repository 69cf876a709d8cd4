#include "http/problem.h"

#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

namespace kith::http {
namespace {

constexpr int kRetryAfterSeconds = 30;

bool is_too_often(const Error& error) {
    return error.code == ErrorCode::Unavailable && error.id.ends_with(".too-often");
}

std::string_view title_of(int status) {
    switch (status) {
        case 400:
            return "the request cannot be read";
        case 401:
            return "sign in first";
        case 403:
            return "not allowed";
        case 404:
            return "not found";
        case 405:
            return "not this way";
        case 409:
            return "in conflict with what is there";
        case 413:
            return "too large";
        case 415:
            return "not in this form";
        case 422:
            return "something in the request is not right";
        case 429:
            return "too often";
        case 503:
            return "not now";
        default:
            return "something went wrong here";
    }
}

int retry_after_s(const Error& error) {
    int seconds = 0;
    const char* end = error.where.data() + error.where.size();
    const auto [stopped, fault] = std::from_chars(error.where.data(), end, seconds);
    return fault == std::errc{} && stopped == end && seconds > 0 ? seconds : kRetryAfterSeconds;
}

}  // namespace

int status_of(const Error& error) {
    if (error.id == "request.json") return 400;
    if (error.id == "request.method") return 405;
    if (error.id == "request.content-type") return 415;
    if (is_too_often(error)) return 429;
    switch (error.code) {
        case ErrorCode::InvalidInput:
            return 422;
        case ErrorCode::Unauthenticated:
            return 401;
        case ErrorCode::Denied:
            return 403;
        case ErrorCode::NotFound:
            return 404;
        case ErrorCode::Conflict:
            return 409;
        case ErrorCode::TooLarge:
            return 413;
        case ErrorCode::Unavailable:
            return 503;
        case ErrorCode::Corrupt:
        case ErrorCode::Internal:
            return 500;
    }
    return 500;
}

Response problem(const Error& error) {
    const int status = status_of(error);
    nlohmann::ordered_json body{
        {"type", "urn:kith:error:" + error.id},
        {"title", std::string(title_of(status))},
        {"status", status},
        {"detail", error.message},
        {"id", error.id},
    };
    if (!error.where.empty()) body["where"] = error.where;
    Response response;
    response.status = status;
    response.type = "application/problem+json";
    response.body = body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    if (status == 429 || status == 503)
        response.headers.emplace_back("Retry-After", std::to_string(retry_after_s(error)));
    return response;
}

}  // namespace kith::http
