// Addresses, routes, fields and problems: everything that reads what strangers send.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "http/address.h"
#include "http/fields.h"
#include "http/list.h"
#include "http/problem.h"
#include "http/router.h"
#include "http/strict_json.h"

namespace kith::http {
namespace {

Result<Response> answer_nothing(Context&, const Request&) {
    return no_content();
}

Router test_router() {
    Router router;
    router.get("/children/{person}", "getChild", answer_nothing);
    router.get("/measures/{id}", "getMeasure", answer_nothing);
    router.get("/measures/overlap", "getOverlap", answer_nothing);
    router.post("/children/find", "findChildren", answer_nothing);
    return router;
}

std::string operation_at(Method method, std::string_view path) {
    const Router router = test_router();
    const Result<Matched> matched = router.match(method, path);
    return matched.is_ok() ? std::string(matched.value().route->operation) : matched.error().id;
}

TEST(Router, TakesTheMostExactRoute) {
    EXPECT_EQ(operation_at(Method::Get, "/measures/overlap"), "getOverlap");
    EXPECT_EQ(operation_at(Method::Get, "/measures/chronic-absence"), "getMeasure");
    EXPECT_EQ(operation_at(Method::Post, "/children/find"), "findChildren");
}

TEST(Router, TellsUnknownAddressesFromUnknownMethods) {
    EXPECT_EQ(operation_at(Method::Get, "/nothing"), "request.path.unknown");
    EXPECT_EQ(operation_at(Method::Get, "/children/"), "request.path.unknown");
    EXPECT_EQ(operation_at(Method::Get, "/children/k-1/"), "request.path.unknown");
    EXPECT_EQ(operation_at(Method::Delete, "/children/k-1"), "request.method");
}

TEST(Router, CutsSegmentsBeforeItDecodesThem) {
    const Router router = test_router();
    const Result<Matched> matched = router.match(Method::Get, "/children/a%2Fb");
    ASSERT_TRUE(matched.is_ok());
    EXPECT_EQ(matched.value().params.front().second, "a/b");
    EXPECT_EQ(operation_at(Method::Get, "/children/%00"), "request.path.malformed");
    EXPECT_EQ(operation_at(Method::Get, "/children/%ff"), "request.path.malformed");
    EXPECT_EQ(operation_at(Method::Get, "/children/%2"), "request.path.malformed");
}

TEST(Address, RefusesWhatIsNoText) {
    for (const std::string_view bad : {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80", "a\nb"}) {
        EXPECT_FALSE(is_clean_text(bad, LineBreaks::Refused));
    }
    EXPECT_TRUE(is_clean_text("José \xf0\x9f\x98\x80", LineBreaks::Refused));
    EXPECT_TRUE(is_clean_text("a\nb", LineBreaks::Allowed));
}

TEST(Address, RefusesAFieldSaidTwice) {
    EXPECT_EQ(parse_query("a=1&a=2").error().id, "request.query.twice");
    EXPECT_EQ(parse_query("a=%zz").error().id, "request.query.malformed");
    const Result<NamedTexts> read = parse_query("a=x+y&b&c=%C3%A9");
    ASSERT_TRUE(read.is_ok());
    EXPECT_EQ(read.value(), (NamedTexts{{"a", "x y"}, {"b", ""}, {"c", "é"}}));
}

RC_GTEST_PROP(Address, ReadsBackWhatIsEncoded, ()) {
    const std::string text = *rc::gen::container<std::string>(rc::gen::inRange<char>(0x20, 0x7f));
    std::string encoded;
    for (const char c : text) {
        constexpr std::string_view kDigits = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        encoded += {'%', kDigits[byte / 16], kDigits[byte % 16]};
    }
    RC_ASSERT(percent_decode(encoded) == text);
}

TEST(Address, TrustsNoCookieThatIsThereTwice) {
    EXPECT_EQ(cookie_in("a=1; kith=abc; b=2", "kith"), "abc");
    EXPECT_EQ(cookie_in("kith=abc; kith=def", "kith"), "");
    EXPECT_EQ(cookie_in("xkith=abc", "kith"), "");
}

Request with_body(std::string body) {
    Request request;
    request.body = std::move(body);
    return request;
}

std::string fault_of(const std::string& body) {
    const Request request = with_body(body);
    BodyFields fields(request);
    fields.text("name", {.bytes_max = 5});
    fields.optional_number("count", {.least = 0, .most = 10});
    fields.optional_date("day");
    fields.texts("list");
    const Result<void> checked = fields.check();
    return checked.is_ok() ? "" : checked.error().id + " " + checked.error().where;
}

TEST(Fields, ReadWhatIsRight) {
    EXPECT_EQ(fault_of(R"({"name":"abc","count":3,"day":"2026-02-28","list":["a"]})"), "");
    EXPECT_EQ(fault_of(R"({"name":"abc","count":null})"), "");
}

TEST(Fields, NameTheFirstFault) {
    EXPECT_EQ(fault_of("{}"), "request.field.missing name");
    EXPECT_EQ(fault_of(R"({"name":7})"), "request.field.type name");
    EXPECT_EQ(fault_of(R"({"name":"abcdef"})"), "request.field.value name");
    EXPECT_EQ(fault_of(R"({"name":"a\u0000"})"), "request.field.value name");
    EXPECT_EQ(fault_of(R"({"name":"a","count":11})"), "request.field.value count");
    EXPECT_EQ(fault_of(R"({"name":"a","count":18446744073709551615})"), "request.field.value count");
    EXPECT_EQ(fault_of(R"({"name":"a","count":1.5})"), "request.field.type count");
    EXPECT_EQ(fault_of(R"({"name":"a","day":"2026-02-30"})"), "request.field.value day");
    EXPECT_EQ(fault_of(R"({"name":"a","list":[1]})"), "request.field.type list");
    EXPECT_EQ(fault_of(R"({"name":"a","other":1})"), "request.field.unknown ");
    EXPECT_EQ(fault_of("[]"), "request.json ");
}

TEST(StrictJson, RefusesWhatCouldBeReadInTwoWays) {
    EXPECT_TRUE(parse_strict_json(R"({"a":{"b":[1,2]},"b":1})").is_ok());
    for (const std::string& bad : {std::string(R"({"a":1,"a":2})"), std::string("{"), std::string("{\"a\":\"\xff\"}"),
                                   std::string(5000, '['), std::string(R"({"a":1} x)")}) {
        EXPECT_EQ(parse_strict_json(bad).error().id, "request.json");
    }
}

TEST(Lists, SayWhereTheyGoOn) {
    const nlohmann::ordered_json page = list_page({1, 2}, {.from = 4, .limit = 2}, 9);
    EXPECT_EQ(page["next_cursor"], "6");
    EXPECT_TRUE(list_page({1}, {.from = 8, .limit = 2}, 9)["next_cursor"].is_null());
}

TEST(Problems, HaveTheStatusOfTheirKind) {
    const auto status = [](ErrorCode code, std::string_view id) { return status_of(make_error(code, id, "")); };
    EXPECT_EQ(status(ErrorCode::InvalidInput, "request.field.type"), 422);
    EXPECT_EQ(status(ErrorCode::InvalidInput, "request.json"), 400);
    EXPECT_EQ(status(ErrorCode::Unauthenticated, "session.none"), 401);
    EXPECT_EQ(status(ErrorCode::Denied, "role.not-steward"), 403);
    EXPECT_EQ(status(ErrorCode::NotFound, "child.unknown"), 404);
    EXPECT_EQ(status(ErrorCode::Unavailable, "sign-in.too-often"), 429);
    EXPECT_EQ(status(ErrorCode::Unavailable, "ledger.busy"), 503);
    EXPECT_EQ(status(ErrorCode::Corrupt, "ledger.file.corrupt"), 500);
    const Response response = problem(make_error(ErrorCode::Unavailable, "sign-in.too-often", "wait", "15"));
    EXPECT_EQ(response.type, "application/problem+json");
    EXPECT_EQ(response.headers.front(), (std::pair<std::string, std::string>{"Retry-After", "15"}));
}

}  // namespace
}  // namespace kith::http
