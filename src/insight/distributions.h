#pragma once

// Normal and Student quantiles and tails, and the interval of a share. Deterministic double arithmetic, no tables.

#include <cstdint>

namespace kith::insight {

/// The 97.5 % point of the normal distribution: half the width of a 95 % interval in standard errors.
inline constexpr double kNormal975 = 1.959963984540054;

/// P(T <= t) for Student's t, by the incomplete beta function (continued fraction, Lentz).
double student_probability(double t, double degrees_of_freedom);
/// The t with P(T <= t) = probability, for probability in (0, 1).
double student_quantile(double probability, double degrees_of_freedom);

struct Interval {
    double low = 0;
    double high = 0;
};

/// Wilson's score interval (1927) of n out of d, 95 %; d > 0.
Interval wilson_interval(std::uint64_t n, std::uint64_t d);

}  // namespace kith::insight
