#pragma once

// What a command works with while it runs: where its answer goes, in which form, the clock, the threads and the
// progress line. Output is collected and written in blocks; the first failed write is remembered, so that a full disk
// or a closed pipe never looks like success.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/clock.h"
#include "base/thread_pool.h"
#include "cli/command.h"
#include "cli/run.h"
#include "service/progress.h"

namespace kith::cli {

enum class Form : std::uint8_t { Text, Json };

class Session {
  public:
    Session(const Arguments& arguments, const Clock& clock, Serve* serve = nullptr);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    Form form() const { return form_; }
    const Clock& clock() const { return clock_; }
    ThreadPool& pool();
    service::Progress& progress() { return *progress_; }
    /// What `serve` starts; null where the program has no server.
    Serve* server() const { return serve_; }

    void print(std::string_view text);
    /// Prints and does not wait for more.
    void print_now(std::string_view text);
    void print_json(const nlohmann::ordered_json& value);
    /// One value a line, for long answers.
    void print_json_line(const nlohmann::ordered_json& value);
    /// Writes what is left. Errors: output.closed, output.unwritable.
    Result<void> finish();

  private:
    void flush();

    Form form_;
    const Clock& clock_;
    Serve* serve_;
    unsigned threads_;
    std::unique_ptr<ThreadPool> pool_;
    std::unique_ptr<service::Progress> progress_;
    std::string pending_;
    int write_error_ = 0;
};

/// Prints `kith: message [id]` and a hint, or one JSON object, on standard error.
void print_error(const Error& error, Form form);

}  // namespace kith::cli
