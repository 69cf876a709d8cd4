#include "cli/session.h"

#include <cerrno>
#include <chrono>
#include <cstring>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "cli/hints.h"

namespace kith::cli {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
using std::chrono::steady_clock;

constexpr std::size_t kBlockBytes = 1 << 16;
constexpr std::chrono::seconds kQuietFor(2);
constexpr std::chrono::milliseconds kBetween(200);

/// One line on standard error that is rewritten, silent for the first two seconds.
class ProgressLine final : public service::Progress {
  public:
    ~ProgressLine() override { clear(); }

    void report(std::string_view doing, std::uint64_t done, std::uint64_t total) override {
        const SteadyTime now = steady_clock::now();
        if (now - started_ < kQuietFor || now - shown_ < kBetween) return;
        shown_ = now;
        std::string line = "\r\033[K" + std::string(doing);
        if (total > 0) line += " " + std::to_string(100 * done / total) + " %";
        if (total == 0 && done > 0) line += " " + std::to_string(done);
        write(line);
        is_shown_ = true;
    }

    void clear() {
        if (is_shown_) write("\r\033[K");
        is_shown_ = false;
    }

  private:
    static void write(std::string_view text) {
        // Progress that cannot be shown is not worth failing for.
        [[maybe_unused]] const ssize_t put = ::write(STDERR_FILENO, text.data(), text.size());
    }

    SteadyTime started_ = steady_clock::now();
    SteadyTime shown_{};
    bool is_shown_ = false;
};

}  // namespace

Session::Session(const Arguments& arguments, const Clock& clock, Serve* serve)
    : form_(arguments.has("--json") ? Form::Json : Form::Text),
      clock_(clock),
      serve_(serve),
      threads_(static_cast<unsigned>(arguments.number("--threads", 0))) {
    if (arguments.has("--progress") || ::isatty(STDERR_FILENO) == 1) {
        progress_ = std::make_unique<ProgressLine>();
    } else {
        progress_ = std::make_unique<service::NoProgress>();
    }
}

Session::~Session() = default;

ThreadPool& Session::pool() {
    if (!pool_) pool_ = std::make_unique<ThreadPool>(threads_);
    return *pool_;
}

void Session::print(std::string_view text) {
    pending_.append(text);
    if (pending_.size() >= kBlockBytes) flush();
}

void Session::print_now(std::string_view text) {
    print(text);
    flush();
}

void Session::print_json(const nlohmann::ordered_json& value) {
    print(value.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

void Session::print_json_line(const nlohmann::ordered_json& value) {
    print(value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

void Session::flush() {
    std::string_view rest = pending_;
    while (!rest.empty() && write_error_ == 0) {
        const ssize_t put = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (put < 0 && errno != EINTR) write_error_ = errno;
        if (put > 0) rest.remove_prefix(static_cast<std::size_t>(put));
    }
    pending_.clear();
}

Result<void> Session::finish() {
    progress_ = std::make_unique<service::NoProgress>();
    flush();
    if (write_error_ == 0) return {};
    if (write_error_ == EPIPE) return make_error(ErrorCode::Unavailable, "output.closed", "nobody reads the answer");
    return make_error(ErrorCode::Unavailable, "output.unwritable",
                      std::string("cannot write the answer: ") + std::strerror(write_error_));
}

void print_error(const Error& error, Form form) {
    const std::string_view hint = hint_of(error.id);
    std::string text;
    if (form == Form::Json) {
        nlohmann::ordered_json body{{"error",
                                     {{"code", std::string(name_of(error.code))},
                                      {"id", error.id},
                                      {"message", error.message},
                                      {"where", error.where},
                                      {"hint", std::string(hint)}}}};
        text = body.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    } else {
        text = "kith: " + error.message;
        if (!error.where.empty()) text += ": " + error.where;
        text += " [" + error.id + "]\n";
        if (!hint.empty()) text += "hint: " + std::string(hint) + "\n";
    }
    [[maybe_unused]] const ssize_t put = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace kith::cli
