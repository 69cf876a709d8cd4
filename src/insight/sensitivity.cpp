#include "insight/sensitivity.h"

#include <algorithm>
#include <cmath>

#include "insight/distributions.h"

namespace kith::insight {
namespace {

double from_f(double f) {
    const double squared = f * f;
    return (std::sqrt(squared * squared + 4 * squared) - squared) / 2;
}

double f_of(double t, std::size_t degrees_of_freedom) {
    return std::abs(t) / std::sqrt(static_cast<double>(degrees_of_freedom));
}

}  // namespace

double robustness_value(double t, std::size_t degrees_of_freedom) {
    return from_f(f_of(t, degrees_of_freedom));
}

double robustness_value_at(double t, std::size_t degrees_of_freedom, double alpha) {
    const double critical = student_quantile(1 - alpha / 2, static_cast<double>(degrees_of_freedom - 1));
    return from_f(std::max(0.0, f_of(t, degrees_of_freedom) - f_of(critical, degrees_of_freedom - 1)));
}

double partial_r2(double t, std::size_t degrees_of_freedom) {
    return t * t / (t * t + static_cast<double>(degrees_of_freedom));
}

double e_value(double risk_ratio) {
    const double ratio = risk_ratio < 1 ? 1 / risk_ratio : risk_ratio;
    return ratio + std::sqrt(ratio * (ratio - 1));
}

}  // namespace kith::insight
