#pragma once

// Which handler answers which address. Each group of routes registers {method, path template, operation id, handler};
// docs/openapi.json describes the same operations and a test compares the two in both directions.
//
// A handler is a plain function that runs on a worker thread and may wait for the ledger. It translates: reads params
// and fields, calls one service command with the viewer, renders its answer. Every rule lives below, in service.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "http/request.h"
#include "http/response.h"
#include "ledger/ledger.h"

namespace kith::service {
class Jobs;
class Looks;
class Sessions;
class SignIn;
}  // namespace kith::service

namespace kith::http {

/// What every handler works with. One for the life of the server, shared by all worker threads.
struct Context {
    ledger::Ledger& ledger;
    const Clock& clock;
    service::Sessions* sessions = nullptr;  // these four are null only in tests of routes that do not use them
    service::SignIn* sign_in = nullptr;
    service::Jobs* jobs = nullptr;
    service::Looks* looks = nullptr;
    std::string base_url;  // `http://127.0.0.1:8080`, for links that are handed out
};

using Handler = Result<Response> (*)(Context&, const Request&);

/// Whose requests reach the handler. Anyone: before sign-in.
enum class Access : std::uint8_t { SignedIn, Anyone };
/// What a request may carry. Json: an object, or nothing at all.
enum class Carries : std::uint8_t { Nothing, Json, Bytes };

struct Route {
    Method method = Method::Get;
    std::string_view path;       // under /api/v1: `/children/{person}`
    std::string_view operation;  // `getChild`
    Handler handler = nullptr;
    Access access = Access::SignedIn;
    Carries carries = Carries::Json;
};

/// The route of a request, or what its address lacks.
struct Matched {
    const Route* route = nullptr;
    NamedTexts params;
};

class Router {
  public:
    /// Paths are templates of whole segments; where two routes fit, the one with fewer params answers.
    void add(Route route);
    void get(std::string_view path, std::string_view operation, Handler handler);
    void post(std::string_view path, std::string_view operation, Handler handler);
    void put(std::string_view path, std::string_view operation, Handler handler);
    void remove(std::string_view path, std::string_view operation, Handler handler);

    std::span<const Route> routes() const { return routes_; }

    /// `path` begins after /api/v1 and is still percent-encoded: segments are cut before they are decoded.
    /// Errors: request.path.unknown (NotFound), request.method (InvalidInput, status 405), request.path.malformed.
    Result<Matched> match(Method method, std::string_view path) const;

  private:
    std::vector<Route> routes_;
};

}  // namespace kith::http
