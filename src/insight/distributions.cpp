#include "insight/distributions.h"

#include <algorithm>
#include <cmath>

namespace kith::insight {
namespace {

/// Numerical Recipes, third edition, section 6.4: continued fraction of the incomplete beta function.
double beta_fraction(double a, double b, double x) {
    constexpr double kTiny = 1e-300;
    constexpr int kTermsMax = 10000;
    double c = 1;
    double d = 1 - (a + b) * x / (a + 1);
    d = 1 / (std::abs(d) < kTiny ? kTiny : d);
    double fraction = d;
    for (int m = 1; m <= kTermsMax; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 + even * d;
        c = 1 + even / c;
        d = 1 / (std::abs(d) < kTiny ? kTiny : d);
        c = std::abs(c) < kTiny ? kTiny : c;
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 + odd * d;
        c = 1 + odd / c;
        d = 1 / (std::abs(d) < kTiny ? kTiny : d);
        c = std::abs(c) < kTiny ? kTiny : c;
        fraction *= d * c;
        if (std::abs(d * c - 1) < 1e-16) break;
    }
    return fraction;
}

double incomplete_beta(double a, double b, double x) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
    return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

}  // namespace

double student_probability(double t, double degrees_of_freedom) {
    const double tail =
        incomplete_beta(degrees_of_freedom / 2, 0.5, degrees_of_freedom / (degrees_of_freedom + t * t)) / 2;
    return t > 0 ? 1 - tail : tail;
}

double student_quantile(double probability, double degrees_of_freedom) {
    double low = -1;
    double high = 1;
    while (student_probability(low, degrees_of_freedom) > probability) low *= 2;
    while (student_probability(high, degrees_of_freedom) < probability) high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-14 * std::max(1.0, std::abs(high)); ++i) {
        const double middle = (low + high) / 2;
        (student_probability(middle, degrees_of_freedom) < probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

Interval wilson_interval(std::uint64_t n, std::uint64_t d) {
    const auto size = static_cast<double>(d);
    const double share = static_cast<double>(n) / size;
    const double z2 = kNormal975 * kNormal975;
    const double centre = (share + z2 / (2 * size)) / (1 + z2 / size);
    const double half = kNormal975 / (1 + z2 / size) * std::sqrt(share * (1 - share) / size + z2 / (4 * size * size));
    return {n == 0 ? 0 : std::max(0.0, centre - half), n == d ? 1 : std::min(1.0, centre + half)};
}

}  // namespace kith::insight
