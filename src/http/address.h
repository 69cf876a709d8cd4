#pragma once

// The parts of a request target (RFC 3986): percent-encoding undone, queries cut into fields. Refuses what is not UTF-8
// or holds control characters, so that nothing behind it meets them.

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/request.h"

namespace kith::http {

/// Printable UTF-8: no control characters, no overlong forms, no surrogates. Line breaks and tabs only if allowed.
enum class LineBreaks : std::uint8_t { Refused, Allowed };
bool is_clean_text(std::string_view text, LineBreaks line_breaks);

/// Empty when an escape is broken or the outcome is not clean text.
std::optional<std::string> percent_decode(std::string_view text);

/// Fields of `a=1&b=2`; `+` is a space. Errors: request.query.malformed; request.query.twice for a name said twice.
Result<NamedTexts> parse_query(std::string_view query);

/// The value of one cookie in a Cookie header; empty when it is not there or there more than once.
std::string_view cookie_in(std::string_view header, std::string_view name);

}  // namespace kith::http
