#pragma once

// What it would take to be wrong: how strong an unseen cause of both taking part and the outcome would have to be to
// explain an effect away.
//
// Robustness value: Cinelli and Hazlett 2020, "Making sense of sensitivity", section 4: the share of the rest variance
// of treatment and of outcome that such a cause must explain. E-value: VanderWeele and Ding 2017.

#include <cstddef>

namespace kith::insight {

/// 1/2 (sqrt(f^4 + 4 f^2) - f^2) with f = |t| / sqrt(df): to bring the estimate to zero.
double robustness_value(double t, std::size_t degrees_of_freedom);
/// To make it no longer significant at the level alpha.
double robustness_value_at(double t, std::size_t degrees_of_freedom, double alpha);
double partial_r2(double t, std::size_t degrees_of_freedom);
/// Of a risk ratio; below 1 its inverse counts.
double e_value(double risk_ratio);

}  // namespace kith::insight
