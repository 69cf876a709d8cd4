// The command serve: its words to what the server is asked for.

#include <limits>

#include "cli/ledger_options.h"
#include "cli/run.h"
#include "cli/session.h"

namespace kith::cli {
namespace {

constexpr std::int64_t kPort = 8080;
constexpr std::int64_t kRequestsASecond = 50;

Result<void> check(const Arguments& arguments, std::int64_t port) {
    if (port < 0 || port > std::numeric_limits<std::uint16_t>::max()) {
        return make_error(ErrorCode::InvalidInput, "server.port", "expected a port from 0 to 65535");
    }
    if (arguments.has("--tls-cert") != arguments.has("--tls-key")) {
        return make_error(ErrorCode::InvalidInput, "server.tls", "expected --tls-cert and --tls-key together");
    }
    if (arguments.has("--tls-cert") && arguments.has("--behind-proxy")) {
        return make_error(ErrorCode::InvalidInput, "server.tls",
                          "expected either the certificate here or the proxy that has it");
    }
    return {};
}

Result<void> run_serve(Session& session, const Arguments& arguments) {
    const std::int64_t port = arguments.number("--port", kPort);
    TRY(check(arguments, port));
    if (session.server() == nullptr) {
        return make_error(ErrorCode::Unavailable, "server.none", "this program has no server");
    }
    const auto ledger = TRY(open_ledger(arguments));
    ServeAsked asked;
    asked.address = arguments.text("--listen", "127.0.0.1");
    asked.port = static_cast<std::uint16_t>(port);
    asked.tls_certificate_file = arguments.text("--tls-cert");
    asked.tls_key_file = arguments.text("--tls-key");
    asked.is_behind_proxy = arguments.has("--behind-proxy");
    asked.prints_links = arguments.has("--print-links");
    asked.requests_a_second = static_cast<double>(arguments.number("--requests-a-second", kRequestsASecond));
    asked.threads = static_cast<unsigned>(arguments.number("--threads", 0));
    asked.spool_folder = ledger_place(arguments).path + ".spool";
    asked.print = [&session](std::string_view line) { session.print_now(line); };
    return session.server()(*ledger, session.clock(), asked);
}

}  // namespace

std::vector<Command> serve_commands() {
    return {
        {.name = "serve",
         .summary = "serve the web pages and their programming interface",
         .about =
             "Answers until it is told to stop (Ctrl-C or SIGTERM); requests under way are finished first. Without "
             "TLS it answers this machine only. Each request is one line of JSON on standard error, without "
             "personal data.",
         .uses = Uses::Ledger,
         .options =
             {
                 {"--port", "N", "the port; 8080 unless said, 0 takes a free one", Count::Optional, Takes::Number},
                 {"--listen", "ADDRESS", "the address; 127.0.0.1 unless said"},
                 {"--tls-cert", "FILE", "the certificate chain, PEM", Count::Optional, Takes::File},
                 {"--tls-key", "FILE", "its key, PEM", Count::Optional, Takes::File},
                 {"--behind-proxy", "", "a proxy in front has TLS; trust its X-Forwarded-Proto and X-Forwarded-For"},
                 {"--print-links", "", "print a one-time sign-in link for every user"},
                 {"--requests-a-second", "N", "of one session, on the average; 50 unless said, 0 is any number",
                  Count::Optional, Takes::Number},
             },
         .examples = {"kith serve --ledger riverton.db --print-links",
                      "kith serve --listen 0.0.0.0 --port 443 --tls-cert chain.pem --tls-key key.pem"},
         .run = run_serve},
    };
}

}  // namespace kith::cli
