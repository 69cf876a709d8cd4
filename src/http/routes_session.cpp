// Signing in and out, one's own account, the users, and the community that every page names.

#include <nlohmann/json.hpp>

#include "http/fields.h"
#include "http/gate.h"
#include "http/list.h"
#include "http/routes.h"
#include "service/account.h"
#include "service/home.h"
#include "service/sessions.h"
#include "service/show_community.h"
#include "service/sign_in.h"
#include "service/users.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr TextRule kTokenText{.bytes_max = 200};
constexpr TextRule kPasswordText{.bytes_max = 1000};
constexpr TextRule kCodeText{.bytes_max = 40};

Json or_null(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json();
}

Json tour_json(const service::Tour& tour) {
    Json steps = Json::array();
    for (const service::TourStep& step : tour.steps) {
        steps.push_back({{"key", step.key}, {"page", step.page}, {"done", step.is_done}});
    }
    return {{"dismissed", tour.is_dismissed}, {"steps", std::move(steps)}};
}

Result<Json> session_json(Context& context, const service::SignedIn& signed_in) {
    const service::User& user = signed_in.user;
    const service::Account account = TRY(service::show_account(context.ledger, user.id, context.clock));
    const service::Tour tour = TRY(service::tour_of(context.ledger, user.id, context.clock));
    return Json{{"user", user.id.value()},
                {"name", user.name},
                {"role", user.role},
                {"member", user.member.value()},
                {"member_name", user.member_name},
                {"language", std::string(name_of(account.language))},
                {"scheme", std::string(name_of(account.scheme))},
                {"csrf", signed_in.csrf},
                {"expires_at", signed_in.expires_at.to_iso()},
                {"pages", service::pages_of(user.role)},
                {"tour", tour_json(tour)},
                {"community", account.community},
                {"has_password", account.has_password},
                {"has_totp", account.has_totp}};
}

Result<Response> get_session(Context& context, const Request& request) {
    const service::SignedIn signed_in = TRY(context.sessions->look_up(request.session));
    return ok(TRY(session_json(context, signed_in)));
}

/// The session's answer with its cookie. An earlier session of this browser ends: its cookie is gone.
Result<Response> begin_session(Context& context, const Request& request, const service::NewSession& session) {
    if (!request.session.empty()) TRY(context.sessions->end(request.session));
    Response response = ok(TRY(session_json(context, session.signed_in)));
    response.headers.emplace_back("Set-Cookie", session_cookie(request, session.token));
    return response;
}

Result<Response> enter_by_link(Context& context, const Request& request) {
    BodyFields body(request);
    service::LinkProof proof;
    proof.token = body.text("token", kTokenText);
    proof.code = body.optional_text("code", kCodeText);
    proof.address = request.address;
    TRY(body.check());
    return begin_session(context, request, TRY(context.sign_in->with_link(proof)));
}

Result<Response> enter_by_password(Context& context, const Request& request) {
    BodyFields body(request);
    service::PasswordProof proof;
    proof.user = body.text("user", {.bytes_max = 100});
    proof.password = body.text("password", kPasswordText);
    proof.code = body.optional_text("code", kCodeText);
    proof.address = request.address;
    TRY(body.check());
    return begin_session(context, request, TRY(context.sign_in->with_password(proof)));
}

Result<Response> leave(Context& context, const Request& request) {
    TRY(context.sessions->end(request.session));
    Response response = no_content();
    response.headers.emplace_back("Set-Cookie", session_cookie(request, {}));
    // School computers are shared: nothing of the session stays in the browser.
    response.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
    return response;
}

Result<Response> set_password(Context& context, const Request& request) {
    BodyFields body(request);
    const std::optional<std::string> current = body.optional_text("current", kPasswordText);
    const std::string password = body.text("password", kPasswordText);
    TRY(body.check());
    TRY(context.sign_in->set_password(request.session, current, password));
    return no_content();
}

Result<Response> begin_totp(Context& context, const Request& request) {
    const service::TotpOffer offer = TRY(context.sign_in->begin_totp(request.session));
    return ok({{"secret", offer.secret}, {"otpauth_url", offer.otpauth_url}});
}

Result<Response> confirm_totp(Context& context, const Request& request) {
    BodyFields body(request);
    const std::string code = body.text("code", kCodeText);
    TRY(body.check());
    const std::vector<std::string> recovery = TRY(context.sign_in->confirm_totp(request.session, code));
    return ok({{"recovery", recovery}});
}

Result<Response> set_preferences(Context& context, const Request& request) {
    BodyFields body(request);
    service::PreferenceChange change;
    if (const auto word = body.optional_word("language", {"en", "es"}))
        change.language = service::language_named(*word);
    if (const auto word = body.optional_word("scheme", {"auto", "light", "dark"})) {
        change.scheme = service::scheme_named(*word);
    }
    const std::optional<bool> is_dismissed = body.optional_truth("tour_dismissed");
    TRY(body.check());
    if (change.language || change.scheme) {
        TRY(service::set_preferences(context.ledger, change, request.user(), context.clock));
    }
    if (is_dismissed) {
        const auto shown = *is_dismissed ? service::TourShown::Dismissed : service::TourShown::Shown;
        TRY(service::set_tour(context.ledger, shown, request.user(), context.clock));
    }
    return get_session(context, request);
}

// users

std::string_view state_of(service::UserHealth health) {
    switch (health) {
        case service::UserHealth::Active:
            return "active";
        case service::UserHealth::Disabled:
            return "disabled";
        case service::UserHealth::NotYet:
            return "not_yet";
        case service::UserHealth::Over:
            return "over";
    }
    return "disabled";
}

Json user_json(const service::UserAccount& account) {
    const service::User& user = account.user;
    return {{"id", user.id.value()},
            {"name", user.name},
            {"role", user.role},
            {"member", user.member.value()},
            {"member_name", user.member_name},
            {"state", std::string(state_of(user.health))},
            {"has_password", account.has_password},
            {"has_totp", account.has_totp}};
}

Result<Response> list_users(Context& context, const Request& request) {
    QueryFields query(request);
    const PageAsked asked = page_asked(query);
    TRY(query.check());
    const std::vector<service::UserAccount> accounts =
        TRY(service::list_users(context.ledger, request.user(), context.clock));
    Json items = Json::array();
    for (std::size_t i = asked.from; i < accounts.size() && items.size() < asked.limit; ++i) {
        items.push_back(user_json(accounts[i]));
    }
    return ok(list_page(std::move(items), asked, accounts.size()));
}

Result<Response> set_user_state(Context& context, const Request& request) {
    BodyFields body(request);
    const bool is_disabled = body.truth("disabled");
    TRY(body.check());
    TRY(service::set_user_state(context.ledger, UserId(request.param("user")),
                                is_disabled ? service::Switch::Disable : service::Switch::Enable, request.user(),
                                context.clock));
    return no_content();
}

Result<Response> issue_link(Context& context, const Request& request) {
    const std::string token =
        TRY(service::issue_link(context.ledger, UserId(request.param("user")), request.user(), context.clock));
    // After the #: what stands there never reaches a server's log.
    return ok({{"url", context.base_url + "/enter#" + token}});
}

// community

Json source_json(const service::CommunitySource& source) {
    return {{"id", source.id},
            {"name", source.name},
            {"member", source.member},
            {"categories", source.categories},
            {"programme", source.programme},
            {"policy", source.policy},
            {"last_delivery_at", source.last_delivery_at ? Json(source.last_delivery_at->to_iso()) : Json()}};
}

Result<Response> get_community(Context& context, const Request& request) {
    const service::CommunityView view = TRY(service::show_community(context.ledger, request.user(), context.clock));
    Json answer{{"name", view.name},         {"members", Json::array()},    {"sources", Json::array()},
                {"purposes", Json::array()}, {"categories", Json::array()}, {"programmes", Json::array()}};
    for (const service::CommunityMember& member : view.members) {
        answer["members"].push_back({{"id", member.id},
                                     {"name", member.name},
                                     {"kind", member.kind},
                                     {"phone", member.phone},
                                     {"contact", member.contact}});
    }
    for (const service::CommunitySource& source : view.sources) {
        answer["sources"].push_back(source_json(source));
        if (source.programme.empty()) continue;
        answer["programmes"].push_back(
            {{"id", source.id}, {"name", source.programme}, {"source", source.id}, {"member", source.member}});
    }
    for (const service::CommunityPurpose& purpose : view.purposes) {
        answer["purposes"].push_back({{"id", purpose.id},
                                      {"name", purpose.name},
                                      {"categories", purpose.categories},
                                      {"from", or_null(purpose.from)},
                                      {"to", or_null(purpose.to)}});
    }
    for (const std::string& category : view.categories) answer["categories"].push_back({{"id", category}});
    return ok(answer);
}

}  // namespace

void add_session_routes(Router& router) {
    router.get("/session", "getSession", get_session);
    router.add({.method = Method::Post,
                .path = "/session/link",
                .operation = "enterByLink",
                .handler = enter_by_link,
                .access = Access::Anyone});
    router.add({.method = Method::Post,
                .path = "/session/password",
                .operation = "enterByPassword",
                .handler = enter_by_password,
                .access = Access::Anyone});
    router.remove("/session", "leave", leave);
    router.put("/session/password", "setPassword", set_password);
    router.post("/session/totp", "beginTotp", begin_totp);
    router.put("/session/totp", "confirmTotp", confirm_totp);
    router.put("/session/preferences", "setPreferences", set_preferences);
    router.get("/users", "listUsers", list_users);
    router.put("/users/{user}/state", "setUserState", set_user_state);
    router.post("/users/{user}/link", "issueLink", issue_link);
    router.get("/community", "getCommunity", get_community);
}

}  // namespace kith::http
