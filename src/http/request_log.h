#pragma once

// One JSON line on standard error for each request: when, which operation, how it ended, how long, how large, in which
// role. Nothing of a person: no address parts, no query, no user, no text of an error; its id is enough to find it.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace kith::http {

struct LogLine {
    std::string_view request;    // id, also in the answer's X-Request-Id
    std::string_view operation;  // of the document; `page`, `asset` or `none` otherwise
    std::string_view method;
    int status = 0;
    double ms = 0;
    std::size_t bytes = 0;
    std::string_view role;      // of who asked; empty when signed out
    std::string_view error_id;  // empty when there was none
};

std::string log_text(const LogLine& line, Instant at);

enum class Logging : std::uint8_t { Off, On };

class RequestLog {
  public:
    RequestLog(const Clock& clock, Logging logging) : clock_(clock), logging_(logging) {}
    /// One write a line, so that lines of several threads stay whole.
    void write(const LogLine& line) const;
    /// Something about the server itself: `started`, `stopping`.
    void note(std::string_view what) const;

  private:
    const Clock& clock_;
    Logging logging_;
};

}  // namespace kith::http
