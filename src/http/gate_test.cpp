// What must hold for every request, whatever its route.

#include "http/gate.h"

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "http/routes.h"
#include "service/ledger_fixture.h"
#include "service/sessions.h"
#include "service/sign_in.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

Result<Response> say_hello(Context&, const Request& request) {
    return ok({{"hello", request.user().value()}});
}
Result<Response> take_json(Context&, const Request&) {
    return no_content();
}
Result<Response> fail(Context&, const Request&) {
    return make_error(ErrorCode::Internal, "test.broken", "broken");
}

class GateFixture : public service::LedgerFixture {
  protected:
    void SetUp() override {
        LedgerFixture::SetUp();
        sessions_ = std::make_unique<service::Sessions>(*ledger_, clock_);
        sign_in_ = std::make_unique<service::SignIn>(*ledger_, clock_, *sessions_);
        context_ = std::make_unique<Context>(Context{.ledger = *ledger_,
                                                     .clock = clock_,
                                                     .sessions = sessions_.get(),
                                                     .sign_in = sign_in_.get(),
                                                     .jobs = nullptr,
                                                     .base_url = "http://127.0.0.1:8080"});
        add_session_routes(router_);
        router_.get("/hello", "sayHello", say_hello);
        router_.post("/take", "takeJson", take_json);
        router_.get("/fail", "fail", fail);
        open(Transport::Loopback);
    }

    void open(Transport transport, Limits limits = {}) {
        gate_ = std::make_unique<Gate>(
            *context_, router_,
            Gate::Options{
                .transport = transport, .limits = limits, .logging = Logging::Off, .version = "1", .waiting = {}});
    }

    Response ask(const std::string& method, const std::string& target, NamedTexts headers = {}, std::string body = {}) {
        headers.emplace_back("host", "127.0.0.1:8080");
        if (!cookie_.empty()) headers.emplace_back("cookie", cookie_);
        return gate_->answer({method, target, std::move(headers), std::move(body), "127.0.0.1"});
    }

    static std::string header_of(const Response& response, std::string_view name) {
        for (const auto& [held, value] : response.headers) {
            if (held == name) return value;
        }
        return {};
    }
    static std::string id_of(const Response& response) {
        return Json::parse(response.body, nullptr, false).value("id", std::string());
    }

    /// Signs in by a one-time link and keeps cookie and CSRF value.
    void enter() {
        const auto token = service::issue_link(*ledger_, UserId("osei"), UserId("operator"), clock_);
        ASSERT_TRUE(token.is_ok()) << token.error().id;
        const Response entered = ask("POST", "/api/v1/session/link", {{"content-type", "application/json"}},
                                     Json{{"token", token.value()}}.dump());
        ASSERT_EQ(entered.status, 200) << id_of(entered);
        set_cookie_ = header_of(entered, "Set-Cookie");
        cookie_ = set_cookie_.substr(0, set_cookie_.find(';'));
        csrf_ = Json::parse(entered.body)["csrf"];
    }

    std::unique_ptr<service::Sessions> sessions_;
    std::unique_ptr<service::SignIn> sign_in_;
    std::unique_ptr<Context> context_;
    Router router_;
    std::unique_ptr<Gate> gate_;
    std::string set_cookie_;
    std::string cookie_;
    std::string csrf_;
};

TEST_F(GateFixture, TurnsAwayWhoeverIsSignedOut) {
    EXPECT_EQ(ask("GET", "/api/v1/hello").status, 401);
    cookie_ = "kith=guessed";
    EXPECT_EQ(ask("GET", "/api/v1/hello").status, 401);
}

TEST_F(GateFixture, LetsInByALinkOnce) {
    enter();
    EXPECT_NE(set_cookie_.find("HttpOnly"), std::string::npos);
    EXPECT_NE(set_cookie_.find("SameSite=Strict"), std::string::npos);
    const Response hello = ask("GET", "/api/v1/hello");
    EXPECT_EQ(hello.status, 200);
    EXPECT_EQ(hello.body, R"({"hello":"osei"})");
}

TEST_F(GateFixture, EndsTheSessionWhenAskedTo) {
    enter();
    EXPECT_EQ(ask("DELETE", "/api/v1/session", {{"x-kith-csrf", csrf_}}).status, 204);
    EXPECT_EQ(ask("GET", "/api/v1/hello").status, 401);
}

TEST_F(GateFixture, ChangesNothingWithoutTheCsrfValue) {
    enter();
    EXPECT_EQ(id_of(ask("POST", "/api/v1/take")), "request.csrf");
    EXPECT_EQ(id_of(ask("POST", "/api/v1/take", {{"x-kith-csrf", "guess"}})), "request.csrf");
    EXPECT_EQ(ask("POST", "/api/v1/take", {{"x-kith-csrf", csrf_}}).status, 204);
}

TEST_F(GateFixture, ChangesNothingForAnotherSite) {
    enter();
    for (const auto& [name, value] : NamedTexts{{"sec-fetch-site", "cross-site"},
                                                {"sec-fetch-site", "same-site"},
                                                {"origin", "https://evil.example"},
                                                {"origin", "null"}}) {
        EXPECT_EQ(id_of(ask("POST", "/api/v1/take", {{"x-kith-csrf", csrf_}, {name, value}})), "request.cross-site");
    }
    EXPECT_EQ(ask("POST", "/api/v1/take", {{"x-kith-csrf", csrf_}, {"origin", "http://127.0.0.1:8080"}}).status, 204);
}

TEST_F(GateFixture, TakesBodiesOfTheirTypeAndSizeOnly) {
    enter();
    const NamedTexts json{{"x-kith-csrf", csrf_}, {"content-type", "application/json"}};
    EXPECT_EQ(ask("POST", "/api/v1/take", {{"x-kith-csrf", csrf_}, {"content-type", "text/plain"}}, "{}").status, 415);
    EXPECT_EQ(ask("POST", "/api/v1/take", json, std::string((1 << 20) + 1, ' ')).status, 413);
    EXPECT_EQ(ask("GET", "/api/v1/hello", json, "{}").status, 422);
    EXPECT_EQ(ask("GET", "/api/v1/" + std::string(5000, 'a')).status, 413);
}

TEST_F(GateFixture, AnswersNotModifiedToWhoHasIt) {
    enter();
    const Response first = ask("GET", "/api/v1/hello");
    const std::string tag = header_of(first, "ETag");
    ASSERT_FALSE(tag.empty());
    const Response second = ask("GET", "/api/v1/hello", {{"if-none-match", "\"other\", " + tag}});
    EXPECT_EQ(second.status, 304);
    EXPECT_TRUE(second.body.empty());
    EXPECT_EQ(ask("GET", "/api/v1/hello", {{"if-none-match", "\"other\""}}).status, 200);
}

TEST_F(GateFixture, NeverLetsAnAnswerOfTheApiBeStored) {
    enter();
    for (const std::string target : {"/api/v1/hello", "/api/v1/nothing", "/api/v1/fail"}) {
        const Response response = ask("GET", target);
        EXPECT_EQ(header_of(response, "Cache-Control"), "no-store") << target;
        EXPECT_EQ(header_of(response, "X-Content-Type-Options"), "nosniff") << target;
        EXPECT_NE(header_of(response, "Content-Security-Policy").find("frame-ancestors 'none'"), std::string::npos);
    }
}

TEST_F(GateFixture, AllowsNoInlineScriptOnPages) {
    const Response page = ask("GET", "/children/k-1");
    EXPECT_EQ(page.status, 200);
    const std::string policy = header_of(page, "Content-Security-Policy");
    EXPECT_NE(policy.find("script-src 'self';"), std::string::npos);
    EXPECT_EQ(ask("GET", "/assets/gone-12345678.js").status, 404);
    EXPECT_EQ(ask("POST", "/children/k-1").status, 405);
}

TEST_F(GateFixture, SetsASecureCookieBehindAProxyOnly) {
    open(Transport::BehindProxy);
    const auto token = service::issue_link(*ledger_, UserId("osei"), UserId("operator"), clock_);
    ASSERT_TRUE(token.is_ok());
    const std::string body = Json{{"token", token.value()}}.dump();
    EXPECT_EQ(id_of(ask("POST", "/api/v1/session/link", {{"content-type", "application/json"}}, body)),
              "request.not-secure");
    const Response entered = ask("POST", "/api/v1/session/link",
                                 {{"content-type", "application/json"}, {"x-forwarded-proto", "https"}}, body);
    EXPECT_TRUE(header_of(entered, "Set-Cookie").starts_with("__Host-kith="));
    EXPECT_NE(header_of(entered, "Set-Cookie").find("; Secure"), std::string::npos);
    EXPECT_FALSE(header_of(entered, "Strict-Transport-Security").empty());
}

TEST_F(GateFixture, BelievesNoForwardedHeadersWithoutAProxy) {
    const Response response = ask("GET", "/", {{"x-forwarded-proto", "https"}});
    EXPECT_TRUE(header_of(response, "Strict-Transport-Security").empty());
}

TEST_F(GateFixture, LimitsTheRequestsOfOneSession) {
    open(Transport::Loopback, {.requests_a_second = 1, .requests_at_once = 3});
    enter();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask("GET", "/api/v1/hello").status, 200);
    const Response fourth = ask("GET", "/api/v1/hello");
    EXPECT_EQ(fourth.status, 429);
    EXPECT_FALSE(header_of(fourth, "Retry-After").empty());
}

TEST_F(GateFixture, KeepsFaultsOfTheServerAsProblems) {
    enter();
    const Response response = ask("GET", "/api/v1/fail");
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(id_of(response), "test.broken");
}

TEST_F(GateFixture, CountsRequestsByOperation) {
    enter();
    ask("GET", "/api/v1/hello");
    const Response metrics = ask("GET", "/metrics");
    EXPECT_NE(metrics.body.find("kith_requests_total{operation=\"sayHello\",status=\"200\"} 1"), std::string::npos);
    EXPECT_NE(metrics.body.find("kith_request_seconds_count{operation=\"sayHello\"} 1"), std::string::npos);
    EXPECT_EQ(ask("GET", "/metrics", {{"x-forwarded-for", "203.0.113.9"}}).status, 404);
}

TEST_F(GateFixture, SaysItIsStopping) {
    EXPECT_EQ(Json::parse(ask("GET", "/health").body)["status"], "ok");
    gate_->begin_stop();
    EXPECT_EQ(ask("GET", "/health").status, 503);
    EXPECT_EQ(id_of(ask("GET", "/api/v1/hello")), "server.stopping");
}

TEST(RequestLog, SaysNothingOfAPerson) {
    const std::string line = log_text({.request = "7-1",
                                       .operation = "getChild",
                                       .method = "GET",
                                       .status = 404,
                                       .ms = 1.234,
                                       .bytes = 10,
                                       .role = "practitioner",
                                       .error_id = "child.unknown"},
                                      *Instant::parse_iso("2026-03-02T18:00:00Z"));
    EXPECT_EQ(line,
              "{\"at\":\"2026-03-02T18:00:00Z\",\"request\":\"7-1\",\"operation\":\"getChild\",\"method\":\"GET\","
              "\"status\":404,\"ms\":1.23,\"bytes\":10,\"role\":\"practitioner\",\"error\":\"child.unknown\"}\n");
}

}  // namespace
}  // namespace kith::http
