// Whatever a request's parts are: reading them ends in a value or an error, and what is accepted is clean text.

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "http/address.h"
#include "http/fields.h"
#include "http/router.h"

namespace {

using namespace kith::http;

kith::Result<Response> answer(Context&, const Request&) {
    return no_content();
}

void read_fields(std::string_view text) {
    Request request;
    request.body = std::string(text);
    BodyFields body(request);
    const std::string name = body.text("a", {.bytes_max = 50});
    KITH_CHECK(name.size() <= 50 && is_clean_text(name, LineBreaks::Allowed));
    const std::int64_t count = body.optional_number("b", {.least = -5, .most = 5}).value_or(0);
    KITH_CHECK(count >= -5 && count <= 5);
    body.optional_date("c");
    KITH_CHECK(body.texts("d", 10).size() <= 10);
    body.optional_truth("e");
    body.value("f");
    static_cast<void>(body.check().is_ok());
}

void read_query(std::string_view text) {
    const kith::Result<NamedTexts> query = parse_query(text);
    if (query.is_error()) return;
    Request request;
    request.query = query.value();
    for (const auto& [name, value] : request.query) {
        KITH_CHECK(is_clean_text(name, LineBreaks::Refused) && is_clean_text(value, LineBreaks::Refused));
    }
    QueryFields fields(request);
    const PageAsked asked = page_asked(fields);
    KITH_CHECK(asked.limit >= 1 && asked.limit <= 200);
    static_cast<void>(fields.check().is_ok());
}

void read_path(std::string_view text) {
    static const Router kRouter = [] {
        Router router;
        router.get("/children/{person}", "getChild", answer);
        router.get("/children/{person}/next-steps/{id}", "getStep", answer);
        router.get("/measures/overlap", "getOverlap", answer);
        return router;
    }();
    const kith::Result<Matched> matched = kRouter.match(Method::Get, text);
    if (matched.is_error()) return;
    for (const auto& [name, value] : matched.value().params) {
        KITH_CHECK(!value.empty() && is_clean_text(value, LineBreaks::Refused));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
    switch (data[0] % 4) {
        case 0:
            read_fields(text);
            break;
        case 1:
            read_query(text);
            break;
        case 2:
            read_path(text);
            break;
        default:
            static_cast<void>(cookie_in(text, "kith"));
            break;
    }
    return 0;
}
