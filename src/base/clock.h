#pragma once

// The only door to the present: engines are given an Instant, services hold a Clock, tests hold a FixedClock.

#include "base/civil_date.h"

namespace kith {

class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
  public:
    Instant now() const override;
};

class FixedClock final : public Clock {
  public:
    explicit FixedClock(Instant instant) : instant_(instant) {}
    Instant now() const override { return instant_; }
    void set(Instant instant) { instant_ = instant; }

  private:
    Instant instant_;
};

}  // namespace kith
