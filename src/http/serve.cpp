#include "http/serve.h"

#include <array>
#include <chrono>
#include <csignal>
#include <ctime>
#include <thread>

#include "http/gate.h"
#include "http/routes.h"
#include "http/streams.h"
#include "http/workers.h"
#include "service/jobs.h"
#include "service/looks.h"
#include "service/sessions.h"
#include "service/sign_in.h"
#include "service/users.h"

namespace kith::http {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto kUpkeepEvery = 60s;

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : std::array{SIGINT, SIGTERM}) sigaddset(&signals, signal);
    return signals;
}

/// True when a signal came before the time was over.
bool is_told_to_stop_within(std::chrono::milliseconds wait) {
    const sigset_t signals = stop_signals();
    const timespec time{.tv_sec = static_cast<std::time_t>(wait.count() / 1000),
                        .tv_nsec = static_cast<long>(wait.count() % 1000) * 1'000'000};
    return sigtimedwait(&signals, nullptr, &time) > 0;
}

bool is_loopback_address(std::string_view address) {
    return address.starts_with("127.") || address == "::1" || address == "localhost";
}

Result<void> check_secure(const ServeOptions& options) {
    if (options.transport != Transport::Loopback || is_loopback_address(options.listen.address)) return {};
    return make_error(ErrorCode::InvalidInput, "server.not-secure",
                      "others can reach this address: it needs TLS, or a proxy in front that has it",
                      options.listen.address);
}

std::string base_url_of(const ServeOptions& options, std::uint16_t port) {
    const std::string& address = options.listen.address;
    const std::string host = address.find(':') == std::string::npos ? address : "[" + address + "]";
    return (options.listen.is_tls() ? "https://" : "http://") + host + ":" + std::to_string(port);
}

/// One sign-in line for every user who may sign in.
Result<void> print_links(Context& context, const ServeOptions& options) {
    const UserId by{"operator"};
    const std::vector<service::UserAccount> accounts = TRY(service::list_users(context.ledger, by, context.clock));
    for (const service::UserAccount& account : accounts) {
        const service::User& user = account.user;
        if (user.health != service::UserHealth::Active) continue;
        const std::string token = TRY(service::issue_link(context.ledger, user.id, by, context.clock));
        std::string name = user.id.value() + " (" + user.role + ")";
        name.resize(std::max<std::size_t>(name.size() + 2, 36), ' ');
        options.print(name.append(context.base_url).append("/enter#").append(token).append("\n"));
    }
    return {};
}

void wait_for_stop(service::Sessions& sessions, const RequestLog& log) {
    auto kept_at = steady_clock::now();
    while (!is_told_to_stop_within(1s)) {
        if (steady_clock::now() - kept_at < kUpkeepEvery) continue;
        kept_at = steady_clock::now();
        if (const Result<void> kept = sessions.upkeep(); kept.is_error()) log.note(kept.error().id);
    }
}

/// Requests under way are answered, for as long as the limit allows or until a second signal.
void finish_requests(Gate& gate, const Workers& workers) {
    const auto until = steady_clock::now() + std::chrono::milliseconds(gate.limits().stop_ms_max);
    while ((gate.metrics().in_flight() > 0 || workers.waiting() > 0) && steady_clock::now() < until) {
        if (is_told_to_stop_within(20ms)) return;
    }
    // The last answers are on their way through the socket.
    is_told_to_stop_within(50ms);
}

}  // namespace

void hold_back_stop_signals() {
    const sigset_t signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

Result<void> serve(ledger::Ledger& ledger, const Clock& clock, const ServeOptions& options) {
    TRY(check_secure(options));
    service::Sessions sessions(ledger, clock);
    service::SignIn sign_in(ledger, clock, sessions);
    const std::unique_ptr<service::Jobs> jobs =
        TRY(service::Jobs::start(ledger, clock, {.spool_folder = options.spool_folder}));
    service::Looks looks(ledger, clock);
    Context context{.ledger = ledger,
                    .clock = clock,
                    .sessions = &sessions,
                    .sign_in = &sign_in,
                    .jobs = jobs.get(),
                    .looks = &looks,
                    .base_url = {}};
    const Router router = all_routes();
    Workers workers(options.threads, options.limits.waiting_max);
    Gate gate(context, router,
              {.transport = options.transport,
               .limits = options.limits,
               .logging = Logging::On,
               .version = options.version,
               .waiting = [&workers] { return workers.waiting(); }});
    Streams streams(gate);
    const std::unique_ptr<Server> server = TRY(start_server({gate, workers, streams}, options.listen));
    context.base_url = base_url_of(options, server->port());
    options.print("serving " + context.base_url + "/\n");
    Result<void> printed = options.links == PrintLinks::Yes ? print_links(context, options) : Result<void>();
    if (printed.is_ok()) {
        gate.log().note("started");
        wait_for_stop(sessions, gate.log());
        gate.log().note("stopping");
    }
    gate.begin_stop();
    server->stop_accepting();
    finish_requests(gate, workers);
    streams.stop();
    server->stop();
    workers.stop();
    Result<void> kept = sessions.upkeep();
    return printed.is_error() ? printed : kept;
}

}  // namespace kith::http
