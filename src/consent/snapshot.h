#pragma once

// A policy compiled for fast decisions: names become numbers, lists become sorted spans, and what concerns one child
// and one recipient is found by one lookup, so that a decision costs the same with 10 rules and with 10,000.
//
// Immutable: a change of policy is a new snapshot with a higher epoch. It holds no decision and no cache.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "consent/policy.h"

namespace kith::consent {

struct CompiledPolicy;

class Snapshot {
  public:
    static Snapshot compile(Policy policy);

    Snapshot(Snapshot&&) noexcept;
    Snapshot& operator=(Snapshot&&) noexcept;
    ~Snapshot();

    std::uint64_t epoch() const { return policy().epoch; }
    const Policy& policy() const;
    /// In the order of the policy; PersonSet uses the same.
    const std::vector<Child>& children() const { return policy().children; }
    const CompiledPolicy& compiled() const { return *compiled_; }

  private:
    explicit Snapshot(std::unique_ptr<const CompiledPolicy> compiled);
    std::unique_ptr<const CompiledPolicy> compiled_;
};

}  // namespace kith::consent
