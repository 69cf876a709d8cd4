#pragma once

// The headers that every answer bears, and the ETag. Sources: OWASP ASVS 5.0 section 3.4; RFC 9110 sections 8.8.3 and
// 13.1.2.

#include <string_view>

#include "http/pages.h"
#include "http/response.h"

namespace kith::http {

struct AskedHow {
    bool is_api = false;
    bool is_secure = false;
    std::string_view if_none_match;
    std::string_view method;
};

/// Adds what is missing. A GET's answer of 200 gets an ETag, and becomes 304 without a body where the asker has it.
/// Answers of the API are never stored: a child's data stays in no cache.
void finish_headers(Response& response, const AskedHow& asked);

/// A file of the pages, compressed where the asker takes gzip.
Response page_response(const PageFile& file, std::string_view accept_encoding);

}  // namespace kith::http
