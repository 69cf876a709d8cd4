#pragma once

// The web pages and the OpenAPI document as they were compiled into the program (tools/embed_pages.py). Where the pages
// were not built, a plain page says how to build them.

#include <cstdint>
#include <span>
#include <string_view>

namespace kith::http {

struct PageFile {
    std::string_view path;  // `/index.html`, `/assets/index-B1x2.js`
    std::string_view type;
    std::string_view etag;  // quoted
    std::string_view bytes;
    std::string_view gzip;   // empty where it is no smaller
    bool is_hashed = false;  // its name changes with its content
};

/// In the order of their paths.
std::span<const PageFile> page_files();
const PageFile* find_page(std::string_view path);
/// docs/openapi.json.
const PageFile& openapi_document();

/// What answers a path that is no file: the application itself, which reads the path; or how to build it.
const PageFile& front_page();

}  // namespace kith::http
