// The program `kith`: signals, the clock, then the command line, with the server for `serve`. Everything else it does
// can be ended at any moment without leaving anything half done, so an interrupt needs no tidying up.

#include <array>
#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "base/clock.h"
#include "cli/run.h"
#include "http/serve.h"

namespace {

kith::Result<void> serve(kith::ledger::Ledger& ledger, const kith::Clock& clock, const kith::cli::ServeAsked& asked) {
    using kith::http::Transport;
    kith::http::ServeOptions options;
    options.listen = {asked.address, asked.port, asked.tls_certificate_file, asked.tls_key_file};
    if (options.listen.is_tls()) options.transport = Transport::Tls;
    if (asked.is_behind_proxy) options.transport = Transport::BehindProxy;
    options.limits.requests_a_second = asked.requests_a_second;
    options.links = asked.prints_links ? kith::http::PrintLinks::Yes : kith::http::PrintLinks::No;
    options.threads = asked.threads;
    options.spool_folder = asked.spool_folder;
    options.version = KITH_VERSION;
    options.print = asked.print;
    kith::http::hold_back_stop_signals();
    return kith::http::serve(ledger, clock, options);
}

extern "C" void end_at_once(int signal) {
    constexpr std::string_view kMessage = "\nkith: interrupted; nothing was left half done [interrupted]\n";
    [[maybe_unused]] const ssize_t put = ::write(STDERR_FILENO, kMessage.data(), kMessage.size());
    ::_exit(128 + signal);
}

void settle_signals() {
    struct sigaction end {};
    end.sa_handler = end_at_once;
    for (const int signal : std::array{SIGINT, SIGTERM}) ::sigaction(signal, &end, nullptr);
    // A closed pipe and a full file-size limit become errors of the write that met them.
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    for (const int signal : std::array{SIGPIPE, SIGXFSZ}) ::sigaction(signal, &ignore, nullptr);
}

}  // namespace

int main(int argc, char** argv) {
    settle_signals();
    const kith::SystemClock clock;
    const std::vector<std::string> words(argv + 1, argv + argc);
    return kith::cli::run(words, "kith " KITH_VERSION, clock, serve);
}
