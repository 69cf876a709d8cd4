// The program `kith`: signals, the clock, then the command line. Everything it does can be ended at any moment without
// leaving anything half done, so an interrupt needs no tidying up.

#include <array>
#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "base/clock.h"
#include "cli/run.h"

namespace {

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
    return kith::cli::run(words, "kith " KITH_VERSION, clock);
}
