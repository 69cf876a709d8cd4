#pragma once

// The parts of a workbook's archive, inflated piece by piece under limits. libzip reads from memory; nothing is
// written.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "intake/limits.h"

struct zip;

namespace kith::intake {

class ZipParts {
  public:
    /// `intake.workbook.corrupt`, `intake.workbook.entries`.
    static Result<ZipParts> open(ByteView bytes, const Limits& limits);
    ZipParts(ZipParts&&) noexcept;
    ZipParts& operator=(ZipParts&&) = delete;
    ~ZipParts();

    bool has(const std::string& name) const;
    /// Hands the part's bytes to `take` until it answers false. `intake.workbook.inflated-size`,
    /// `intake.workbook.inflation-ratio`, `intake.workbook.corrupt`.
    Result<void> stream(const std::string& name, const std::function<bool(std::string_view)>& take);

  private:
    ZipParts(zip* archive, std::uint64_t stored_bytes, const Limits& limits)
        : archive_(archive), stored_bytes_(stored_bytes), limits_(limits) {}

    zip* archive_;
    std::uint64_t stored_bytes_;
    Limits limits_;
    std::uint64_t inflated_bytes_ = 0;
};

}  // namespace kith::intake
