#pragma once

// How far a long command is. Commands report; who shows it, and whether, is the caller's.

#include <cstdint>
#include <string_view>

namespace kith::service {

class Progress {
  public:
    virtual ~Progress() = default;
    /// `total` 0: not known. `doing` is short and names no child: `reading`, `linking`.
    virtual void report(std::string_view doing, std::uint64_t done, std::uint64_t total) = 0;
    /// The caller wants the command to end without having written anything: it does so where it can, with the error
    /// job.stopped (Unavailable).
    virtual bool wants_stop() const { return false; }
};

class NoProgress final : public Progress {
  public:
    void report(std::string_view, std::uint64_t, std::uint64_t) override {}
};

}  // namespace kith::service
