#pragma once

// Errors as RFC 9457 problem details: {type: "urn:kith:error:<id>", title, status, detail, id, where?}.
//
// The status follows from the error's code. Ids that HTTP has a finer status for: `request.json` 400, `request.method`
// 405, `request.content-type` 415; and an Unavailable whose id ends in `.too-often` is 429 with Retry-After, which is
// `where` if that is a number of seconds, else 30.

#include "base/result.h"
#include "http/response.h"

namespace kith::http {

int status_of(const Error& error);
Response problem(const Error& error);

}  // namespace kith::http
