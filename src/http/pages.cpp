#include "http/pages.h"

#include <algorithm>

#include "base/result.h"

namespace kith::http {
namespace {

constexpr std::string_view kNotBuilt =
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Kith</title></head><body>"
    "<h1>The pages are not in this program</h1><p>It was built without them. Run <code>./run web</code> and then "
    "<code>./run build</code>.</p><p>The programming interface works: <a href=\"/api/v1/openapi.json\">its "
    "document</a>.</p></body></html>\n";

constexpr PageFile kNotBuiltPage = {.path = "/index.html",
                                    .type = "text/html; charset=utf-8",
                                    .etag = "\"not-built\"",
                                    .bytes = kNotBuilt,
                                    .gzip = {},
                                    .is_hashed = false};

}  // namespace

const PageFile* find_page(std::string_view path) {
    const std::span<const PageFile> files = page_files();
    const auto found = std::lower_bound(files.begin(), files.end(), path,
                                        [](const PageFile& file, std::string_view asked) { return file.path < asked; });
    return found != files.end() && found->path == path ? &*found : nullptr;
}

const PageFile& openapi_document() {
    const PageFile* document = find_page("/api/v1/openapi.json");
    KITH_CHECK(document != nullptr);
    return *document;
}

const PageFile& front_page() {
    const PageFile* index = find_page("/index.html");
    return index == nullptr ? kNotBuiltPage : *index;
}

}  // namespace kith::http
